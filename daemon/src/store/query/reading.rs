//! The readings of a point between two times, in order of their corrected time.

use std::{collections::VecDeque, ops::ControlFlow};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};

use super::{
    super::QueryError,
    Damaged, Queries,
    length::Length,
    stretch::{self, End},
};

/// Most readings in memory at once, unless a second holds more: some 15 MB.
const MOST: usize = 100_000;

/// Readings handed over at once.
pub(super) const CHUNK: usize = 1_000;

/// Which readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingQuery {
    /// Of which point.
    pub point: PointId,
    /// From this corrected time on.
    pub from: Timestamp,
    /// Up to this corrected time, exclusive.
    pub to: Timestamp,
    /// At most so many; zero is all.
    pub limit: u64,
    /// With a limit: the newest ones, not the oldest. In order of time either way.
    pub newest: bool,
}

impl Queries {
    /// Hands over the readings in order of time, a thousand at most at once, until the caller breaks off. A reading that arrived
    /// late stands where it was measured. A day at most is read at once, in one snapshot and within the deadline; none is held
    /// between two of them, so a caller who is slow holds up nobody.
    ///
    /// What cannot be read is left out and told in the end.
    pub fn readings(
        &self,
        query: &ReadingQuery,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        self.readings_within(query, MOST, each)
    }

    /// The same with at most so many in memory at once.
    pub(super) fn readings_within(
        &self,
        query: &ReadingQuery,
        most: usize,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let mut damaged = Damaged::default();
        if query.newest && query.limit > 0 {
            let newest = self.newest(query, most, &mut damaged)?;
            let _ = in_chunks(newest, each);
            return Ok(damaged);
        }
        let mut left = if query.limit == 0 { u64::MAX } else { query.limit };
        // Who wants a few is not made to wait for a day of them.
        let mut longest = if query.limit == 0 { Length::DAY } else { Length::HOUR };
        let mut from = query.from;
        while left > 0
            && let Some(stretch) = self.ask(|connection| {
                Ok(stretch::at(End::Oldest, connection, query.point, (from, query.to), (longest, most), &mut damaged)?)
            })?
        {
            let mut readings = stretch.readings;
            readings.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            left -= readings.len() as u64;
            (from, longest) = (stretch.to, Length::DAY);
            if in_chunks(readings, each).is_break() {
                break;
            }
        }
        Ok(damaged)
    }

    /// The newest readings, gathered backwards.
    fn newest(
        &self,
        query: &ReadingQuery,
        most: usize,
        damaged: &mut Damaged,
    ) -> Result<VecDeque<Reading>, QueryError> {
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let mut newest = VecDeque::new();
        let mut longest = Length::HOUR;
        let mut to = query.to;
        while newest.len() < limit
            && let Some(stretch) = self.ask(|connection| {
                Ok(stretch::at(End::Newest, connection, query.point, (query.from, to), (longest, most), damaged)?)
            })?
        {
            for reading in stretch.readings.into_iter().rev().take(limit - newest.len()) {
                newest.push_front(reading);
            }
            (to, longest) = (stretch.from, Length::DAY);
        }
        Ok(newest)
    }
}

/// Hands over a thousand at a time.
fn in_chunks(
    readings: impl IntoIterator<Item = Reading>,
    each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut readings = readings.into_iter();
    loop {
        let chunk: Vec<Reading> = readings.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return ControlFlow::Continue(());
        }
        each(chunk)?;
    }
}
