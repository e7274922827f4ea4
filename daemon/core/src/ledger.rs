//! The loss ledger: per device and site day, what was heard and what became of it. "Is my record complete?" has an answer.

use serde::{Deserialize, Serialize};

use crate::id::SerialNumber;

/// Counts of one device on one site day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Readings stored.
    pub received: u64,
    /// Readings that were already stored.
    pub duplicate: u64,
    /// Readings whose key was stored with other content; both are kept.
    pub conflict: u64,
    /// Frames nobody could decode, kept raw.
    pub quarantined: u64,
    /// Publishes refused and never acknowledged.
    pub refused: u64,
    /// Of the received, those that were back-fill.
    pub late: u64,
    /// Readings judged and acknowledged while the store could not take them.
    pub unrecorded: u64,
    /// Packet numbers that never came.
    pub missing: u64,
    /// Packet numbers that came after all.
    pub recovered: u64,
    /// Times the packet number started again.
    pub restarts: u64,
}

impl Counts {
    /// Adds other counts to these.
    pub const fn add(&mut self, other: &Self) {
        self.received += other.received;
        self.duplicate += other.duplicate;
        self.conflict += other.conflict;
        self.quarantined += other.quarantined;
        self.refused += other.refused;
        self.late += other.late;
        self.unrecorded += other.unrecorded;
        self.missing += other.missing;
        self.recovered += other.recovered;
        self.restarts += other.restarts;
    }

    /// Whether every packet that was sent is stored: nothing missing that did not come after all, nothing unrecorded.
    pub const fn complete(&self) -> bool {
        self.missing <= self.recovered && self.unrecorded == 0 && self.quarantined == 0 && self.refused == 0
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerDay {
    /// The device.
    pub sn: SerialNumber,
    /// The site day, `YYYY-MM-DD`.
    pub day: String,
    /// The counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// Whether the day's record is complete as far as packet numbers can tell.
    pub complete: bool,
    /// The device sends neither time nor packet number; completeness cannot be told.
    pub no_identity: bool,
}
