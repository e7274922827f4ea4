//! How others ask the runner: which jobs there are, and to run one now.

use std::sync::{Arc, Mutex, PoisonError};

use mcs_core::job::{JobRun, JobState};
use tokio::sync::{mpsc, oneshot};

use super::When;
use crate::store::WorkError;

/// Questions that may wait for the runner.
const ASKS: usize = 32;

/// Why a job cannot be run or shown.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// There is none of this name.
    #[error("there is no job {name}")]
    NoSuchJob {
        /// The name as given.
        name: String,
    },
    /// It runs already.
    #[error("the job {name} runs already")]
    Running {
        /// Its name.
        name: String,
    },
    /// Its run cannot be put on record, so it was not begun.
    #[error("the run cannot be recorded")]
    Record(#[from] WorkError),
    /// The daemon is ending.
    #[error("the daemon is shutting down")]
    ShuttingDown,
}

/// A run that has begun.
#[derive(Debug)]
pub struct Progress {
    /// Its record as it begins.
    pub started: JobRun,
    pub(super) end: oneshot::Receiver<JobRun>,
}

impl Progress {
    /// Its record once it has ended.
    pub async fn ended(self) -> Result<JobRun, JobsError> {
        self.end.await.map_err(|_| JobsError::ShuttingDown)
    }
}

/// What the runner is asked.
#[derive(Debug)]
pub(super) enum Ask {
    List { reply: oneshot::Sender<Vec<JobState>> },
    Run { name: String, by: String, reply: oneshot::Sender<Result<Progress, JobsError>> },
    Reschedule { name: &'static str, when: When },
}

/// A cheap handle to the runner.
#[derive(Debug, Clone)]
pub struct JobsHandle {
    asks: mpsc::Sender<Ask>,
    failing: Failing,
}

/// Jobs whose newest run is not done; what a health check reads without waiting.
#[derive(Debug, Clone, Default)]
pub(super) struct Failing(Arc<Mutex<Vec<String>>>);

impl Failing {
    pub(super) fn set(&self, names: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = names;
    }
}

impl JobsHandle {
    pub(super) fn new(failing: Failing) -> (Self, mpsc::Receiver<Ask>) {
        let (asks, asked) = mpsc::channel(ASKS);
        (Self { asks, failing }, asked)
    }

    /// Jobs whose newest run failed or was cut off.
    pub fn failing(&self) -> Vec<String> {
        self.failing.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every job as it stands.
    pub async fn list(&self) -> Result<Vec<JobState>, JobsError> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(Ask::List { reply }).await.map_err(|_| JobsError::ShuttingDown)?;
        answer.await.map_err(|_| JobsError::ShuttingDown)
    }

    /// From now on a job is due at other moments.
    pub async fn reschedule(&self, name: &'static str, when: When) -> Result<(), JobsError> {
        self.asks.send(Ask::Reschedule { name, when }).await.map_err(|_| JobsError::ShuttingDown)
    }

    /// Runs a job now, because somebody asked for it. Answers once it has begun.
    pub async fn run(&self, name: &str, by: &str) -> Result<Progress, JobsError> {
        let (reply, answer) = oneshot::channel();
        let ask = Ask::Run { name: name.to_owned(), by: by.to_owned(), reply };
        self.asks.send(ask).await.map_err(|_| JobsError::ShuttingDown)?;
        answer.await.map_err(|_| JobsError::ShuttingDown)?
    }
}
