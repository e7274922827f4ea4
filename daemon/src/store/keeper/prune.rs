//! Pruning: whole days leave, with all their segments and summaries: when they are old, and where there is an archive only once it
//! has them.
//!
//! Segments are cut by UTC days, the archive by site days. A UTC day leaves when every site day that overlaps it is verified as it
//! is now; where no archived day covers a part of it, that part must hold no readings.

use mcs_core::{
    id::PointId,
    time::{Span, Timestamp},
};
use rusqlite::{OptionalExtension as _, params};

use super::{
    super::{
        StoreHandle,
        failpoint::PRUNE,
        sealed::{self, Level, Slot},
        table::{retention, segment, summary},
        work::WorkError,
    },
    Keeper,
    handle::Order,
    vacuum::TIGHT_PERCENT,
};

/// On a disk that is nearly full, days older than this leave early once the archive has them.
const EARLY_AFTER: Span = Span::hours(30 * 24);

/// How often a day leaves early: the free share of the disk is measured in between.
const EARLY_EVERY: Span = Span::mins(1);

/// Audit lines removed at once.
const AUDIT_LINES: usize = 500;

/// What pruning did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// UTC days that left.
    pub days: u64,
    /// Readings that left with them.
    pub readings: u64,
    /// UTC days that are old enough and wait for the archive.
    pub waiting: u64,
}

/// What becomes of a day.
enum Fate {
    Leaves,
    Waits,
}

impl StoreHandle {
    /// Removes all UTC days that ended before this instant, as far as the archive has them where there is one. Blocks.
    pub fn prune(&self, before: Timestamp) -> Result<Pruned, WorkError> {
        self.keeper().ask(|done| Order::Prune { before, done })
    }

    /// Removes lines of the audit older than this; how many. Blocks.
    pub fn prune_audit(&self, before: Timestamp) -> Result<u64, WorkError> {
        let mut removed = 0;
        loop {
            let some = self.work("prune audit", move |connection| {
                connection
                    .prepare_cached("DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ?1 LIMIT ?2)")?
                    .execute(params![before.as_micros(), AUDIT_LINES])
            })?;
            removed += some as u64;
            if some == 0 {
                return Ok(removed);
            }
        }
    }
}

impl Keeper {
    /// Removes days that ended before this instant, oldest first.
    pub(super) fn prune(&mut self, before: Timestamp, now: Timestamp) -> Result<Pruned, WorkError> {
        let mut pruned = Pruned::default();
        let archived = self.archives()?;
        let mut after = None;
        while let Some(day) = self.next_day(after, &Level::BY_ARRIVAL)?
            && day.end() <= before
        {
            after = Some(day);
            match if archived { self.fate(day)? } else { Fate::Leaves } {
                Fate::Leaves => {
                    pruned.readings += self.remove_day(day, now)?;
                    pruned.days += 1;
                }
                Fate::Waits => pruned.waiting += 1,
            }
        }
        Ok(pruned)
    }

    /// On a disk that is nearly full, lets the oldest day go that the archive has. True when one went.
    pub(super) fn make_room(&mut self, now: Timestamp) -> Result<bool, WorkError> {
        let lately = self.made_room.is_some_and(|at| (now - at).abs() < EARLY_EVERY);
        if lately || self.gauge.disk_free_percent() >= TIGHT_PERCENT || !self.archives()? {
            return Ok(false);
        }
        self.made_room = Some(now);
        let mut after = None;
        while let Some(day) = self.next_day(after, &Level::BY_ARRIVAL)?
            && day.end() <= now - EARLY_AFTER
        {
            after = Some(day);
            if matches!(self.fate(day)?, Fate::Leaves) {
                let readings = self.remove_day(day, now)?;
                tracing::warn!(day = %day.start, readings, "the disk is nearly full: an archived day left early");
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether there is an archive: it is switched on, and has a target or had one.
    fn archives(&self) -> rusqlite::Result<bool> {
        let Some(target) = &self.archive_target else { return Ok(false) };
        Ok(retention::has_target(&self.read, target)? || retention::begun(&self.read)?)
    }

    /// The first UTC day after this one with segments of these levels.
    pub(super) fn next_day(&self, after: Option<Slot>, levels: &[Level]) -> rusqlite::Result<Option<Slot>> {
        let from = after.map_or(i64::MIN, |day| day.end().as_micros());
        let mut earliest = None;
        for level in levels {
            let start: Option<i64> = self
                .read
                .prepare_cached("SELECT start FROM segment WHERE level = ?1 AND start >= ?2 ORDER BY start LIMIT 1")?
                .query_row((*level as u8, from), |row| row.get(0))
                .optional()?;
            let day = start.map(|us| Level::Day.slot(Timestamp::from_micros(us)));
            earliest = [earliest, day].into_iter().flatten().min();
        }
        Ok(earliest)
    }

    /// Whether the archive has all of a UTC day.
    fn fate(&mut self, day: Slot) -> Result<Fate, WorkError> {
        let mut covered = day.start;
        for archived in retention::overlapping(&self.read, day.start, day.end())? {
            if !archived.verified {
                return Ok(Fate::Waits);
            }
            if archived.starts > covered && self.any_readings(day, covered, archived.starts)? {
                return Ok(Fate::Waits);
            }
            covered = covered.max(archived.ends);
        }
        let all = covered >= day.end() || !self.any_readings(day, covered, day.end())?;
        Ok(if all { Fate::Leaves } else { Fate::Waits })
    }

    /// Whether a part of a day holds readings; what cannot be read may.
    fn any_readings(&mut self, day: Slot, from: Timestamp, to: Timestamp) -> Result<bool, WorkError> {
        for (point, slot) in segment::within(&self.read, day.start, day.end())? {
            if slot.start >= to || slot.end() <= from {
                continue;
            }
            let Some(body) = segment::body(&self.read, point, slot)? else { continue };
            match sealed::decode(&body, from, to) {
                Ok(readings) if readings.is_empty() => {}
                Ok(_) | Err(_) => return Ok(true),
            }
        }
        Ok(false)
    }

    /// Removes all segments and summaries of a day, in pieces; how many readings they held.
    fn remove_day(&mut self, day: Slot, now: Timestamp) -> Result<u64, WorkError> {
        let mut segments = segment::within(&self.read, day.start, day.end())?;
        let mut readings = 0;
        while !segments.is_empty() {
            let some: Vec<(PointId, Slot)> = segments.drain(..segments.len().min(self.removals.size())).collect();
            let size = some.len();
            let (gone, took) = self.works.order(&PRUNE, move |connection| {
                let mut gone = 0;
                for (point, slot) in some {
                    gone += segment::count(connection, point, slot)?;
                    segment::remove(connection, point, slot)?;
                    summary::remove(connection, point, day.start)?;
                }
                retention::mark_pruned(connection, day.start, day.end(), now)?;
                Ok(gone)
            })?;
            self.removals.took(size, took);
            readings += gone;
        }
        self.damaged.left(day);
        self.gauge.set_damaged(self.damaged.count());
        Ok(readings)
    }
}
