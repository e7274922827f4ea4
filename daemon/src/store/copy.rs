//! A copy of the database while it is written to.
//!
//! SQLite's own backup copies page by page. A source that changes makes it begin again, for ever under a steady writer; so the copy
//! is made from one snapshot, which a reader in write-ahead mode keeps for as long as it likes. Until it ends, the write-ahead log
//! grows by what is written meanwhile: some 100 bytes a reading.

use std::{fs::File, ops::ControlFlow, path::Path};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{Queries, connection, snapshot::Snapshot};

/// Pages copied between two looks at the caller's wish to pause or to stop: half a megabyte.
const PIECE: i32 = 128;
/// Pieces between two syncs: what piles up in the system's memory is in the way of the writer's own syncs.
const PIECES_A_SYNC: u32 = 16;

/// How far a copy has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyProgress {
    /// Bytes copied since the last look.
    pub piece: u64,
    /// Bytes copied.
    pub done: u64,
    /// Bytes there are.
    pub total: u64,
}

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The caller broke it off.
    #[error("the copy was broken off")]
    Stopped,
    /// SQLite refused.
    #[error("the database cannot be copied")]
    Sqlite(#[from] rusqlite::Error),
    /// The copy's file cannot be used.
    #[error("the copy cannot be written")]
    File(#[from] std::io::Error),
}

impl Queries {
    /// Copies the database as it is now into a new file, and tells what it held at that moment. The file is whole and synced
    /// afterwards, and one by itself: without a log beside it. `each` paces it. Blocks.
    pub fn copy_to(
        &self,
        path: &Path,
        mut each: impl FnMut(CopyProgress) -> ControlFlow<()>,
    ) -> Result<Snapshot, CopyError> {
        let mut source = connection::reader(self.database())?;
        let snapshot = source.transaction()?;
        // The first question fixes what is seen from here on.
        let held = Snapshot::read(&snapshot)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(path, flags)?;
        // Whatever is cut off is thrown away, so there is nothing to roll back, and it is synced here.
        copy.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
        copy.pragma_update(None, "synchronous", "OFF")?;
        let file = File::options().write(true).open(path)?;
        pages(&snapshot, &mut copy, &file, &mut each)?;
        snapshot.finish()?;
        // It carries the mark of write-ahead mode, in which a reader needs files beside it.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        copy.close().map_err(|(_, source)| source)?;
        file.sync_all()?;
        Ok(held)
    }
}

fn pages(
    source: &Connection,
    copy: &mut Connection,
    file: &File,
    each: &mut dyn FnMut(CopyProgress) -> ControlFlow<()>,
) -> Result<(), CopyError> {
    let page: u64 = source.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let backup = Backup::new(source, copy)?;
    let (mut done, mut pieces) = (0, 0);
    loop {
        let step = backup.step(PIECE)?;
        let progress = backup.progress();
        let bytes = |pages: i32| u64::try_from(pages).unwrap_or_default() * page;
        let so_far = bytes(progress.pagecount - progress.remaining);
        let told = CopyProgress { piece: so_far - done, done: so_far, total: bytes(progress.pagecount) };
        done = so_far;
        match step {
            StepResult::Done => return Ok(()),
            // Nobody else has the copy open, and the source is a snapshot: neither is ever busy for long.
            StepResult::More | StepResult::Busy | StepResult::Locked => {}
            // The type may grow.
            _ => return Err(rusqlite::Error::InvalidQuery.into()),
        }
        pieces += 1;
        if pieces % PIECES_A_SYNC == 0 {
            file.sync_data()?;
        }
        if each(told).is_break() {
            return Err(CopyError::Stopped);
        }
    }
}
