//! Many values in few numbers, so that the parts of a summary can be computed anywhere, in any order, and put together later.
//!
//! Whatever the parts, the whole is the same to the last bit: the sum is kept in fixed point, where addition is exact.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Fractional bits of the sum: steps of 2⁻³², far below any resolution.
const FRACTION: f64 = 4_294_967_296.0;

/// Values beyond ±10¹⁸ count as that much in the mean; extremes and the newest value are kept as they are.
const MOST: f64 = 1e18;

/// Count, mean, extremes and newest of some values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub count: u64,
    /// Their sum in steps of 2⁻³².
    pub sum: i128,
    /// The smallest; +∞ without any.
    pub min: f64,
    /// The largest; −∞ without any.
    pub max: f64,
    /// The newest and its time; of several of one time, the one that arrived last.
    pub last: Option<(Timestamp, f64)>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { count: 0, sum: 0, min: f64::INFINITY, max: f64::NEG_INFINITY, last: None }
    }
}

impl Tally {
    /// Adds a finite value. Of values of one time, the one that arrived later is added later.
    pub fn add(&mut self, time: Timestamp, value: f64) {
        // Zero has one sign: which of two equal extremes is kept must not depend on the order.
        let value = value + 0.0;
        self.count += 1;
        #[expect(clippy::cast_possible_truncation, reason = "limited to what fits")]
        let step = (value.clamp(-MOST, MOST) * FRACTION).round_ties_even() as i128;
        self.sum += step;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
        if self.last.is_none_or(|(newest, _)| newest <= time) {
            self.last = Some((time, value));
        }
    }

    /// Adds another part. Of values of one time, those in `later` arrived later.
    pub fn merge(&mut self, later: &Self) {
        self.count += later.count;
        self.sum += later.sum;
        self.min = self.min.min(later.min);
        self.max = self.max.max(later.max);
        if let Some((time, _)) = later.last
            && self.last.is_none_or(|(newest, _)| newest <= time)
        {
            self.last = later.last;
        }
    }

    /// The mean; `None` without any value.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / FRACTION / self.count as f64)
    }

    /// The smallest; `None` without any value.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// The largest; `None` without any value.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }

    /// The newest; `None` without any value.
    pub fn last(&self) -> Option<f64> {
        self.last.map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Tally;
    use crate::time::Timestamp;

    fn of(values: &[(i64, f64)]) -> Tally {
        let mut tally = Tally::default();
        for (time, value) in values {
            tally.add(Timestamp::from_micros(*time), *value);
        }
        tally
    }

    #[test]
    fn nothing_has_neither_mean_nor_extremes() {
        let none = Tally::default();
        assert_eq!((none.mean(), none.min(), none.max(), none.last()), (None, None, None, None));
    }

    #[test]
    fn of_two_values_of_one_time_the_later_arrival_is_the_newest() {
        assert_eq!(of(&[(5, 1.0), (5, 2.0), (4, 3.0)]).last(), Some(2.0));
    }

    proptest! {
        #[test]
        fn parts_put_together_are_the_whole_to_the_last_bit(
            values in proptest::collection::vec((0i64..50, -1e20f64..1e20), 1..60),
            cut in 0usize..60,
        ) {
            let (first, second) = values.split_at(cut.min(values.len()));
            let mut whole = of(first);
            whole.merge(&of(second));
            prop_assert_eq!(whole, of(&values));
        }

        #[test]
        fn the_mean_is_that_of_the_values(values in proptest::collection::vec((0i64..50, -1e6f64..1e6), 1..60)) {
            let plain = values.iter().map(|(_, value)| value).sum::<f64>() / values.len() as f64;
            let mean = of(&values).mean().expect("there are values");
            prop_assert!((mean - plain).abs() < 1e-6);
        }
    }
}
