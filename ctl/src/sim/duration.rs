//! Spans of time as people write them on a command line: `500ms`, `10s`, `2m`, `1h`.

use mcs_core::time::Span;

/// A text that is not a span of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is not a duration: write a number and ms, s, m or h, such as 10s")]
pub(crate) struct DurationError {
    given: String,
}

/// Reads a span that is not negative.
pub(crate) fn parse(text: &str) -> Result<Span, DurationError> {
    let refused = || DurationError { given: text.to_owned() };
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(refused)?;
    let (number, unit) = text.split_at(unit_at);
    let micros_each = match unit {
        "ms" => 1e3,
        "s" => 1e6,
        "m" => 60e6,
        "h" => 3600e6,
        _ => return Err(refused()),
    };
    let micros = number.parse::<f64>().map_err(|_| refused())? * micros_each;
    if !(0.0..=LONGEST_US).contains(&micros) {
        return Err(refused());
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to lie between zero and ten years")]
    Ok(Span::micros(micros.round() as i64))
}

/// Reads a span that is longer than nothing.
pub(crate) fn parse_positive(text: &str) -> Result<Span, DurationError> {
    parse(text).and_then(|span| if span > Span::ZERO { Ok(span) } else { Err(DurationError { given: text.to_owned() }) })
}

/// The same span for the runtime's timers; a negative one is none.
pub(crate) fn to_std(span: Span) -> std::time::Duration {
    std::time::Duration::from_micros(u64::try_from(span.as_micros()).unwrap_or(0))
}

/// As people read it: `1.5s`, `90s`.
pub(crate) fn text(span: Span) -> String {
    if span.as_micros() % 1_000_000 == 0 { format!("{}s", span.as_micros() / 1_000_000) } else { format!("{}s", span.as_secs_f64()) }
}

/// Ten years; nothing here runs longer, and sums of such spans cannot overflow.
const LONGEST_US: f64 = 10.0 * 366.0 * 86_400e6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_unit_are_read() {
        assert_eq!(parse("500ms"), Ok(Span::millis(500)));
        assert_eq!(parse("10s"), Ok(Span::secs(10)));
        assert_eq!(parse("1.5s"), Ok(Span::millis(1500)));
        assert_eq!(parse("2m"), Ok(Span::mins(2)));
        assert_eq!(parse("1h"), Ok(Span::hours(1)));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "10", "s", "-1s", "10d", "1e400s", "NaNs", "10 s "] {
            assert!(parse(text).is_err(), "{text:?} was taken");
        }
        assert!(parse_positive("0s").is_err());
    }
}
