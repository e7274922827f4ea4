//! The hand-over from shift to shift.

use mcs_core::{
    live::{Freshness, Snapshot},
    shift::{ShiftReport, SilentPoint},
    site::{Role, Site},
    time::{Span, Timestamp},
};
use mcs_proto::wire::{
    AcceptShiftRequest, AcceptShiftResponse, ListShiftsRequest, ListShiftsResponse, ReportShiftRequest,
    ReportShiftResponse, shifts_server::Shifts,
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    error::{broken, refused, unanswered, undone, usage},
};
use crate::{
    clock::Clock,
    plant::{Ask, MaskAsk, PlantHandle},
    store::{NewShift, QueryError, StoreHandle},
};

/// The longest shift.
const LONGEST: Span = Span::hours(24 * 7);
/// Hand-overs in one answer at most.
const MOST: u32 = 200;
/// The longest name of somebody who takes over.
const NAME: usize = 64;

/// Answers `mcs.v1.Shifts`.
#[derive(Debug)]
pub(super) struct ShiftService {
    pub(super) site: Site,
    pub(super) clock: Clock,
    pub(super) plant: PlantHandle,
    pub(super) store: StoreHandle,
}

impl ShiftService {
    async fn report(&self, since_us: i64) -> Result<ShiftReport, Status> {
        let (since, until) = (Timestamp::from_micros(since_us), self.clock.now().utc);
        if since >= until || until - since > LONGEST {
            return Err(usage("a shift began in the past and lasts a week at most", "say --since 8h"));
        }
        let snapshot = self.plant.ask(|reply| Ask::Snapshot { reply }).await.map_err(|error| refused(&error))?;
        let standing = |reply| Ask::Masks(MaskAsk::Standing { sn: None, reply });
        let masks = self.plant.ask(standing).await.map_err(|error| refused(&error))?;
        let queries = self.store.queries().clone();
        let recorded = move || -> Result<_, QueryError> {
            Ok((queries.alarms_raised(since, until)?, queries.notes(since, until)?, queries.failed_deliveries(since)?))
        };
        let recorded = tokio::task::spawn_blocking(recorded).await;
        let (raised, notes, failed) = recorded.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?;
        let mut report = ShiftReport {
            site: self.site.name.clone(),
            tz: self.site.tz.clone(),
            since,
            until,
            open: Vec::new(),
            overdue: Vec::new(),
            masks,
            offline: offline(&snapshot),
            failed,
            raised,
            notes,
        };
        report.set_open(snapshot.alarms);
        Ok(report)
    }
}

fn offline(snapshot: &Snapshot) -> Vec<SilentPoint> {
    let silent = snapshot.points.iter().filter(|point| match point.freshness {
        Freshness::Offline | Freshness::NotCommissioned | Freshness::CatchingUp => true,
        Freshness::Live | Freshness::Stale => false,
    });
    silent.map(|point| SilentPoint { sn: point.sn.clone(), name: point.name.clone(), last: point.received }).collect()
}

#[tonic::async_trait]
impl Shifts for ShiftService {
    async fn report_shift(
        &self,
        request: Request<ReportShiftRequest>,
    ) -> Result<Response<ReportShiftResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let report = self.report(request.into_inner().since_us).await?;
        Ok(Response::new(ReportShiftResponse { report: Some((&report).into()) }))
    }

    async fn accept_shift(
        &self,
        request: Request<AcceptShiftRequest>,
    ) -> Result<Response<AcceptShiftResponse>, Status> {
        let by = caller::require(&request, Role::Operator)?.name;
        let AcceptShiftRequest { since_us, accepter, note } = request.into_inner();
        let accepter = accepter.trim().to_owned();
        if accepter.is_empty() || accepter.chars().count() > NAME || accepter.chars().any(char::is_control) {
            return Err(usage("nobody takes over", "name the person who does, in at most 64 characters"));
        }
        let report = self.report(since_us).await?;
        let new = NewShift { accepted: report.until, report, note, by, accepter };
        let store = self.store.clone();
        let shift = tokio::task::spawn_blocking(move || store.accept_shift(new)).await;
        let shift = shift.map_err(|error| broken(&error))?.map_err(|error| undone(&error))?;
        Ok(Response::new(AcceptShiftResponse { shift: Some((&shift).into()) }))
    }

    async fn list_shifts(&self, request: Request<ListShiftsRequest>) -> Result<Response<ListShiftsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let most = match request.into_inner().most {
            0 => MOST,
            most => most.min(MOST),
        };
        let queries = self.store.queries().clone();
        let shifts = tokio::task::spawn_blocking(move || queries.shifts(most)).await;
        let shifts = shifts.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?;
        Ok(Response::new(ListShiftsResponse { shifts: shifts.iter().map(Into::into).collect() }))
    }
}
