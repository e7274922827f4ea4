//! Reads times as files hold them: the form this program writes on a short way, every other RFC 3339 on the general one.

use super::civil;
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;

/// Reads a time; `None` if it is none or has no offset.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    if let Some(micros) = text.strip_prefix('@') {
        return micros.parse().ok().map(Timestamp::from_micros);
    }
    plain(text.as_bytes()).or_else(|| Timestamp::parse(text))
}

/// `2026-11-01T08:00:00.250+08:00`: the date and time at fixed places, up to six digits of fraction, `Z` or an offset.
fn plain(text: &[u8]) -> Option<Timestamp> {
    let (clock, rest) = text.split_at_checked(19)?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.into_iter().any(|(at, mark)| clock[at] != mark) {
        return None;
    }
    let year = 100 * two(clock, 0)? + two(clock, 2)?;
    let (month, day) = (two(clock, 5)?, two(clock, 8)?);
    let (hour, minute, second) = (two(clock, 11)?, two(clock, 14)?, two(clock, 17)?);
    let (fraction, offset) = split_fraction(rest)?;
    let exists = (1..=12).contains(&month)
        && (1..=civil::days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let seconds = civil::day_of(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - seconds_of(offset)?;
    exists.then(|| Timestamp::from_micros(seconds * SECOND + fraction))
}

/// Microseconds, and what follows them.
fn split_fraction(rest: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = rest.strip_prefix(b".") else { return Some((0, rest)) };
    let mut micros = 0;
    let mut worth = SECOND;
    for (at, digit) in digits.iter().enumerate() {
        if !digit.is_ascii_digit() {
            return (at > 0).then_some((micros, &digits[at..]));
        }
        worth /= 10;
        // More digits than microseconds have are for the general way.
        if worth == 0 {
            return None;
        }
        micros += i64::from(digit - b'0') * worth;
    }
    None
}

fn seconds_of(offset: &[u8]) -> Option<i64> {
    let sign = match (offset, offset.first()?) {
        (b"Z", _) => return Some(0),
        (_, b'+') => 1,
        (_, b'-') => -1,
        _ => return None,
    };
    if offset.len() != 6 || offset[3] != b':' {
        return None;
    }
    let (hours, minutes) = (two(offset, 1)?, two(offset, 4)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// Two digits.
fn two(text: &[u8], at: usize) -> Option<i64> {
    let digit = |at: usize| text.get(at).filter(|d| d.is_ascii_digit()).map(|d| i64::from(d - b'0'));
    Some(10 * digit(at)? + digit(at + 1)?)
}
