//! The archive: days, and what is told while something is done with them.

use mcs_core::{
    archived::{
        ArchiveRun, ArchiveStats, ArchivedDay, Checked, DayState, FetchStep, Prunable, PruneStep, Pruned, Restored,
        RunStep,
    },
    time::Timestamp,
};

use super::{WireError, instant, micros, required, unknown};
use crate::wire::{self, prune_archive_response::Told as PruneTold, run_archive_response::Told as RunTold};

impl From<DayState> for wire::DayState {
    fn from(state: DayState) -> Self {
        match state {
            DayState::Open => Self::Open,
            DayState::Exported => Self::Exported,
            DayState::Uploaded => Self::Uploaded,
            DayState::Verified => Self::Verified,
            DayState::Lost => Self::Lost,
        }
    }
}

fn day_state(number: i32) -> Result<DayState, WireError> {
    match wire::DayState::try_from(number) {
        Ok(wire::DayState::Open) => Ok(DayState::Open),
        Ok(wire::DayState::Exported) => Ok(DayState::Exported),
        Ok(wire::DayState::Uploaded) => Ok(DayState::Uploaded),
        Ok(wire::DayState::Verified) => Ok(DayState::Verified),
        Ok(wire::DayState::Lost) => Ok(DayState::Lost),
        Ok(wire::DayState::Unspecified) | Err(_) => Err(unknown("state", number)),
    }
}

impl From<&ArchivedDay> for wire::ArchivedDay {
    fn from(day: &ArchivedDay) -> Self {
        Self {
            day: day.day.clone(),
            part: day.part,
            starts_us: day.starts.as_micros(),
            ends_us: day.ends.as_micros(),
            tz: day.tz.clone(),
            state: wire::DayState::from(day.state).into(),
            stale: day.stale,
            revision: day.revision,
            target: day.target.clone(),
            object: day.object.clone(),
            readings: day.readings,
            bytes: day.bytes,
            sha256: day.sha256.clone(),
            changed_us: day.changed.as_micros(),
            attempts: day.attempts,
            error: day.error.clone(),
            pruned_us: micros(day.pruned),
        }
    }
}

impl TryFrom<wire::ArchivedDay> for ArchivedDay {
    type Error = WireError;
    fn try_from(day: wire::ArchivedDay) -> Result<Self, WireError> {
        Ok(Self {
            day: day.day,
            part: day.part,
            starts: Timestamp::from_micros(day.starts_us),
            ends: Timestamp::from_micros(day.ends_us),
            tz: day.tz,
            state: day_state(day.state)?,
            stale: day.stale,
            revision: day.revision,
            target: day.target,
            object: day.object,
            readings: day.readings,
            bytes: day.bytes,
            sha256: day.sha256,
            changed: Timestamp::from_micros(day.changed_us),
            attempts: day.attempts,
            error: day.error,
            pruned: instant(day.pruned_us),
        })
    }
}

impl From<&ArchiveStats> for wire::ArchiveStatsResponse {
    fn from(stats: &ArchiveStats) -> Self {
        Self {
            target: stats.target.clone(),
            enabled: stats.enabled,
            verified: stats.verified,
            empty: stats.empty,
            pending: stats.pending,
            lost: stats.lost,
            failing: stats.failing,
            readings: stats.readings,
            bytes: stats.bytes,
            first_day: stats.first_day.clone(),
            last_day: stats.last_day.clone(),
            error: stats.error.clone(),
        }
    }
}

impl From<wire::ArchiveStatsResponse> for ArchiveStats {
    fn from(stats: wire::ArchiveStatsResponse) -> Self {
        Self {
            target: stats.target,
            enabled: stats.enabled,
            verified: stats.verified,
            empty: stats.empty,
            pending: stats.pending,
            lost: stats.lost,
            failing: stats.failing,
            readings: stats.readings,
            bytes: stats.bytes,
            first_day: stats.first_day,
            last_day: stats.last_day,
            error: stats.error,
        }
    }
}

impl From<&RunStep> for wire::RunArchiveResponse {
    fn from(step: &RunStep) -> Self {
        let told = match step {
            RunStep::Day(day) => RunTold::Day((&**day).into()),
            RunStep::End(run) => RunTold::Run(wire::ArchiveRun {
                archived: run.archived,
                failed: run.failed,
                waiting: run.waiting,
                fault: run.fault.as_ref().map(Into::into),
            }),
        };
        Self { told: Some(told) }
    }
}

impl TryFrom<wire::RunArchiveResponse> for RunStep {
    type Error = WireError;
    fn try_from(step: wire::RunArchiveResponse) -> Result<Self, WireError> {
        Ok(match required("told", step.told)? {
            RunTold::Day(day) => Self::Day(Box::new(day.try_into()?)),
            RunTold::Run(wire::ArchiveRun { archived, failed, waiting, fault }) => {
                Self::End(ArchiveRun { archived, failed, waiting, fault: fault.map(Into::into) })
            }
        })
    }
}

impl From<&Checked> for wire::VerifyArchiveResponse {
    fn from(checked: &Checked) -> Self {
        Self {
            day: checked.day.clone(),
            part: checked.part,
            object: checked.object.clone(),
            target: checked.target.clone(),
            whole: checked.whole,
            finding: checked.finding.clone(),
            state: wire::DayState::from(checked.state).into(),
        }
    }
}

impl TryFrom<wire::VerifyArchiveResponse> for Checked {
    type Error = WireError;
    fn try_from(checked: wire::VerifyArchiveResponse) -> Result<Self, WireError> {
        Ok(Self {
            day: checked.day,
            part: checked.part,
            object: checked.object,
            target: checked.target,
            whole: checked.whole,
            finding: checked.finding,
            state: day_state(checked.state)?,
        })
    }
}

/// A message of an object that is fetched, as what it tells in order.
pub(crate) fn fetched(message: wire::FetchArchiveResponse) -> Result<Vec<FetchStep>, WireError> {
    let begins = message.day.map(ArchivedDay::try_from).transpose()?.map(|day| FetchStep::Begins(Box::new(day)));
    let bytes = (!message.content.is_empty()).then_some(FetchStep::Bytes(message.content));
    Ok([begins, bytes].into_iter().flatten().collect())
}

impl From<&Restored> for wire::RestoreArchiveResponse {
    fn from(restored: &Restored) -> Self {
        Self {
            day: restored.day.clone(),
            part: restored.part,
            object: restored.object.clone(),
            readings: restored.readings,
            restored: restored.restored,
            present: restored.present,
            conflicts: restored.conflicts,
        }
    }
}

impl TryFrom<wire::RestoreArchiveResponse> for Restored {
    type Error = WireError;
    fn try_from(restored: wire::RestoreArchiveResponse) -> Result<Self, WireError> {
        Ok(Self {
            day: restored.day,
            part: restored.part,
            object: restored.object,
            readings: restored.readings,
            restored: restored.restored,
            present: restored.present,
            conflicts: restored.conflicts,
        })
    }
}

impl From<&PruneStep> for wire::PruneArchiveResponse {
    fn from(step: &PruneStep) -> Self {
        let told = match step {
            PruneStep::Day(Prunable { day, leaves, why }) => {
                PruneTold::Day(wire::PrunableDay { day: day.clone(), leaves: *leaves, why: why.clone() })
            }
            PruneStep::End(Pruned { days, readings, waiting }) => {
                PruneTold::Pruned(wire::Pruned { days: *days, readings: *readings, waiting: *waiting })
            }
        };
        Self { told: Some(told) }
    }
}

impl TryFrom<wire::PruneArchiveResponse> for PruneStep {
    type Error = WireError;
    fn try_from(step: wire::PruneArchiveResponse) -> Result<Self, WireError> {
        Ok(match required("told", step.told)? {
            PruneTold::Day(wire::PrunableDay { day, leaves, why }) => Self::Day(Prunable { day, leaves, why }),
            PruneTold::Pruned(wire::Pruned { days, readings, waiting }) => {
                Self::End(Pruned { days, readings, waiting })
            }
        })
    }
}
