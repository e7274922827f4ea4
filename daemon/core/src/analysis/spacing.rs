//! How far apart readings are: the period a device keeps, and the times it was not heard.

use super::sketch::Sketch;
use crate::time::{Span, Timestamp};

/// The longest spacings that are kept with their place.
const KEPT: usize = 64;

/// Spacings of one sensor.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Spacings {
    /// In seconds.
    sketch: Sketch,
    /// The longest ones, longest first.
    longest: Vec<Spacing>,
}

/// The time between two readings that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spacing {
    /// The reading before.
    pub(super) from: Timestamp,
    /// The reading after.
    pub(super) to: Timestamp,
    /// Packet numbers between them that never came.
    pub(super) missing: u64,
}

impl Spacing {
    pub(super) fn length(&self) -> Span {
        self.to - self.from
    }
}

impl Spacings {
    pub(super) fn add(&mut self, spacing: Spacing) {
        self.sketch.add(spacing.length().as_secs_f64());
        let full = self.longest.len() == KEPT;
        if full && self.longest.last().is_some_and(|shortest| shortest.length() >= spacing.length()) {
            return;
        }
        let place = self.longest.partition_point(|other| other.length() >= spacing.length());
        self.longest.insert(place, spacing);
        self.longest.truncate(KEPT);
    }

    /// The time the device lets pass between two readings: the mean of the spacings near their median, so that jitter
    /// cancels out and lost readings do not count. What is within half a percent of a whole second is that second.
    pub(super) fn period(&self) -> Option<Span> {
        let median = self.sketch.median().filter(|median| *median > 0.0)?;
        let mean = self.sketch.mean_between(median * 0.7, median * 1.3)?;
        let whole = mean.round();
        let seconds = if whole >= 1.0 && (mean - whole).abs() <= 0.005 * whole { whole } else { mean };
        #[expect(clippy::cast_possible_truncation, reason = "a spacing is a span of time")]
        Some(Span::micros((seconds * 1e6).round() as i64)).filter(|period| *period > Span::ZERO)
    }

    /// How many spacings are longer than this, to about 3 %.
    pub(super) fn longer_than(&self, length: Span) -> u64 {
        self.sketch.count_above(length.as_secs_f64())
    }

    /// The longest ones, longest first; not all of them if there are many.
    pub(super) fn longest(&self) -> &[Spacing] {
        &self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, Spacing, Spacings};
    use crate::time::{Span, Timestamp};

    fn of(seconds: impl IntoIterator<Item = f64>) -> Spacings {
        let mut spacings = Spacings::default();
        let mut from = Timestamp::EPOCH;
        for length in seconds {
            #[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
            let to = from + Span::micros((length * 1e6) as i64);
            spacings.add(Spacing { from, to, missing: 0 });
            from = to;
        }
        spacings
    }

    #[test]
    fn the_period_is_told_exactly_in_spite_of_jitter_and_losses() {
        let jitter = (0..1000).map(|n| 10.0 + 0.4 * f64::from(n % 7 - 3) + if n % 50 == 0 { 20.0 } else { 0.0 });
        assert_eq!(of(jitter).period(), Some(Span::secs(10)));
        assert_eq!(of([0.25; 9]).period(), Some(Span::millis(250)));
        assert_eq!(of([]).period(), None);
    }

    #[test]
    fn the_longest_are_kept_and_all_are_counted() {
        let spacings = of((0..500).map(f64::from));
        assert_eq!(spacings.longest().len(), KEPT);
        assert_eq!(spacings.longest().first().map(Spacing::length), Some(Span::secs(499)));
        assert_eq!(spacings.longest().last().map(Spacing::length), Some(Span::secs(436)));
        let above = spacings.longer_than(Span::secs(250));
        assert!((240..=257).contains(&above), "{above}");
    }
}
