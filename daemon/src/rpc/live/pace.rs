//! When a change is published: at once while changes are few, together with others while they are many.
//!
//! Time is cut into windows. While the last window and this one stay under the quota, each change is published at once;
//! otherwise what comes is gathered until the window ends.

use std::time::Duration;

use tokio::time::Instant;

/// Length of a window, and the longest a change waits.
const WINDOW: Duration = Duration::from_millis(100);
/// Changes in a window that are each published at once: a plant of 500 detectors that report every 10 s stays well below.
const QUOTA: u32 = 10;
/// An alarm waits no longer than this, however many changes there are.
const URGENT: Duration = Duration::from_millis(5);

#[derive(Debug)]
pub(super) struct Pace {
    window: Instant,
    seen: u32,
    seen_before: u32,
    published: Option<Instant>,
    due: Option<Instant>,
}

impl Pace {
    pub(super) const fn new(now: Instant) -> Self {
        Self { window: now, seen: 0, seen_before: 0, published: None, due: None }
    }

    /// Notes changes and says when what has gathered is due.
    pub(super) fn note(&mut self, now: Instant, changes: u32, urgent: bool) {
        let windows = now.duration_since(self.window).as_nanos() / WINDOW.as_nanos();
        if windows > 0 {
            self.seen_before = if windows == 1 { self.seen } else { 0 };
            self.seen = 0;
            self.window = now;
        }
        self.seen = self.seen.saturating_add(changes);
        let calm = self.seen <= QUOTA && self.seen_before <= QUOTA;
        let when = if calm {
            now
        } else {
            let gap = if urgent { URGENT } else { WINDOW };
            self.published.map_or(now, |last| (last + gap).max(now))
        };
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    /// When what has gathered is to be published; `None` if nothing has.
    pub(super) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Everything that had gathered has been published.
    pub(super) const fn published(&mut self, now: Instant) {
        self.published = Some(now);
        self.due = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(every: Duration, changes: u32) -> (u32, Duration) {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        let (mut published, mut longest, mut waiting_since) = (0, Duration::ZERO, None);
        for i in 0..changes {
            let now = start + every * i;
            if let (Some(due), Some(since)) = (pace.due(), waiting_since)
                && due <= now
            {
                longest = longest.max(due - since);
                pace.published(due);
                published += 1;
                waiting_since = None;
            }
            pace.note(now, 1, false);
            waiting_since.get_or_insert(now);
            if pace.due().is_some_and(|due| due <= now) {
                pace.published(now);
                published += 1;
                waiting_since = None;
            }
        }
        (published, longest)
    }

    #[test]
    fn few_changes_are_each_published_at_once() {
        assert_eq!(run(Duration::from_millis(20), 100), (100, Duration::ZERO));
    }

    #[test]
    fn many_changes_are_published_together_ten_times_a_second() {
        let (published, longest) = run(Duration::from_micros(100), 20_000);
        assert!((18..=40).contains(&published), "{published} in two seconds");
        assert!(longest <= WINDOW, "{longest:?}");
    }

    #[test]
    fn an_alarm_among_many_changes_hardly_waits() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        pace.note(start, 1000, false);
        pace.published(start);
        pace.note(start, 1, false);
        assert_eq!(pace.due(), Some(start + WINDOW));
        pace.note(start, 1, true);
        assert_eq!(pace.due(), Some(start + URGENT));
    }

    #[test]
    fn the_first_change_after_quiet_is_published_at_once() {
        let start = Instant::now();
        let mut pace = Pace::new(start);
        pace.note(start, 1000, false);
        pace.published(start);
        let later = start + WINDOW * 3;
        pace.note(later, 1, false);
        assert_eq!(pace.due(), Some(later));
    }
}
