//! Readings by interval: mean, smallest, largest, newest and number of their values.

use std::ops::ControlFlow;

use mcs_core::{
    calibration::CalibrationHistory,
    evaluation::value_of,
    summary::Tally,
    time::{Span, Timestamp},
};

use super::{super::QueryError, Damaged, Queries, ReadingQuery};

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
    pub fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        calibrations: &CalibrationHistory,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let every = every.max(Span::micros(1));
        let mut gathering: Option<Summary> = None;
        let mut left = if query.limit == 0 { u64::MAX } else { query.limit };
        let all = ReadingQuery { limit: 0, newest: false, ..*query };
        let damaged = self.readings(&all, &mut |chunk| {
            for reading in chunk {
                let number = (reading.time - query.from).as_micros().div_euclid(every.as_micros());
                let start = query.from + every.times(number);
                if let Some(done) = gathering.take_if(|g| g.start != start) {
                    left -= 1;
                    each(done)?;
                    if left == 0 {
                        return ControlFlow::Break(());
                    }
                }
                let gathering = gathering.get_or_insert_with(|| Summary { start, values: Tally::default() });
                if let Some(value) = value_of(&reading, calibrations) {
                    gathering.values.add(reading.time, value);
                }
            }
            ControlFlow::Continue(())
        })?;
        if left > 0
            && let Some(rest) = gathering
        {
            let _ = each(rest);
        }
        Ok(damaged)
    }
}
