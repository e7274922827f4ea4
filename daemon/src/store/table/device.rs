//! Devices, retired ones too.

use mcs_core::{device::Device, id::PointId, time::Timestamp};
use rusqlite::{Connection, params};

use super::ReadError;

/// Writes a device as it is now.
pub(in super::super) fn write(connection: &Connection, device: &Device) -> rusqlite::Result<()> {
    const SQL: &str =
        "INSERT OR REPLACE INTO device (point, sn, revision, added, retired, body) VALUES (?1,?2,?3,?4,?5,?6)";
    let body = serde_json::to_string(device).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection.prepare_cached(SQL)?.execute(params![
        device.point.0,
        device.sn.as_str(),
        device.revision,
        device.added.as_micros(),
        device.retired.map(Timestamp::as_micros),
        body,
    ])?;
    Ok(())
}

/// Every device in the order they were added.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<Device>, ReadError> {
    let mut statement = connection.prepare("SELECT body, sn FROM device ORDER BY point")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (body, sn): (String, String) = (row.get(0)?, row.get(1)?);
        let device = serde_json::from_str(&body)
            .map_err(|e| ReadError::Row { table: "device", what: format!("a device {sn} with {e}") })?;
        all.push(device);
    }
    Ok(all)
}

/// The number the next point gets: one more than any device ever had; retired devices stay.
pub(in super::super) fn next_point(connection: &Connection) -> rusqlite::Result<PointId> {
    connection.query_row("SELECT coalesce(max(point), 0) + 1 FROM device", [], |row| row.get(0)).map(PointId)
}
