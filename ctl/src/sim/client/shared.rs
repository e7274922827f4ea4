//! What the devices of a run have in common.

use std::{
    sync::atomic::AtomicU64,
    time::{Duration, Instant},
};

use mcs_core::time::Timestamp;

use crate::sim::{
    acked::AckedList,
    link::{LinkOptions, Qos},
};

/// What all devices of a run share.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The start of the run on the wall clock.
    pub(crate) start: Timestamp,
    /// The same moment on the clock that never steps.
    pub(crate) started: Instant,
    /// How devices connect.
    pub(crate) link: LinkOptions,
    /// What they ask for.
    pub(crate) qos: Qos,
    /// Reports in one publish.
    pub(crate) batch: usize,
    /// How long after its last report a device waits for answers.
    pub(crate) drain: Duration,
    /// Where acknowledged readings are listed.
    pub(crate) acked: Option<AckedList>,
    /// What is done so far.
    pub(crate) live: LiveCounts,
}

/// Counts of the whole plant, for progress.
#[derive(Debug, Default)]
pub(crate) struct LiveCounts {
    /// Reports sent.
    pub(crate) published: AtomicU64,
    /// Reports acknowledged.
    pub(crate) acknowledged: AtomicU64,
    /// Devices connected now.
    pub(crate) connected: AtomicU64,
}
