//! What a database holds, in a few numbers that grow with all that is recorded: a copy has the same ones, or it is none.

use mcs_core::time::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

/// What a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snapshot {
    /// Its version.
    pub version: u32,
    /// The newest row of readings; 0 is none.
    pub row: i64,
    /// Receipt of the newest reading among recent ones.
    pub newest: Option<Timestamp>,
    /// The newest step of an alarm; 0 is none.
    pub transition: i64,
    /// The newest line of the audit; 0 is none.
    pub audit: i64,
    /// Sealed segments.
    pub segments: u64,
}

impl Snapshot {
    /// Of a database that cannot be asked.
    pub(super) const NOTHING: Self = Self { version: 0, row: 0, newest: None, transition: 0, audit: 0, segments: 0 };

    pub(super) fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let newest = connection.query_row("SELECT id, received FROM recent ORDER BY id DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, Timestamp::from_micros(row.get(1)?)))
        });
        let newest = newest.optional()?;
        Ok(Self {
            version,
            row: newest.map_or(0, |newest| newest.0),
            newest: newest.map(|newest| newest.1),
            transition: number("SELECT coalesce(max(id), 0) FROM transition")?,
            audit: number("SELECT coalesce(max(id), 0) FROM audit")?,
            // The first version had none.
            segments: if version < 2 { 0 } else { u64::try_from(number("SELECT count(*) FROM segment")?).unwrap_or(0) },
        })
    }
}
