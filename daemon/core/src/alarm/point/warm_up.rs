//! The time after power-on in which a sensor cannot be believed.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::Deadline,
    time::{Monotonic, Now, Span, Timestamp},
};

/// Until when a point warms up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct WarmUp(Option<Deadline>);

impl WarmUp {
    /// The device was powered on just now: it warms up from now on, whatever it did before.
    pub(super) fn begin(&mut self, lasts: Span, now: Now) {
        self.0 = Some(Deadline::after(now.utc, lasts, now));
    }

    /// Whether it has warmed up meanwhile; said once.
    pub(super) fn over(&mut self, now: Now) -> bool {
        self.0.take_if(|deadline| deadline.reached(now.mono)).is_some()
    }

    /// When it will have.
    pub(super) fn until(self) -> Option<Timestamp> {
        self.0.map(|deadline| deadline.due)
    }

    /// The same on this run's clock.
    pub(super) fn next_due(self) -> Option<Monotonic> {
        self.0.map(Deadline::mono)
    }

    /// Places it on this run's clock after a restart.
    pub(super) fn resume(&mut self, now: Now) {
        self.0 = self.0.map(|deadline| deadline.resume(now));
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn clock_stepped(&mut self, step: Span) {
        self.0 = self.0.map(|deadline| deadline.shifted(step));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Now {
        Now { utc: Timestamp::EPOCH + Span::secs(second), mono: Monotonic::from_micros(second * 1_000_000) }
    }

    #[test]
    fn it_ends_once_when_its_time_is_over() {
        let mut warm_up = WarmUp::default();
        assert!(!warm_up.over(at(0)));
        warm_up.begin(Span::secs(30), at(0));
        assert_eq!((warm_up.until(), warm_up.next_due()), (Some(at(30).utc), Some(at(30).mono)));
        assert!(!warm_up.over(at(29)));
        assert!(warm_up.over(at(30)));
        assert!(!warm_up.over(at(31)));
    }

    #[test]
    fn another_power_on_begins_it_anew() {
        let mut warm_up = WarmUp::default();
        warm_up.begin(Span::secs(30), at(0));
        warm_up.begin(Span::secs(30), at(20));
        assert!(!warm_up.over(at(30)));
        assert!(warm_up.over(at(50)));
    }

    #[test]
    fn a_restart_and_a_step_of_our_clock_neither_lengthen_nor_forget_it() {
        let mut warm_up = WarmUp::default();
        warm_up.begin(Span::secs(30), at(0));
        let text = serde_json::to_string(&warm_up).expect("it can be written");
        let mut warm_up: WarmUp = serde_json::from_str(&text).expect("and read");
        warm_up.resume(at(10));
        assert!(!warm_up.over(at(29)));
        warm_up.clock_stepped(Span::hours(1));
        assert_eq!(warm_up.until(), Some(at(3630).utc));
        assert!(warm_up.over(at(30)));
    }
}
