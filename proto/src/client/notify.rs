//! Telling people: who and by what, and what became of it.

use std::time::Duration;

use mcs_core::{
    id::{OccurrenceId, ShortName},
    notice::{
        Attempt, Change, Changed, ChannelKindInfo, Delivery, DeliveryState, Directory, Noticed, Supposed, Supposition,
    },
};

use super::{Client, ClientError, MAX_MESSAGE, PAGE};
use crate::{
    convert::{all, required},
    wire::{
        self, ChangeDirectoryRequest, DropDeliveriesRequest, GetDeliveryRequest, GetDirectoryRequest,
        ListChannelKindsRequest, ListDeliveriesRequest, ListOutcomesRequest, RetryDeliveriesRequest,
        SimulateNoticeRequest, TestChannelRequest, notifications_client::NotificationsClient,
    },
};

/// A try ends after 15 s.
const TEST_DEADLINE: Duration = Duration::from_secs(20);

/// Which deliveries to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeliveryQuery {
    /// In these states; empty is all.
    pub states: Vec<DeliveryState>,
    /// Over this channel.
    pub channel: Option<ShortName>,
    /// Of this alarm.
    pub alarm: Option<OccurrenceId>,
    /// The newest so many; 0 is every one.
    pub limit: usize,
}

/// A delivery, every try of it, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryRecord {
    /// The delivery.
    pub delivery: Delivery,
    /// Every try, oldest first.
    pub attempts: Vec<Attempt>,
    /// What it says, in the site's language.
    pub text: String,
}

impl Client {
    fn notifications_stub(&self) -> NotificationsClient<tonic::transport::Channel> {
        NotificationsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Who is told and by what.
    pub async fn directory(&self) -> Result<Directory, ClientError> {
        let mut stub = self.notifications_stub();
        let answer = self.call(GetDirectoryRequest {}, async |request| stub.get_directory(request).await).await?;
        Ok(required("directory", answer.directory)?.try_into()?)
    }

    /// Makes changes, all of them or none, and tells what each did. With `dry_run` nothing is changed.
    pub async fn change_directory(&self, changes: &[Change], dry_run: bool) -> Result<Vec<Changed>, ClientError> {
        let mut stub = self.notifications_stub();
        let message = ChangeDirectoryRequest { changes: changes.iter().map(Into::into).collect(), dry_run };
        let answer = self.call(message, async |request| stub.change_directory(request).await).await?;
        Ok(all(answer.changed)?)
    }

    /// What each kind of channel takes.
    pub async fn channel_kinds(&self) -> Result<Vec<ChannelKindInfo>, ClientError> {
        let mut stub = self.notifications_stub();
        let message = ListChannelKindsRequest {};
        let answer = self.call(message, async |request| stub.list_channel_kinds(request).await).await?;
        Ok(all(answer.kinds)?)
    }

    /// Sends a test over a channel and gives what the provider said when it accepted it. Providers may take their time, so this waits
    /// a little longer than a try may last.
    pub async fn test_channel(&self, name: &ShortName) -> Result<String, ClientError> {
        let patient = Self { deadline: self.deadline.max(TEST_DEADLINE), ..self.clone() };
        let mut stub = self.notifications_stub();
        let message = TestChannelRequest { name: name.to_string() };
        Ok(patient.call(message, async |request| stub.test_channel(request).await).await?.answer)
    }

    /// Deliveries, newest first.
    pub async fn deliveries(&self, query: &DeliveryQuery) -> Result<Vec<Delivery>, ClientError> {
        let mut stub = self.notifications_stub();
        let states = query.states.iter().map(|&state| wire::DeliveryState::from(state).into());
        let states: Vec<i32> = states.collect();
        let limit = if query.limit == 0 { usize::MAX } else { query.limit };
        let mut found: Vec<Delivery> = Vec::new();
        let mut page_token = String::new();
        loop {
            let message = ListDeliveriesRequest {
                states: states.clone(),
                channel: query.channel.as_ref().map(ToString::to_string),
                alarm_id: query.alarm.map(|id| id.0),
                page_size: u32::try_from(limit.saturating_sub(found.len())).unwrap_or(PAGE).clamp(1, PAGE),
                page_token,
            };
            let page = self.call(message, async |request| stub.list_deliveries(request).await).await?;
            found.append(&mut all(page.deliveries)?);
            page_token = page.next_page_token;
            if page_token.is_empty() || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }

    /// One delivery with every try.
    pub async fn delivery(&self, id: u64) -> Result<DeliveryRecord, ClientError> {
        let mut stub = self.notifications_stub();
        let answer = self.call(GetDeliveryRequest { id }, async |request| stub.get_delivery(request).await).await?;
        let delivery = required("delivery", answer.delivery)?.try_into()?;
        Ok(DeliveryRecord { delivery, attempts: all(answer.attempts)?, text: answer.text })
    }

    /// What became of each step of an alarm, oldest first.
    pub async fn outcomes(&self, alarm: OccurrenceId) -> Result<Vec<Noticed>, ClientError> {
        let mut stub = self.notifications_stub();
        let message = ListOutcomesRequest { alarm_id: alarm.0 };
        let answer = self.call(message, async |request| stub.list_outcomes(request).await).await?;
        Ok(all(answer.outcomes)?)
    }

    /// Has deliveries that were given up or dropped sent again.
    pub async fn retry_deliveries(&self, ids: &[u64]) -> Result<Vec<Delivery>, ClientError> {
        let mut stub = self.notifications_stub();
        let message = RetryDeliveriesRequest { ids: ids.to_vec() };
        let answer = self.call(message, async |request| stub.retry_deliveries(request).await).await?;
        Ok(all(answer.deliveries)?)
    }

    /// Decides that deliveries need not be sent.
    pub async fn drop_deliveries(&self, ids: &[u64], reason: &str) -> Result<Vec<Delivery>, ClientError> {
        let mut stub = self.notifications_stub();
        let message = DropDeliveriesRequest { ids: ids.to_vec(), reason: reason.to_owned() };
        let answer = self.call(message, async |request| stub.drop_deliveries(request).await).await?;
        Ok(all(answer.deliveries)?)
    }

    /// Who would be told what of an alarm, when, and why not.
    pub async fn simulate_notice(&self, suppose: &Supposition) -> Result<Supposed, ClientError> {
        let mut stub = self.notifications_stub();
        let message = SimulateNoticeRequest::from(suppose);
        Ok(self.call(message, async |request| stub.simulate_notice(request).await).await?.try_into()?)
    }
}
