//! Readings by interval: mean, smallest, largest, newest and number of their values.

use std::ops::ControlFlow;

use mcs_core::{
    reading::Reading,
    time::{Span, Timestamp},
};

use super::{super::QueryError, Queries, ReadingQuery};

/// The readings of one interval in few numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Start of the interval.
    pub start: Timestamp,
    /// Readings with a value.
    pub count: u64,
    /// Mean of the values; `None` without any.
    pub mean: Option<f64>,
    /// Smallest value.
    pub min: Option<f64>,
    /// Largest value.
    pub max: Option<f64>,
    /// Newest value.
    pub last: Option<f64>,
}

impl Queries {
    /// Hands over a summary for every interval in which the point reported, in order. Intervals begin at the query's `from` and are
    /// `every` long, at least a microsecond. The value of a reading is the caller's business; the query's limit counts intervals,
    /// and `newest` is ignored.
    pub fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        value: &dyn Fn(&Reading) -> Option<f64>,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<(), QueryError> {
        let every = every.max(Span::micros(1));
        let mut gathering: Option<Gathering> = None;
        let mut left = if query.limit == 0 { u64::MAX } else { query.limit };
        let all = ReadingQuery { limit: 0, newest: false, ..*query };
        self.readings(&all, &mut |chunk| {
            for reading in chunk {
                let number = (reading.time - query.from).as_micros().div_euclid(every.as_micros());
                let start = query.from + every.times(number);
                if let Some(done) = gathering.take_if(|g| g.start != start) {
                    left -= 1;
                    each(done.summary())?;
                    if left == 0 {
                        return ControlFlow::Break(());
                    }
                }
                gathering.get_or_insert_with(|| Gathering::new(start)).add(value(&reading));
            }
            ControlFlow::Continue(())
        })?;
        if left > 0
            && let Some(rest) = gathering
        {
            let _ = each(rest.summary());
        }
        Ok(())
    }
}

/// An interval being summed up.
#[derive(Debug)]
struct Gathering {
    start: Timestamp,
    count: u64,
    mean: f64,
    min: f64,
    max: f64,
    last: f64,
}

impl Gathering {
    const fn new(start: Timestamp) -> Self {
        Self { start, count: 0, mean: 0.0, min: f64::INFINITY, max: f64::NEG_INFINITY, last: 0.0 }
    }

    fn add(&mut self, value: Option<f64>) {
        let Some(value) = value else { return };
        self.count += 1;
        // A running mean: a sum of large values could overflow or lose the small ones.
        self.mean += (value - self.mean) / self.count as f64;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        self.last = value;
    }

    fn summary(&self) -> Summary {
        let any = |x| (self.count > 0).then_some(x);
        Summary {
            start: self.start,
            count: self.count,
            mean: any(self.mean),
            min: any(self.min),
            max: any(self.max),
            last: any(self.last),
        }
    }
}
