//! What has become of each site day in the archive.

use serde::{Deserialize, Serialize};

use crate::{target::Fault, time::Timestamp};

/// How far a site day has come on its way into the archive.
///
/// ```text
///  open ──▶ exported ──▶ uploaded ──▶ verified
///   ▲          ▲  the object differs     │ its readings change, the object is found damaged
///   └──────────┴──────────◀──────────────┴──▶ lost: damaged, and its readings are no longer here
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum DayState {
    /// To be written into a file.
    Open = 1,
    /// The file is written, to be uploaded.
    Exported = 2,
    /// It is uploaded, to be read back.
    Uploaded = 3,
    /// It was read back and is the same; or there was nothing to archive.
    Verified = 4,
    /// The object is missing or damaged, and the readings are no longer here to make it again.
    Lost = 5,
}

impl DayState {
    /// Every state, by number.
    pub const ALL: [Self; 5] = [Self::Open, Self::Exported, Self::Uploaded, Self::Verified, Self::Lost];

    /// The state of this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as u8 == number)
    }

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Exported => "exported",
            Self::Uploaded => "uploaded",
            Self::Verified => "verified",
            Self::Lost => "lost",
        }
    }
}

/// One object of the archive, or a day on its way to become one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedDay {
    /// The site day, `YYYY-MM-DD`.
    pub day: String,
    /// 0 is the day itself; from 1 on, what arrived after its readings had been removed here.
    pub part: u32,
    /// Its first instant.
    pub starts: Timestamp,
    /// The first instant after it.
    pub ends: Timestamp,
    /// The time zone it was reckoned in.
    pub tz: String,
    /// How far it has come.
    pub state: DayState,
    /// Whether its readings have changed since they were exported.
    pub stale: bool,
    /// How often the object was written with other content, from 1.
    pub revision: u32,
    /// The target it is at.
    pub target: Option<String>,
    /// The object's name there.
    pub object: Option<String>,
    /// Readings in it.
    pub readings: Option<u64>,
    /// Its size.
    pub bytes: Option<u64>,
    /// Of the object, in hexadecimal.
    pub sha256: Option<String>,
    /// When the state changed.
    pub changed: Timestamp,
    /// Failures in a row.
    pub attempts: u32,
    /// The last failure.
    pub error: Option<String>,
    /// When its readings were removed here.
    pub pruned: Option<Timestamp>,
}

/// What a look at an object in the archive found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The site day.
    pub day: String,
    /// Its part.
    pub part: u32,
    /// The object's name.
    pub object: String,
    /// The target it is at.
    pub target: String,
    /// Whether it is whole.
    pub whole: bool,
    /// What is wrong.
    pub finding: Option<String>,
    /// What becomes of it.
    pub state: DayState,
}

/// The archive in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArchiveStats {
    /// The target days go to; `None` if none is set.
    pub target: Option<String>,
    /// Whether the nightly run is switched on.
    pub enabled: bool,
    /// Objects verified.
    pub verified: u64,
    /// Of the verified, days without any reading, which have no object.
    pub empty: u64,
    /// Days on their way.
    pub pending: u64,
    /// Objects lost.
    pub lost: u64,
    /// Days whose last attempt failed.
    pub failing: u64,
    /// Readings in verified objects.
    pub readings: u64,
    /// Bytes of verified objects.
    pub bytes: u64,
    /// The first day.
    pub first_day: Option<String>,
    /// The last day.
    pub last_day: Option<String>,
    /// The last failure of any of them.
    pub error: Option<String>,
}

/// What a run told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunStep {
    /// A day is done, as far as it came.
    Day(Box<ArchivedDay>),
    /// The run is over.
    End(ArchiveRun),
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ArchiveRun {
    /// Objects that are verified now, or needed nothing.
    pub archived: u64,
    /// Days that failed.
    pub failed: u64,
    /// Days that wait for the next run.
    pub waiting: u64,
    /// The first failure.
    pub fault: Option<Fault>,
}

/// An object whose readings were put back into the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The site day.
    pub day: String,
    /// Its part.
    pub part: u32,
    /// The object's name.
    pub object: String,
    /// Readings in it.
    pub readings: u64,
    /// Of these, those that were not here.
    pub restored: u64,
    /// Of these, those that were here already.
    pub present: u64,
    /// Of the restored, those that stand beside others of the same key.
    pub conflicts: u64,
}

/// What pruning told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PruneStep {
    /// A day beyond the retention.
    Day(Prunable),
    /// What was removed.
    End(Pruned),
}

/// A day beyond the retention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prunable {
    /// The site day.
    pub day: String,
    /// Whether its readings leave.
    pub leaves: bool,
    /// Why they do not.
    pub why: Option<String>,
}

/// What was removed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pruned {
    /// UTC days that left.
    pub days: u64,
    /// Readings that left with them.
    pub readings: u64,
    /// UTC days that wait for the archive.
    pub waiting: u64,
}

/// A piece of an object that is fetched: first what is known of it, then its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchStep {
    /// What is known of it.
    Begins(Box<ArchivedDay>),
    /// The next of its bytes.
    Bytes(Vec<u8>),
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}
