//! Rows of `recent` that are in no segment yet.
//!
//! Rows stand in order of arrival. Those near their receipt are found by when they were received, the others by an index of their
//! own; together they are every reading whose time lies in the stretch, whenever it arrived.

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::{
    RowId,
    blocks::Blocks,
    table::{
        reading::{self, NEAR, columns},
        sealing::Sealing,
    },
};

/// Where they stand, as of one snapshot.
#[derive(Debug)]
pub(super) struct Unsealed {
    sealing: Sealing,
    blocks: Blocks,
}

/// None are known.
impl Default for Unsealed {
    fn default() -> Self {
        Self { sealing: Sealing::through(RowId(i64::MAX)), blocks: Blocks::default() }
    }
}

impl Unsealed {
    /// What is needed for questions about `from..to`.
    pub(super) fn load(connection: &Connection, (from, to): (Timestamp, Timestamp)) -> rusqlite::Result<Self> {
        let sealing = Sealing::load(connection)?;
        Ok(Self { sealing, blocks: Blocks::load_after(connection, sealing.upto, from - NEAR, to + NEAR)? })
    }

    /// Hands over the rows of a point with `from <= time < to`; in order of arrival those near their receipt, then in order of
    /// time all others. True when the caller broke off.
    pub(super) fn each(
        &self,
        connection: &Connection,
        point: PointId,
        (from, to): (Timestamp, Timestamp),
        each: &mut dyn FnMut(RowId, Reading) -> bool,
    ) -> rusqlite::Result<bool> {
        let after = self.sealing.of(point);
        if let Some((first, last)) = self.blocks.received(from - NEAR, to + NEAR) {
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                columns!(),
                " FROM recent WHERE id BETWEEN ?1 AND ?2 AND point = ?3 \
                 AND time_lag BETWEEN -600000000 AND 600000000 AND received - time_lag >= ?4 AND received - time_lag < ?5"
            ))?;
            let first = first.max(after.0 + 1);
            let mut rows = statement.query(params![first, last, point.0, from.as_micros(), to.as_micros()])?;
            while let Some(row) = rows.next()? {
                let (id, reading) = reading::read(row)?;
                if !each(id, reading) {
                    return Ok(true);
                }
            }
        }
        self.far(connection, point, (from, to), each)
    }

    /// The same of all points at once. Rows of points nobody asks for are told too.
    pub(super) fn each_of_all(
        &self,
        connection: &Connection,
        points: &[PointId],
        (from, to): (Timestamp, Timestamp),
        each: &mut dyn FnMut(RowId, Reading) -> bool,
    ) -> rusqlite::Result<bool> {
        if let Some((first, last)) = self.blocks.received(from - NEAR, to + NEAR) {
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                columns!(),
                " FROM recent WHERE id BETWEEN ?1 AND ?2 \
                 AND time_lag BETWEEN -600000000 AND 600000000 AND received - time_lag >= ?3 AND received - time_lag < ?4"
            ))?;
            let first = first.max(self.sealing.upto.0 + 1);
            let mut rows = statement.query(params![first, last, from.as_micros(), to.as_micros()])?;
            while let Some(row) = rows.next()? {
                let (id, reading) = reading::read(row)?;
                if id > self.sealing.of(reading.point) && !each(id, reading) {
                    return Ok(true);
                }
            }
        }
        for point in points {
            if self.far(connection, *point, (from, to), each)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn far(
        &self,
        connection: &Connection,
        point: PointId,
        (from, to): (Timestamp, Timestamp),
        each: &mut dyn FnMut(RowId, Reading) -> bool,
    ) -> rusqlite::Result<bool> {
        let mut statement = connection.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent INDEXED BY recent_by_time WHERE time_lag NOT BETWEEN -600000000 AND 600000000 \
             AND point = ?1 AND received - time_lag >= ?2 AND received - time_lag < ?3 AND id > ?4"
        ))?;
        let after = self.sealing.of(point);
        let mut rows = statement.query(params![point.0, from.as_micros(), to.as_micros(), after.0])?;
        while let Some(row) = rows.next()? {
            let (id, reading) = reading::read(row)?;
            if !each(id, reading) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The earliest time at or after `from` that one of the point's can have.
    pub(super) fn first_time(
        &self,
        connection: &Connection,
        point: PointId,
        from: Timestamp,
    ) -> rusqlite::Result<Option<Timestamp>> {
        let far: Option<i64> = connection
            .prepare_cached(
                "SELECT received - time_lag FROM recent INDEXED BY recent_by_time \
                 WHERE time_lag NOT BETWEEN -600000000 AND 600000000 AND point = ?1 AND received - time_lag >= ?2 \
                 AND id > ?3 ORDER BY received - time_lag LIMIT 1",
            )?
            .query_row(params![point.0, from.as_micros(), self.sealing.of(point).0], |row| row.get(0))
            .optional()?;
        Ok([self.blocks.first_time(from), far.map(Timestamp::from_micros)].into_iter().flatten().min())
    }

    /// The instant after the latest time before `to` that one of the point's can have.
    pub(super) fn last_time(
        &self,
        connection: &Connection,
        point: PointId,
        to: Timestamp,
    ) -> rusqlite::Result<Option<Timestamp>> {
        let far: Option<i64> = connection
            .prepare_cached(
                "SELECT received - time_lag + 1 FROM recent INDEXED BY recent_by_time \
                 WHERE time_lag NOT BETWEEN -600000000 AND 600000000 AND point = ?1 AND received - time_lag < ?2 \
                 AND id > ?3 ORDER BY received - time_lag DESC LIMIT 1",
            )?
            .query_row(params![point.0, to.as_micros(), self.sealing.of(point).0], |row| row.get(0))
            .optional()?;
        Ok([self.blocks.last_time(to), far.map(Timestamp::from_micros)].into_iter().flatten().max())
    }
}
