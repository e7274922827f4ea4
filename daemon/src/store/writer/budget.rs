//! The byte budget: how often a commit may leave early without wearing the disk out.
//!
//! Each commit writes pages besides its data: the last page of each table again, the file system's journal. At a few readings a
//! second that is nearly all that is written. Data earn credit, a little flows in by itself, and what was saved lets bursts
//! through: at 50 readings a second it comes to about one commit a second, at 20 000 to one every 20 ms, and a back-fill of a
//! thousand readings twenty at a time never waits.

use std::time::{Duration, Instant};

/// What a commit writes besides its data: four pages and the journal of the file system.
const COMMIT_COST: f64 = 24.0 * 1024.0;

/// Credit that flows in by itself, bytes a second: one commit a second, 2 GB a day.
const BASE_RATE: f64 = 24.0 * 1024.0;

/// Most credit that can be saved: some 700 commits, earned back in eleven minutes.
const BURST: f64 = 16.0 * 1024.0 * 1024.0;

/// A token bucket of bytes.
#[derive(Debug)]
pub(super) struct Budget {
    credit: f64,
    at: Instant,
}

impl Budget {
    pub(super) const fn full(now: Instant) -> Self {
        Self { credit: BURST, at: now }
    }

    /// Data were written: they pay for commits.
    pub(super) fn earn(&mut self, bytes: u64) {
        self.credit = (self.credit + bytes as f64).min(BURST);
    }

    /// A commit was made, allowed or not. What cannot be put off is not charged beyond what there is.
    pub(super) fn spend(&mut self, now: Instant) {
        self.refill(now);
        self.credit = (self.credit - COMMIT_COST).max(0.0);
    }

    /// When the next early commit is allowed, with this many bytes of data in it: they pay as soon as they wait, or a full
    /// batch would wait for the credit it brings itself.
    pub(super) fn allows_at(&mut self, now: Instant, waiting: u64) -> Instant {
        self.refill(now);
        let lacking = (COMMIT_COST - self.credit - waiting as f64).max(0.0);
        now + Duration::from_secs_f64(lacking / BASE_RATE)
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.credit = (self.credit + passed * BASE_RATE).min(BURST);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commits made in `seconds` when senders press all the time and `rate` readings arrive a second.
    fn commits(rate: u64, seconds: u64, mut budget: Budget) -> u64 {
        let start = Instant::now();
        budget.at = start;
        let (mut commits, mut waiting) = (0, 0);
        for ms in 0..seconds * 1000 {
            let now = start + Duration::from_millis(ms);
            let readings = (ms + 1) * rate / 1000 - ms * rate / 1000;
            waiting += readings * crate::store::table::reading::ROW_BYTES;
            if readings > 0 && budget.allows_at(now, waiting) <= now {
                budget.earn(std::mem::take(&mut waiting));
                budget.spend(now);
                commits += 1;
            }
        }
        commits
    }

    #[test]
    fn at_fifty_a_second_it_comes_to_about_one_commit_a_second() {
        let empty = Budget { credit: 0.0, at: Instant::now() };
        let made = commits(50, 60, empty);
        assert!((55..=75).contains(&made), "{made}");
    }

    #[test]
    fn at_twenty_thousand_a_second_it_comes_to_one_every_twenty_milliseconds() {
        let empty = Budget { credit: 0.0, at: Instant::now() };
        let made = commits(20_000, 10, empty);
        assert!((400..=1000).contains(&made), "{made}");
    }

    #[test]
    fn a_back_fill_of_fifty_commits_never_waits() {
        let start = Instant::now();
        let mut budget = Budget::full(start);
        for _ in 0..50 {
            let bytes = 20 * crate::store::table::reading::ROW_BYTES;
            assert_eq!(budget.allows_at(start, bytes), start);
            budget.earn(bytes);
            budget.spend(start);
        }
    }
}
