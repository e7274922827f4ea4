//! When a message is tried again, and for how long. Pure.

use mcs_core::{alarm::Priority, id::EventId, time::Span};

/// The first pause; each one after it is twice as long.
const FIRST: Span = Span::secs(5);
/// The first one after a refusal: the provider means it, but a person may set it right there, and one bad answer may be a slip.
const FIRST_REFUSED: Span = Span::secs(30);
/// The longest.
const LONGEST: Span = Span::mins(5);
/// A pause is longer or shorter by up to this share, so that what failed together is not tried together.
const JITTER_PERCENT: i64 = 20;

/// A channel that rests for longer than this cannot be relied on: the next group is told.
pub(super) const LONG_REST: Span = Span::mins(1);

/// How long a message is tried, or a delivery waits for one.
pub(super) const fn patience(priority: Priority) -> Span {
    match priority {
        Priority::Critical | Priority::High => Span::hours(24),
        Priority::Medium | Priority::Low => Span::hours(4),
    }
}

/// The pause after so many tries of this message: the same whoever asks.
pub(super) fn pause(tries: u32, message: EventId) -> Span {
    doubled(FIRST, tries, message)
}

/// The same after a refusal.
pub(super) fn pause_refused(tries: u32, message: EventId) -> Span {
    doubled(FIRST_REFUSED, tries, message)
}

fn doubled(first: Span, tries: u32, message: EventId) -> Span {
    let doubled = first.times(1_i64 << tries.saturating_sub(1).min(16));
    let pause = doubled.min(LONGEST);
    let [.., a, b, c, d] = message.0.to_be_bytes();
    let dice = u32::from_be_bytes([a, b, c, d]).wrapping_mul(tries | 1) >> 16;
    let percent = 100 - JITTER_PERCENT + i64::from(dice % 41);
    Span::micros(pause.as_micros() / 100 * percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_from_five_seconds_to_five_minutes_more_or_less() {
        for (tries, seconds) in [(1, 5), (2, 10), (3, 20), (4, 40), (6, 160), (7, 300), (40, 300)] {
            about(seconds, tries, pause);
        }
        let all: std::collections::BTreeSet<_> =
            (0..50_u128).map(|n| pause(1, EventId(n * 0x1234_5678_9ABC))).collect();
        assert!(all.len() > 10, "they differ: {}", all.len());
    }

    #[test]
    fn after_a_refusal_they_begin_at_half_a_minute() {
        for (tries, seconds) in [(1, 30), (2, 60), (3, 120), (4, 240), (5, 300), (40, 300)] {
            about(seconds, tries, pause_refused);
        }
    }

    fn about(seconds: u32, tries: u32, pause: impl Fn(u32, EventId) -> Span) {
        for message in 0..100_u128 {
            let pause = pause(tries, EventId(message << 20)).as_secs_f64();
            let share = pause / f64::from(seconds);
            assert!((0.8..=1.2).contains(&share), "{tries} tries: {pause}");
        }
    }
}
