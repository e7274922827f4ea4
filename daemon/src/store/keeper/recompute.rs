//! Computing stored readings anew: those of a point and a stretch of a day refer to another calibration from now on.
//!
//! Segments are read, changed and written in their places, a day together with its summary. Then the rows that are still in
//! `recent` follow, sealed ones too: the next start reads them. Whoever asks goes day by day, and the keeper makes its rounds in
//! between. What was cut off is simply done again: a reading that refers to the calibration already stays as it is.

use std::sync::Arc;

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    super::{
        Audit, RowId, StoreHandle,
        blocks::Blocks,
        failpoint::RECOMPUTE,
        sealed::{Level, Slot},
        table::{
            audit,
            reading::{self, NEAR, columns},
            sealing::Sealing,
            segment,
        },
        work::WorkError,
    },
    Keeper,
    gather::{self, Calibrations, Whole},
    handle::Order,
    piece::Piece,
};

/// Rows changed in one piece.
const ROWS: usize = 200;

/// Changes calibration and flags of a reading; what else it changes is not stored.
pub type Change = Arc<dyn Fn(&mut Reading) + Send + Sync>;

/// Readings of a point that are to be changed, in one UTC day.
#[derive(Clone)]
pub struct Recompute {
    /// Whose.
    pub point: PointId,
    /// From this corrected time on.
    pub from: Timestamp,
    /// Up to this corrected time, exclusive; at most the end of the UTC day `from` lies in.
    pub to: Timestamp,
    /// What is done to each.
    pub change: Change,
}

impl std::fmt::Debug for Recompute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { point, from, to, change: _ } = self;
        f.debug_struct("Recompute").field("point", point).field("from", from).field("to", to).finish_non_exhaustive()
    }
}

impl Recompute {
    fn holds(&self, reading: &Reading) -> bool {
        reading.point == self.point && (self.from..self.to).contains(&reading.time)
    }

    /// Changes a reading if it is one of them; whether it is another now.
    fn apply(&self, reading: &mut Reading) -> bool {
        if !self.holds(reading) {
            return false;
        }
        let before = (reading.calibration, reading.flags);
        (self.change)(reading);
        before != (reading.calibration, reading.flags)
    }
}

/// What became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecomputedDay {
    /// Readings that changed.
    pub changed: u64,
    /// Segments that cannot be read, and stay as they are.
    pub damaged: u64,
}

impl StoreHandle {
    /// Changes stored readings of a point within one UTC day. Blocks.
    pub fn recompute(&self, task: Recompute) -> Result<RecomputedDay, WorkError> {
        self.keeper().ask(|done| Order::Recompute { task, done })
    }

    /// Writes a line of the audit by itself, before what it tells of begins. Blocks until it is durable.
    pub fn note(&self, line: Audit) -> Result<(), WorkError> {
        self.work("audit", move |connection| audit::insert(connection, &line))
    }
}

impl Keeper {
    /// Changes the readings of a task.
    pub(super) fn recompute(&mut self, task: &Recompute) -> Result<RecomputedDay, WorkError> {
        let day = Level::Day.slot(task.from);
        let task = Recompute { to: task.to.min(day.end()), ..task.clone() };
        let mut done = RecomputedDay::default();
        let calibrations = self.calibrations()?;
        let mut piece = Piece::new(&RECOMPUTE);
        let mut slots = self.parts_of(task.point, day)?;
        slots.push(day);
        for slot in slots {
            if slot.start >= task.to || slot.end() <= task.from {
                continue;
            }
            match self.readings(task.point, slot)? {
                Some(readings) => {
                    done.changed += change_segment(&task, slot, readings, &calibrations, &mut piece);
                }
                None => done.damaged += 1,
            }
            if piece.weight() >= self.segments.size() {
                self.write(std::mem::replace(&mut piece, Piece::new(&RECOMPUTE)))?;
            }
        }
        if !piece.is_empty() {
            self.write(piece)?;
        }
        done.changed += self.recompute_rows(&task)?;
        Ok(done)
    }

    /// Changes rows of `recent`, and those that come in meanwhile; how many of them are in no segment.
    fn recompute_rows(&mut self, task: &Recompute) -> Result<u64, WorkError> {
        let sealed = Sealing::load(&self.read)?.of(task.point);
        let mut changed = 0;
        let mut after = RowId(0);
        loop {
            let newest = reading::last(&self.read)?;
            let rows = rows_of(&self.read, task, after)?;
            for some in rows.chunks(ROWS) {
                let (some, task) = (some.to_vec(), task.clone());
                let (count, _) =
                    self.works.order(&RECOMPUTE, move |connection| change_rows(connection, &task, &some, sealed))?;
                changed += count;
            }
            if rows.is_empty() {
                return Ok(changed);
            }
            after = newest;
        }
    }
}

/// Adds a segment with the changed readings to the piece; how many changed.
fn change_segment(
    task: &Recompute,
    slot: Slot,
    mut readings: Vec<Reading>,
    calibrations: &Calibrations,
    piece: &mut Piece,
) -> u64 {
    let mut changed = 0;
    let mut span: Option<(Timestamp, Timestamp)> = None;
    for reading in &mut readings {
        if task.apply(reading) {
            changed += 1;
            span = Some((span.map_or(reading.time, |(first, _)| first), reading.time));
        }
    }
    if let Some((first, last)) = span {
        piece.change(first, last + Span::micros(1));
        gather::put(task.point, &Whole { slot, readings, parts: Vec::new() }, calibrations, piece);
    }
    changed
}

/// Rows of a task after this one, sealed ones too.
fn rows_of(connection: &Connection, task: &Recompute, after: RowId) -> rusqlite::Result<Vec<RowId>> {
    let (from, to) = (task.from.as_micros(), task.to.as_micros());
    let mut found = Vec::new();
    let (low, high) = (task.from - NEAR, task.to + NEAR);
    if let Some((low, high)) = Blocks::load(connection, low, high)?.received(low, high) {
        let mut statement = connection.prepare_cached(
            "SELECT id FROM recent WHERE id BETWEEN ?1 AND ?2 AND point = ?3 \
             AND time_lag BETWEEN -600000000 AND 600000000 AND received - time_lag >= ?4 AND received - time_lag < ?5",
        )?;
        let mut rows = statement.query(params![low.max(after.0 + 1), high, task.point.0, from, to])?;
        while let Some(row) = rows.next()? {
            found.push(RowId(row.get(0)?));
        }
    }
    let mut statement = connection.prepare_cached(
        "SELECT id FROM recent INDEXED BY recent_by_time WHERE time_lag NOT BETWEEN -600000000 AND 600000000 \
         AND point = ?1 AND received - time_lag >= ?2 AND received - time_lag < ?3 AND id > ?4",
    )?;
    let mut rows = statement.query(params![task.point.0, from, to, after.0])?;
    while let Some(row) = rows.next()? {
        found.push(RowId(row.get(0)?));
    }
    Ok(found)
}

/// Changes these rows; how many of those after `sealed` became others.
fn change_rows(connection: &Connection, task: &Recompute, rows: &[RowId], sealed: RowId) -> rusqlite::Result<u64> {
    let mut look = connection.prepare_cached(concat!("SELECT ", columns!(), " FROM recent WHERE id = ?1"))?;
    let mut update = connection.prepare_cached("UPDATE recent SET calibration = ?2, flags = ?3 WHERE id = ?1")?;
    let mut changed = 0;
    for id in rows {
        let row = look.query_row([id.0], reading::read).optional()?;
        let Some((_, mut reading)) = row else { continue };
        if task.apply(&mut reading) {
            update.execute(params![id.0, reading.calibration.map(|c| c.0), reading.flags.0])?;
            if *id > sealed {
                changed += 1;
                segment::changed(connection, reading.time, reading.time + Span::micros(1))?;
            }
        }
    }
    Ok(changed)
}
