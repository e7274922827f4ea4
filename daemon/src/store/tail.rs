//! The newest readings in order of arrival, for the start.

use std::collections::HashMap;

use mcs_core::{id::PointId, reading::Reading};
use rusqlite::{Connection, params};

use super::{
    Boot, OpenError, QueryError, RowId,
    table::reading::{self, columns},
};

/// See [`Boot::tail`].
pub(super) fn read(boot: &Boot, per_point: usize, each: &mut dyn FnMut(RowId, Reading)) -> Result<(), OpenError> {
    let answer = boot.queries.without_deadline(|connection| {
        let cut = Cut::find(connection, boot, per_point)?;
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
        Ok(())
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
}

impl Cut {
    /// Goes back until every point that is not retired has its readings, or the bound is reached.
    fn find(connection: &Connection, boot: &Boot, per_point: usize) -> rusqlite::Result<Self> {
        let floor = RowId((boot.last_row.0 - Boot::TAIL_ROWS).max(0) + 1);
        let mut wanting: HashMap<PointId, usize> =
            boot.devices.iter().filter(|d| d.retired.is_none()).map(|d| (d.point, per_point.max(1))).collect();
        let mut cut = Self { start: RowId(boot.last_row.0 + 1), from: HashMap::new() };
        let mut statement =
            connection.prepare("SELECT id, point FROM recent WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC")?;
        let mut rows = statement.query(params![floor.0, boot.last_row.0])?;
        while !wanting.is_empty()
            && let Some(row) = rows.next()?
        {
            let (id, point) = (RowId(row.get(0)?), PointId(row.get(1)?));
            cut.start = id;
            if let Some(left) = wanting.get_mut(&point) {
                cut.from.insert(point, id);
                *left -= 1;
                if *left == 0 {
                    wanting.remove(&point);
                }
            }
        }
        Ok(cut)
    }

    fn wants(&self, id: RowId, point: PointId) -> bool {
        self.from.get(&point).is_some_and(|from| id >= *from)
    }
}
