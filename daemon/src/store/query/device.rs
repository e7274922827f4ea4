//! Which point belongs to which serial number, retired ones too.

use mcs_core::id::{PointId, SerialNumber};

use super::{super::QueryError, Queries};

impl Queries {
    /// Every point there ever was, with the number of its device; a number that was used again stands several times.
    pub fn points(&self) -> Result<Vec<(PointId, SerialNumber)>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached("SELECT point, sn FROM device ORDER BY point")?;
            let mut rows = statement.query([])?;
            let mut points = Vec::new();
            while let Some(row) = rows.next()? {
                let sn: String = row.get(1)?;
                if let Ok(sn) = sn.parse() {
                    points.push((PointId(row.get(0)?), sn));
                }
            }
            Ok(points)
        })
    }
}
