//! A fact that must last before it counts, and must be gone for a while before it no longer does: what comes and goes is one
//! alarm, not many.

use crate::time::{Monotonic, Span};

/// Watches one fact.
///
/// ```
/// # use mcs_core::{alarm::Lasting, time::{Monotonic, Span}};
/// let at = |s| Monotonic::from_micros(0) + Span::secs(s);
/// let mut busy = Lasting::new(Span::secs(60), Span::secs(30));
/// assert_eq!(busy.hear(true, at(0)), None);
/// assert_eq!(busy.hear(true, at(60)), Some(true));
/// assert_eq!(busy.hear(false, at(61)), Some(true));
/// assert_eq!(busy.hear(false, at(91)), Some(false));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lasting {
    on: Span,
    off: Span,
    /// What was heard last, and since when without a break.
    heard: Option<(bool, Monotonic)>,
    verdict: Option<bool>,
}

impl Lasting {
    /// Counts once it has lasted for `on`, and no longer once it has been gone for `off`.
    pub const fn new(on: Span, off: Span) -> Self {
        Self { on, off, heard: None, verdict: None }
    }

    /// Hears how it is now and answers whether it counts; `None` until that is known, so that an alarm which stood before a
    /// restart neither ends nor is raised anew because we only begin to look.
    pub fn hear(&mut self, fact: bool, now: Monotonic) -> Option<bool> {
        let since = match self.heard {
            Some((before, since)) if before == fact => since,
            Some(_) | None => now,
        };
        self.heard = Some((fact, since));
        if now - since >= if fact { self.on } else { self.off } {
            self.verdict = Some(fact);
        }
        self.verdict
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_and_goes_neither_begins_nor_ends() {
        let at = |s: i64| Monotonic::from_micros(0) + Span::secs(s);
        let mut lasting = Lasting::new(Span::secs(10), Span::secs(10));
        for second in 0..100 {
            assert_eq!(lasting.hear(second % 2 == 0, at(second)), None, "{second}");
        }
        assert_eq!(lasting.hear(true, at(100)), None);
        assert_eq!(lasting.hear(true, at(110)), Some(true));
        for second in 111..200 {
            assert_eq!(lasting.hear(second % 5 == 0, at(second)), Some(true), "{second}");
        }
        assert_eq!(lasting.hear(false, at(205)), Some(true));
        assert_eq!(lasting.hear(false, at(206)), Some(false));
    }
}
