//! Which rows were received when, without an index over every reading: the earliest and latest receipt of each block of rows.
//!
//! Rows stand in order of arrival, which is the order of receipt unless the server's clock stepped. Each block says what it
//! really holds, so an answer is never wrong, only wider.

use mcs_core::time::{Span, Timestamp};
use rusqlite::{Connection, params};

use super::{RowId, table::reading::NEAR};

/// Rows in a block: one extra row is written for so many readings, and so many are read in vain at either end of a range.
const ROWS: i64 = 4096;

/// The block being filled. Part of the writer's position.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenBlock {
    block: i64,
    low: i64,
    high: i64,
}

impl OpenBlock {
    const fn empty(block: i64) -> Self {
        Self { block, low: i64::MAX, high: i64::MIN }
    }

    /// The block in which the newest row stands.
    pub(super) fn load(connection: &Connection, last: RowId) -> rusqlite::Result<Self> {
        let block = last.0 / ROWS;
        let (low, high) = connection.query_row(
            "SELECT coalesce(min(received), ?2), coalesce(max(received), ?3) FROM recent WHERE id >= ?1",
            params![block * ROWS, i64::MAX, i64::MIN],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(Self { block, low, high })
    }

    /// Counts a new row in; a full block is written.
    pub(super) fn add(&mut self, connection: &Connection, id: RowId, received: Timestamp) -> rusqlite::Result<()> {
        let block = id.0 / ROWS;
        if block != self.block {
            connection
                .prepare_cached("INSERT OR REPLACE INTO recent_block (block, low, high) VALUES (?1, ?2, ?3)")?
                .execute(params![self.block, self.low, self.high])?;
            *self = Self::empty(block);
        }
        self.low = self.low.min(received.as_micros());
        self.high = self.high.max(received.as_micros());
        Ok(())
    }
}

/// Rows up to this one have been forgotten: so are the blocks that held nothing else.
pub(super) fn forget(connection: &Connection, upto: RowId) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM recent_block WHERE block < ?1")?.execute([(upto.0 + 1) / ROWS])?;
    Ok(())
}

/// The blocks a question needs, in order of arrival.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// First and last row of each.
    rows: Vec<(i64, i64)>,
    /// The latest receipt in this block and all before it; ascending.
    latest: Vec<i64>,
    /// The earliest receipt in this block and all after it; ascending.
    earliest: Vec<i64>,
}

impl Blocks {
    /// Blocks that may hold rows received in `from..=to`.
    pub(super) fn load(connection: &Connection, from: Timestamp, to: Timestamp) -> rusqlite::Result<Self> {
        Self::load_after(connection, RowId(0), from, to)
    }

    /// The same without blocks that hold nothing but rows up to `after`.
    pub(super) fn load_after(
        connection: &Connection,
        after: RowId,
        from: Timestamp,
        to: Timestamp,
    ) -> rusqlite::Result<Self> {
        let mut blocks = Self::default();
        let mut lows = Vec::new();
        let (from, to) = (from.as_micros(), to.as_micros());
        let mut put = |block: i64, low: i64, high: i64| {
            if high >= from && low <= to {
                let before = blocks.latest.last().copied().unwrap_or(i64::MIN);
                blocks.rows.push((block * ROWS, block * ROWS + ROWS - 1));
                blocks.latest.push(before.max(high));
                lows.push(low);
            }
        };
        let mut statement =
            connection.prepare_cached("SELECT block, low, high FROM recent_block WHERE block >= ?1 ORDER BY block")?;
        let mut next = (after.0 + 1) / ROWS;
        let mut rows = statement.query([next])?;
        while let Some(row) = rows.next()? {
            let block: i64 = row.get(0)?;
            put(block, row.get(1)?, row.get(2)?);
            next = block + 1;
        }
        // The rows after the last full block.
        let last = super::table::reading::last(connection)?;
        if last > after && last.0 >= next * ROWS {
            let open = OpenBlock::load(connection, last)?;
            put(open.block, open.low, open.high);
        }
        let mut after = i64::MAX;
        blocks.earliest = vec![0; lows.len()];
        for (earliest, low) in blocks.earliest.iter_mut().zip(lows).rev() {
            after = after.min(low);
            *earliest = after;
        }
        Ok(blocks)
    }

    /// A range of rows that holds every row received in `from..=to`.
    pub(super) fn received(&self, from: Timestamp, to: Timestamp) -> Option<(i64, i64)> {
        let first = self.latest.partition_point(|latest| *latest < from.as_micros());
        let end = self.earliest.partition_point(|earliest| *earliest <= to.as_micros());
        (first < end).then(|| (self.rows[first].0, self.rows[end - 1].1))
    }

    /// The earliest time at or after `from` that a row near its receipt can have.
    pub(super) fn first_time(&self, from: Timestamp) -> Option<Timestamp> {
        let first = self.latest.partition_point(|latest| *latest < (from - NEAR).as_micros());
        self.earliest.get(first).map(|us| from.max(Timestamp::from_micros(*us) - NEAR))
    }

    /// The instant after the latest time before `to` that a row near its receipt can have.
    pub(super) fn last_time(&self, to: Timestamp) -> Option<Timestamp> {
        let end = self.earliest.partition_point(|earliest| *earliest < (to + NEAR).as_micros());
        let latest = *self.latest.get(end.checked_sub(1)?)?;
        Some(to.min(Timestamp::from_micros(latest) + NEAR + Span::micros(1)))
    }
}
