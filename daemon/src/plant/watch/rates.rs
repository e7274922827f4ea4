//! Recent events whose rate is watched.

use std::collections::VecDeque;

use mcs_core::time::{Monotonic, Span};

/// So many events within [`WINDOW`] are too many.
const LIMIT: usize = 10;
const WINDOW: Span = Span::mins(1);

/// Events of one kind: just enough of them to know whether the limit is reached.
#[derive(Debug, Default)]
pub(in super::super) struct Rate(VecDeque<Monotonic>);

impl Rate {
    /// One happened.
    pub(in super::super) fn note(&mut self, at: Monotonic) {
        if self.0.len() == LIMIT {
            self.0.pop_front();
        }
        self.0.push_back(at);
    }

    /// Whether there were too many just now.
    pub(super) fn too_high(&self, now: Monotonic) -> bool {
        self.0.len() == LIMIT && self.0.front().is_some_and(|&first| now - first <= WINDOW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_within_a_minute_are_too_many_until_a_minute_is_over() {
        let at = |s: i64| Monotonic::from_micros(0) + Span::secs(s);
        let mut rate = Rate::default();
        (0..9).for_each(|second| rate.note(at(second)));
        assert!(!rate.too_high(at(9)));
        rate.note(at(9));
        assert!(rate.too_high(at(60)));
        assert!(!rate.too_high(at(61)));
    }
}
