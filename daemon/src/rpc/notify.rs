//! Telling people: who and by what, and what became of it.

mod suppose;

use mcs_core::{
    id::OccurrenceId,
    notice::{
        Change, ChannelKind, ChannelKindInfo, ChannelSetting, Delivery, DeliveryState, Directory, Noticed, Supposition,
        text::{Letter, compose},
    },
    site::{Role, Site},
};
use mcs_proto::{
    convert::{delivery_state, notice_name},
    wire::{
        ChangeDirectoryRequest, ChangeDirectoryResponse, DropDeliveriesRequest, DropDeliveriesResponse,
        GetDeliveryRequest, GetDeliveryResponse, GetDirectoryRequest, GetDirectoryResponse, ListChannelKindsRequest,
        ListChannelKindsResponse, ListDeliveriesRequest, ListDeliveriesResponse, ListOutcomesRequest,
        ListOutcomesResponse, RetryDeliveriesRequest, RetryDeliveriesResponse, SimulateNoticeRequest,
        SimulateNoticeResponse, TestChannelRequest, TestChannelResponse, notifications_server::Notifications,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{
        broken, delivery_refused, no_such_delivery, senseless, settings_refused, test_refused, unanswered, undone,
        usage,
    },
    page,
};
use crate::{
    clock::Clock,
    notify::{
        NotifyHandle, SettingsError, SettingsHandle,
        channel::{Setting, secrets_of, settings_of},
    },
    plant::PlantHandle,
    store::{Audit, Calendar, DeliveryQuery, QueryError, StoreHandle, WorkError},
};

/// Changes in one request, or deliveries named in one.
const MOST: usize = 500;

/// Answers `mcs.v1.Notifications`.
#[derive(Debug)]
pub(super) struct NotifyService {
    pub(super) clock: Clock,
    pub(super) site: Site,
    pub(super) calendar: Calendar,
    pub(super) plant: PlantHandle,
    pub(super) settings: SettingsHandle,
    pub(super) notify: NotifyHandle,
    pub(super) store: StoreHandle,
}

impl NotifyService {
    /// Asks the settings where blocking is allowed.
    async fn settings<T: Send + 'static>(
        &self,
        question: impl FnOnce(&SettingsHandle) -> Result<T, SettingsError> + Send + 'static,
    ) -> Result<T, Status> {
        let settings = self.settings.clone();
        let answer = tokio::task::spawn_blocking(move || question(&settings)).await;
        answer.map_err(|error| broken(&error))?.map_err(|error| settings_refused(&error))
    }

    /// Asks the store where blocking is allowed.
    async fn stored<T: Send + 'static>(
        &self,
        question: impl FnOnce(&StoreHandle) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Status> {
        let store = self.store.clone();
        let answer = tokio::task::spawn_blocking(move || question(&store)).await;
        answer.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))
    }

    /// Changes named deliveries one after the other, and gives them as they are then.
    async fn settle(
        &self,
        ids: Vec<u64>,
        line: Audit,
        (fits, unfit): (impl Fn(DeliveryState) -> bool, &'static str),
        change: impl Fn(&StoreHandle, u64, Audit) -> Result<bool, WorkError> + Send + 'static,
    ) -> Result<Vec<Delivery>, Status> {
        if ids.is_empty() || ids.len() > MOST {
            return Err(usage(&format!("{} deliveries are named", ids.len()), "name 1 to 500 of them"));
        }
        let (asked, named) = (ids.len(), ids.clone());
        let found = self.stored(move |store| store.queries().deliveries(&named)).await?;
        if found.len() < asked {
            let missing = ids.iter().find(|id| found.iter().all(|delivery| delivery.id != **id));
            return Err(no_such_delivery(missing.copied().unwrap_or_default()));
        }
        if let Some(delivery) = found.iter().find(|delivery| !fits(delivery.state)) {
            return Err(delivery_refused(delivery.id, unfit));
        }
        let (store, named) = (self.store.clone(), ids.clone());
        let done = tokio::task::spawn_blocking(move || {
            for id in named {
                let line = Audit { subject: id.to_string(), ..line.clone() };
                if !change(&store, id, line)? {
                    return Ok(Err(id));
                }
            }
            Ok(Ok(()))
        });
        let done: Result<Result<(), u64>, WorkError> = done.await.map_err(|error| broken(&error))?;
        self.settings.poke();
        if let Err(id) = done.map_err(|error| undone(&error))? {
            return Err(delivery_refused(id, unfit));
        }
        self.stored(move |store| store.queries().deliveries(&ids)).await
    }

    /// What a delivery says, in the site's language.
    async fn text(&self, delivery: &Delivery) -> Result<String, Status> {
        let language = self.settings(SettingsHandle::directory).await?.policy.language;
        let facts = std::slice::from_ref(&delivery.facts);
        let letter = Letter { site: &self.site.name, tz: self.calendar.tz(), facts, more: 0 };
        Ok(compose(&letter, language).plain())
    }

    fn line(&self, by: String, action: &'static str, comment: Option<String>) -> Audit {
        let at = self.clock.now().utc;
        Audit { at, by, action, subject: String::new(), before: None, after: None, comment }
    }
}

/// What a viewer may see: not how people are reached.
fn without_addresses(mut directory: Directory) -> Directory {
    for contact in &mut directory.contacts {
        contact.email = None;
        contact.phone = None;
    }
    directory
}

fn documented(setting: &Setting) -> ChannelSetting {
    let Setting { name, what, example, required } = *setting;
    ChannelSetting { name: name.to_owned(), what: what.to_owned(), example: example.to_owned(), required }
}

#[tonic::async_trait]
impl Notifications for NotifyService {
    async fn get_directory(
        &self,
        request: Request<GetDirectoryRequest>,
    ) -> Result<Response<GetDirectoryResponse>, Status> {
        let role = caller::role(&request)?;
        let mut directory = self.settings(SettingsHandle::directory).await?;
        if role < Role::Operator {
            directory = without_addresses(directory);
        }
        Ok(Response::new(GetDirectoryResponse { directory: Some((&directory).into()) }))
    }

    async fn change_directory(
        &self,
        request: Request<ChangeDirectoryRequest>,
    ) -> Result<Response<ChangeDirectoryResponse>, Status> {
        let by = caller::require(&request, Role::Admin)?;
        let ChangeDirectoryRequest { changes, dry_run } = request.into_inner();
        if changes.len() > MOST {
            return Err(usage(&format!("{} changes at once", changes.len()), "make at most 500 at once"));
        }
        let wanted: Result<Vec<Change>, _> = changes.into_iter().map(Change::try_from).collect();
        let wanted = wanted.map_err(|error| senseless(&error))?;
        let now = self.clock.now().utc;
        let changed = self.settings(move |settings| settings.change(wanted, &by, now, dry_run)).await?;
        Ok(Response::new(ChangeDirectoryResponse { changed: changed.iter().map(Into::into).collect() }))
    }

    async fn list_channel_kinds(
        &self,
        request: Request<ListChannelKindsRequest>,
    ) -> Result<Response<ListChannelKindsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let kinds = ChannelKind::ALL.map(|kind| ChannelKindInfo {
            kind,
            settings: settings_of(kind).iter().map(documented).collect(),
            secrets: secrets_of(kind).iter().map(documented).collect(),
        });
        Ok(Response::new(ListChannelKindsResponse { kinds: kinds.iter().map(Into::into).collect() }))
    }

    async fn test_channel(
        &self,
        request: Request<TestChannelRequest>,
    ) -> Result<Response<TestChannelResponse>, Status> {
        caller::require(&request, Role::Engineer)?;
        let name = notice_name(&request.into_inner().name).map_err(|error| senseless(&error))?;
        let kind = self.settings(SettingsHandle::directory).await?.channel(name.as_str()).map(|channel| channel.kind);
        let accepted = self.notify.test(&name).await.map_err(|error| test_refused(&error, kind))?;
        Ok(Response::new(TestChannelResponse { answer: accepted.0 }))
    }

    async fn list_deliveries(
        &self,
        request: Request<ListDeliveriesRequest>,
    ) -> Result<Response<ListDeliveriesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let request = request.into_inner();
        let states: Result<Vec<_>, _> = request.states.into_iter().map(delivery_state).collect();
        let channel = request.channel.as_deref().map(notice_name).transpose();
        let query = DeliveryQuery {
            states: states.map_err(|error| senseless(&error))?,
            channel: channel.map_err(|error| senseless(&error))?,
            occurrence: request.alarm_id.map(OccurrenceId),
            page_size: request.page_size,
            before: page::place(&request.page_token, |text| text.parse().ok())?,
        };
        let found = self.stored(move |store| store.queries().delivery_page(&query)).await?;
        let last = found.deliveries.last().filter(|_| found.more);
        Ok(Response::new(ListDeliveriesResponse {
            next_page_token: last.map(|delivery| page::cursor(&delivery.id.to_string())).unwrap_or_default(),
            deliveries: found.deliveries.iter().map(Into::into).collect(),
        }))
    }

    async fn list_outcomes(
        &self,
        request: Request<ListOutcomesRequest>,
    ) -> Result<Response<ListOutcomesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let alarm = OccurrenceId(request.into_inner().alarm_id);
        let outcomes = self.stored(move |store| store.queries().outcomes(alarm)).await?;
        let outcomes = outcomes.into_iter().map(|(event, at, outcome)| (&Noticed { event, at, outcome }).into());
        Ok(Response::new(ListOutcomesResponse { outcomes: outcomes.collect() }))
    }

    async fn get_delivery(
        &self,
        request: Request<GetDeliveryRequest>,
    ) -> Result<Response<GetDeliveryResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let id = request.into_inner().id;
        let found = self.stored(move |store| store.queries().delivery(id)).await?;
        let (delivery, attempts) = found.ok_or_else(|| no_such_delivery(id))?;
        Ok(Response::new(GetDeliveryResponse {
            delivery: Some((&delivery).into()),
            attempts: attempts.iter().map(Into::into).collect(),
            text: self.text(&delivery).await?,
        }))
    }

    async fn retry_deliveries(
        &self,
        request: Request<RetryDeliveriesRequest>,
    ) -> Result<Response<RetryDeliveriesResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let line = self.line(by.name, "notify.delivery.retry", None);
        let fits = |state| matches!(state, DeliveryState::GivenUp | DeliveryState::Dropped);
        let fit = (fits, "only what was given up or dropped can be sent again");
        let deliveries = self.settle(request.into_inner().ids, line, fit, StoreHandle::retry_delivery).await?;
        Ok(Response::new(RetryDeliveriesResponse { deliveries: deliveries.iter().map(Into::into).collect() }))
    }

    async fn drop_deliveries(
        &self,
        request: Request<DropDeliveriesRequest>,
    ) -> Result<Response<DropDeliveriesResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let DropDeliveriesRequest { ids, reason } = request.into_inner();
        if reason.trim().is_empty() {
            return Err(usage("no reason is given", "say why it need not be sent"));
        }
        let line = self.line(by.name, "notify.delivery.drop", Some(reason));
        let fit = (|state: DeliveryState| !state.settled(), "it is settled already");
        let deliveries = self.settle(ids, line, fit, StoreHandle::drop_delivery).await?;
        Ok(Response::new(DropDeliveriesResponse { deliveries: deliveries.iter().map(Into::into).collect() }))
    }

    async fn simulate_notice(
        &self,
        request: Request<SimulateNoticeRequest>,
    ) -> Result<Response<SimulateNoticeResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let suppose = Supposition::try_from(request.into_inner()).map_err(|error| senseless(&error))?;
        let supposed = self.suppose(suppose).await?;
        Ok(Response::new((&supposed).into()))
    }
}
