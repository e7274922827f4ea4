//! Alarms.

use mcs_core::{
    alarm::{Occurrence, Transition},
    id::{OccurrenceId, SerialNumber},
};

use super::{Client, ClientError, MAX_MESSAGE, PAGE};
use crate::{
    convert::{all, required},
    wire::{
        AcknowledgeAlarmsRequest, AcknowledgeAllRequest, GetAlarmRequest, ListAlarmsRequest, ResetAlarmRequest,
        alarms_client::AlarmsClient,
    },
};

/// Which alarms to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlarmQuery {
    /// Also occurrences that are over.
    pub include_closed: bool,
    /// Only those of this device.
    pub sn: Option<SerialNumber>,
}

/// A list of alarms and the live revision it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct AlarmList {
    /// The alarms.
    pub alarms: Vec<Occurrence>,
    /// The daemon's run.
    pub boot_id: String,
    /// The revision; [`Client::acknowledge_all`] takes it.
    pub rev: u64,
}

/// What acknowledging all did.
#[derive(Debug, Clone, PartialEq)]
pub struct AckAll {
    /// Those acknowledged now.
    pub acknowledged: Vec<Occurrence>,
    /// Alarms that came after the revision and stay.
    pub newer: u64,
}

impl Client {
    pub(super) fn alarms_stub(&self) -> AlarmsClient<tonic::transport::Channel> {
        AlarmsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// The alarms that stand, or with `include_closed` all there ever were, newest first.
    pub async fn alarms(&self, query: &AlarmQuery) -> Result<AlarmList, ClientError> {
        let mut stub = self.alarms_stub();
        let mut list: Option<AlarmList> = None;
        let mut page_token = String::new();
        loop {
            let message = ListAlarmsRequest {
                include_closed: query.include_closed,
                sn: query.sn.as_ref().map(ToString::to_string),
                page_size: PAGE,
                page_token,
            };
            let page = self.call(message, async |request| stub.list_alarms(request).await).await?;
            // The first page's revision counts: what came while later pages were fetched has not been seen by all of them.
            let list_so_far =
                list.get_or_insert(AlarmList { alarms: Vec::new(), boot_id: page.boot_id, rev: page.rev });
            list_so_far.alarms.append(&mut all(page.alarms)?);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(required("alarms", list)?);
            }
        }
    }

    /// One alarm with its transitions, oldest first.
    pub async fn alarm(&self, id: OccurrenceId) -> Result<(Occurrence, Vec<Transition>), ClientError> {
        let mut stub = self.alarms_stub();
        let answer = self.call(GetAlarmRequest { id: id.0 }, async |request| stub.get_alarm(request).await).await?;
        Ok((required("alarm", answer.alarm)?.try_into()?, all(answer.transitions)?))
    }

    /// Acknowledges occurrences by number. One with a newer occurrence of the same alarm is a conflict.
    pub async fn acknowledge(
        &self,
        ids: &[OccurrenceId],
        comment: Option<&str>,
    ) -> Result<Vec<Occurrence>, ClientError> {
        let mut stub = self.alarms_stub();
        let message = AcknowledgeAlarmsRequest {
            ids: ids.iter().map(|id| id.0).collect(),
            comment: comment.map(ToOwned::to_owned),
        };
        let answer = self.call(message, async |request| stub.acknowledge_alarms(request).await).await?;
        Ok(all(answer.alarms)?)
    }

    /// Acknowledges what stood at the revision the caller saw; later alarms stay and are counted.
    pub async fn acknowledge_all(&self, boot_id: &str, rev: u64, comment: Option<&str>) -> Result<AckAll, ClientError> {
        let mut stub = self.alarms_stub();
        let message =
            AcknowledgeAllRequest { boot_id: boot_id.to_owned(), rev, comment: comment.map(ToOwned::to_owned) };
        let answer = self.call(message, async |request| stub.acknowledge_all(request).await).await?;
        Ok(AckAll { acknowledged: all(answer.acknowledged)?, newer: answer.newer })
    }

    /// Ends a latch. `verified` says how the caller made sure that it is safe; over-range needs it.
    pub async fn reset(
        &self,
        id: OccurrenceId,
        comment: Option<&str>,
        verified: Option<&str>,
    ) -> Result<Occurrence, ClientError> {
        let mut stub = self.alarms_stub();
        let message = ResetAlarmRequest {
            id: id.0,
            comment: comment.map(ToOwned::to_owned),
            verified: verified.map(ToOwned::to_owned),
        };
        let answer = self.call(message, async |request| stub.reset_alarm(request).await).await?;
        Ok(required("alarm", answer.alarm)?.try_into()?)
    }
}
