//! Counts of the ledger on their way to the disk.
//!
//! A row updated with every reading would cost a fifth more writing. Counts are gathered in memory and written once a minute,
//! with the row up to which they count; after a crash the rows after it are counted again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mcs_core::{id::PointId, ledger::Counts, reading::Flags, time::Timestamp};
use rusqlite::Connection;

use super::{Calendar, SiteDay, table};

/// Counts by site day and point.
pub(super) type Tally = HashMap<(SiteDay, PointId), Counts>;

/// Counts not yet written.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub(super) counts: Tally,
    /// How many times the ledger has been written: a reader that sees another number in the database looks again.
    pub(super) flushes: u64,
}

/// Shared between the writer, which adds and flushes, and queries, which add it to what is written.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedPending(Arc<Mutex<Pending>>);

impl SharedPending {
    /// The counts, for a moment: nobody waits for a disk while holding them.
    pub(super) fn lock(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The counts to write next, and the number of that writing.
    pub(super) fn next(&self) -> (Tally, u64) {
        let pending = self.lock();
        (pending.counts.clone(), pending.flushes + 1)
    }

    /// What was stored after the ledger was last written, counted again.
    pub(super) fn recount(connection: &Connection, calendar: &Calendar) -> rusqlite::Result<Self> {
        let (upto, flushes) = table::ledger::position(connection)?;
        let mut counts = Tally::new();
        let mut statement = connection.prepare("SELECT point, received, flags FROM recent WHERE id > ?1")?;
        let mut rows = statement.query([upto.0])?;
        while let Some(row) = rows.next()? {
            let (point, received) = (PointId(row.get(0)?), Timestamp::from_micros(row.get(1)?));
            count_stored(counts.entry((calendar.day(received), point)).or_default(), Flags(row.get(2)?));
        }
        Ok(Self(Arc::new(Mutex::new(Pending { counts, flushes }))))
    }
}

/// Counts a stored reading.
pub(super) const fn count_stored(counts: &mut Counts, flags: Flags) {
    counts.received += 1;
    if flags.has(Flags::LATE) {
        counts.late += 1;
    }
    if flags.has(Flags::CONFLICT) {
        counts.conflict += 1;
    }
}

/// Adds counts to counts.
pub(super) fn merge(into: &mut Tally, from: &Tally) {
    for (key, counts) in from {
        into.entry(*key).or_default().add(counts);
    }
}
