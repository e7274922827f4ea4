//! Counts of the ledger on their way to the disk.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use mcs_core::{id::PointId, ledger::Counts};

use super::SiteDay;

/// Counts not yet written.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub(super) counts: HashMap<(SiteDay, PointId), Counts>,
    /// How many times the ledger has been written: a reader that sees another number in the database looks again.
    pub(super) flushes: u64,
}

/// Shared between the writer, which adds and flushes, and queries, which add it to what is written.
pub(super) type SharedPending = Arc<Mutex<Pending>>;
