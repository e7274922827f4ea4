//! Whether SQLite finds the file sound, without keeping a plant blind while gigabytes are read.
//!
//! ```text
//!  small ──▶ all of it is looked at, then the daemon starts
//!  large ──▶ the tables that judging depends on, then the daemon starts ─▶ all of it, beside the recording
//! ```
//!
//! Damage found before the start keeps the daemon from starting. Damage found afterwards lies in history, in the loss ledger or in
//! the audit: alarming goes on, a critical SYSTEM alarm stands, and nobody is left to find it by chance.

use std::{path::Path, sync::Arc};

use rusqlite::{Connection, ErrorCode};

use super::{OpenError, StoreHandle, connection, examine::Interrupt};

/// A file up to this size is looked at whole before the start: a second at 64 MB/s, a slow card's pace.
const AT_ONCE: u64 = 64 << 20;

/// Tables that grow with time and that no alarm depends on. Every other one is small.
const LARGE: &[&str] =
    &["recent", "segment", "summary", "occurrence", "transition", "ledger", "audit", "quarantine", "backup"];

/// Virtual machine steps between two questions whether to break off.
const STEPS_PER_LOOK: i32 = 10_000;

/// Refuses a damaged database before the start. Gives whether all of it was looked at.
pub(super) fn check_at_start(connection: &Connection, path: &Path) -> Result<bool, OpenError> {
    let size = path.metadata().map_or(0, |found| found.len());
    if size <= AT_ONCE {
        check(connection, path, None)?;
        return Ok(true);
    }
    let tables = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>())
        .map_err(|source| told(path, source))?;
    for table in tables.iter().filter(|table| !LARGE.contains(&table.as_str())) {
        check(connection, path, Some(table))?;
    }
    Ok(false)
}

impl StoreHandle {
    /// Looks at all of the file while it is written to. Damage is shown by the gauge from then on. Blocks for about a second a
    /// gigabyte that lies in memory, and as long as the disk takes for what does not.
    pub fn check_whole(&self, interrupted: &Interrupt) -> Result<(), OpenError> {
        let path = self.queries().database();
        let mut connection = connection::reader(path)?;
        let asked = Arc::clone(interrupted);
        connection.progress_handler(STEPS_PER_LOOK, Some(move || asked()))?;
        let checked = check(&connection, path, None);
        if let Err(OpenError::Damaged { complaint, .. }) = &checked {
            tracing::error!(%complaint, "the database is damaged: run mcsctl store verify, then restore a backup");
            self.gauge().set_damage(complaint.clone());
        }
        checked
    }
}

/// What SQLite says about the file, or about one table of it.
fn check(connection: &Connection, path: &Path, table: Option<&str>) -> Result<(), OpenError> {
    let sql = match table {
        // The names are our own.
        Some(table) => format!("PRAGMA quick_check('{table}')"),
        None => "PRAGMA quick_check(1)".to_owned(),
    };
    let verdict: String = connection.query_row(&sql, [], |row| row.get(0)).map_err(|source| told(path, source))?;
    if verdict == "ok" { Ok(()) } else { Err(OpenError::Damaged { path: path.to_owned(), complaint: verdict }) }
}

/// A check that stumbles over the damage has found it, too.
fn told(path: &Path, source: rusqlite::Error) -> OpenError {
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            OpenError::Damaged { path: path.to_owned(), complaint: source.to_string() }
        }
        _ => OpenError::Sqlite { doing: "checking it", source },
    }
}
