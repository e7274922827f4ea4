//! The map's revision and its pages.

use mcs_core::{
    id::ShortName,
    map::{AreaPage, MapRevision},
};
use rusqlite::{Connection, params};

use super::ReadError;

/// Writes the revision the map is at.
pub(in super::super) fn write_revision(connection: &Connection, revision: MapRevision) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE map SET revision = ?1")?.execute([revision.0.cast_signed()])?;
    Ok(())
}

/// Writes a page as it is now.
pub(in super::super) fn write_page(connection: &Connection, page: &AreaPage) -> rusqlite::Result<()> {
    let body = serde_json::to_string(page).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    let picture = page.background.map(|background| background.sha256.0);
    connection
        .prepare_cached("INSERT OR REPLACE INTO map_page (area, picture, body) VALUES (?1, ?2, ?3)")?
        .execute(params![page.area.as_str(), picture, body])?;
    Ok(())
}

/// Forgets a page.
pub(in super::super) fn remove_page(connection: &Connection, area: &ShortName) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM map_page WHERE area = ?1")?.execute([area.as_str()])?;
    Ok(())
}

/// The revision and every page.
pub(in super::super) fn load(connection: &Connection) -> Result<(MapRevision, Vec<AreaPage>), ReadError> {
    let revision: i64 = connection.query_row("SELECT revision FROM map", [], |row| row.get(0))?;
    let mut statement = connection.prepare("SELECT area, body FROM map_page ORDER BY area")?;
    let mut rows = statement.query([])?;
    let mut pages = Vec::new();
    while let Some(row) = rows.next()? {
        let (area, body): (String, String) = (row.get(0)?, row.get(1)?);
        let page = serde_json::from_str(&body)
            .map_err(|e| ReadError::Row { table: "map_page", what: format!("a page of {area} with {e}") })?;
        pages.push(page);
    }
    Ok((MapRevision(revision.cast_unsigned()), pages))
}
