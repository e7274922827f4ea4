//! A moment in the future that survives a restart.

use serde::{Deserialize, Serialize};

use crate::time::{Monotonic, Now, Span, Timestamp};

/// When something is due. The monotonic clock decides; the wall clock is for people and for the time after a restart.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Deadline {
    /// When it is due, in UTC.
    pub due: Timestamp,
    /// The time that was left when it was set. After a restart no more than this is waited, whatever the wall clock
    /// has done meanwhile.
    pub allowed: Span,
    #[serde(skip, default = "never_set")]
    mono: Monotonic,
}

/// Equal when they say the same to people; the clock of a run is no part of what is kept.
impl PartialEq for Deadline {
    fn eq(&self, other: &Self) -> bool {
        (self.due, self.allowed) == (other.due, other.allowed)
    }
}

impl Eq for Deadline {}

/// Until [`Deadline::resume`] has placed it on this run's clock, a restored deadline counts as due.
const fn never_set() -> Monotonic {
    Monotonic::from_micros(i64::MIN)
}

impl Deadline {
    /// `after` from `start`, which is a moment at or before `now`.
    pub fn after(start: Timestamp, after: Span, now: Now) -> Self {
        let due = start + after;
        let allowed = left(due, after, now.utc);
        Self { due, allowed, mono: now.mono + allowed }
    }

    /// Places a restored deadline on this run's clock.
    #[must_use]
    pub fn resume(self, now: Now) -> Self {
        Self { mono: now.mono + left(self.due, self.allowed, now.utc), ..self }
    }

    /// Whether it is due.
    pub fn reached(self, now: Monotonic) -> bool {
        now >= self.mono
    }

    /// On this run's clock.
    pub const fn mono(self) -> Monotonic {
        self.mono
    }

    /// The same moment after the server's wall clock was moved by `step`.
    #[must_use]
    pub fn shifted(self, step: Span) -> Self {
        Self { due: self.due + step, ..self }
    }
}

fn left(due: Timestamp, at_most: Span, now: Timestamp) -> Span {
    (due - now).clamp(Span::ZERO, at_most.max(Span::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Now {
        Now { utc: Timestamp::EPOCH + Span::secs(secs), mono: Monotonic::from_micros(0) + Span::secs(secs - 1000) }
    }

    fn restarted(utc_secs: i64) -> Now {
        Now { utc: Timestamp::EPOCH + Span::secs(utc_secs), mono: Monotonic::from_micros(0) }
    }

    #[test]
    fn it_is_due_when_the_monotonic_clock_says_so() {
        let d = Deadline::after(at(1000).utc, Span::secs(30), at(1002));
        assert!(!d.reached(at(1029).mono));
        assert!(d.reached(at(1030).mono));
    }

    #[test]
    fn after_a_restart_the_rest_is_waited() {
        let d = Deadline::after(at(1000).utc, Span::secs(30), at(1000)).resume(restarted(1020));
        assert_eq!(d.mono(), Monotonic::from_micros(0) + Span::secs(10));
        assert_eq!(d.due, at(1030).utc);
    }

    #[test]
    fn after_a_long_stop_it_is_due_at_once() {
        let d = Deadline::after(at(1000).utc, Span::secs(30), at(1000)).resume(restarted(1065));
        assert!(d.reached(Monotonic::from_micros(0)));
    }

    #[test]
    fn a_wall_clock_that_went_back_does_not_lengthen_the_wait() {
        let d = Deadline::after(at(1000).utc, Span::secs(30), at(1010)).resume(restarted(10));
        assert_eq!(d.mono(), Monotonic::from_micros(0) + Span::secs(20));
    }

    #[test]
    fn deadlines_are_equal_when_they_say_the_same() {
        let of = |start, span| Deadline::after(at(start).utc, Span::secs(span), at(start));
        assert_eq!(of(1000, 30), of(1000, 30).resume(restarted(1020)));
        assert_ne!(of(1000, 30), of(1001, 30));
        assert_ne!(of(1000, 30), of(1010, 20));
    }
}
