//! Zones, retired ones too, and what the judge of each knew.

use std::collections::HashMap;

use mcs_core::{id::ZoneId, time::Timestamp, zone::Zone};
use rusqlite::{Connection, params};

use super::ReadError;

/// Writes a zone as it is now. Of one that is retired nothing need be known any more.
pub(in super::super) fn write(
    connection: &Connection,
    zone: &Zone,
    retired: Option<Timestamp>,
) -> rusqlite::Result<()> {
    let body = serde_json::to_string(zone).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO zone (id, name, body, retired) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![zone.id.0, zone.name.as_str(), body, retired.map(Timestamp::as_micros)])?;
    if retired.is_some() {
        connection.prepare_cached("DELETE FROM zone_state WHERE zone = ?1")?.execute([zone.id.0])?;
    }
    Ok(())
}

/// Writes what the judge of a zone knows.
pub(in super::super) fn write_state(connection: &Connection, zone: ZoneId, json: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO zone_state (zone, state) VALUES (?1, ?2) ON CONFLICT (zone) DO UPDATE SET state = excluded.state",
        )?
        .execute(params![zone.0, json])?;
    Ok(())
}

/// Every zone that is not retired, in the order they were made.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<Zone>, ReadError> {
    let mut statement = connection.prepare("SELECT body, name FROM zone WHERE retired IS NULL ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (body, name): (String, String) = (row.get(0)?, row.get(1)?);
        let zone = serde_json::from_str(&body)
            .map_err(|e| ReadError::Row { table: "zone", what: format!("a zone {name} with {e}") })?;
        all.push(zone);
    }
    Ok(all)
}

/// What the judge of each zone knew.
pub(in super::super) fn load_states(connection: &Connection) -> rusqlite::Result<HashMap<ZoneId, Vec<u8>>> {
    connection
        .prepare("SELECT zone, state FROM zone_state")?
        .query_map([], |row| Ok((ZoneId(row.get(0)?), row.get(1)?)))?
        .collect()
}

/// The number the next zone gets: one more than any zone ever had.
pub(in super::super) fn next(connection: &Connection) -> rusqlite::Result<ZoneId> {
    connection.query_row("SELECT coalesce(max(id), 0) + 1 FROM zone", [], |row| row.get(0)).map(ZoneId)
}
