//! How much is done in one piece, so that none holds the writer for long.

use std::time::Duration;

/// How long a piece should hold the writer: an alarm may have to wait for it.
const TARGET: Duration = Duration::from_millis(2);

/// The size of the next piece, fitted to how long those before it took.
#[derive(Debug)]
pub(super) struct Pace {
    size: usize,
    least: usize,
    most: usize,
}

impl Pace {
    /// Begins here, and stays within bounds.
    pub(super) const fn new(size: usize, least: usize, most: usize) -> Self {
        Self { size, least, most }
    }

    /// How much the next piece should hold.
    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// A piece of this size took so long: halves quickly, grows slowly, and only on the evidence of a piece that was full.
    pub(super) fn took(&mut self, size: usize, took: Duration) {
        let ratio = TARGET.as_secs_f64() / took.as_secs_f64().max(1e-6);
        let wanted = size.max(1) as f64 * ratio.clamp(0.5, 1.25);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a positive number within bounds")]
        let wanted = wanted.min(self.most as f64) as usize;
        if ratio < 1.0 || wanted > self.size {
            self.size = wanted.clamp(self.least, self.most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_take_long_become_smaller_and_quick_ones_larger_within_bounds() {
        let mut pace = Pace::new(100, 10, 200);
        pace.took(100, Duration::from_millis(4));
        assert_eq!(pace.size(), 50);
        for _ in 0..20 {
            pace.took(pace.size(), Duration::from_micros(100));
        }
        assert_eq!(pace.size(), 200);
        for _ in 0..20 {
            pace.took(pace.size(), Duration::from_millis(100));
        }
        assert_eq!(pace.size(), 10);
    }

    #[test]
    fn a_small_quick_piece_says_nothing_about_large_ones() {
        let mut pace = Pace::new(100, 10, 200);
        pace.took(3, Duration::from_micros(50));
        assert_eq!(pace.size(), 100);
    }
}
