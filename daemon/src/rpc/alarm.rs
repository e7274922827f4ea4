//! Alarms. Those that stand come from the live mirror, which may be ahead of the store; those that are over from the store.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use mcs_core::{
    alarm::{Occurrence, Priority},
    id::{OccurrenceId, PointId, SerialNumber},
    site::Role,
};
use mcs_proto::{
    convert::serial_number,
    error::{ErrorKind, status},
    wire::{
        AcknowledgeAlarmsRequest, AcknowledgeAlarmsResponse, AcknowledgeAllRequest, AcknowledgeAllResponse,
        DrillAlarmRequest, DrillAlarmResponse, EndDrillRequest, EndDrillResponse, GetAlarmRequest, GetAlarmResponse,
        InhibitPointRequest, InhibitPointResponse, ListAlarmsRequest, ListAlarmsResponse, ListMasksRequest,
        ListMasksResponse, OutOfServiceRequest, OutOfServiceResponse, ResetAlarmRequest, ResetAlarmResponse,
        ReturnToServiceRequest, ReturnToServiceResponse, ShelveAlarmRequest, ShelveAlarmResponse, SilenceSoundRequest,
        SilenceSoundResponse, UninhibitPointRequest, UninhibitPointResponse, UnshelveAlarmRequest,
        UnshelveAlarmResponse, alarms_server::Alarms,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{broken, live_refused, refused, senseless, unanswered, usage},
    history::History,
    live::{LiveHandle, Standing},
    page,
};
use crate::{
    plant::{Ask, PlantError, PlantHandle},
    store::{OccurrenceQuery, QueryError},
};

/// Answers `mcs.v1.Alarms`.
pub(super) struct AlarmService {
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
    pub(super) live: LiveHandle,
}

impl AlarmService {
    /// Asks the store where blocking is allowed.
    pub(super) async fn stored<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn History) -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, Status> {
        let history = Arc::clone(&self.history);
        let answer = tokio::task::spawn_blocking(move || question(&*history)).await;
        answer.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))
    }

    /// The points this number has stood for, the removed ones too.
    async fn points_of(&self, sn: &SerialNumber) -> Result<Vec<PointId>, Status> {
        let ask = |reply| Ask::Devices { include_retired: true, reply };
        let devices = self.plant.ask(ask).await.map_err(|error| refused(&error))?;
        let points: Vec<PointId> =
            devices.iter().filter(|device| device.sn == *sn).map(|device| device.point).collect();
        if points.is_empty() {
            return Err(refused(&PlantError::NoSuchDevice { sn: sn.clone() }));
        }
        Ok(points)
    }

    async fn standing(&self) -> Result<Standing, Status> {
        self.live.open_alarms().await.map_err(|error| live_refused(&error))
    }

    /// One page of all occurrences there ever were, newest first: the recorded ones, and over them those that stand as
    /// the mirror knows them, recorded or not, which may make the page a little longer.
    async fn page_of_all(
        &self,
        sn: Option<&SerialNumber>,
        before: Option<OccurrenceId>,
        page_size: u32,
        standing: Vec<Occurrence>,
    ) -> Result<(Vec<Occurrence>, Option<OccurrenceId>), Status> {
        let points = match sn {
            Some(sn) => Some(self.points_of(sn).await?),
            None => None,
        };
        let query = OccurrenceQuery { include_closed: true, points, page_size, before };
        let recorded = self.stored(move |history| history.occurrences(&query)).await?;
        let next = recorded.occurrences.last().filter(|_| recorded.more).map(|last| last.id);
        let mut page: BTreeMap<_, _> =
            recorded.occurrences.into_iter().map(|alarm| (Reverse(alarm.id), alarm)).collect();
        for alarm in standing {
            let here = before.is_none_or(|before| alarm.id < before) && next.is_none_or(|last| alarm.id >= last);
            if here && sn.is_none_or(|sn| alarm.sn.as_ref() == Some(sn)) {
                page.insert(Reverse(alarm.id), alarm);
            }
        }
        Ok((page.into_values().collect(), next))
    }
}

#[tonic::async_trait]
impl Alarms for AlarmService {
    async fn list_alarms(&self, request: Request<ListAlarmsRequest>) -> Result<Response<ListAlarmsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ListAlarmsRequest { include_closed, sn, page_size, page_token } = request.into_inner();
        let sn = sn.as_deref().map(serial_number).transpose().map_err(|error| senseless(&error))?;
        let at = page::place(&page_token, |text| text.parse().ok().map(OccurrenceId))?;
        let Standing { mut alarms, boot_id, rev } = self.standing().await?;
        let next = if include_closed {
            let page_size = u32::try_from(page::size(page_size)).unwrap_or(u32::MAX);
            let (page, next) = self.page_of_all(sn.as_ref(), at, page_size, alarms).await?;
            alarms = page;
            next
        } else {
            alarms.retain(|alarm| at.is_none_or(|before| alarm.id < before) && (sn.is_none() || alarm.sn == sn));
            alarms.sort_by_key(|alarm| Reverse(alarm.id));
            let more = alarms.len() > page::size(page_size);
            alarms.truncate(page::size(page_size));
            alarms.last().filter(|_| more).map(|last| last.id)
        };
        Ok(Response::new(ListAlarmsResponse {
            alarms: alarms.iter().map(Into::into).collect(),
            next_page_token: next.map(|last| page::cursor(&last.to_string())).unwrap_or_default(),
            boot_id,
            rev,
        }))
    }

    async fn get_alarm(&self, request: Request<GetAlarmRequest>) -> Result<Response<GetAlarmResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let id = OccurrenceId(request.into_inner().id);
        let recorded = self.stored(move |history| history.occurrence(id)).await?;
        let standing = self.standing().await?.alarms.into_iter().find(|alarm| alarm.id == id);
        let (recorded, transitions) = recorded.unzip();
        let alarm = standing.or(recorded).ok_or_else(|| refused(&PlantError::NoSuchAlarm { id }))?;
        Ok(Response::new(GetAlarmResponse {
            alarm: Some((&alarm).into()),
            transitions: transitions.unwrap_or_default().iter().map(Into::into).collect(),
        }))
    }

    async fn acknowledge_alarms(
        &self,
        request: Request<AcknowledgeAlarmsRequest>,
    ) -> Result<Response<AcknowledgeAlarmsResponse>, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let AcknowledgeAlarmsRequest { ids, comment } = request.into_inner();
        if ids.is_empty() {
            return Err(usage("no alarm is named", "name at least one"));
        }
        let ids = ids.into_iter().map(OccurrenceId).collect();
        let alarms = self
            .plant
            .ask(|reply| Ask::Acknowledge { ids, comment, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        Ok(Response::new(AcknowledgeAlarmsResponse { alarms: alarms.iter().map(Into::into).collect() }))
    }

    async fn acknowledge_all(
        &self,
        request: Request<AcknowledgeAllRequest>,
    ) -> Result<Response<AcknowledgeAllResponse>, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let AcknowledgeAllRequest { boot_id, rev, comment } = request.into_inner();
        let unacked = self.live.unacked_at(&boot_id, rev).await.map_err(|error| live_refused(&error))?;
        if comment.as_deref().is_none_or(|comment| comment.trim().is_empty()) {
            comment_needed(&unacked.stood)?;
        }
        let ids = unacked.stood.iter().map(|alarm| alarm.id).collect();
        let outcome = self
            .plant
            .ask(|reply| Ask::AcknowledgeAll { ids, comment, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        Ok(Response::new(AcknowledgeAllResponse {
            acknowledged: outcome.acknowledged.iter().map(Into::into).collect(),
            newer: unacked.newer,
        }))
    }

    async fn reset_alarm(&self, request: Request<ResetAlarmRequest>) -> Result<Response<ResetAlarmResponse>, Status> {
        let by = caller::require(&request, Role::Operator)?;
        let ResetAlarmRequest { id, comment, verified } = request.into_inner();
        let id = OccurrenceId(id);
        let alarm = self
            .plant
            .ask(|reply| Ask::Reset { id, comment, verified, by, reply })
            .await
            .map_err(|error| refused(&error))?;
        Ok(Response::new(ResetAlarmResponse { alarm: Some((&alarm).into()) }))
    }

    async fn shelve_alarm(
        &self,
        request: Request<ShelveAlarmRequest>,
    ) -> Result<Response<ShelveAlarmResponse>, Status> {
        self.do_shelve_alarm(request).await.map(Response::new)
    }

    async fn unshelve_alarm(
        &self,
        request: Request<UnshelveAlarmRequest>,
    ) -> Result<Response<UnshelveAlarmResponse>, Status> {
        self.do_unshelve_alarm(request).await.map(Response::new)
    }

    async fn inhibit_point(
        &self,
        request: Request<InhibitPointRequest>,
    ) -> Result<Response<InhibitPointResponse>, Status> {
        self.do_inhibit_point(request).await.map(Response::new)
    }

    async fn uninhibit_point(
        &self,
        request: Request<UninhibitPointRequest>,
    ) -> Result<Response<UninhibitPointResponse>, Status> {
        self.do_uninhibit_point(request).await.map(Response::new)
    }

    async fn out_of_service(
        &self,
        request: Request<OutOfServiceRequest>,
    ) -> Result<Response<OutOfServiceResponse>, Status> {
        self.do_out_of_service(request).await.map(Response::new)
    }

    async fn return_to_service(
        &self,
        request: Request<ReturnToServiceRequest>,
    ) -> Result<Response<ReturnToServiceResponse>, Status> {
        self.do_return_to_service(request).await.map(Response::new)
    }

    async fn list_masks(&self, request: Request<ListMasksRequest>) -> Result<Response<ListMasksResponse>, Status> {
        self.do_list_masks(request).await.map(Response::new)
    }

    async fn silence_sound(
        &self,
        request: Request<SilenceSoundRequest>,
    ) -> Result<Response<SilenceSoundResponse>, Status> {
        self.do_silence_sound(request).await.map(Response::new)
    }

    async fn drill_alarm(&self, request: Request<DrillAlarmRequest>) -> Result<Response<DrillAlarmResponse>, Status> {
        self.do_drill_alarm(request).await.map(Response::new)
    }

    async fn end_drill(&self, request: Request<EndDrillRequest>) -> Result<Response<EndDrillResponse>, Status> {
        self.do_end_drill(request).await.map(Response::new)
    }
}

/// Critical alarms are not acknowledged in bulk without a word.
fn comment_needed(alarms: &[Occurrence]) -> Result<(), Status> {
    let critical: Vec<String> = alarms
        .iter()
        .filter(|alarm| alarm.priority == Priority::Critical)
        .map(|alarm| {
            let of = alarm.sn.as_ref().map_or("the system", SerialNumber::as_str);
            format!("{} {} of {of}", alarm.id, alarm.condition)
        })
        .collect();
    if critical.is_empty() {
        return Ok(());
    }
    let message = format!("critical alarms are among them: {}", critical.join(", "));
    Err(status(ErrorKind::Conflict, None, &message, "give a comment to acknowledge them too"))
}
