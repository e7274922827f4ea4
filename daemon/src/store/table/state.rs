//! What the judges knew when they were last written.

use std::collections::HashMap;

use mcs_core::id::PointId;
use rusqlite::{Connection, OptionalExtension, params};

use super::super::{PointState, RowId};

/// Writes what a point's judge knows, having seen readings up to this row.
pub(in super::super) fn write_point(
    connection: &Connection,
    point: PointId,
    json: &[u8],
    upto: RowId,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO point_state (point, state, upto) VALUES (?1, ?2, ?3) \
             ON CONFLICT (point) DO UPDATE SET state = excluded.state, upto = excluded.upto",
        )?
        .execute(params![point.0, json, upto.0])?;
    Ok(())
}

/// Writes what the judge of the system alarms knows.
pub(in super::super) fn write_system(connection: &Connection, json: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO system_state (one, state) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET state = excluded.state",
        )?
        .execute(params![json])?;
    Ok(())
}

/// What each point's judge knew.
pub(in super::super) fn load_points(connection: &Connection) -> rusqlite::Result<HashMap<PointId, PointState>> {
    connection
        .prepare("SELECT point, state, upto FROM point_state")?
        .query_map([], |row| Ok((PointId(row.get(0)?), PointState { json: row.get(1)?, upto: RowId(row.get(2)?) })))?
        .collect()
}

/// What the judge of the system alarms knew.
pub(in super::super) fn load_system(connection: &Connection) -> rusqlite::Result<Option<Vec<u8>>> {
    connection.query_row("SELECT state FROM system_state", [], |row| row.get(0)).optional()
}

/// The newest reading each registered point's saved judge has seen; `RowId(0)` where none is saved.
pub(in super::super) fn seen(connection: &Connection) -> rusqlite::Result<HashMap<PointId, RowId>> {
    connection
        .prepare_cached(
            "SELECT d.point, coalesce(s.upto, 0) FROM device d LEFT JOIN point_state s ON s.point = d.point \
             WHERE d.retired IS NULL",
        )?
        .query_map([], |row| Ok((PointId(row.get(0)?), RowId(row.get(1)?))))?
        .collect()
}
