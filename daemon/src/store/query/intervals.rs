//! Values summed up by interval, as parts of them are met.

use std::collections::{BTreeMap, btree_map::Entry};

use mcs_core::{
    calibration::CalibrationHistory,
    evaluation::value_of,
    reading::Reading,
    summary::Tally,
    time::{Span, Timestamp},
};

/// Intervals of one length, counted from an instant. Only those in which the point reported are kept.
#[derive(Debug)]
pub(super) struct Intervals<'a> {
    first: Timestamp,
    every: Span,
    calibrations: &'a CalibrationHistory,
    found: BTreeMap<i64, Tally>,
}

impl<'a> Intervals<'a> {
    /// None yet. `every` is at least a microsecond.
    pub(super) const fn new(first: Timestamp, every: Span, calibrations: &'a CalibrationHistory) -> Self {
        Self { first, every, calibrations, found: BTreeMap::new() }
    }

    /// How long they are.
    pub(super) const fn every(&self) -> Span {
        self.every
    }

    /// The number of the interval an instant lies in.
    pub(super) const fn number(&self, at: Timestamp) -> i64 {
        at.as_micros().saturating_sub(self.first.as_micros()).div_euclid(self.every.as_micros())
    }

    /// Where an interval begins.
    pub(super) fn start(&self, number: i64) -> Timestamp {
        self.first + self.every.times(number)
    }

    /// Whether the point is known to have reported in it.
    pub(super) fn has(&self, number: i64) -> bool {
        self.found.contains_key(&number)
    }

    /// Adds readings in order of time. Of readings of one time, those that arrived later are added later.
    pub(super) fn add(&mut self, mut readings: &[Reading]) {
        while let Some(first) = readings.first() {
            let number = self.number(first.time);
            let end = self.start(number.saturating_add(1));
            let (here, rest) = readings.split_at(readings.partition_point(|reading| reading.time < end).max(1));
            let tally = self.found.entry(number).or_default();
            for reading in here {
                if let Some(value) = value_of(reading, self.calibrations) {
                    tally.add(reading.time, value);
                }
            }
            readings = rest;
        }
    }

    /// Adds readings that were summed up before.
    pub(super) fn merge(&mut self, number: i64, part: &Tally) {
        match self.found.entry(number) {
            Entry::Vacant(entry) => {
                entry.insert(*part);
            }
            Entry::Occupied(mut entry) => entry.get_mut().merge(part),
        }
    }

    /// Takes those out that end here or before, in order.
    pub(super) fn take_before(&mut self, at: Timestamp) -> BTreeMap<i64, Tally> {
        let mut rest = std::mem::take(&mut self.found);
        self.found = rest.split_off(&self.number(at));
        rest
    }

    /// Takes all of them out, in order.
    pub(super) fn take(&mut self) -> BTreeMap<i64, Tally> {
        std::mem::take(&mut self.found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_belongs_to_the_instant_it_begins_at() {
        let calibrations = CalibrationHistory::default();
        let at = |seconds| Timestamp::EPOCH + Span::secs(seconds);
        let mut intervals = Intervals::new(at(7), Span::secs(10), &calibrations);
        assert_eq!([6, 7, 16, 17].map(|s| intervals.number(at(s))), [-1, 0, 0, 1]);
        for number in 0..3 {
            intervals.merge(number, &Tally::default());
        }
        assert_eq!(intervals.take_before(at(26)).into_keys().collect::<Vec<_>>(), [0]);
        assert_eq!(intervals.take_before(at(27)).into_keys().collect::<Vec<_>>(), [1]);
        assert!(intervals.has(2) && !intervals.has(1));
    }
}
