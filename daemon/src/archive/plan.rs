//! Which site days there are to archive. Pure.
//!
//! Days follow each other without gap or overlap, whatever becomes of the calendar: the next one begins where the one before ended,
//! and ends at the midnight that is in force when it is planned. So a change of the site's time zone makes one day longer or shorter
//! and neither doubles nor loses a reading. A day that has no time at all, because the clocks jumped over it, is there and empty.

use jiff::{ToSpan as _, civil::Date, tz::TimeZone};
use mcs_core::time::{Span, Timestamp};

use crate::store::SiteDay;

/// How long after its end a day is left alone, so that what is a little late is in it from the start.
pub(super) const SETTLE: Span = Span::hours(2);

/// Most days planned at once: a reading with a wrong time must not make a million of them.
const MOST: usize = 10_000;

/// A day and what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coverage {
    pub(super) day: SiteDay,
    /// Its first instant.
    pub(super) starts: Timestamp,
    /// The first instant after it.
    pub(super) ends: Timestamp,
}

/// The days that are over, after the last one planned or from the first reading on, oldest first.
pub(super) fn after(last: Option<Coverage>, first: Timestamp, tz: &TimeZone, now: Timestamp) -> Vec<Coverage> {
    let mut days = Vec::new();
    let (mut day, mut starts) = if let Some(last) = last {
        (next(last.day), last.ends)
    } else {
        let day = day_of(first, tz);
        (Some(day), start_of(day, tz).map_or(first, |start| start.min(first)))
    };
    while let Some(this) = day
        && days.len() < MOST
        && let Some(ends) = next(this).and_then(|next| start_of(next, tz)).map(|ends| ends.max(starts))
        && ends + SETTLE <= now
    {
        days.push(Coverage { day: this, starts, ends });
        (day, starts) = (next(this), ends);
    }
    days
}

/// The days before the first one planned, down to the one that holds the earliest reading, oldest first: readings that came after
/// all, from before the archive began.
pub(super) fn before(first: Coverage, earliest: Timestamp, tz: &TimeZone) -> Vec<Coverage> {
    let mut days = Vec::new();
    let (mut day, mut ends) = (previous(first.day), first.starts);
    while let Some(this) = day
        && ends > earliest
        && days.len() < MOST
        && let Some(starts) = start_of(this, tz)
    {
        let starts = starts.min(ends);
        days.push(Coverage { day: this, starts, ends });
        (day, ends) = (previous(this), starts);
    }
    days.reverse();
    days
}

fn next(day: SiteDay) -> Option<SiteDay> {
    day.0.checked_add(1).map(SiteDay)
}

fn previous(day: SiteDay) -> Option<SiteDay> {
    day.0.checked_sub(1).map(SiteDay)
}

/// The calendar's day at this instant.
fn day_of(at: Timestamp, tz: &TimeZone) -> SiteDay {
    let instant = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    SiteDay::of(tz.to_datetime(instant).date())
}

/// The first instant of a day; none beyond the calendar. Where the clocks go forward over midnight it is the first one after.
fn start_of(day: SiteDay, tz: &TimeZone) -> Option<Timestamp> {
    let date: Date = day.date()?;
    let midnight = date.to_zoned(tz.clone()).ok()?;
    // Of a day that the calendar jumps over, midnight lies in the next one, as far behind as the jump is long: its start is that of
    // the next.
    let start =
        if midnight.date() == date { midnight } else { date.checked_add(1.day()).ok()?.to_zoned(tz.clone()).ok()? };
    Some(Timestamp::from_micros(start.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests;
