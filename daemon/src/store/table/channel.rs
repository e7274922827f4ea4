//! Where notices go.

use mcs_core::time::Timestamp;
use rusqlite::{Connection, params};

use super::super::ChannelRow;

/// Writes a channel as it is now.
pub(in super::super) fn write(connection: &Connection, row: &ChannelRow) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT OR REPLACE INTO channel (name, body, secret, revision, tested, changed, by) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(SQL)?.execute(params![
        row.name,
        row.body,
        row.secret,
        row.revision,
        row.tested.map(Timestamp::as_micros),
        row.changed.as_micros(),
        row.by,
    ])?;
    Ok(())
}

/// Writes when a test was accepted, unless the channel changed since.
pub(in super::super) fn tested(
    connection: &Connection,
    name: &str,
    revision: u32,
    at: Timestamp,
) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE channel SET tested = ?3 WHERE name = ?1 AND revision = ?2")?.execute(params![
        name,
        revision,
        at.as_micros()
    ])?;
    Ok(())
}

/// Removes a channel.
pub(in super::super) fn remove(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM channel WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// Every channel in the order of their names.
pub(in super::super) fn load(connection: &Connection) -> rusqlite::Result<Vec<ChannelRow>> {
    connection
        .prepare_cached("SELECT name, body, secret, revision, tested, changed, by FROM channel ORDER BY name")?
        .query_map([], |row| {
            Ok(ChannelRow {
                name: row.get(0)?,
                body: row.get(1)?,
                secret: row.get(2)?,
                revision: row.get(3)?,
                tested: row.get::<_, Option<i64>>(4)?.map(Timestamp::from_micros),
                changed: Timestamp::from_micros(row.get(5)?),
                by: row.get(6)?,
            })
        })?
        .collect()
}
