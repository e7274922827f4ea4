//! Runs of one and the same number: a sensor that no longer moves.

use crate::time::{Span, Timestamp};

/// The longest runs that are kept.
const KEPT: usize = 3;

/// Readings in a row with the same number, to the last digit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Run {
    /// The number.
    pub(super) number: f64,
    /// The first reading with it.
    pub(super) from: Timestamp,
    /// The last reading with it.
    pub(super) to: Timestamp,
    /// How many readings.
    pub(super) readings: u64,
}

impl Run {
    pub(super) fn length(&self) -> Span {
        self.to - self.from
    }
    const fn repeats(&self) -> u64 {
        self.readings.saturating_sub(1)
    }
}

/// Runs of a sensor, in order of time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Runs {
    current: Option<Run>,
    /// The longest ones that are over, longest first.
    longest: Vec<Run>,
    pairs: u64,
    repeats: u64,
}

impl Runs {
    pub(super) fn add(&mut self, time: Timestamp, number: f64) {
        let Some(run) = &mut self.current else {
            self.current = Some(Run { number, from: time, to: time, readings: 1 });
            return;
        };
        self.pairs += 1;
        // The same to the last digit is what is asked.
        if run.number.to_bits() == number.to_bits() {
            self.repeats += 1;
            run.to = time;
            run.readings += 1;
            return;
        }
        let over = std::mem::replace(run, Run { number, from: time, to: time, readings: 1 });
        if self.longest.len() < KEPT || self.longest.last().is_some_and(|shortest| shortest.readings < over.readings) {
            let place = self.longest.partition_point(|other| other.readings >= over.readings);
            self.longest.insert(place, over);
            self.longest.truncate(KEPT);
        }
    }

    /// The longest run, and whether it still goes on.
    pub(super) fn longest(&self) -> Option<(Run, bool)> {
        match (self.longest.first(), self.current) {
            (Some(over), Some(current)) if over.readings > current.readings => Some((*over, false)),
            (_, Some(current)) => Some((current, true)),
            (over, None) => over.map(|run| (*run, false)),
        }
    }

    /// The longest run that chance would give once in a million records as long as this.
    ///
    /// When a number repeats with probability p independently of what was before, the longest run of n numbers is close to
    /// ln n / ln(1/p) and beyond ln(n/q) / ln(1/p) with probability q (M. F. Schilling, *The longest run of heads*, 1990). p
    /// is measured without the longest runs themselves, which would excuse each other.
    pub(super) fn plausible(&self) -> f64 {
        const ONCE_IN: f64 = 1e6;
        let mut longest: Vec<u64> = self.longest.iter().chain(&self.current).map(Run::repeats).collect();
        longest.sort_unstable_by(|a, b| b.cmp(a));
        let excused: u64 = longest.iter().take(KEPT).sum();
        let (repeats, pairs) = (self.repeats.saturating_sub(excused), self.pairs.saturating_sub(excused));
        if repeats == 0 {
            return 1.0;
        }
        let p = repeats as f64 / (pairs as f64 + 1.0);
        1.0 + (self.pairs.max(1) as f64 * ONCE_IN).ln() / -p.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::Runs;
    use crate::time::{Span, Timestamp};

    fn of(numbers: impl IntoIterator<Item = f64>) -> Runs {
        let mut runs = Runs::default();
        for (place, number) in numbers.into_iter().enumerate() {
            runs.add(Timestamp::EPOCH + Span::secs(i64::try_from(place).expect("few")), number);
        }
        runs
    }

    #[test]
    fn the_longest_run_is_found_with_its_place() {
        let runs = of([1.0, 2.0, 2.0, 2.0, 3.0, 3.0]);
        let (run, goes_on) = runs.longest().expect("a run");
        assert_eq!((run.readings, run.length(), goes_on), (3, Span::secs(2), false));
        assert_eq!(of([1.0, 2.0, 2.0]).longest().map(|(run, goes_on)| (run.readings, goes_on)), Some((2, true)));
    }

    #[test]
    fn what_often_repeats_may_repeat_long() {
        let restless = of((0..1000).map(f64::from));
        let lazy = of((0..1000).map(|n| f64::from(n / 10)));
        assert!(restless.plausible() < 2.0);
        assert!((100.0..400.0).contains(&lazy.plausible()), "{}", lazy.plausible());
    }

    #[test]
    fn a_long_run_does_not_excuse_itself() {
        let stuck = of((0..1000).map(f64::from).chain([7.5; 1000]));
        let (run, _) = stuck.longest().expect("a run");
        assert!(run.readings as f64 > 100.0 * stuck.plausible());
    }
}
