//! How connections are opened: the one that writes, and those that only read.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, ffi};

/// How long a statement waits for a lock. Only a foreign program can hold one; the writer tries again anyway.
const BUSY: Duration = Duration::from_millis(500);

/// The write-ahead log is cut back to this size once it has been copied into the database.
const WAL_KEPT_BYTES: i64 = 64 * 1024 * 1024;

/// The connection that writes.
///
/// SQLite's own checkpoints are off: it ignores their errors, and an fsync that failed there would be reported by nobody. The
/// writer runs them itself and looks at the answer.
pub(super) fn writer(database: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    write_ahead(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "journal_size_limit", WAL_KEPT_BYTES)?;
    connection.pragma_update(None, "cache_size", -2048)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(48);
    Ok(connection)
}

/// Turns write-ahead mode on. SQLite answers with the mode it is in and calls that a success.
pub(super) fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| {
        let mode: String = row.get(0)?;
        if mode == "wal" {
            return Ok(());
        }
        let why = format!("the database stays in {mode} mode; is another program using it?");
        Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), Some(why)))
    })
}

/// A connection that only reads.
pub(super) fn reader(database: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "cache_size", -1024)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}
