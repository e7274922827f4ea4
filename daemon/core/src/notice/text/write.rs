//! Numbers, times and what people typed, as text.

use jiff::tz::TimeZone;

use crate::time::Timestamp;

/// Room for a name in a title.
pub(super) const NAME: usize = 32;
/// Room for a sentence somebody typed.
pub(super) const SENTENCE: usize = 200;

/// A number with its decimals; what rounds to zero has no sign.
pub(super) fn number(value: f64, decimals: u8) -> String {
    let text = format!("{value:.*}", usize::from(decimals));
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().all(|b| matches!(b, b'0' | b'.')) => digits.to_owned(),
        Some(_) | None => text,
    }
}

/// Month, day and time of the site, with its zone: `11-21 18:00:50 UTC+8`.
pub(super) fn moment(at: Timestamp, tz: &TimeZone) -> String {
    local(at, tz, false)
}

/// The same with the year: `2026-11-21 18:00:50 UTC+8`.
pub(super) fn instant(at: Timestamp, tz: &TimeZone) -> String {
    local(at, tz, true)
}

/// The zone in which [`moment`] tells a time.
pub(super) fn zone(at: Timestamp, tz: &TimeZone) -> String {
    let instant = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or_default();
    offset(tz.to_offset(instant).seconds())
}

fn local(at: Timestamp, tz: &TimeZone, with_year: bool) -> String {
    let Ok(instant) = jiff::Timestamp::from_microsecond(at.as_micros()) else { return at.to_string() };
    let there = instant.to_zoned(tz.clone());
    let (date, time) = (there.date(), there.time());
    let year = if with_year { format!("{:04}-", date.year()) } else { String::new() };
    let offset = offset(there.offset().seconds());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{year}{:02}-{:02} {hour:02}:{minute:02}:{second:02} {offset}", date.month(), date.day())
}

/// Abbreviations of zones are not unique (CST); a difference is.
fn offset(seconds: i32) -> String {
    let sign = if seconds.is_negative() { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// What a person typed, in one line of at most so many characters.
pub(super) fn line(text: &str, most: usize) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    cut(&words.join(" "), most)
}

/// At most so many characters, the last of them showing that there were more.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_decimals_and_no_negative_zero() {
        for (value, decimals, text) in [(62.0, 1, "62.0"), (-0.04, 1, "0.0"), (-0.06, 1, "-0.1"), (3516.1, 0, "3516")] {
            assert_eq!(number(value, decimals), text);
        }
    }

    #[test]
    fn a_time_says_its_difference_from_utc() {
        let at = Timestamp::parse("2026-11-21T22:00:50Z").expect("a time");
        for (seconds, text) in [
            (0, "11-21 22:00:50 UTC"),
            (8 * 3600, "11-22 06:00:50 UTC+8"),
            (5 * 3600 + 1800, "11-22 03:30:50 UTC+5:30"),
            (-3 * 3600 - 1800, "11-21 18:30:50 UTC-3:30"),
        ] {
            let tz = TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).expect("an offset"));
            assert_eq!(moment(at, &tz), text);
            assert_eq!(instant(at, &tz), format!("2026-{text}"));
        }
        assert_eq!(moment(Timestamp::from_micros(i64::MAX), &TimeZone::UTC), "9223372036854775807 µs since 1970");
    }

    #[test]
    fn what_somebody_typed_stays_in_one_line_and_in_its_room() {
        assert_eq!(line("pump\r\n\tBcc: x\u{0} y ", 40), "pump Bcc: x y");
        assert_eq!(line("罐区罐区罐区", 4), "罐区罐…");
    }
}
