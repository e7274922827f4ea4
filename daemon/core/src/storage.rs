//! The store as people look at it: what it holds, and what a check of it tells.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What lies at one level: rows as they came, or segments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreLevel {
    /// `recent`, `slice`, `hour` or `day`.
    pub level: String,
    /// Segments; none at the recent level.
    pub segments: u64,
    /// Readings.
    pub readings: u64,
    /// Bytes they take, without what the database needs to find them.
    pub bytes: u64,
}

/// What the store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreStats {
    /// Bytes of the database file.
    pub database_bytes: u64,
    /// Bytes of the write-ahead log.
    pub wal_bytes: u64,
    /// Bytes kept aside for a full disk.
    pub reserve_bytes: u64,
    /// Bytes inside the database file that will be used again.
    pub free_bytes: u64,
    /// Each level, the newest readings first.
    pub levels: Vec<StoreLevel>,
    /// Days of points that are summarised.
    pub summaries: u64,
    /// Bytes of these summaries.
    pub summary_bytes: u64,
    /// Readings that are not sealed yet.
    pub unsealed: u64,
    /// Receipt of the oldest of them.
    pub unsealed_since: Option<Timestamp>,
    /// The oldest reading, to within its segment.
    pub oldest: Option<Timestamp>,
    /// Receipt of the newest reading.
    pub newest: Option<Timestamp>,
    /// Days readings are kept here; `None` is for ever.
    pub retention_days: Option<u32>,
    /// Pieces of house work since the daemon's start.
    pub works: u64,
    /// How long they held the writer, µs.
    pub work_us: u64,
    /// How long the longest of them did, µs.
    pub longest_work_us: u64,
}

impl StoreStats {
    /// Readings stored: sealed ones, and recent ones that are not sealed yet.
    pub fn readings(&self) -> u64 {
        self.sealed().map(|level| level.readings).sum::<u64>() + self.unsealed
    }

    /// Bytes of a sealed reading on average, its summaries included.
    pub fn bytes_a_reading(&self) -> Option<f64> {
        let readings: u64 = self.sealed().map(|level| level.readings).sum();
        let bytes: u64 = self.sealed().map(|level| level.bytes).sum();
        (readings > 0).then(|| (bytes + self.summary_bytes) as f64 / readings as f64)
    }

    fn sealed(&self) -> impl Iterator<Item = &StoreLevel> {
        self.levels.iter().filter(|level| level.segments > 0)
    }
}

/// Something in the store that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreFinding {
    /// Where.
    pub what: String,
    /// What is wrong.
    pub why: String,
}

/// What a check of the store looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoreVerified {
    /// Segments.
    pub segments: u64,
    /// Readings in them.
    pub readings: u64,
    /// Summaries of days.
    pub summaries: u64,
    /// Things found to be wrong.
    pub findings: u64,
    /// Whether all of it was looked at.
    pub whole: bool,
}

/// What a check tells as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreChecked {
    /// It goes on.
    Progress {
        /// Steps done.
        done: u64,
        /// Steps there are, as known by now.
        total: u64,
    },
    /// Something is wrong.
    Finding(StoreFinding),
    /// It has come to its end.
    Verified(StoreVerified),
}
