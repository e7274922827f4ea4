//! What pruning must know of the archive: which site days it has, as they are now.

use mcs_core::{archived::DayState, time::Timestamp};
use rusqlite::{Connection, params};

/// A site day that is on its way into the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Kept {
    /// What it covers.
    pub(in super::super) starts: Timestamp,
    /// The first instant after it.
    pub(in super::super) ends: Timestamp,
    /// Its object was read back and holds what is here now.
    pub(in super::super) verified: bool,
}

/// Whether there is a target of this name.
pub(in super::super) fn has_target(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM target WHERE name = ?1)")?
        .query_row([name], |row| row.get(0))
}

/// Site days that overlap a range, in order. Of a day in parts the last one tells: it takes up what has changed.
pub(in super::super) fn overlapping(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
) -> rusqlite::Result<Vec<Kept>> {
    connection
        .prepare_cached(
            "SELECT starts, ends, state = ?3 AND exported IS NOT NULL AND exported = version FROM archive_day AS d \
             WHERE starts < ?2 AND ends > ?1 AND part = (SELECT max(part) FROM archive_day WHERE day = d.day) \
             ORDER BY starts",
        )?
        .query_map(params![from.as_micros(), to.as_micros(), DayState::Verified as u8], |row| {
            Ok(Kept {
                starts: Timestamp::from_micros(row.get(0)?),
                ends: Timestamp::from_micros(row.get(1)?),
                verified: row.get(2)?,
            })
        })?
        .collect()
}

/// Whether any day has been taken into the archive.
pub(in super::super) fn begun(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM archive_day)")?.query_row([], |row| row.get(0))
}

/// Readings of this range have been removed here: days that overlap it can no longer be exported whole. Days that came back from
/// the archive are gone again.
pub(in super::super) fn mark_pruned(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "UPDATE archive_day SET pruned = max(?3, coalesce(restored + 1, ?3)) \
             WHERE starts < ?2 AND ends > ?1 AND (pruned IS NULL OR restored >= pruned)",
        )?
        .execute([from.as_micros(), to.as_micros(), now.as_micros()])?;
    Ok(())
}
