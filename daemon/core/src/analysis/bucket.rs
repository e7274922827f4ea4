//! A value's course in buckets of an hour, or of two, four, … hours when the record is long: never more than a bounded
//! number of them.

use crate::time::{Span, Timestamp};

/// Buckets kept at most: two months by the hour, more in coarser steps.
const MOST: usize = 1536;

/// What the readings of one bucket were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bucket {
    /// Its number: steps since 1970.
    number: i64,
    /// Readings with a value.
    pub(super) count: u32,
    sum: f64,
    /// The smallest value.
    pub(super) min: f64,
    /// The largest value.
    pub(super) max: f64,
    raw_count: u32,
    raw_sum: f64,
    raw_min: f64,
    raw_max: f64,
}

impl Bucket {
    const fn new(number: i64) -> Self {
        Self {
            number,
            count: 0,
            sum: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            raw_count: 0,
            raw_sum: 0.0,
            raw_min: f64::INFINITY,
            raw_max: f64::NEG_INFINITY,
        }
    }

    fn add(&mut self, value: Option<f64>, v_raw: Option<f64>) {
        if let Some(value) = value {
            self.count += 1;
            self.sum += value;
            self.min = self.min.min(value);
            self.max = self.max.max(value);
        }
        if let Some(v_raw) = v_raw {
            self.raw_count += 1;
            self.raw_sum += v_raw;
            self.raw_min = self.raw_min.min(v_raw);
            self.raw_max = self.raw_max.max(v_raw);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.raw_count += other.raw_count;
        self.raw_sum += other.raw_sum;
        self.raw_min = self.raw_min.min(other.raw_min);
        self.raw_max = self.raw_max.max(other.raw_max);
    }

    /// The mean of the values.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }

    /// Count, mean and spread of the values.
    pub(super) fn of_value(&self) -> (u32, Option<f64>, f64) {
        (self.count, self.mean(), self.max - self.min)
    }

    /// Count, mean and spread of the voltages.
    pub(super) fn of_voltage(&self) -> (u32, Option<f64>, f64) {
        let mean = (self.raw_count > 0).then(|| self.raw_sum / f64::from(self.raw_count));
        (self.raw_count, mean, self.raw_max - self.raw_min)
    }
}

/// Buckets in order of time. The order in which readings come does not matter.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Buckets {
    width: Span,
    list: Vec<Bucket>,
}

impl Default for Buckets {
    fn default() -> Self {
        Self { width: Span::hours(1), list: Vec::new() }
    }
}

impl Buckets {
    pub(super) fn add(&mut self, time: Timestamp, value: Option<f64>, v_raw: Option<f64>) {
        let number = time.as_micros().div_euclid(self.width.as_micros());
        match self.list.last_mut() {
            Some(newest) if newest.number == number => newest.add(value, v_raw),
            Some(newest) if newest.number > number => match self.list.binary_search_by_key(&number, |b| b.number) {
                Ok(place) => self.list[place].add(value, v_raw),
                Err(place) => self.insert(place, number, value, v_raw),
            },
            _newer_or_first => self.insert(self.list.len(), number, value, v_raw),
        }
    }

    fn insert(&mut self, place: usize, number: i64, value: Option<f64>, v_raw: Option<f64>) {
        let mut bucket = Bucket::new(number);
        bucket.add(value, v_raw);
        self.list.insert(place, bucket);
        while self.list.len() > MOST {
            self.coarsen();
        }
    }

    /// Makes two of them one.
    fn coarsen(&mut self) {
        self.width = self.width.times(2);
        for bucket in &mut self.list {
            bucket.number = bucket.number.div_euclid(2);
        }
        self.list.dedup_by(|later, earlier| {
            let same = later.number == earlier.number;
            if same {
                earlier.merge(later);
            }
            same
        });
    }

    /// How long a bucket is.
    pub(super) const fn width(&self) -> Span {
        self.width
    }

    /// The buckets with their starts, oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Timestamp, &Bucket)> {
        self.list.iter().map(|bucket| (Timestamp::EPOCH + self.width.times(bucket.number), bucket))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Buckets, MOST};
    use crate::time::{Span, Timestamp};

    fn of(readings: &[(i64, f64)]) -> Buckets {
        let mut buckets = Buckets::default();
        for (hour, value) in readings {
            buckets.add(Timestamp::EPOCH + Span::hours(*hour), Some(*value), None);
        }
        buckets
    }

    #[test]
    fn a_long_record_gets_wider_buckets_and_loses_no_reading() {
        let year: Vec<(i64, f64)> = (0..8760).map(|hour| (hour, 1.0)).collect();
        let buckets = of(&year);
        assert!(buckets.list.len() <= MOST);
        assert_eq!(buckets.width(), Span::hours(8));
        assert_eq!(buckets.iter().map(|(_, bucket)| bucket.count).sum::<u32>(), 8760);
    }

    proptest! {
        #[test]
        fn the_order_of_readings_does_not_matter(
            mut readings in proptest::collection::vec((0i64..4000, 0u8..9), 1..300),
        ) {
            let plain = |readings: &[(i64, u8)]| {
                of(&readings.iter().map(|(hour, value)| (*hour, f64::from(*value))).collect::<Vec<_>>())
            };
            let one = plain(&readings);
            readings.reverse();
            prop_assert_eq!(one, plain(&readings));
        }
    }
}
