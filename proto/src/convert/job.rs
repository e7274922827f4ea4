//! Named jobs and their runs.

use mcs_core::{
    job::{JobOutcome, JobRun, JobState},
    time::Timestamp,
};

use super::{WireError, instant, micros, unknown};
use crate::wire;

impl From<&JobRun> for wire::JobRun {
    fn from(run: &JobRun) -> Self {
        let outcome = run.outcome.map(|outcome| match outcome {
            JobOutcome::Done => wire::JobOutcome::Done,
            JobOutcome::Failed => wire::JobOutcome::Failed,
            JobOutcome::CutOff => wire::JobOutcome::CutOff,
        });
        Self {
            id: run.id,
            job: run.job.clone(),
            due_us: micros(run.due),
            by: run.by.clone(),
            started_us: run.started.as_micros(),
            ended_us: micros(run.ended),
            outcome: outcome.map(Into::into),
            detail: run.detail.clone(),
        }
    }
}

impl TryFrom<wire::JobRun> for JobRun {
    type Error = WireError;
    fn try_from(run: wire::JobRun) -> Result<Self, WireError> {
        let outcome = |number: i32| match wire::JobOutcome::try_from(number) {
            Ok(wire::JobOutcome::Done) => Ok(JobOutcome::Done),
            Ok(wire::JobOutcome::Failed) => Ok(JobOutcome::Failed),
            Ok(wire::JobOutcome::CutOff) => Ok(JobOutcome::CutOff),
            Ok(wire::JobOutcome::Unspecified) | Err(_) => Err(unknown("outcome", number)),
        };
        Ok(Self {
            id: run.id,
            job: run.job,
            due: instant(run.due_us),
            by: run.by,
            started: Timestamp::from_micros(run.started_us),
            ended: instant(run.ended_us),
            outcome: run.outcome.map(outcome).transpose()?,
            detail: run.detail,
        })
    }
}

impl From<&JobState> for wire::Job {
    fn from(job: &JobState) -> Self {
        Self {
            name: job.name.clone(),
            what: job.what.clone(),
            when: job.when.clone(),
            next_us: job.next.as_micros(),
            running: job.running,
            last: job.last.as_ref().map(Into::into),
        }
    }
}

impl TryFrom<wire::Job> for JobState {
    type Error = WireError;
    fn try_from(job: wire::Job) -> Result<Self, WireError> {
        Ok(Self {
            name: job.name,
            what: job.what,
            when: job.when,
            next: Timestamp::from_micros(job.next_us),
            running: job.running,
            last: job.last.map(TryInto::try_into).transpose()?,
        })
    }
}
