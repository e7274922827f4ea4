//! The error of a device's clock: the smallest lag of the last 24 hours, because latency only ever adds to it.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Timestamp};

/// How long a lag counts.
const MEMORY: Span = Span::hours(24);
/// Lags within one bucket are remembered by their smallest.
const BUCKET: Span = Span::hours(1);

/// Smallest lags by the hour. Times are of receipt.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Skew {
    /// Oldest first; at most one for each hour of [`MEMORY`] and one that is beginning.
    hours: Vec<Hour>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Hour {
    start: Timestamp,
    smallest: Span,
}

impl Skew {
    /// The device's clock error; positive when its clock is slow. 0 as long as nothing is known.
    pub(super) fn get(&self) -> Span {
        self.hours.iter().map(|hour| hour.smallest).min().unwrap_or(Span::ZERO)
    }

    /// Forgets what is older than a day.
    pub(super) fn age(&mut self, received: Timestamp) {
        self.hours.retain(|hour| received - hour.start < MEMORY);
    }

    /// Remembers the lag of a live reading.
    pub(super) fn note(&mut self, received: Timestamp, lag: Span) {
        match self.hours.last_mut() {
            Some(hour) if received - hour.start < BUCKET => hour.smallest = hour.smallest.min(lag),
            _ => self.hours.push(Hour { start: received, smallest: lag }),
        }
    }

    /// Forgets everything but this lag: the clock was found to have been set.
    pub(super) fn restart(&mut self, received: Timestamp, lag: Span) {
        self.hours.clear();
        self.hours.push(Hour { start: received, smallest: lag });
    }

    /// Follows a step of our own clock, which changes every lag by as much.
    pub(super) fn shift(&mut self, by: Span) {
        for hour in &mut self.hours {
            hour.start = hour.start + by;
            hour.smallest = hour.smallest + by;
        }
    }
}
