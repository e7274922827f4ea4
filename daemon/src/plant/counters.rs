//! What the plant counts for those who watch the daemon.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts since the start.
#[derive(Debug, Default)]
pub struct PlantCounters {
    /// Readings heard, live and late, duplicates too.
    pub readings: AtomicU64,
    /// Readings that were stored already.
    pub duplicates: AtomicU64,
    /// Frames nobody could decode.
    pub quarantined: AtomicU64,
    /// Alarm transitions.
    pub transitions: AtomicU64,
}

/// Adds to a counter.
pub(super) fn add(counter: &AtomicU64, n: usize) {
    counter.fetch_add(n as u64, Ordering::Relaxed);
}
