//! Times as people write and read them: spans (`2h`), moments (`yesterday`, a site date, RFC 3339), and the site's time
//! zone, in which tables show them. The plant itself knows UTC only.

mod cursor;
mod moment;
mod zone;

pub(crate) use cursor::Cursor;
pub(crate) use moment::{Edge, Moment};
pub(crate) use zone::{UnknownZone, Zone};

use mcs_core::time::{Span, Timestamp};

/// This machine's clock. The daemon is on the same machine, so it is the daemon's clock too.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_micros(jiff::Timestamp::now().as_microsecond())
}

/// Reads a span: numbers with units, `90s`, `2h`, `1h30m`, `250ms`, `7d`.
pub(crate) fn parse_span(text: &str) -> Result<Span, String> {
    let fault = || format!("{text:?} is not a duration; give numbers with units, e.g. 250ms, 90s, 5m, 2h, 1h30m, 7d");
    let mut rest = text;
    let mut us: i64 = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0).ok_or_else(fault)?;
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let per_unit = micros_of(unit).ok_or_else(fault)?;
        let number: i64 = number.parse().map_err(|_| fault())?;
        us = number.checked_mul(per_unit).and_then(|part| us.checked_add(part)).ok_or_else(fault)?;
        rest = after;
    }
    if text.is_empty() { Err(fault()) } else { Ok(Span::micros(us)) }
}

fn micros_of(unit: &str) -> Option<i64> {
    const SECOND: i64 = 1_000_000;
    Some(match unit {
        "ms" => 1_000,
        "s" => SECOND,
        "m" | "min" => 60 * SECOND,
        "h" => 3_600 * SECOND,
        "d" => 86_400 * SECOND,
        "w" => 7 * 86_400 * SECOND,
        _ => return None,
    })
}

/// A span as people say it, in its largest unit: `4 s`, `12 min`, `3 h`, `5 d`. Less than a second is `now`.
pub(crate) fn spoken(span: Span) -> String {
    match span.as_micros() / 1_000_000 {
        i64::MIN..1 => "now".to_owned(),
        s @ 1..120 => format!("{s} s"),
        s @ 120..7_200 => format!("{} min", s / 60),
        s @ 7_200..172_800 => format!("{} h", s / 3_600),
        s => format!("{} d", s / 86_400),
    }
}

/// A span in its two largest units: `20 s`, `5 min 20 s`, `3 h 5 min`, `2 d 4 h`. Less than a second is `0 s`.
pub(crate) fn spoken_in_two(span: Span) -> String {
    let seconds = (span.as_micros() / 1_000_000).max(0);
    let (large, name, small, rest) = match seconds {
        i64::MIN..60 => return format!("{seconds} s"),
        60..3_600 => (seconds / 60, "min", seconds % 60, "s"),
        3_600..86_400 => (seconds / 3_600, "h", seconds / 60 % 60, "min"),
        86_400.. => (seconds / 86_400, "d", seconds / 3_600 % 24, "h"),
    };
    if small == 0 { format!("{large} {name}") } else { format!("{large} {name} {small} {rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_numbers_with_units() {
        assert_eq!(parse_span("2h"), Ok(Span::hours(2)));
        assert_eq!(parse_span("1h30m"), Ok(Span::mins(90)));
        assert_eq!(parse_span("250ms"), Ok(Span::millis(250)));
        assert_eq!(parse_span("7d"), Ok(Span::hours(168)));
        assert_eq!(parse_span("5min"), Ok(Span::mins(5)));
    }

    #[test]
    fn a_span_without_a_unit_or_beyond_all_time_is_refused() {
        for text in ["", "2", "h", "2x", "-2h", "2h ", "1.5h", "99999999999999d"] {
            assert!(parse_span(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn stretches_are_spoken_in_two_units() {
        let spans =
            [Span::millis(900), Span::secs(20), Span::secs(320), Span::mins(185), Span::hours(52), Span::hours(48)];
        assert_eq!(spans.map(spoken_in_two), ["0 s", "20 s", "5 min 20 s", "3 h 5 min", "2 d 4 h", "2 d"]);
    }

    #[test]
    fn ages_are_spoken_in_one_unit() {
        assert_eq!(spoken(Span::millis(900)), "now");
        assert_eq!(spoken(Span::secs(119)), "119 s");
        assert_eq!(spoken(Span::mins(4)), "4 min");
        assert_eq!(spoken(Span::hours(30)), "30 h");
        assert_eq!(spoken(Span::hours(49)), "2 d");
        assert_eq!(spoken(Span::secs(-5)), "now");
    }
}
