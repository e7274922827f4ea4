//! People, groups of them, routes to the groups, and the policy of the site.

use mcs_core::time::Timestamp;
use rusqlite::{Connection, params};

use super::super::NoticeSettingRow;

/// Writes a setting as it is now, and counts the change.
pub(in super::super) fn write(connection: &Connection, row: &NoticeSettingRow) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT INTO notice_setting (kind, name, body, revision, changed, by) VALUES (?1, ?2, ?3, 1, ?4, ?5) \
                       ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, revision = revision + 1, \
                       changed = excluded.changed, by = excluded.by";
    connection.prepare_cached(SQL)?.execute(params![row.kind, row.name, row.body, row.changed.as_micros(), row.by,])?;
    Ok(())
}

/// Removes a setting.
pub(in super::super) fn remove(connection: &Connection, kind: &str, name: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM notice_setting WHERE kind = ?1 AND name = ?2")?.execute([kind, name])?;
    Ok(())
}

/// Every setting by kind and name.
pub(in super::super) fn load(connection: &Connection) -> rusqlite::Result<Vec<NoticeSettingRow>> {
    connection
        .prepare_cached("SELECT kind, name, body, changed, by FROM notice_setting ORDER BY kind, name")?
        .query_map([], |row| {
            Ok(NoticeSettingRow {
                kind: row.get(0)?,
                name: row.get(1)?,
                body: row.get(2)?,
                changed: Timestamp::from_micros(row.get(3)?),
                by: row.get(4)?,
            })
        })?
        .collect()
}
