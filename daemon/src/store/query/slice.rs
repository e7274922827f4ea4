//! The readings of one point in one stretch of time, in order.
//!
//! Rows stand in order of arrival. Those near their receipt are found by when they were received, the others by an index of their
//! own; together they are every reading whose time lies in the stretch, whenever it arrived.

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::{Connection, params};

use super::super::{
    RowId,
    blocks::Blocks,
    table::reading::{self, NEAR, columns},
};

/// The readings with `from <= time < to` in order of time, then arrival; `None` when there are more than `most`.
pub(super) fn read(
    connection: &Connection,
    blocks: &Blocks,
    point: PointId,
    (from, to): (Timestamp, Timestamp),
    most: usize,
) -> rusqlite::Result<Option<Vec<Reading>>> {
    let mut found = Vec::new();
    if let Some((first, last)) = blocks.received(from - NEAR, to + NEAR) {
        let mut statement = connection.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id BETWEEN ?1 AND ?2 AND point = ?3 \
             AND time_lag BETWEEN -600000000 AND 600000000 AND received - time_lag >= ?4 AND received - time_lag < ?5"
        ))?;
        let mut rows = statement.query(params![first, last, point.0, from.as_micros(), to.as_micros()])?;
        while let Some(row) = rows.next()? {
            if found.len() == most {
                return Ok(None);
            }
            found.push(reading::read(row)?);
        }
    }
    let mut statement = connection.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM recent INDEXED BY recent_by_time WHERE time_lag NOT BETWEEN -600000000 AND 600000000 \
         AND point = ?1 AND received - time_lag >= ?2 AND received - time_lag < ?3"
    ))?;
    let mut rows = statement.query(params![point.0, from.as_micros(), to.as_micros()])?;
    while let Some(row) = rows.next()? {
        if found.len() == most {
            return Ok(None);
        }
        found.push(reading::read(row)?);
    }
    found.sort_unstable_by_key(|(id, reading): &(RowId, Reading)| (reading.time, *id));
    Ok(Some(found.into_iter().map(|(_, reading)| reading).collect()))
}

/// The earliest time at or after `from` that a reading of the point can have.
pub(super) fn first_time(
    connection: &Connection,
    blocks: &Blocks,
    point: PointId,
    from: Timestamp,
) -> rusqlite::Result<Option<Timestamp>> {
    let far: Option<i64> = connection
        .prepare_cached(
            "SELECT min(received - time_lag) FROM recent INDEXED BY recent_by_time \
             WHERE time_lag NOT BETWEEN -600000000 AND 600000000 AND point = ?1 AND received - time_lag >= ?2",
        )?
        .query_row(params![point.0, from.as_micros()], |row| row.get(0))?;
    let far = far.map(Timestamp::from_micros);
    Ok([blocks.first_time(from), far].into_iter().flatten().min())
}

/// The instant after the latest time before `to` that a reading of the point can have.
pub(super) fn last_time(
    connection: &Connection,
    blocks: &Blocks,
    point: PointId,
    to: Timestamp,
) -> rusqlite::Result<Option<Timestamp>> {
    let far: Option<i64> = connection
        .prepare_cached(
            "SELECT max(received - time_lag) + 1 FROM recent INDEXED BY recent_by_time \
             WHERE time_lag NOT BETWEEN -600000000 AND 600000000 AND point = ?1 AND received - time_lag < ?2",
        )?
        .query_row(params![point.0, to.as_micros()], |row| row.get(0))?;
    let far = far.map(Timestamp::from_micros);
    Ok([blocks.last_time(to), far].into_iter().flatten().max())
}
