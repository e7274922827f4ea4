//! A leak: the concentration rises towards a peak, stands for a while, and decays when the source is shut.

use std::str::FromStr;

use mcs_core::{id::SerialNumber, time::Span};

use super::error::PlanError;
use crate::time::parse_span;

/// When and where gas escapes, as given on the command line: `A001@10s`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeakAt {
    /// The device beside the leak.
    pub(crate) sn: SerialNumber,
    /// How long after the start it begins.
    pub(crate) at: Span,
}

impl FromStr for LeakAt {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let refused = || PlanError::Scenario { what: "leak", given: text.to_owned(), example: "A001@10s" };
        let (sn, at) = text.split_once('@').ok_or_else(refused)?;
        Ok(Self { sn: SerialNumber::new(sn).map_err(|_| refused())?, at: parse_span(at).map_err(|_| refused())? })
    }
}

/// What a leak adds to clean air.
///
/// ```text
///  peak ┤        ╭───────╮
///       │      ╭╯         ╲
///       │     ╱             ╲_
///     0 ┼────╯                 ‾‾───
///          at        shut
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Leak {
    /// When it begins, from the start of the run.
    pub(crate) at: Span,
    /// The concentration it tends to, in the point's unit; below zero for oxygen, which it displaces.
    pub(crate) peak: f64,
    /// Time constant of the rise: after it 63 % of the peak are reached.
    pub(crate) rise: Span,
    /// How long gas escapes.
    pub(crate) open: Span,
    /// Time constant of the decay.
    pub(crate) decay: Span,
}

impl Leak {
    /// A leak that crosses half its peak 5.5 s after it began, is shut after 45 s and gone two minutes later.
    pub(crate) fn new(at: Span, peak: f64) -> Self {
        Self { at, peak, rise: Span::secs(8), open: Span::secs(45), decay: Span::secs(20) }
    }

    /// What it adds at a time after the start of the run.
    pub(crate) fn extra(&self, elapsed: Span) -> f64 {
        let since = (elapsed - self.at).as_secs_f64();
        if since <= 0.0 {
            return 0.0;
        }
        let open = self.open.as_secs_f64();
        let risen = self.peak * (1.0 - (-since.min(open) / self.rise.as_secs_f64()).exp());
        risen * (-(since - open).max(0.0) / self.decay.as_secs_f64()).exp()
    }

    /// When it adds this much for the first time; `None` if it never does.
    #[cfg(test)]
    pub(crate) fn reaches(&self, extra: f64) -> Option<Span> {
        let share = extra / self.peak;
        if !(0.0..1.0).contains(&share) {
            return None;
        }
        let seconds = -(1.0 - share).ln() * self.rise.as_secs_f64();
        #[expect(clippy::cast_possible_truncation, reason = "a share below one gives a few minutes at most")]
        let after = Span::micros((seconds * 1e6).ceil() as i64);
        (after <= self.open).then(|| self.at + after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_it_begins_a_leak_adds_nothing() {
        let leak = Leak::new(Span::secs(10), 3200.0);
        assert!(leak.extra(Span::ZERO).abs() < f64::EPSILON);
        assert!(leak.extra(Span::secs(10)).abs() < f64::EPSILON);
    }

    #[test]
    fn a_leak_crosses_a_level_when_it_says_so() {
        let leak = Leak::new(Span::secs(10), 3200.0);
        for level in [100.0, 1000.0, 2000.0] {
            let when = leak.reaches(level).expect("the peak is higher");
            assert!(leak.extra(when) >= level);
            assert!(leak.extra(when - Span::millis(1)) < level);
        }
        assert_eq!(leak.reaches(3200.0), None, "the peak itself is only approached");
        assert_eq!(leak.reaches(-1.0), None);
    }

    #[test]
    fn an_oxygen_leak_takes_away() {
        let leak = Leak::new(Span::ZERO, -5.0);
        assert!(leak.extra(Span::secs(20)) < -4.0);
        assert!(leak.reaches(-1.4).is_some());
    }

    #[test]
    fn a_shut_leak_decays_to_nothing() {
        let leak = Leak::new(Span::ZERO, 1000.0);
        let at_shut = leak.extra(leak.open);
        assert!(at_shut > 990.0);
        assert!(leak.extra(leak.open + leak.decay) < at_shut * 0.4);
        assert!(leak.extra(leak.open + leak.decay.times(10)) < 1.0);
    }

    #[test]
    fn a_leak_is_written_as_device_and_time() {
        let leak: LeakAt = "A001@10s".parse().expect("well written");
        assert_eq!((leak.sn.as_str(), leak.at), ("A001", Span::secs(10)));
        for text in ["A001", "@10s", "A001@", "A 1@10s", "A001@-1s"] {
            assert!(text.parse::<LeakAt>().is_err(), "{text:?} was taken");
        }
    }
}
