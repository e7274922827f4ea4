//! Who changed what.

use rusqlite::{Connection, params};

use super::super::Audit;

/// Writes one line.
pub(in super::super) fn insert(connection: &Connection, audit: &Audit) -> rusqlite::Result<()> {
    const SQL: &str =
        "INSERT INTO audit (at, by, action, subject, before, after, comment) VALUES (?1,?2,?3,?4,?5,?6,?7)";
    connection.prepare_cached(SQL)?.execute(params![
        audit.at.as_micros(),
        audit.by,
        audit.action,
        audit.subject,
        audit.before,
        audit.after,
        audit.comment,
    ])?;
    Ok(())
}
