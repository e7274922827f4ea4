//! The hours of a point's UTC day in few numbers.

use mcs_core::{id::PointId, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::sealed::Slot;

/// Writes the summary of a day in the place of what was there.
pub(in super::super) fn write(connection: &Connection, point: PointId, day: Slot, body: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO summary (point, day, body) VALUES (?1, ?2, ?3)")?
        .execute(params![point.0, day.start.as_micros(), body])?;
    Ok(())
}

/// The summary of a day, if there is one.
pub(in super::super) fn body(connection: &Connection, point: PointId, day: Slot) -> rusqlite::Result<Option<Vec<u8>>> {
    connection
        .prepare_cached("SELECT body FROM summary WHERE point = ?1 AND day = ?2")?
        .query_row(params![point.0, day.start.as_micros()], |row| row.get(0))
        .optional()
}

/// Removes the summary of a day.
pub(in super::super) fn remove(connection: &Connection, point: PointId, day: Timestamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM summary WHERE point = ?1 AND day = ?2")?
        .execute(params![point.0, day.as_micros()])?;
    Ok(())
}
