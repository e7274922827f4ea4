//! Giving free pages of the database file back to the file system, a few at a time.

use super::{
    super::{failpoint::VACUUM, work::WorkError},
    Keeper,
};

/// Fewer free bytes than these are soon used again.
const WORTH_WHILE: u64 = 16 * 1024 * 1024;

/// The same when the disk is nearly full.
const WORTH_WHILE_WHEN_TIGHT: u64 = 1024 * 1024;

/// Free share of the disk below which it is nearly full, percent.
pub(super) const TIGHT_PERCENT: f64 = 10.0;

/// Most pieces in one round.
const PIECES: usize = 64;

impl Keeper {
    /// Gives pages back while more than a tenth of the file is free. True when there may be more.
    pub(super) fn vacuum(&mut self) -> Result<bool, WorkError> {
        for _ in 0..PIECES {
            if !self.has_much_free()? {
                return Ok(false);
            }
            let size = self.pages.size();
            let ((), took) = self.works.order(&VACUUM, move |connection| {
                // Each row that is stepped over is a page given back.
                let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({size})"))?;
                let mut rows = statement.query([])?;
                while rows.next()?.is_some() {}
                Ok(())
            })?;
            self.pages.took(size, took);
        }
        Ok(true)
    }

    fn has_much_free(&self) -> rusqlite::Result<bool> {
        let number = |name: &str| self.read.pragma_query_value(None, name, |row| row.get::<_, u64>(0));
        let (free, pages) = (number("freelist_count")?, number("page_count")?);
        if free == 0 {
            return Ok(false);
        }
        let bytes = free * number("page_size")?;
        if self.gauge.disk_free_percent() < TIGHT_PERCENT {
            return Ok(bytes > WORTH_WHILE_WHEN_TIGHT);
        }
        Ok(bytes > WORTH_WHILE && free * 10 > pages)
    }
}
