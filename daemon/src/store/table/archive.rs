//! Site days on their way into the archive.

use mcs_core::{archived::DayState, time::Timestamp};
use rusqlite::{Connection, Row, params};

use super::{
    super::{ArchiveRow, SiteDay},
    ReadError, known,
};

macro_rules! columns {
    () => {
        "day, part, starts, ends, tz, version, exported, state, revision, target, object, readings, bytes, sha256, \
         content, manifest, changed, attempts, error, pruned, restored"
    };
}

/// Adds a day unless it is there.
pub(in super::super) fn add(connection: &Connection, row: &ArchiveRow) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO archive_day (day, part, starts, ends, tz, version, state, revision, changed, attempts) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0)",
        )?
        .execute(params![
            row.day.0,
            row.part,
            row.starts.as_micros(),
            row.ends.as_micros(),
            row.tz,
            row.version,
            row.state as u8,
            row.revision,
            row.changed.as_micros(),
        ])?;
    Ok(())
}

/// Writes how far it has come. What it covers, its version and whether its readings are here are not the archive's to change.
pub(in super::super) fn save(connection: &Connection, row: &ArchiveRow) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE archive_day SET exported = ?3, state = ?4, revision = ?5, target = ?6, object = ?7, readings = ?8, \
             bytes = ?9, sha256 = ?10, content = ?11, manifest = ?12, changed = ?13, attempts = ?14, error = ?15, \
             restored = ?16 WHERE day = ?1 AND part = ?2",
        )?
        .execute(params![
            row.day.0,
            row.part,
            row.exported,
            row.state as u8,
            row.revision,
            row.target,
            row.object,
            row.readings,
            row.bytes,
            row.sha256,
            row.content,
            row.manifest,
            row.changed.as_micros(),
            row.attempts,
            row.error,
            row.restored.map(Timestamp::as_micros),
        ])?;
    Ok(())
}

/// Days from one to another, both included, in order of day and part.
pub(in super::super) fn list(
    connection: &Connection,
    from: SiteDay,
    to: SiteDay,
) -> Result<Vec<ArchiveRow>, ReadError> {
    let mut statement = connection.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM archive_day WHERE day BETWEEN ?1 AND ?2 ORDER BY day, part"
    ))?;
    let mut rows = statement.query([from.0, to.0])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        days.push(read(row)?);
    }
    Ok(days)
}

fn read(row: &Row<'_>) -> Result<ArchiveRow, ReadError> {
    let day = SiteDay(row.get(0)?);
    let instant = |at: i64| Timestamp::from_micros(at);
    let state: u8 = row.get(7)?;
    Ok(ArchiveRow {
        day,
        part: row.get(1)?,
        starts: instant(row.get(2)?),
        ends: instant(row.get(3)?),
        tz: row.get(4)?,
        version: row.get(5)?,
        exported: row.get(6)?,
        state: known("archive_day", format_args!("state {state}"), DayState::from_number(state))?,
        revision: row.get(8)?,
        target: row.get(9)?,
        object: row.get(10)?,
        readings: row.get(11)?,
        bytes: row.get(12)?,
        sha256: row.get(13)?,
        content: row.get(14)?,
        manifest: row.get(15)?,
        changed: instant(row.get(16)?),
        attempts: row.get(17)?,
        error: row.get(18)?,
        pruned: row.get::<_, Option<i64>>(19)?.map(instant),
        restored: row.get::<_, Option<i64>>(20)?.map(instant),
    })
}

/// A time before which there is no reading: the start of the first segment, or the first reading that is not sealed.
pub(in super::super) fn earliest(connection: &Connection) -> rusqlite::Result<Option<Timestamp>> {
    connection
        .query_row(
            "SELECT min(t) FROM ( \
                 SELECT (SELECT min(start) FROM segment WHERE level = 0) AS t \
                 UNION ALL SELECT (SELECT min(start) FROM segment WHERE level = 1) \
                 UNION ALL SELECT (SELECT min(start) FROM segment WHERE level = 2) \
                 UNION ALL SELECT (SELECT min(received - time_lag) FROM recent WHERE id > (SELECT upto FROM sealed)))",
            [],
            |row| row.get::<_, Option<i64>>(0),
        )
        .map(|found| found.map(Timestamp::from_micros))
}
