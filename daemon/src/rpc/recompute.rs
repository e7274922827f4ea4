//! Computing stored readings anew: what is asked for, in which order it is done, and what is told meanwhile.
//!
//! First all readings are looked at, then a line of the audit tells what they were computed with, then they are changed day by
//! day. Cut off in between, the line is there and the same request made again finishes the rest.

use std::{collections::BTreeMap, ops::ControlFlow, sync::Arc};

use mcs_core::{
    alarm::Actor,
    calibration::Calibration,
    device::Device,
    evaluation,
    reading::Reading,
    recompute::{Recomputed, Recomputing, RevisionRuns},
    time::{Span, Timestamp},
};
use mcs_proto::{
    error::{ErrorKind, status},
    wire::{RecomputeReadingsRequest, RecomputeReadingsResponse},
};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tonic::Status;

use super::{
    chunk::Messages,
    error::{unanswered, undone, usage},
    tell::{self, Tell},
};
use crate::{
    clock::Clock,
    store::{Audit, Damaged, ReadingChange, ReadingQuery, Recompute, StoreHandle},
};

/// Segments are cut by UTC days.
const DAY: Span = Span::hours(24);

/// Before any reading.
const EVER: Timestamp = Timestamp::from_micros(i64::MIN);

/// Has stored readings computed anew, one request at a time: two at once would each tell half of what was before.
#[derive(Debug)]
pub(super) struct Recomputer {
    store: StoreHandle,
    clock: Clock,
    busy: Arc<Mutex<()>>,
}

/// One request.
struct Task {
    store: StoreHandle,
    device: Device,
    calibration: Option<Calibration>,
    from: Timestamp,
    to: Timestamp,
    dry_run: bool,
    audit: Audit,
    _turn: OwnedMutexGuard<()>,
}

/// What there is before anything is changed.
struct Found {
    before: RevisionRuns,
    /// Readings by UTC day.
    days: BTreeMap<Timestamp, u64>,
    changed: u64,
    damaged: Damaged,
}

impl Recomputer {
    pub(super) fn new(store: StoreHandle, clock: Clock) -> Self {
        Self { store, clock, busy: Arc::default() }
    }

    /// Checks the request and begins. It is done to the end whoever listens.
    pub(super) fn start(
        &self,
        request: RecomputeReadingsRequest,
        device: Device,
        calibrations: &[Calibration],
        by: &Actor,
    ) -> Result<Messages<RecomputeReadingsResponse>, Status> {
        let now = self.clock.now().utc;
        let from = request.from_us.map_or(EVER, Timestamp::from_micros);
        let to = request.to_us.map_or(now + Span::micros(1), Timestamp::from_micros);
        if from >= to {
            return Err(usage(
                "the time to be computed anew ends before it begins",
                "give an earlier start or a later end",
            ));
        }
        let newest = || calibrations.iter().max_by_key(|calibration| calibration.revision);
        let calibration = match request.revision {
            _ if request.uncalibrated => None,
            Some(revision) => Some(calibrations.iter().find(|calibration| calibration.revision.0 == revision)),
            None => Some(newest()),
        };
        let calibration = match calibration {
            Some(None) => return Err(no_calibration(&device)),
            Some(Some(calibration)) => Some(calibration.clone()),
            None => None,
        };
        let Ok(turn) = Arc::clone(&self.busy).try_lock_owned() else {
            let advice = "wait for its end and try again";
            return Err(status(ErrorKind::Conflict, None, "readings are being computed anew already", advice));
        };
        let audit = Audit {
            at: now,
            by: by.name.clone(),
            action: "calibration.recompute",
            subject: device.sn.to_string(),
            before: None,
            after: None,
            comment: request.comment,
        };
        let dry_run = request.dry_run;
        let task = Task { store: self.store.clone(), device, calibration, from, to, dry_run, audit, _turn: turn };
        Ok(tell::stream(move |tell| task.run(tell)))
    }
}

impl Task {
    fn run(mut self, tell: &mut Tell<'_, RecomputeReadingsResponse>) -> Result<(), Status> {
        let found = self.look()?;
        let total: u64 = found.days.values().sum();
        let mut outcome = Recomputed {
            sn: self.device.sn.clone(),
            revision: self.calibration.as_ref().map(|calibration| calibration.revision),
            from: if self.from > EVER { self.from } else { found.before.all().first().map_or(self.to, |run| run.from) },
            to: self.to,
            readings: total,
            changed: found.changed,
            damaged: found.damaged.spans().len() as u64,
            dry_run: self.dry_run,
            before: found.before,
        };
        if !self.dry_run && outcome.changed > 0 {
            self.note(&outcome)?;
            outcome.changed = 0;
            let (mut done, mut listening) = (0, true);
            for (day, readings) in found.days {
                let task = Recompute {
                    point: self.device.point,
                    from: self.from.max(day),
                    to: self.to.min(day + DAY),
                    change: self.change(),
                };
                outcome.changed += self.store.recompute(task).map_err(|error| undone(&error))?.changed;
                done += readings;
                // It was asked for, so it is done to the end, whoever still listens.
                listening = listening && tell((&Recomputing::Progress { done, total }).into()).is_continue();
            }
            if !listening {
                return Ok(());
            }
        }
        let _ = tell((&Recomputing::Done(Box::new(outcome))).into());
        Ok(())
    }

    /// Looks at all readings of the time asked for.
    fn look(&self) -> Result<Found, Status> {
        let query = ReadingQuery { point: self.device.point, from: self.from, to: self.to, limit: 0, newest: false };
        let change = self.change();
        let (mut before, mut days, mut changed) = (RevisionRuns::default(), BTreeMap::new(), 0);
        let mut mixed = false;
        let damaged = self.store.queries().readings(&query, &mut |readings| {
            for mut reading in readings {
                mixed |= !before.add(reading.time, reading.calibration);
                *days.entry(reading.time.floor(DAY)).or_default() += 1;
                let was = (reading.calibration, reading.flags);
                change(&mut reading);
                changed += u64::from(was != (reading.calibration, reading.flags));
            }
            if mixed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let damaged = damaged.map_err(|error| unanswered(&error))?;
        if mixed {
            let text = format!("the calibrations of these readings change more than {} times", RevisionRuns::MOST);
            return Err(usage(&text, "give a shorter time; what was before must fit into the audit"));
        }
        Ok(Found { before, days, changed, damaged })
    }

    /// What is done to each reading.
    fn change(&self) -> ReadingChange {
        let (calibration, settings) = (self.calibration.clone(), self.device.settings.clone());
        Arc::new(move |reading: &mut Reading| evaluation::recompute(reading, calibration.as_ref(), &settings))
    }

    /// Writes what was before and what will be, so that it can be undone.
    fn note(&mut self, outcome: &Recomputed) -> Result<(), Status> {
        let mut line = self.audit.clone();
        line.before = serde_json::to_string(&outcome.before).ok();
        let after = serde_json::json!({
            "revision": outcome.revision,
            "from": outcome.from,
            "to": outcome.to,
            "readings": outcome.readings,
        });
        line.after = Some(after.to_string());
        self.store.note(line).map_err(|error| undone(&error))
    }
}

fn no_calibration(device: &Device) -> Status {
    let text = format!("{} has no such calibration", device.sn);
    let advice = format!("`mcsctl calib show {}` shows those there are", device.sn);
    status(ErrorKind::NotFound, None, &text, &advice)
}
