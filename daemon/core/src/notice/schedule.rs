//! The hours in which low and medium alarms are told.

use std::ops::{Range, RangeInclusive};

use jiff::{
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, TimeZone},
};
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Days around a moment to whose windows it may belong. A window is at most a day long, but a zone may skip a day or repeat an hour
/// around midnight.
const NEAR: RangeInclusive<i64> = -2..=1;
/// Days in which the next window is looked for: two weeks, for the only window of a week may fall into a gap.
const AHEAD: RangeInclusive<i64> = -1..=15;

/// Weekdays and a window of the day, in the site's time zone. The end is exclusive; a window belongs to the day it starts; start = end
/// is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Monday first.
    pub days: [bool; 7],
    /// When the window opens.
    pub start: Time,
    /// When it closes; at or before `start` it is on the next day.
    pub end: Time,
}

/// Which moment is meant where summer time repeats an hour.
#[derive(Clone, Copy)]
enum Pass {
    First,
    Second,
}

impl Schedule {
    /// Whether it is open. A moment outside the calendar counts as open, so that nothing is held for ever.
    pub fn open_at(&self, at: Timestamp, tz: &TimeZone) -> bool {
        let Some(today) = local_date(at, tz) else { return true };
        self.windows(today, NEAR, tz).any(|window| window.contains(&at))
    }

    /// When it opens next, after `at`; `None`: never.
    pub fn next_start(&self, at: Timestamp, tz: &TimeZone) -> Option<Timestamp> {
        let today = local_date(at, tz)?;
        self.windows(today, AHEAD, tz).map(|window| window.start).filter(|start| *start > at).min()
    }

    /// The windows that begin on days around this one. One that lies in a gap has no length and is none.
    fn windows(&self, today: Date, days: RangeInclusive<i64>, tz: &TimeZone) -> impl Iterator<Item = Range<Timestamp>> {
        days.filter_map(move |n| today.checked_add(jiff::Span::new().days(n)).ok())
            .filter(|day| self.days[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())])
            .filter_map(|day| self.window(day, tz))
            .filter(|window| !window.is_empty())
    }

    fn window(&self, day: Date, tz: &TimeZone) -> Option<Range<Timestamp>> {
        let last = if self.end > self.start { day } else { day.tomorrow().ok()? };
        Some(
            moment(day.to_datetime(self.start), tz, Pass::First)?
                ..moment(last.to_datetime(self.end), tz, Pass::Second)?,
        )
    }
}

/// The moment when the clocks of the zone show this. What summer time skips is the end of the gap.
fn moment(shown: DateTime, tz: &TimeZone, pass: Pass) -> Option<Timestamp> {
    let moment = match (tz.to_ambiguous_timestamp(shown).offset(), pass) {
        (AmbiguousOffset::Unambiguous { offset }, _) => offset.to_timestamp(shown),
        (AmbiguousOffset::Fold { before, .. }, Pass::First) => before.to_timestamp(shown),
        (AmbiguousOffset::Fold { after, .. }, Pass::Second) => after.to_timestamp(shown),
        // Read with the offset after the gap it is a moment before it: the gap is the next change of the clocks.
        (AmbiguousOffset::Gap { after, .. }, _) => {
            let before = after.to_timestamp(shown).ok()?;
            Ok(tz.following(before).next()?.timestamp())
        }
    };
    Some(Timestamp::from_micros(moment.ok()?.as_microsecond()))
}

fn local_date(at: Timestamp, tz: &TimeZone) -> Option<Date> {
    let at = jiff::Timestamp::from_microsecond(at.as_micros()).ok()?;
    Some(tz.to_datetime(at).date())
}
