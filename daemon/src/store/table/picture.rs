//! Pictures in parts.

use mcs_core::{map::PictureId, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

/// Notes that a picture is being stored, or is wanted again. Whether all of it is there already.
pub(in super::super) fn begin(connection: &Connection, id: PictureId, now: Timestamp) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "INSERT INTO picture (sha256, stored, whole) VALUES (?1, ?2, 0) \
             ON CONFLICT (sha256) DO UPDATE SET stored = excluded.stored RETURNING whole",
        )?
        .query_row(params![id.0, now.as_micros()], |row| row.get(0))
}

/// Writes a part.
pub(in super::super) fn write_part(
    connection: &Connection,
    id: PictureId,
    part: u32,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO picture_part (sha256, part, bytes) VALUES (?1, ?2, ?3)")?
        .execute(params![id.0, part, bytes])?;
    Ok(())
}

/// Notes that all parts are there.
pub(in super::super) fn complete(connection: &Connection, id: PictureId) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE picture SET whole = 1 WHERE sha256 = ?1")?.execute([id.0])?;
    Ok(())
}

/// A picture, if all of it is there.
pub(in super::super) fn load(connection: &Connection, id: PictureId) -> rusqlite::Result<Option<Vec<u8>>> {
    let whole: Option<bool> = connection
        .prepare_cached("SELECT whole FROM picture WHERE sha256 = ?1")?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    if whole != Some(true) {
        return Ok(None);
    }
    let mut picture = Vec::new();
    let mut statement = connection.prepare_cached("SELECT bytes FROM picture_part WHERE sha256 = ?1 ORDER BY part")?;
    let mut rows = statement.query([id.0])?;
    while let Some(row) = rows.next()? {
        picture.extend_from_slice(row.get_ref(0)?.as_blob()?);
    }
    Ok(Some(picture))
}

/// A picture that no page names and nobody has stored since then.
pub(in super::super) fn unused(connection: &Connection, since: Timestamp) -> rusqlite::Result<Option<PictureId>> {
    connection
        .prepare_cached(
            "SELECT sha256 FROM picture WHERE stored < ?1 \
             AND sha256 NOT IN (SELECT picture FROM map_page WHERE picture IS NOT NULL) LIMIT 1",
        )?
        .query_row([since.as_micros()], |row| row.get(0).map(PictureId))
        .optional()
}

/// Forgets a picture.
pub(in super::super) fn remove(connection: &Connection, id: PictureId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM picture_part WHERE sha256 = ?1")?.execute([id.0])?;
    connection.prepare_cached("DELETE FROM picture WHERE sha256 = ?1")?.execute([id.0])?;
    Ok(())
}
