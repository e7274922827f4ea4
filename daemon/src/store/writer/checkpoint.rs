//! Copying the write-ahead log into the database: rarely, because each copy writes the last pages of every table again.

use std::sync::{
    Arc,
    atomic::{AtomicI32, Ordering::Relaxed},
};

use rusqlite::Connection;

/// Pages in the log at which it is copied: 16 MiB, which a start after a crash reads in well under a second.
const PAGES: i32 = 4096;

/// The same when the disk is nearly full: the log must not eat the reserve.
const PAGES_WHEN_TIGHT: i32 = 128;

/// Free bytes below which the disk counts as nearly full.
const TIGHT: u64 = 128 * 1024 * 1024;

/// How far the log has grown.
#[derive(Debug)]
pub(super) struct Checkpoint {
    pages: Arc<AtomicI32>,
    /// Pages at which to try again after a reader stood in the way.
    again_at: i32,
}

impl Checkpoint {
    /// Listens to how many pages the log holds after each commit.
    pub(super) fn watch(connection: &mut Connection) -> rusqlite::Result<Self> {
        let pages = Arc::new(AtomicI32::new(0));
        let seen = Arc::clone(&pages);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, count| {
            seen.store(count, Relaxed);
            Ok(())
        }))?;
        Ok(Self { pages, again_at: 0 })
    }

    /// Whether the log should be copied now. Only outside a transaction.
    pub(super) fn due(&self, disk_free: u64) -> bool {
        let at = if disk_free < TIGHT { PAGES_WHEN_TIGHT } else { PAGES };
        self.pages.load(Relaxed) >= at.max(self.again_at)
    }

    /// Copies as much as readers allow; the next commit then begins the log again if all of it was copied.
    pub(super) fn copy(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let (log, copied): (i32, i32) =
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(1)?, row.get(2)?)))?;
        if copied < log {
            // A reader still needs the rest; its deadline bounds how long.
            self.again_at = log + PAGES_WHEN_TIGHT;
        } else {
            self.again_at = 0;
            self.pages.store(0, Relaxed);
        }
        Ok(())
    }

    /// Copies everything and empties the log, at the end.
    pub(super) fn close(connection: &Connection) -> rusqlite::Result<()> {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    }
}
