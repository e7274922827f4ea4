//! When a job is due, on the site's clocks. Pure.

use std::fmt;

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday, time},
    tz::{AmbiguousOffset, TimeZone},
};
use mcs_core::time::{Span, Timestamp};

/// Days among which the next due day is: a week, and one at each end for the time zone.
const DAYS: i64 = 9;

/// When a job is due, in the site's local time.
///
/// A time that does not exist on a day, because the clocks go forward over it, is the first moment that does; one that exists
/// twice, because they go back, is the first of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Each day.
    Daily {
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
    /// On one day of each week.
    Weekly {
        /// Which.
        weekday: Weekday,
        /// 0 to 23.
        hour: i8,
        /// 0 to 59.
        minute: i8,
    },
}

impl When {
    /// The first due moment after this one.
    pub fn next_after(&self, after: Timestamp, tz: &TimeZone) -> Timestamp {
        let today = tz.to_datetime(instant(after)).date();
        let due = (-1..=DAYS).filter_map(|n| self.due_on(day(today, n)?, tz)).find(|due| *due > after);
        // At the end of the calendar nothing is due any more.
        due.unwrap_or(Timestamp::from_micros(i64::MAX))
    }

    /// The last due moment up to this one.
    pub fn last_until(&self, at: Timestamp, tz: &TimeZone) -> Timestamp {
        let today = tz.to_datetime(instant(at)).date();
        let due = (-1..=DAYS).filter_map(|n| self.due_on(day(today, -n)?, tz)).find(|due| *due <= at);
        due.unwrap_or(Timestamp::from_micros(i64::MIN))
    }

    /// Longer than two due moments can ever lie apart.
    pub const fn longest_gap(&self) -> Span {
        // A place that changes sides of the date line loses a whole day.
        match self {
            Self::Daily { .. } => Span::hours(2 * 24 + 2),
            Self::Weekly { .. } => Span::hours(8 * 24 + 2),
        }
    }

    fn due_on(self, date: Date, tz: &TimeZone) -> Option<Timestamp> {
        let (hour, minute) = match self {
            Self::Daily { hour, minute } => (hour, minute),
            Self::Weekly { weekday, hour, minute } if date.weekday() == weekday => (hour, minute),
            Self::Weekly { .. } => return None,
        };
        let ambiguous = tz.to_ambiguous_timestamp(date.to_datetime(time(hour, minute, 0, 0)));
        let due = match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(ambiguous.datetime()).ok()?,
            AmbiguousOffset::Fold { before, .. } => before.to_timestamp(ambiguous.datetime()).ok()?,
            AmbiguousOffset::Gap { after, .. } => {
                // Reckoned with the offset that is yet to come, it lies before the clocks go forward.
                let before_it = after.to_timestamp(ambiguous.datetime()).ok()?;
                tz.following(before_it).next()?.timestamp()
            }
        };
        Some(Timestamp::from_micros(due.as_microsecond()))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Daily { hour, minute } => write!(f, "daily at {hour:02}:{minute:02}"),
            Self::Weekly { weekday, hour, minute } => write!(f, "{weekday:?}s at {hour:02}:{minute:02}"),
        }
    }
}

fn day(today: Date, n: i64) -> Option<Date> {
    today.checked_add(n.days()).ok()
}

/// An instant outside the calendar is nobody's real clock; the nearest end stands for it.
fn instant(at: Timestamp) -> jiff::Timestamp {
    let nearest = if at < Timestamp::EPOCH { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(nearest)
}

#[cfg(test)]
#[path = "tests/when.rs"]
mod tests;
