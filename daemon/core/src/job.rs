//! Named jobs: what is due by the clock, and how each run of it ended.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How a run ended. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum JobOutcome {
    /// It did what it is for.
    Done = 1,
    /// It gave a reason why it did not.
    Failed = 2,
    /// The daemon ended while it ran.
    CutOff = 3,
}

impl JobOutcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Done, Self::Failed, Self::CutOff];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::CutOff => "cut-off",
        }
    }

    /// The outcome with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| *outcome as u8 == number)
    }
}

/// One run of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// Grows with each run of any job.
    pub id: u64,
    /// The job's name.
    pub job: String,
    /// The moment it was due; `None` when a person asked for it.
    pub due: Option<Timestamp>,
    /// Who asked for it; `None` when it was the clock.
    pub by: Option<String>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it runs, or when it was cut off.
    pub ended: Option<Timestamp>,
    /// How it ended; `None` while it runs.
    pub outcome: Option<JobOutcome>,
    /// What it did, or why it failed.
    pub detail: Option<String>,
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobState {
    /// Its name.
    pub name: String,
    /// What it does, in a few words.
    pub what: String,
    /// When it is due, as people say it: `daily at 02:00`.
    pub when: String,
    /// When it runs next; after a failure, when it is tried again.
    pub next: Timestamp,
    /// Whether it runs now.
    pub running: bool,
    /// Its newest run.
    pub last: Option<JobRun>,
}
