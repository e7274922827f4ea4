//! The readings of a point between two times, in order of their corrected time.

use std::{collections::VecDeque, ops::ControlFlow};

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};

use super::{
    super::{QueryError, blocks::Blocks, table::reading::NEAR},
    Damaged, Queries, slice,
};

/// The stretch of time read at once. No snapshot is held between two of them, so a caller who is slow holds up nobody.
const STRETCH: Span = Span::hours(1);

/// The shortest stretch: one that still holds too much is read whole.
const SHORTEST: Span = Span::secs(1);

/// Most readings of one stretch in memory, unless it is the shortest one: some 15 MB.
const MOST_IN_STRETCH: usize = 100_000;

/// Readings handed over at once.
const CHUNK: usize = 1_000;

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
    /// late stands where it was measured. The deadline is for each stretch, not for the whole.
    ///
    /// What cannot be read is left out and told in the end.
    pub fn readings(
        &self,
        query: &ReadingQuery,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let blocks = self.ask(|connection| Ok(Blocks::load(connection, query.from - NEAR, query.to + NEAR)?))?;
        if query.newest && query.limit > 0 {
            let newest = self.newest(query, &blocks)?;
            let _ = in_chunks(newest, each);
            return Ok(Damaged::default());
        }
        let mut left = if query.limit == 0 { u64::MAX } else { query.limit };
        let mut from = query.from;
        while left > 0
            && let Some(start) = self.ask(|c| Ok(slice::first_time(c, &blocks, query.point, from)?))?
            && start < query.to
        {
            let (mut readings, end) = self.stretch(query.point, &blocks, start, query.to, false)?;
            readings.truncate(usize::try_from(left).unwrap_or(usize::MAX));
            left -= readings.len() as u64;
            from = end;
            if in_chunks(readings, each).is_break() {
                break;
            }
        }
        Ok(Damaged::default())
    }

    /// The newest readings, gathered backwards.
    fn newest(&self, query: &ReadingQuery, blocks: &Blocks) -> Result<VecDeque<Reading>, QueryError> {
        let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let mut newest = VecDeque::new();
        let mut to = query.to;
        while newest.len() < limit
            && let Some(end) = self.ask(|c| Ok(slice::last_time(c, blocks, query.point, to)?))?
            && end > query.from
        {
            let (readings, start) = self.stretch(query.point, blocks, query.from, end, true)?;
            for reading in readings.into_iter().rev().take(limit - newest.len()) {
                newest.push_front(reading);
            }
            to = start;
        }
        Ok(newest)
    }

    /// One stretch at the beginning of `from..to`, or at its end, and where it ends or begins. Halved until it is small enough.
    fn stretch(
        &self,
        point: PointId,
        blocks: &Blocks,
        from: Timestamp,
        to: Timestamp,
        at_end: bool,
    ) -> Result<(Vec<Reading>, Timestamp), QueryError> {
        let mut length = STRETCH;
        loop {
            let span = if at_end { (from.max(to - length), to) } else { (from, to.min(from + length)) };
            let most = if length <= SHORTEST { usize::MAX } else { MOST_IN_STRETCH };
            if let Some(readings) = self.ask(|c| Ok(slice::read(c, blocks, point, span, most)?))? {
                return Ok((readings, if at_end { span.0 } else { span.1 }));
            }
            length = Span::micros(length.as_micros() / 2).max(SHORTEST);
        }
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
