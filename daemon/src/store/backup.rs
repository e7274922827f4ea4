//! Backups on record. How one is made is not known here; the copy itself is in `copy`.

use mcs_core::{backup::Backup, time::Timestamp};
use rusqlite::{Connection, Row, params};

use super::{Queries, QueryError, StoreHandle, WorkError};

/// Failures and removed backups that are kept on record, each.
const KEPT: u32 = 200;

/// A backup to be put on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBackup {
    /// Its file's name.
    pub name: String,
    /// When it was begun.
    pub made: Timestamp,
    /// The folder, or the target's name.
    pub place: String,
    /// Size and checksum of its file; `None` when it never came to be.
    pub file: Option<(u64, [u8; 32])>,
    /// Why it failed.
    pub error: Option<String>,
}

/// What changes about a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupChange {
    /// It was opened and found whole.
    Verified,
    /// It is not whole, or not where it should be.
    Failed(String),
    /// Rotation removed it.
    Removed,
}

impl StoreHandle {
    /// Puts a backup on record; gives its number. Blocks.
    pub fn add_backup(&self, new: NewBackup) -> Result<u64, WorkError> {
        self.work("backup", move |connection| {
            let (bytes, sha256) = new.file.unzip();
            connection
                .prepare_cached(
                    "INSERT INTO backup (name, made, place, bytes, sha256, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute(params![new.name, new.made.as_micros(), new.place, bytes, sha256, new.error])?;
            let id = u64::try_from(connection.last_insert_rowid()).unwrap_or_default();
            forget(connection)?;
            Ok(id)
        })
    }

    /// Records what became of a backup. Blocks.
    pub fn change_backup(&self, id: u64, change: BackupChange, now: Timestamp) -> Result<(), WorkError> {
        self.work("backup", move |connection| {
            match change {
                BackupChange::Verified => connection
                    .prepare_cached("UPDATE backup SET verified = ?2, error = NULL WHERE id = ?1")?
                    .execute(params![id, now.as_micros()]),
                BackupChange::Failed(why) => {
                    connection.prepare_cached("UPDATE backup SET error = ?2 WHERE id = ?1")?.execute(params![id, why])
                }
                BackupChange::Removed => connection
                    .prepare_cached("UPDATE backup SET removed = ?2 WHERE id = ?1")?
                    .execute(params![id, now.as_micros()]),
            }
            .map(drop)
        })
    }
}

/// Forgets the oldest that are no more, or never were. What lies in its place stays on record.
fn forget(connection: &Connection) -> rusqlite::Result<()> {
    for gone in ["removed IS NOT NULL", "bytes IS NULL"] {
        let sql = format!(
            "DELETE FROM backup WHERE {gone} \
             AND id <= (SELECT id FROM backup WHERE {gone} ORDER BY id DESC LIMIT 1 OFFSET {KEPT})"
        );
        connection.prepare_cached(&sql)?.execute([])?;
    }
    Ok(())
}

impl Queries {
    /// Every backup on record, newest first.
    pub fn backups(&self) -> Result<Vec<Backup>, QueryError> {
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, name, made, place, bytes, sha256, verified, removed, error FROM backup ORDER BY id DESC",
            )?;
            let rows = statement.query_map([], read)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Backup> {
    let instant = |us: Option<i64>| us.map(Timestamp::from_micros);
    Ok(Backup {
        id: row.get(0)?,
        name: row.get(1)?,
        made: Timestamp::from_micros(row.get(2)?),
        place: row.get(3)?,
        bytes: row.get(4)?,
        sha256: row.get(5)?,
        verified: instant(row.get(6)?),
        removed: instant(row.get(7)?),
        error: row.get(8)?,
    })
}
