//! What the caller decides about the store: the commit window, what a full disk means, how large the reserve is.

use std::time::Duration;

use mcs_core::{reading::Reading, time::Timestamp};

/// Hash of a reading's fields as sent, recomputed from a stored row. The plant computes [`super::NewReading::hash`] with the
/// same function, or every repeated reading would look like a conflict.
pub type Fingerprint = fn(&Reading) -> u64;

/// What happens to readings when neither the disk nor the reserve takes another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WhenFull {
    /// Alarming goes on: readings are acknowledged and counted as *unrecorded*; transitions use a reserve of their own.
    #[default]
    Alarms,
    /// Nothing is acknowledged that is not recorded. Devices stop sending, which blinds the plant.
    Records,
}

/// How much disk is kept aside for the time when the rest of it is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReserveSize {
    /// Six hours at the plant's measured rate, at least [`ReserveSize::LEAST`].
    #[default]
    Measured,
    /// This many bytes.
    Fixed(u64),
}

impl ReserveSize {
    /// The smallest measured reserve: a new plant has no rate yet.
    pub const LEAST: u64 = 4 * 1024 * 1024;
}

/// What the caller decides about the store.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// The longest a plain reading waits for company before its commit; zero is every commit at once.
    pub window: Duration,
    /// What a full disk means.
    pub when_full: WhenFull,
    /// Disk kept aside for readings.
    pub reserve: ReserveSize,
    /// Disk kept aside for alarms once the readings' reserve is gone, in bytes.
    pub alarm_reserve: u64,
    /// The longest a query may run. A reader that stays keeps the write-ahead log from being reused.
    pub reader_deadline: Duration,
    /// How a stored reading's identity is recomputed.
    pub fingerprint: Fingerprint,
    /// How often the keeper looks whether something is to be sealed, gathered or forgotten; it can be asked at any time.
    pub keep_every: Duration,
    /// The target site days are archived to, if they are. As soon as there is such a target, days leave only once the archive has
    /// them.
    pub archive_target: Option<String>,
    /// The server's clock, as the keeper reads it.
    pub clock: fn() -> Timestamp,
}

impl StoreOptions {
    /// The longest commit window that may be set: what is not committed is lost with the power.
    pub const MAX_WINDOW: Duration = Duration::from_secs(1);

    /// The defaults, with the caller's idea of identity.
    pub fn new(fingerprint: Fingerprint) -> Self {
        Self {
            window: Duration::from_secs(1),
            when_full: WhenFull::default(),
            reserve: ReserveSize::default(),
            alarm_reserve: 2 * 1024 * 1024,
            reader_deadline: Duration::from_secs(30),
            fingerprint,
            keep_every: Duration::from_secs(10),
            archive_target: None,
            clock: super::writer::clock::now,
        }
    }
}
