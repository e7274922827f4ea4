//! The loss ledger and how far it has counted.

use mcs_core::{id::PointId, ledger::Counts};
use rusqlite::{Connection, Row, params};

use super::super::{RowId, SiteDay};

/// The columns [`read`] expects.
macro_rules! columns {
    () => {
        "day, point, received, duplicate, conflict, quarantined, refused, late, unrecorded, missing, recovered, restarts"
    };
}
pub(in super::super) use columns;

/// Adds counts to a point's day.
pub(in super::super) fn add(
    connection: &Connection,
    day: SiteDay,
    point: PointId,
    counts: &Counts,
) -> rusqlite::Result<()> {
    const SQL: &str = concat!(
        "INSERT INTO ledger (",
        columns!(),
        ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12) ON CONFLICT (day, point) DO UPDATE SET \
         received = received + excluded.received, duplicate = duplicate + excluded.duplicate, \
         conflict = conflict + excluded.conflict, quarantined = quarantined + excluded.quarantined, \
         refused = refused + excluded.refused, late = late + excluded.late, \
         unrecorded = unrecorded + excluded.unrecorded, missing = missing + excluded.missing, \
         recovered = recovered + excluded.recovered, restarts = restarts + excluded.restarts"
    );
    connection.prepare_cached(SQL)?.execute(params![
        day.0,
        point.0,
        counts.received,
        counts.duplicate,
        counts.conflict,
        counts.quarantined,
        counts.refused,
        counts.late,
        counts.unrecorded,
        counts.missing,
        counts.recovered,
        counts.restarts,
    ])?;
    Ok(())
}

/// Reads one line.
pub(in super::super) fn read(row: &Row<'_>) -> rusqlite::Result<(SiteDay, PointId, Counts)> {
    let counts = Counts {
        received: row.get(2)?,
        duplicate: row.get(3)?,
        conflict: row.get(4)?,
        quarantined: row.get(5)?,
        refused: row.get(6)?,
        late: row.get(7)?,
        unrecorded: row.get(8)?,
        missing: row.get(9)?,
        recovered: row.get(10)?,
        restarts: row.get(11)?,
    };
    Ok((SiteDay(row.get(0)?), PointId(row.get(1)?), counts))
}

/// The newest reading counted, and how often the ledger has been written.
pub(in super::super) fn position(connection: &Connection) -> rusqlite::Result<(RowId, u64)> {
    connection
        .prepare_cached("SELECT upto, flushes FROM ledger_position")?
        .query_row([], |row| Ok((RowId(row.get(0)?), row.get(1)?)))
}

/// Moves the position.
pub(in super::super) fn set_position(connection: &Connection, upto: RowId, flushes: u64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE ledger_position SET upto = ?1, flushes = ?2")?
        .execute(params![upto.0, flushes])?;
    Ok(())
}
