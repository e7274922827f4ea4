//! Times of day, as scenarios write them.

use mcs_core::time::{Span, Timestamp};

/// The day on which every scenario plays.
pub(crate) fn day() -> Timestamp {
    Timestamp::parse("2026-11-21T00:00:00Z").expect("a valid time")
}

/// Reads `HH:MM:SS`, with or without a fraction.
pub(crate) fn parse(text: &str) -> Timestamp {
    let parts: Vec<f64> = text.split(':').map(|part| part.parse().expect("HH:MM:SS")).collect();
    let [h, m, s] = parts[..] else { panic!("{text} is not HH:MM:SS") };
    #[expect(clippy::cast_possible_truncation, reason = "a time of day")]
    let micros = ((h * 3600.0 + m * 60.0 + s) * 1e6).round() as i64;
    day() + Span::micros(micros)
}

/// Writes what [`parse`] reads.
pub(crate) fn show(time: Timestamp) -> String {
    let text = time.to_string();
    text.trim_start_matches("2026-11-21T").trim_end_matches('Z').to_owned()
}
