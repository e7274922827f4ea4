//! Devices that send far more than their period allows: a fault of theirs, or somebody who pretends to be one.

use std::collections::BTreeMap;

use mcs_core::time::{Monotonic, Span};

/// So many times the reports of its period are abnormal.
const FACTOR: i64 = 5;
/// Within this time.
const WINDOW: Span = Span::mins(1);
/// A device is loud until it was not for so long.
const QUIET_AFTER: Span = Span::mins(2);

/// What one device sent in the present window. Readings of a backlog are not counted: a device that empties its buffer hurries.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct Traffic {
    began: Option<Monotonic>,
    count: u32,
}

impl Traffic {
    /// Counts a report; whether there were too many within the window.
    pub(super) fn note(&mut self, period: Span, now: Monotonic) -> bool {
        if self.began.is_none_or(|began| now - began >= WINDOW) {
            *self = Self { began: Some(now), count: 0 };
        }
        self.count = self.count.saturating_add(1);
        i64::from(self.count) > allowed(period)
    }
}

/// Reports within a window that are still normal.
fn allowed(period: Span) -> i64 {
    let expected = WINDOW.as_micros() / period.as_micros().max(1);
    expected.max(1) * FACTOR
}

/// The loud devices, by their place among the points, with when they were loud last.
#[derive(Debug, Default)]
pub(in super::super) struct Loud(BTreeMap<usize, Monotonic>);

impl Loud {
    /// Counts a report of a device.
    pub(in super::super) fn note(&mut self, place: usize, traffic: &mut Traffic, period: Span, now: Monotonic) {
        if traffic.note(period, now) {
            self.0.insert(place, now);
        }
    }

    /// Who is loud now.
    pub(super) fn now(&mut self, now: Monotonic) -> impl Iterator<Item = usize> {
        self.0.retain(|_, last| now - *last < QUIET_AFTER);
        self.0.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_times_its_period_for_a_minute_is_loud_until_two_minutes_are_normal() {
        let at = |ms: i64| Monotonic::from_micros(ms * 1000);
        let (mut loud, mut traffic, period) = (Loud::default(), Traffic::default(), Span::secs(10));
        for ms in (0..600_000).step_by(2_000) {
            loud.note(3, &mut traffic, period, at(ms));
        }
        assert_eq!(loud.now(at(600_000)).count(), 0, "30 a minute are five times as many, not more");
        for ms in (600_000..660_000).step_by(1_900) {
            loud.note(3, &mut traffic, period, at(ms));
        }
        assert_eq!(loud.now(at(660_000)).collect::<Vec<_>>(), [3]);
        assert_eq!(loud.now(at(800_000)).count(), 0);
    }

    #[test]
    fn a_device_that_reports_once_an_hour_may_still_report_five_times_a_minute() {
        assert_eq!(allowed(Span::hours(1)), 5);
        assert_eq!(allowed(Span::secs(1)), 300);
    }
}
