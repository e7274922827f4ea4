//! How much is done in one piece, so that none holds the writer for long.

use std::time::Duration;

/// How long a piece should hold the writer: an alarm may have to wait for it. Single pieces take several times as long, since the
/// disk's part in them varies.
const TARGET: Duration = Duration::from_millis(1);

/// Pieces looked back at. A busy machine and a busy disk make single pieces slow, whatever their size: the quickest of a few tells
/// what the work itself takes.
const RECENT: usize = 4;

/// The size of the next piece, fitted to how long those before it took.
#[derive(Debug)]
pub(super) struct Pace {
    size: usize,
    least: usize,
    most: usize,
    /// Seconds for each unit of the newest pieces.
    recent: [f64; RECENT],
    /// Where the next one goes.
    next: usize,
}

impl Pace {
    /// Begins here, and stays within bounds.
    pub(super) const fn new(size: usize, least: usize, most: usize) -> Self {
        Self { size, least, most, recent: [f64::INFINITY; RECENT], next: 0 }
    }

    /// How much the next piece should hold.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// A piece of this size took so long: at most halves, grows slowly, and only on the evidence of pieces that were full.
    pub(super) fn took(&mut self, size: usize, took: Duration) {
        if size * 2 < self.size && took <= TARGET {
            return;
        }
        self.recent[self.next] = took.as_secs_f64().max(1e-6) / size.max(1) as f64;
        self.next = (self.next + 1) % RECENT;
        let quickest = self.recent.into_iter().fold(f64::INFINITY, f64::min);
        let (now, least, most) = (self.size as f64, self.least as f64, self.most as f64);
        let wanted = (TARGET.as_secs_f64() / quickest).clamp(now * 0.5, now * 1.25 + 1.0).clamp(least, most);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number within bounds")]
        let wanted = wanted as usize;
        self.size = wanted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(pace: &mut Pace, pieces: usize, took: impl Fn(usize) -> Duration) -> usize {
        for _ in 0..pieces {
            let size = pace.size();
            pace.took(size, took(size));
        }
        pace.size()
    }

    fn each(us: u64) -> impl Fn(usize) -> Duration {
        move |size| Duration::from_micros(us * u64::try_from(size).unwrap_or(u64::MAX))
    }

    #[test]
    fn the_size_follows_the_cost_within_bounds() {
        let mut pace = Pace::new(100, 10, 200);
        assert_eq!(after(&mut pace, 20, each(20)), 50);
        assert_eq!(after(&mut pace, 20, each(10)), 100);
        assert_eq!(after(&mut pace, 20, each(1)), 200);
        assert_eq!(after(&mut pace, 20, each(1_000)), 10);
    }

    #[test]
    fn a_slow_piece_among_quick_ones_changes_nothing() {
        let mut pace = Pace::new(100, 10, 200);
        assert_eq!(after(&mut pace, 4, each(10)), 100);
        pace.took(100, Duration::from_millis(80));
        assert_eq!(pace.size(), 100);
    }

    #[test]
    fn a_small_quick_piece_says_nothing_about_large_ones() {
        let mut pace = Pace::new(100, 10, 200);
        pace.took(3, Duration::from_micros(50));
        assert_eq!(pace.size(), 100);
    }
}
