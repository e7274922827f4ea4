//! What the keeper must know of the archive: which site days it has, as they are now.

use mcs_core::time::Timestamp;
use rusqlite::Connection;

/// A site day that was handed to the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct ArchivedDay {
    /// What it covers.
    pub(in super::super) starts: Timestamp,
    /// The first instant after it.
    pub(in super::super) ends: Timestamp,
    /// Its object was read back and holds what is here now.
    pub(in super::super) verified: bool,
}

/// Whether days are archived at all: then none leaves before it is.
pub(in super::super) fn kept(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM target) OR EXISTS (SELECT 1 FROM archive_day)")?
        .query_row([], |row| row.get(0))
}

/// Archived days that overlap a range, in order.
pub(in super::super) fn overlapping(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
) -> rusqlite::Result<Vec<ArchivedDay>> {
    connection
        .prepare_cached(
            "SELECT starts, ends, state = 4 AND exported IS NOT NULL AND exported = version FROM archive_day \
             WHERE starts < ?2 AND ends > ?1 ORDER BY starts",
        )?
        .query_map([from.as_micros(), to.as_micros()], |row| {
            Ok(ArchivedDay {
                starts: Timestamp::from_micros(row.get(0)?),
                ends: Timestamp::from_micros(row.get(1)?),
                verified: row.get(2)?,
            })
        })?
        .collect()
}

/// Readings of this range have been removed here: the days that overlap it can no longer be exported whole.
pub(in super::super) fn mark_pruned(
    connection: &Connection,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE archive_day SET pruned = ?3 WHERE starts < ?2 AND ends > ?1 AND pruned IS NULL")?
        .execute([from.as_micros(), to.as_micros(), now.as_micros()])?;
    Ok(())
}
