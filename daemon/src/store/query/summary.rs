//! Readings by interval: mean, smallest, largest, newest and number of their values.

use std::ops::ControlFlow;

use mcs_core::{
    calibration::CalibrationHistory,
    id::PointId,
    summary::Tally,
    time::{Span, Timestamp},
};
use rusqlite::Connection;

use super::{
    super::{QueryError, RowId, sealed::Level},
    Damaged, Queries, ReadingQuery,
    intervals::Intervals,
    length::Length,
    slots::Slots,
    stretch::{self, first_time},
    unsealed::Unsealed,
};

/// Most days that are summed up in one snapshot: a second's work where none has a summary.
const MOST_DAYS: i64 = 64;

/// Intervals that are summed up in one snapshot, unless a day has more.
const INTERVALS: i64 = 10_000;

/// The values of one interval in few numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Start of the interval.
    pub start: Timestamp,
    /// Its values, as they were judged. Without any the point reported, but nothing a value can be computed from.
    pub values: Tally,
}

impl Queries {
    /// Hands over a summary for every interval in which the point reported, in order. Intervals begin at the query's `from` and are
    /// `every` long, at least a microsecond. The query's limit counts intervals, and `newest` is ignored.
    ///
    /// Whole hours of days that have a summary are taken from it, all else from readings; the result is the same to the last bit.
    /// What cannot be read is left out and told in the end.
    pub fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        calibrations: &CalibrationHistory,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let every = every.max(Span::micros(1));
        let longest = every.times(INTERVALS).min(Length::DAY.span().times(MOST_DAYS));
        let mut intervals = Intervals::new(query.from, every, calibrations);
        let mut damaged = Damaged::default();
        let mut left = if query.limit == 0 { u64::MAX } else { query.limit };
        let mut hand_over = |start, values| {
            each(Summary { start, values })?;
            left -= 1;
            if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut from = query.from;
        while let Some(to) = self.ask(|connection| {
            let mut sums = Sums { connection, point: query.point, intervals: &mut intervals, damaged: &mut damaged };
            Ok(sums.stretch((from, query.to), longest)?)
        })? {
            from = to;
            for (number, values) in intervals.take_before(from) {
                if hand_over(intervals.start(number), values).is_break() {
                    return Ok(damaged);
                }
            }
        }
        for (number, values) in intervals.take() {
            if hand_over(intervals.start(number), values).is_break() {
                break;
            }
        }
        Ok(damaged)
    }
}

/// Sums up what one snapshot holds of a point.
pub(super) struct Sums<'s, 'c> {
    pub(super) connection: &'s Connection,
    pub(super) point: PointId,
    pub(super) intervals: &'s mut Intervals<'c>,
    pub(super) damaged: &'s mut Damaged,
}

impl Sums<'_, '_> {
    /// Sums up a stretch at the beginning of `from..to`; where it ends, or `None` when nothing is there.
    fn stretch(&mut self, (from, to): (Timestamp, Timestamp), longest: Span) -> rusqlite::Result<Option<Timestamp>> {
        if from >= to {
            return Ok(None);
        }
        let unsealed = Unsealed::load(self.connection, (from, to));
        let unsealed = self.damaged.catch(self.point, (from, to), unsealed)?.unwrap_or_default();
        let first = first_time(self.connection, &unsealed, self.point, (from, to), self.damaged)?;
        let Some(from) = first.filter(|first| *first < to) else { return Ok(None) };
        let end = Length::DAY.end(from);
        let to = to.min(end.max(Level::Day.slot(from + longest).start));
        let span = (from, to);
        // In order of arrival, so that of values of one time the last one counts.
        let doubtful = self.days(span)?;
        for level in [Level::Hour, Level::Slice] {
            self.segments(level, span)?;
        }
        self.rows(&unsealed, span)?;
        self.settle(doubtful)?;
        Ok(Some(to))
    }

    /// Adds the readings of all segments of a level.
    pub(super) fn segments(&mut self, level: Level, span: (Timestamp, Timestamp)) -> rusqlite::Result<()> {
        let mut slots = Slots::forwards(self.connection, self.point, level, span);
        while let Some(slot) = slots.next(self.damaged)? {
            let readings = stretch::of_segment(self.connection, self.point, slot, span, self.damaged)?;
            self.intervals.add(&readings);
        }
        Ok(())
    }

    /// Adds the rows that are in no segment.
    fn rows(&mut self, unsealed: &Unsealed, span: (Timestamp, Timestamp)) -> rusqlite::Result<()> {
        let mut rows: Vec<(RowId, _)> = Vec::new();
        let told = unsealed.each(self.connection, self.point, span, &mut |id, reading| {
            rows.push((id, reading));
            true
        });
        self.damaged.catch(self.point, span, told)?;
        rows.sort_unstable_by_key(|(id, reading)| (reading.time, *id));
        let readings: Vec<_> = rows.into_iter().map(|(_, reading)| reading).collect();
        self.intervals.add(&readings);
        Ok(())
    }
}
