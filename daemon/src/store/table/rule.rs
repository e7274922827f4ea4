//! What points are judged by above the points themselves; of a point, who changed it last.

use mcs_core::{rule::RuleLayer, time::Timestamp};
use rusqlite::{Connection, params};

use super::ReadError;

/// Writes a level as it is now. One that says nothing any more stays: revisions are never given again.
pub(in super::super) fn write(connection: &Connection, layer: &RuleLayer) -> rusqlite::Result<()> {
    const SQL: &str =
        "INSERT OR REPLACE INTO rule (scope, body, revision, changed, by, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let body = serde_json::to_string(&layer.rules).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let RuleLayer { scope, revision, changed, by, reason, .. } = layer;
    connection.prepare_cached(SQL)?.execute(params![
        scope.to_string(),
        body,
        revision,
        changed.as_micros(),
        by,
        reason
    ])?;
    Ok(())
}

/// Every level.
pub(in super::super) fn load(connection: &Connection) -> Result<Vec<RuleLayer>, ReadError> {
    const TABLE: &str = "rule";
    let mut statement =
        connection.prepare("SELECT scope, body, revision, changed, by, reason FROM rule ORDER BY scope")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (scope, body): (String, String) = (row.get(0)?, row.get(1)?);
        all.push(RuleLayer {
            rules: serde_json::from_str(&body)
                .map_err(|e| ReadError::Row { table: TABLE, what: format!("{scope} with {e}") })?,
            scope: scope.parse().map_err(|e| ReadError::Row { table: TABLE, what: format!("a level: {e}") })?,
            revision: row.get(2)?,
            changed: Timestamp::from_micros(row.get(3)?),
            by: row.get(4)?,
            reason: row.get(5)?,
        });
    }
    Ok(all)
}
