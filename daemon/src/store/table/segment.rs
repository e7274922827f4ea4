//! Sealed segments: which there are, and their bytes.

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::{
    sealed::{self, Slot},
    table::reading::NEAR,
};

/// Puts the readings of a point in a slot, in order of time, then arrival, in the place of what was there.
///
/// Encoding takes time; [`Draft::new`] does it wherever the caller likes, [`Draft::write`] only inserts.
#[derive(Debug)]
pub(in super::super) struct Draft {
    slot: Slot,
    point: PointId,
    readings: usize,
    received: Timestamp,
    far: Option<(Timestamp, Timestamp)>,
    body: Vec<u8>,
}

impl Draft {
    /// Encodes them. At least one reading.
    pub(in super::super) fn new(point: PointId, slot: Slot, readings: &[Reading]) -> Self {
        Self {
            slot,
            point,
            readings: readings.len(),
            received: readings.iter().map(|r| r.received).max().unwrap_or(slot.start),
            far: far(slot, readings),
            body: sealed::encode(point, slot, readings),
        }
    }

    /// Bytes it takes.
    pub(in super::super) fn bytes(&self) -> usize {
        self.body.len()
    }

    /// Inserts it.
    pub(in super::super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO segment (level, start, point, readings, received, ts_low, ts_high, body) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.slot.level as u8,
                self.slot.start.as_micros(),
                self.point.0,
                self.readings as u64,
                self.received.as_micros(),
                self.far.map(|f| f.0.as_micros()),
                self.far.map(|f| f.1.as_micros()),
                self.body,
            ])?;
        Ok(())
    }
}

/// The earliest and the latest time as sent of those that lie far from their slot.
pub(in super::super) fn far(slot: Slot, readings: &[Reading]) -> Option<(Timestamp, Timestamp)> {
    let near = slot.start - NEAR..slot.end() + NEAR;
    let far = readings.iter().filter_map(|r| r.ts).filter(|ts| !near.contains(ts));
    far.fold(None, |span: Option<(Timestamp, Timestamp)>, ts| {
        Some(span.map_or((ts, ts), |(low, high)| (low.min(ts), high.max(ts))))
    })
}

/// The bytes of a segment, if there is one.
pub(in super::super) fn body(connection: &Connection, point: PointId, slot: Slot) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT body FROM segment WHERE level = ?1 AND start = ?2 AND point = ?3")?
        .query_row(params![slot.level as u8, slot.start.as_micros(), point.0], |row| row.get(0))
        .optional()
}

/// Whether there is one.
pub(in super::super) fn exists(connection: &Connection, point: PointId, slot: Slot) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM segment WHERE level = ?1 AND start = ?2 AND point = ?3)")?
        .query_row(params![slot.level as u8, slot.start.as_micros(), point.0], |row| row.get(0))
}

/// How many readings it holds.
pub(in super::super) fn count(connection: &Connection, point: PointId, slot: Slot) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT readings FROM segment WHERE level = ?1 AND start = ?2 AND point = ?3")?
        .query_row(params![slot.level as u8, slot.start.as_micros(), point.0], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// All segments that begin in a range, the longest first, in order.
pub(in super::super) fn within(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
) -> rusqlite::Result<Vec<(PointId, Slot)>> {
    let mut all = Vec::new();
    let mut statement = connection.prepare_cached(
        "SELECT point, start FROM segment WHERE level = ?1 AND start >= ?2 AND start < ?3 ORDER BY start, point",
    )?;
    for level in sealed::Level::BY_ARRIVAL {
        let mut rows = statement.query(params![level as u8, from.as_micros(), to.as_micros()])?;
        while let Some(row) = rows.next()? {
            all.push((PointId(row.get(0)?), Slot { level, start: Timestamp::from_micros(row.get(1)?) }));
        }
    }
    Ok(all)
}

/// Removes a segment.
pub(in super::super) fn remove(connection: &Connection, point: PointId, slot: Slot) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM segment WHERE level = ?1 AND start = ?2 AND point = ?3")?
        .execute(params![slot.level as u8, slot.start.as_micros(), point.0])?;
    Ok(())
}

/// The readings of this range have changed: site days that overlap it and were archived have to be archived anew.
pub(in super::super) fn changed(connection: &Connection, from: Timestamp, to: Timestamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE archive_day SET version = version + 1 WHERE starts < ?2 AND ends > ?1")?
        .execute([from.as_micros(), to.as_micros()])?;
    Ok(())
}
