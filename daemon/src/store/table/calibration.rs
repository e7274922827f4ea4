//! Calibrations of points.

use std::collections::HashMap;

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    id::{CalibrationRevision, PointId},
    time::Timestamp,
};
use rusqlite::{Connection, params};

use super::ReadError;

/// Writes a revision.
pub(in super::super) fn write(connection: &Connection, point: PointId, new: &Calibration) -> rusqlite::Result<()> {
    const SQL: &str = "INSERT OR REPLACE INTO calibration \
        (point, revision, valid_from, k, b, t_ref, t_comp, due, by, recorded, comment) \
        VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)";
    let Coefficients { k, b, t_ref, t_comp } = new.coefficients;
    connection.prepare_cached(SQL)?.execute(params![
        point.0,
        new.revision.0,
        new.valid_from.as_micros(),
        k,
        b,
        t_ref,
        t_comp,
        new.due.map(Timestamp::as_micros),
        new.by,
        new.recorded.as_micros(),
        new.comment,
    ])?;
    Ok(())
}

/// Every calibration of every point.
pub(in super::super) fn load(connection: &Connection) -> Result<HashMap<PointId, CalibrationHistory>, ReadError> {
    let mut statement = connection.prepare(
        "SELECT point, revision, valid_from, k, b, t_ref, t_comp, due, by, recorded, comment \
         FROM calibration ORDER BY point, revision",
    )?;
    let mut rows = statement.query([])?;
    let mut all: HashMap<PointId, CalibrationHistory> = HashMap::new();
    while let Some(row) = rows.next()? {
        let coefficients = Coefficients::new(row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?)
            .map_err(|e| ReadError::Row { table: "calibration", what: e.to_string() })?;
        all.entry(PointId(row.get(0)?)).or_default().add(Calibration {
            revision: CalibrationRevision(row.get(1)?),
            valid_from: Timestamp::from_micros(row.get(2)?),
            coefficients,
            due: row.get::<_, Option<i64>>(7)?.map(Timestamp::from_micros),
            by: row.get(8)?,
            recorded: Timestamp::from_micros(row.get(9)?),
            comment: row.get(10)?,
        });
    }
    Ok(all)
}
