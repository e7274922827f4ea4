//! Forgetting: sealed rows leave `recent`.
//!
//! They stay some hours because the start reads them: it judges again what a point's saved state has not seen, and counts again
//! what the ledger has not. So a row leaves when it is sealed, old, counted, and seen by the saved state of its point.

use std::collections::HashMap;

use mcs_core::{
    id::PointId,
    time::{Span, Timestamp},
};

use super::{
    super::{
        RowId, blocks,
        failpoint::FORGET,
        table::{ledger, sealing::Sealing, state},
        work::WorkError,
    },
    AHEAD, Keeper,
};

/// How long rows stay, counted back from the newest one: a plant that is silent keeps its last hours at hand.
const STAY: Span = Span::hours(3);

/// Most pieces in one round, so that nothing else waits for long.
const PIECES: usize = 64;

/// Which rows may leave.
struct Leave {
    /// None after this one.
    upto: RowId,
    /// None received from here on.
    before: Timestamp,
    /// Unless by a clock that was set back since.
    ahead: Timestamp,
    /// What the saved state of each registered point has seen.
    seen: HashMap<PointId, RowId>,
}

impl Keeper {
    /// Lets rows go. True when there may be more.
    pub(super) fn forget(&mut self, now: Timestamp) -> Result<bool, WorkError> {
        let Some(leave) = self.leave(now)? else { return Ok(false) };
        for _ in 0..PIECES {
            let Some((last, rows)) = self.prefix(&leave)? else { return Ok(false) };
            let ((), took) = self.works.order(&FORGET, move |connection| {
                connection.prepare_cached("DELETE FROM recent WHERE id <= ?1")?.execute([last.0])?;
                blocks::forget(connection, last)
            })?;
            self.rows.took(rows, took);
            self.gauge.add_forgotten(rows as u64);
        }
        Ok(true)
    }

    fn leave(&self, now: Timestamp) -> Result<Option<Leave>, WorkError> {
        let mut newest = self.read.prepare_cached("SELECT received FROM recent ORDER BY id DESC LIMIT 1")?;
        let newest = newest.query_map([], |row| row.get(0))?.next().transpose()?;
        let Some(newest) = newest.map(Timestamp::from_micros) else { return Ok(None) };
        let (counted, _) = ledger::position(&self.read)?;
        Ok(Some(Leave {
            upto: Sealing::load(&self.read)?.upto.min(counted),
            before: newest.min(now) - STAY,
            ahead: now + AHEAD,
            seen: state::seen(&self.read)?,
        }))
    }

    /// The last of the oldest rows that may leave in one piece, and how many they are.
    fn prefix(&self, leave: &Leave) -> rusqlite::Result<Option<(RowId, usize)>> {
        let mut statement =
            self.read.prepare_cached("SELECT id, point, received FROM recent WHERE id <= ?1 ORDER BY id LIMIT ?2")?;
        let mut rows = statement.query((leave.upto.0, self.rows.size()))?;
        let mut last = None;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let (id, point, received) = (RowId(row.get(0)?), PointId(row.get(1)?), Timestamp::from_micros(row.get(2)?));
            let old = received < leave.before || received > leave.ahead;
            if !old || leave.seen.get(&point).is_some_and(|seen| id > *seen) {
                break;
            }
            last = Some(id);
            count += 1;
        }
        Ok(last.map(|last| (last, count)))
    }
}
