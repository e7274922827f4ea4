//! How long a segment is, and where it begins.

use mcs_core::time::{Span, Timestamp};

/// The length of a segment. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Ten minutes.
    Slice = 0,
    /// An hour.
    Hour = 1,
    /// A day.
    Day = 2,
}

impl Level {
    /// From the longest to the shortest: the order in which readings of one time arrived.
    pub const BY_ARRIVAL: [Self; 3] = [Self::Day, Self::Hour, Self::Slice];

    /// How long it is.
    pub const fn length(self) -> Span {
        match self {
            Self::Slice => Span::mins(10),
            Self::Hour => Span::hours(1),
            Self::Day => Span::hours(24),
        }
    }

    /// The slot an instant lies in; slots are counted from 1970-01-01 in UTC.
    pub fn slot(self, at: Timestamp) -> Slot {
        let length = self.length().as_micros();
        Slot { level: self, start: Timestamp::from_micros(at.as_micros().div_euclid(length).saturating_mul(length)) }
    }
}

/// A stretch of time that a segment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// How long it is.
    pub level: Level,
    /// Its first instant.
    pub start: Timestamp,
}

impl Slot {
    /// The first instant after it.
    pub fn end(self) -> Timestamp {
        self.start + self.level.length()
    }
}
