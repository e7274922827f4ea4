//! Facts that come and go: how often, since when, until when.

use serde::Serialize;

use crate::time::Timestamp;

/// How many readings have a certain fact about them, and the first and the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Mark {
    /// How many readings.
    pub count: u64,
    /// The earliest one.
    pub first: Option<Timestamp>,
    /// The latest one.
    pub last: Option<Timestamp>,
}

impl Mark {
    pub(super) fn note(&mut self, time: Timestamp) {
        self.count += 1;
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
    }

    /// Whether it was seen at all.
    pub const fn seen(&self) -> bool {
        self.count > 0
    }
}
