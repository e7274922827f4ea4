//! Where archives and backups go.

use mcs_core::time::Timestamp;
use rusqlite::{Connection, params};

use super::super::TargetRow;

/// Writes a target as it is now.
pub(in super::super) fn write(connection: &Connection, row: &TargetRow) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO target (name, body, secret, changed, by) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row.name, row.body, row.secret, row.changed.as_micros(), row.by])?;
    Ok(())
}

/// Removes a target; tells whether there was one.
pub(in super::super) fn remove(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM target WHERE name = ?1")?.execute([name])? > 0)
}

/// Every target in the order of their names.
pub(in super::super) fn load(connection: &Connection) -> rusqlite::Result<Vec<TargetRow>> {
    connection
        .prepare_cached("SELECT name, body, secret, changed, by FROM target ORDER BY name")?
        .query_map([], |row| {
            Ok(TargetRow {
                name: row.get(0)?,
                body: row.get(1)?,
                secret: row.get(2)?,
                changed: Timestamp::from_micros(row.get(3)?),
                by: row.get(4)?,
            })
        })?
        .collect()
}
