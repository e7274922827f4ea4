//! Computing stored readings anew.

use mcs_core::{
    id::CalibrationRevision,
    recompute::{Recomputed, Recomputing, RevisionRun, RevisionRuns},
    time::Timestamp,
};

use super::{WireError, required, serial_number};
use crate::wire::{self, recompute_readings_response::Told};

impl From<&Recomputing> for wire::RecomputeReadingsResponse {
    fn from(told: &Recomputing) -> Self {
        let told = match told {
            Recomputing::Progress { done, total } => {
                Told::Progress(wire::RecomputeProgress { done: *done, total: *total })
            }
            Recomputing::Done(done) => Told::Recomputed(wire::Recomputed {
                sn: done.sn.to_string(),
                revision: done.revision.map(|revision| revision.0),
                from_us: done.from.as_micros(),
                to_us: done.to.as_micros(),
                readings: done.readings,
                changed: done.changed,
                damaged: done.damaged,
                dry_run: done.dry_run,
                before: done.before.all().iter().map(run).collect(),
            }),
        };
        Self { told: Some(told) }
    }
}

fn run(run: &RevisionRun) -> wire::RevisionRun {
    wire::RevisionRun {
        revision: run.revision.map(|revision| revision.0),
        from_us: run.from.as_micros(),
        to_us: run.to.as_micros(),
        readings: run.readings,
    }
}

impl TryFrom<wire::RecomputeReadingsResponse> for Recomputing {
    type Error = WireError;
    fn try_from(told: wire::RecomputeReadingsResponse) -> Result<Self, WireError> {
        let at = Timestamp::from_micros;
        Ok(match required("told", told.told)? {
            Told::Progress(wire::RecomputeProgress { done, total }) => Self::Progress { done, total },
            Told::Recomputed(done) => Self::Done(Box::new(Recomputed {
                sn: serial_number(&done.sn)?,
                revision: done.revision.map(CalibrationRevision),
                from: at(done.from_us),
                to: at(done.to_us),
                readings: done.readings,
                changed: done.changed,
                damaged: done.damaged,
                dry_run: done.dry_run,
                before: RevisionRuns::new(
                    done.before
                        .into_iter()
                        .map(|run| RevisionRun {
                            revision: run.revision.map(CalibrationRevision),
                            from: at(run.from_us),
                            to: at(run.to_us),
                            readings: run.readings,
                        })
                        .collect(),
                ),
            })),
        })
    }
}
