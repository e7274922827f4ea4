//! A stretch of rows that is ripe for sealing: where it ends, and how many readings of each point stand in it.

use std::collections::BTreeMap;

use mcs_core::{
    id::PointId,
    time::{Span, Timestamp},
};
use rusqlite::Connection;

use super::{
    super::{
        RowId,
        sealed::{Level, Slot},
    },
    AHEAD,
};

/// How long after the end of ten minutes their readings are sealed: those that were on their way then have arrived.
const GRACE: Span = Span::secs(30);

/// Most rows of a stretch: at 20 000 a second a slice is then written again a dozen times before it is whole.
const MOST_ROWS: usize = 1 << 20;

/// Most rows of one point in a stretch, which are in memory together: some 10 MB.
pub(super) const MOST_OF_A_POINT: usize = 65_536;

/// Most slices of one point in a stretch, which are written in one piece.
const MOST_SLICES: usize = 256;

/// Which rows are ripe.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ripe {
    /// Those received before.
    pub(super) before: Timestamp,
    /// And those received after, by a clock that was set back since.
    ahead: Timestamp,
}

impl Ripe {
    pub(super) fn at(now: Timestamp) -> Self {
        Self { before: Level::Slice.slot(now - GRACE).start, ahead: now + AHEAD }
    }

    fn is(self, received: Timestamp) -> bool {
        received < self.before || received > self.ahead
    }
}

/// A stretch of rows.
#[derive(Debug)]
pub(super) struct Stretch {
    /// The row before it.
    pub(super) after: RowId,
    /// Its last row.
    pub(super) last: RowId,
    /// Rows of each point.
    pub(super) points: BTreeMap<PointId, usize>,
}

/// One point while a stretch is surveyed.
#[derive(Debug, Default)]
struct Counted {
    rows: usize,
    slices: Vec<Slot>,
}

impl Stretch {
    /// The ripe rows after this one, as many as are sealed together; `None` when the first is not ripe yet.
    pub(super) fn find(connection: &Connection, after: RowId, ripe: Ripe) -> rusqlite::Result<Option<Self>> {
        let mut statement = connection
            .prepare_cached("SELECT id, point, received, time_lag FROM recent WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        let mut rows = statement.query((after.0, MOST_ROWS))?;
        let mut counted: BTreeMap<PointId, Counted> = BTreeMap::new();
        let mut last = after;
        while let Some(row) = rows.next()? {
            let received: i64 = row.get(2)?;
            if !ripe.is(Timestamp::from_micros(received)) {
                break;
            }
            let time = received.wrapping_sub(row.get(3)?);
            let slice = Level::Slice.slot(Timestamp::from_micros(time));
            let of = counted.entry(PointId(row.get(1)?)).or_default();
            let fresh = of.slices.last() != Some(&slice) && !of.slices.contains(&slice);
            if of.rows == MOST_OF_A_POINT || (fresh && of.slices.len() == MOST_SLICES) {
                break;
            }
            if fresh {
                of.slices.push(slice);
            }
            of.rows += 1;
            last = RowId(row.get(0)?);
        }
        let points = counted.into_iter().map(|(point, of)| (point, of.rows)).collect();
        Ok((last > after).then_some(Self { after, last, points }))
    }

    /// The stretch that was in work when the daemon stopped.
    pub(super) fn resume(connection: &Connection, after: RowId, last: RowId) -> rusqlite::Result<Self> {
        let mut statement =
            connection.prepare("SELECT point, count(*) FROM recent WHERE id > ?1 AND id <= ?2 GROUP BY point")?;
        let points = statement
            .query_map((after.0, last.0), |row| Ok((PointId(row.get(0)?), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { after, last, points })
    }
}
