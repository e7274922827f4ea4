//! One run with its record: a row before, the work, the row's end after.

use std::time::Duration;

use mcs_core::{
    job::{JobOutcome, JobRun},
    time::Timestamp,
};
use tokio::sync::oneshot;

use super::{
    super::{JobsError, Progress},
    Clocks,
};
use crate::store::{NewJobRun, Queries, QueryError, StoreHandle, WorkError};

/// Runs of each job that are looked at when the daemon starts: more than a day of failures in a row.
const LOOKED_AT: u32 = 64;
/// How often the end of a run is written again while the store is not well.
const AGAIN: Duration = Duration::from_secs(5);

/// What is on record.
pub(super) struct Recall {
    pub(super) created: Option<Timestamp>,
    /// Runs of each job asked about, newest first.
    pub(super) runs: Vec<Vec<JobRun>>,
    pub(super) newest: Option<u64>,
}

/// Reads it. Blocks.
pub(super) fn recall(queries: &Queries, names: &[&str]) -> Result<Recall, QueryError> {
    Ok(Recall {
        created: queries.site_created()?,
        runs: names.iter().map(|name| queries.job_record(name, LOOKED_AT)).collect::<Result<_, _>>()?,
        newest: queries.job_runs(None, 1)?.first().map(|run| run.id),
    })
}

/// Who asked for a run.
pub(super) enum Asked {
    Clock { due: Timestamp },
    Person { by: String, reply: oneshot::Sender<Result<Progress, JobsError>> },
}

/// What the runner must know of a run that ended.
pub(super) struct Ended {
    pub(super) index: usize,
    pub(super) by_clock: bool,
    pub(super) done: bool,
    /// Its record, if it could be begun, and who waits for it.
    pub(super) run: Option<(JobRun, oneshot::Sender<JobRun>)>,
}

/// One run.
pub(super) struct Recorded {
    name: &'static str,
    store: StoreHandle,
    now: Clocks,
}

impl Recorded {
    pub(super) fn new(name: &'static str, store: StoreHandle, now: Clocks) -> Self {
        Self { name, store, now }
    }

    /// Does the work with a row before and after. Without the row before, it is not begun.
    pub(super) async fn run<F>(self, index: usize, asked: Asked, work: impl FnOnce() -> F) -> Ended
    where
        F: Future<Output = Result<Result<String, String>, Box<dyn std::any::Any + Send>>>,
    {
        let (due, by, reply) = match asked {
            Asked::Clock { due } => (Some(due), None, None),
            Asked::Person { by, reply } => (None, Some(by), Some(reply)),
        };
        let by_clock = due.is_some();
        let new = NewJobRun { job: self.name.to_owned(), due, by, started: (self.now)().utc };
        let started = match self.begin(new).await {
            Ok(started) => started,
            Err(error) => {
                tracing::warn!(job = self.name, %error, "the job is not run: its run cannot be recorded");
                if let Some(reply) = reply {
                    let _ = reply.send(Err(error.into()));
                }
                return Ended { index, by_clock, done: false, run: None };
            }
        };
        let (told, end) = oneshot::channel();
        if let Some(reply) = reply {
            let _ = reply.send(Ok(Progress { started: started.clone(), end }));
        }
        tracing::info!(job = self.name, run = started.id, "the job begins");
        let (outcome, detail) = match work().await {
            Ok(Ok(done)) => (JobOutcome::Done, done),
            Ok(Err(why)) => (JobOutcome::Failed, why),
            Err(_) => (JobOutcome::Failed, "it ended in a panic; the daemon's log tells where".to_owned()),
        };
        let ended = (self.now)().utc;
        if outcome == JobOutcome::Done {
            tracing::info!(job = self.name, run = started.id, %detail, "the job is done");
        } else {
            tracing::error!(job = self.name, run = started.id, %detail, "the job failed");
        }
        let run = JobRun { ended: Some(ended), outcome: Some(outcome), detail: Some(detail), ..started };
        self.end(&run).await;
        Ended { index, by_clock, done: outcome == JobOutcome::Done, run: Some((run, told)) }
    }

    async fn begin(&self, new: NewJobRun) -> Result<JobRun, WorkError> {
        let (store, row) = (self.store.clone(), new.clone());
        let id = tokio::task::spawn_blocking(move || store.begin_job_run(row)).await.map_err(|_| WorkError::Gone)??;
        let NewJobRun { job, due, by, started } = new;
        Ok(JobRun { id, job, due, by, started, ended: None, outcome: None, detail: None })
    }

    /// Tries until it is written: whatever the run did is done, and must not be done again for want of a row.
    async fn end(&self, run: &JobRun) {
        let (Some(outcome), Some(ended)) = (run.outcome, run.ended) else { return };
        loop {
            let (store, id, detail) = (self.store.clone(), run.id, run.detail.clone());
            let written = tokio::task::spawn_blocking(move || store.end_job_run(id, outcome, detail, ended)).await;
            match written {
                // Written, or there is nobody left to write it.
                Ok(Ok(()) | Err(WorkError::Gone)) | Err(_) => return,
                Ok(Err(
                    error @ (WorkError::NotWell
                    | WorkError::Sqlite(_)
                    | WorkError::Row { .. }
                    | WorkError::Damaged { .. }),
                )) => {
                    tracing::warn!(job = self.name, %error, "the end of the run is not recorded yet");
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    }
}
