//! What is true of the whole site.

use mcs_core::{site::Site, time::Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::{ReadError, known};

/// Writes a new site.
pub(in super::super) fn write(connection: &Connection, site: &Site, created: Timestamp) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("INSERT OR REPLACE INTO site (key, value) VALUES (?1, ?2)")?;
    statement.execute(params!["name", site.name])?;
    statement.execute(params!["tz", site.tz])?;
    statement.execute(params!["created", created.to_string()])?;
    Ok(())
}

/// Reads it.
pub(in super::super) fn load(connection: &Connection) -> Result<Site, ReadError> {
    let value = |key: &str| -> Result<String, ReadError> {
        let value =
            connection.query_row("SELECT value FROM site WHERE key = ?1", [key], |row| row.get(0)).optional()?;
        known("site", format_args!("no {key}"), value)
    };
    Ok(Site { name: value("name")?, tz: value("tz")? })
}
