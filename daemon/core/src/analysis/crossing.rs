//! When a value reaches a limit. Counted, not judged: without delays, votes and masks this is no alarm.

use super::sample::Known;

/// The four limits of a sensor and which of them a value is beyond.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Watch {
    limits: Vec<Watched>,
}

#[derive(Debug, Clone, PartialEq)]
struct Watched {
    limit: f64,
    /// The value that is clear of it again.
    clear: f64,
    rising: bool,
    second: bool,
    beyond: bool,
}

/// What one value did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reached {
    /// A first limit was reached.
    pub(super) first: bool,
    /// A second limit was reached.
    pub(super) second: bool,
}

impl Watch {
    pub(super) fn new(known: &Known) -> Self {
        let limits = &known.limits;
        let all = [
            (limits.high, true, false),
            (limits.high_high, true, true),
            (limits.low, false, false),
            (limits.low_low, false, true),
        ];
        let watched = |(limit, rising, second): (Option<f64>, bool, bool)| {
            let limit = limit?;
            let band = deadband(limit, known);
            let clear = if rising { limit - band } else { limit + band };
            Some(Watched { limit, clear, rising, second, beyond: false })
        };
        Self { limits: all.into_iter().filter_map(watched).collect() }
    }

    /// Whether there is a limit at all.
    pub(super) fn watches(&self) -> bool {
        !self.limits.is_empty()
    }

    pub(super) fn see(&mut self, value: f64) -> Reached {
        let mut reached = Reached::default();
        for watched in &mut self.limits {
            let sign = if watched.rising { 1.0 } else { -1.0 };
            if watched.beyond {
                watched.beyond = sign * value >= sign * watched.clear;
            } else if sign * value >= sign * watched.limit {
                watched.beyond = true;
                if watched.second {
                    reached.second = true;
                } else {
                    reached.first = true;
                }
            }
        }
        reached
    }
}

/// How far a value must leave a limit before it can reach it again: the smaller of 2 % of the range and 10 % of the limit,
/// as alarms have it; 2 % of the limit where the range is not known.
fn deadband(limit: f64, known: &Known) -> f64 {
    match known.range {
        Some(range) => (0.02 * range.span()).min(0.1 * limit.abs()),
        None => 0.02 * limit.abs(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Watch};
    use crate::device::Limits;

    fn reached(limits: Limits, values: &[f64]) -> (usize, usize) {
        let mut watch = Watch::new(&Known { limits, ..Known::default() });
        let seen: Vec<_> = values.iter().map(|value| watch.see(*value)).collect();
        (seen.iter().filter(|r| r.first).count(), seen.iter().filter(|r| r.second).count())
    }

    #[test]
    fn a_value_that_wavers_at_a_limit_reaches_it_once() {
        let limits = Limits { high: Some(100.0), high_high: Some(200.0), ..Limits::default() };
        assert_eq!(reached(limits, &[99.9, 100.0, 99.0, 100.0, 97.9, 100.0, 250.0, 90.0]), (2, 1));
    }

    #[test]
    fn low_limits_are_reached_from_above() {
        let limits = Limits { low: Some(19.5), low_low: Some(18.0), ..Limits::default() };
        assert_eq!(reached(limits, &[20.9, 19.5, 19.6, 17.0, 20.9, 19.0]), (2, 1));
    }
}
