//! Times with the site's offset, written fast: the date and the offset of a day are worked out once.

use std::cell::Cell;

use jiff::tz::TimeZone;

use super::{civil, number};
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// A stretch of one day with one offset.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Its first microsecond since 1970.
    from: i64,
    /// The first after it.
    to: i64,
    /// When the day would have begun with this offset.
    midnight: i64,
    /// `2026-11-01T`.
    date: [u8; 11],
    /// `+08:00`, or `Z` and five unused bytes.
    offset: [u8; 6],
}

/// Writes instants of one time zone that mostly follow each other.
#[derive(Debug)]
pub(super) struct Stamp {
    stretch: Cell<Stretch>,
}

impl Stamp {
    pub(super) const fn new() -> Self {
        let none = Stretch { from: 0, to: 0, midnight: 0, date: [0; 11], offset: [0; 6] };
        Self { stretch: Cell::new(none) }
    }

    /// Writes an instant as RFC 3339. One outside the years 0000 to 9999 has no such form and is written as `@` and its
    /// microseconds since 1970.
    pub(super) fn write(&self, instant: Timestamp, tz: &TimeZone, out: &mut Vec<u8>) {
        let us = instant.as_micros();
        let mut stretch = self.stretch.get();
        if !(stretch.from..stretch.to).contains(&us) {
            let Some(found) = stretch_at(us, tz) else {
                out.push(b'@');
                if us < 0 {
                    out.push(b'-');
                }
                return number::whole(us.unsigned_abs(), out);
            };
            stretch = found;
            self.stretch.set(found);
        }
        out.extend_from_slice(&stretch.date);
        time_of_day((us - stretch.midnight).unsigned_abs(), out);
        let offset = if stretch.offset[0] == b'Z' { &stretch.offset[..1] } else { &stretch.offset[..] };
        out.extend_from_slice(offset);
    }
}

/// Hours, minutes, seconds, and milliseconds or microseconds where there are any.
fn time_of_day(us: u64, out: &mut Vec<u8>) {
    const SECOND: u64 = 1_000_000;
    let (seconds, fraction) = (us / SECOND, us % SECOND);
    number::padded(seconds / 3_600, 2, out);
    out.push(b':');
    number::padded(seconds / 60 % 60, 2, out);
    out.push(b':');
    number::padded(seconds % 60, 2, out);
    if fraction != 0 {
        out.push(b'.');
        if fraction % 1_000 == 0 {
            number::padded(fraction / 1_000, 3, out);
        } else {
            number::padded(fraction, 6, out);
        }
    }
}

/// The stretch an instant lies in; `None` outside the years 0000 to 9999.
fn stretch_at(us: i64, tz: &TimeZone) -> Option<Stretch> {
    local_stretch(us, tz).or_else(|| utc_stretch(us))
}

/// With the site's offset, where RFC 3339 can tell it: whole minutes, and a date of four digits.
fn local_stretch(us: i64, tz: &TimeZone) -> Option<Stretch> {
    let instant = jiff::Timestamp::from_microsecond(us).ok()?;
    let seconds = i64::from(tz.to_offset(instant).seconds());
    if seconds % 60 != 0 {
        return None;
    }
    let mut stretch = day_with(us, seconds * SECOND)?;
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 { b'-' } else { b'+' };
    let digit = |n: u64| b'0' + u8::try_from(n % 10).unwrap_or_default();
    stretch.offset = [sign, digit(minutes / 600), digit(minutes / 60), b':', digit(minutes / 10 % 6), digit(minutes)];

    // The offset may have begun or may end within the day.
    let after = jiff::Timestamp::from_microsecond(us + 1).ok()?;
    if let Some(begin) = tz.preceding(after).next() {
        stretch.from = stretch.from.max(begin.timestamp().as_microsecond());
    }
    if let Some(end) = tz.following(instant).next() {
        stretch.to = stretch.to.min(end.timestamp().as_microsecond());
    }
    Some(stretch)
}

fn utc_stretch(us: i64) -> Option<Stretch> {
    day_with(us, 0)
}

/// The day of an instant with an offset in microseconds, written as UTC.
fn day_with(us: i64, offset: i64) -> Option<Stretch> {
    let day = us.checked_add(offset)?.div_euclid(DAY);
    let (year, month, of_month) = civil::date_of(day);
    let year = u64::try_from(year).ok().filter(|year| *year <= 9_999)?;
    let mut text = Vec::with_capacity(11);
    number::padded(year, 4, &mut text);
    for part in [month, of_month] {
        text.push(b'-');
        number::padded(part.unsigned_abs(), 2, &mut text);
    }
    text.push(b'T');
    let midnight = day * DAY - offset;
    let date = text.try_into().ok()?;
    Some(Stretch { from: midnight, to: midnight + DAY, midnight, date, offset: [b'Z'; 6] })
}
