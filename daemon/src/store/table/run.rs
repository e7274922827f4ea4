//! When the daemon ran.

use mcs_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::super::LastRun;

/// The run before this one; its last sign of life is its heartbeat or its newest reading.
pub(in super::super) fn last(connection: &Connection) -> rusqlite::Result<Option<LastRun>> {
    connection
        .query_row(
            "SELECT started, max(alive, coalesce((SELECT received FROM recent ORDER BY id DESC LIMIT 1), 0)), stopped \
             FROM daemon_run ORDER BY id DESC LIMIT 1",
            [],
            |row| {
                Ok(LastRun {
                    started: Timestamp::from_micros(row.get(0)?),
                    alive: Timestamp::from_micros(row.get(1)?),
                    stopped: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_micros),
                })
            },
        )
        .optional()
}

/// Begins a run and gives its number.
pub(in super::super) fn begin(connection: &Connection, now: Timestamp) -> rusqlite::Result<i64> {
    connection.execute("INSERT INTO daemon_run (started, alive) VALUES (?1, ?1)", [now.as_micros()])?;
    Ok(connection.last_insert_rowid())
}

/// A heartbeat.
pub(in super::super) fn beat(connection: &Connection, run: i64, now: Timestamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE daemon_run SET alive = ?2 WHERE id = ?1")?
        .execute(params![run, now.as_micros()])?;
    Ok(())
}

/// The end of a run, in order.
pub(in super::super) fn end(connection: &Connection, run: i64, now: Timestamp) -> rusqlite::Result<()> {
    connection
        .execute("UPDATE daemon_run SET alive = ?2, stopped = ?2 WHERE id = ?1", params![run, now.as_micros()])?;
    Ok(())
}
