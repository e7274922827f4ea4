//! Between the plant's spans of time and those of the runtime's timers.

use std::time::Duration;

use mcs_core::time::Span;

use crate::time::parse_span;

/// Reads a span that is longer than nothing.
pub(crate) fn positive(text: &str) -> Result<Span, String> {
    parse_span(text)
        .and_then(|span| if span > Span::ZERO { Ok(span) } else { Err("give more than 0, e.g. 500ms or 10s".into()) })
}

/// The same span for a timer; a negative one is none.
pub(crate) fn to_std(span: Span) -> Duration {
    Duration::from_micros(u64::try_from(span.as_micros()).unwrap_or(0))
}

/// The same span for the plant; one that does not fit is for ever.
pub(crate) fn from_std(duration: Duration) -> Span {
    Span::micros(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_durations_are_the_same_time() {
        assert_eq!(to_std(Span::millis(1500)), Duration::from_millis(1500));
        assert_eq!(from_std(Duration::from_millis(1500)), Span::millis(1500));
        assert_eq!(to_std(Span::secs(-1)), Duration::ZERO);
    }

    #[test]
    fn a_span_of_nothing_is_refused() {
        assert_eq!(positive("500ms"), Ok(Span::millis(500)));
        assert!(positive("0s").is_err() && positive("10").is_err());
    }
}
