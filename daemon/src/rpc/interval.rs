//! Readings summarised by interval, one after the other in order of time.

use mcs_core::{
    id::SerialNumber,
    quantity::Unit,
    reading::{Interval, ReadingRecord},
    time::{Span, Timestamp},
};

/// Gathers readings into intervals counted from `from`. Intervals without a reading are left out; one whose readings
/// have no value has a count of 0.
#[derive(Debug)]
pub(super) struct Summary {
    sn: SerialNumber,
    unit: Unit,
    from: Timestamp,
    every: Span,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    number: i64,
    count: u64,
    sum: f64,
    min: f64,
    max: f64,
    last: Option<f64>,
}

impl Summary {
    /// `every` is at least a second.
    pub(super) const fn new(sn: SerialNumber, unit: Unit, from: Timestamp, every: Span) -> Self {
        Self { sn, unit, from, every, open: None }
    }

    /// Adds a reading; gives the interval before if this one begins another.
    pub(super) fn add(&mut self, reading: &ReadingRecord) -> Option<Interval> {
        let number = (reading.time - self.from).as_micros().div_euclid(self.every.as_micros());
        let done = if self.open.as_ref().is_some_and(|open| open.number != number) { self.end() } else { None };
        let open = self.open.get_or_insert(Open {
            number,
            count: 0,
            sum: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            last: None,
        });
        if let Some(value) = reading.value {
            open.count += 1;
            open.sum += value;
            open.min = open.min.min(value);
            open.max = open.max.max(value);
            open.last = Some(value);
        }
        done
    }

    /// Gives the interval that is still open.
    pub(super) fn end(&mut self) -> Option<Interval> {
        let Open { number, count, sum, min, max, last } = self.open.take()?;
        let some = |value| (count > 0).then_some(value);
        Some(Interval {
            sn: self.sn.clone(),
            start: self.from + self.every.times(number),
            count,
            mean: some(sum / count as f64),
            min: some(min),
            max: some(max),
            last,
            unit: self.unit,
        })
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::reading::{Flags, Quality};

    use super::*;

    fn reading(second: i64, value: Option<f64>) -> ReadingRecord {
        let time = Timestamp::EPOCH + Span::secs(second);
        ReadingRecord {
            sn: sn(),
            ts: None,
            time,
            received: time,
            seq: None,
            value,
            value_unlimited: value,
            unit: Unit::Ppm,
            quality: Quality::Good,
            late: false,
            v_raw: None,
            temp: None,
            humi: None,
            bat: None,
            rssi: None,
            err: 0,
            flags: Flags::default(),
            calibration: None,
        }
    }

    fn sn() -> SerialNumber {
        SerialNumber::new("A1").expect("a serial number")
    }

    #[test]
    fn each_interval_has_its_extremes_mean_and_newest_value() {
        let from = Timestamp::EPOCH + Span::secs(5);
        let mut summary = Summary::new(sn(), Unit::Ppm, from, Span::secs(10));
        let readings = [(5, Some(2.0)), (14, Some(4.0)), (15, Some(7.0)), (40, None)];
        let mut intervals: Vec<Interval> =
            readings.iter().filter_map(|(second, value)| summary.add(&reading(*second, *value))).collect();
        intervals.extend(summary.end());
        let seen: Vec<_> = intervals
            .iter()
            .map(|i| ((i.start - Timestamp::EPOCH).as_secs_f64(), i.count, i.mean, i.min, i.max, i.last))
            .collect();
        assert_eq!(
            seen,
            [
                (5.0, 2, Some(3.0), Some(2.0), Some(4.0), Some(4.0)),
                (15.0, 1, Some(7.0), Some(7.0), Some(7.0), Some(7.0)),
                (35.0, 0, None, None, None, None),
            ]
        );
        assert_eq!(summary.end(), None);
    }
}
