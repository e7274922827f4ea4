//! The newest readings in order of arrival, for the start: from the rows that are still there, then from segments.

mod older;

use std::collections::{HashMap, HashSet};

use mcs_core::{id::PointId, reading::Reading};
use rusqlite::{Connection, params};

use self::older::Seen;
use super::{
    Boot, OpenError, QueryError, RowId,
    table::{
        reading::{self, columns},
        sealing::Sealing,
    },
};

/// See [`Boot::tail`].
pub(super) fn read(
    boot: &Boot,
    per_point: usize,
    each: &mut dyn FnMut(RowId, Reading),
) -> Result<HashSet<PointId>, OpenError> {
    let answer = boot.queries.without_deadline(|connection| {
        let cut = Cut::find(connection, boot, per_point)?;
        let more = cut.older(connection, boot, each)?;
        let mut statement = connection.prepare(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
        ))?;
        let mut rows = statement.query(params![cut.start.0, boot.last_row.0])?;
        while let Some(row) = rows.next()? {
            let (id, reading) = reading::read(row)?;
            if cut.wants(id, reading.point) {
                each(id, reading);
            }
        }
        Ok(more)
    });
    answer.map_err(|error| match error {
        QueryError::Sqlite(source) => OpenError::Sqlite { doing: "reading its newest readings", source },
        QueryError::Row { table, what } => OpenError::Row { table, what },
        QueryError::Deadline { .. } | QueryError::Cursor => {
            OpenError::Sqlite { doing: "reading its newest readings", source: rusqlite::Error::InvalidQuery }
        }
    })
}

/// Where the tail begins.
struct Cut {
    start: RowId,
    /// The oldest row each point wants.
    from: HashMap<PointId, RowId>,
    /// How many each point still wants beyond its rows.
    wanting: HashMap<PointId, usize>,
    /// There are rows before the first one looked at.
    rows_left: bool,
}

impl Cut {
    /// Goes back until every point that is not retired has its readings, or the bound is reached.
    fn find(connection: &Connection, boot: &Boot, per_point: usize) -> rusqlite::Result<Self> {
        let floor = RowId((boot.last_row.0 - Boot::TAIL_ROWS).max(0) + 1);
        let mut wanting: HashMap<PointId, usize> =
            boot.devices.iter().filter(|d| d.retired.is_none()).map(|d| (d.point, per_point.max(1))).collect();
        let mut start = RowId(boot.last_row.0 + 1);
        let mut from = HashMap::new();
        let mut statement =
            connection.prepare("SELECT id, point FROM recent WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC")?;
        let mut rows = statement.query(params![floor.0, boot.last_row.0])?;
        while !wanting.is_empty()
            && let Some(row) = rows.next()?
        {
            let (id, point) = (RowId(row.get(0)?), PointId(row.get(1)?));
            start = id;
            if let Some(left) = wanting.get_mut(&point) {
                from.insert(point, id);
                *left -= 1;
                if *left == 0 {
                    wanting.remove(&point);
                }
            }
        }
        let first: Option<i64> = connection.query_row("SELECT min(id) FROM recent", [], |row| row.get(0))?;
        Ok(Self { start, from, wanting, rows_left: first.is_some_and(|first| first < floor.0) })
    }

    fn wants(&self, id: RowId, point: PointId) -> bool {
        self.from.get(&point).is_some_and(|from| id >= *from)
    }

    /// Hands over sealed readings of the points that want more than their rows. Returns those of which more are stored.
    fn older(
        &self,
        connection: &Connection,
        boot: &Boot,
        each: &mut dyn FnMut(RowId, Reading),
    ) -> rusqlite::Result<HashSet<PointId>> {
        let mut more = HashSet::new();
        let mut seen = self.sealed_rows(connection, boot)?;
        for (point, most) in &self.wanting {
            let older = older::newest(connection, *point, *most, seen.remove(point).unwrap_or_default())?;
            if older.more || self.rows_left {
                more.insert(*point);
            }
            // Their rows have left, and with them their numbers: any number a saved state has seen is higher.
            let first = 1 - i64::try_from(older.readings.len()).unwrap_or(0);
            for (id, reading) in (first..).zip(older.readings) {
                each(RowId(id), reading);
            }
        }
        Ok(more)
    }

    /// The rows of these points that are in segments too.
    fn sealed_rows(&self, connection: &Connection, boot: &Boot) -> rusqlite::Result<HashMap<PointId, Seen>> {
        let mut seen: HashMap<PointId, Seen> = HashMap::new();
        if self.wanting.is_empty() {
            return Ok(seen);
        }
        let sealing = Sealing::load(connection)?;
        let mut statement = connection.prepare(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
        ))?;
        let mut rows = statement.query(params![self.start.0, boot.last_row.0])?;
        while let Some(row) = rows.next()? {
            let point = PointId(row.get(1)?);
            if !self.wanting.contains_key(&point) {
                continue;
            }
            let (id, reading) = reading::read(row)?;
            if id <= sealing.of(point) {
                *seen.entry(point).or_default().entry(older::key(&reading)).or_default() += 1;
            }
        }
        Ok(seen)
    }
}
