//! The clock of a simulated device, with the faults real ones have.

use std::str::FromStr;

use mcs_core::{
    id::SerialNumber,
    time::{Span, Timestamp},
};

use super::error::PlanError;
use crate::time::parse_span;

/// What a device's clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Clock {
    /// The right time.
    #[default]
    Right,
    /// Fast by this much, or slow when negative.
    Off(Span),
    /// Never set: it counts from the first second of 1970 since power-on.
    Unset,
    /// The device sends no time.
    Absent,
}

/// The step in which a device reports its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// Whole seconds, as most firmware does.
    Seconds,
    /// Milliseconds, for devices that report more than once a second.
    Millis,
}

impl Precision {
    /// The coarsest one that tells two reports of this period apart.
    pub(crate) const fn for_period(period: Span) -> Self {
        if period.as_micros() % 1_000_000 == 0 { Self::Seconds } else { Self::Millis }
    }

    const fn step_us(self) -> i64 {
        match self {
            Self::Seconds => 1_000_000,
            Self::Millis => 1_000,
        }
    }

    /// The number a device sends for this time.
    pub(crate) const fn number(self, time: Timestamp) -> i64 {
        time.as_micros().div_euclid(self.step_us())
    }
}

impl Clock {
    /// What it shows at a time, when the device has been on for this long.
    pub(crate) fn stamp(self, now: Timestamp, on_for: Span, precision: Precision) -> Option<Timestamp> {
        let shown = match self {
            Self::Right => now,
            Self::Off(error) => now + error,
            Self::Unset => Timestamp::EPOCH + on_for,
            Self::Absent => return None,
        };
        Some(Timestamp::from_micros(precision.number(shown) * precision.step_us()))
    }
}

/// A device and its clock, as given on the command line: `A003=+540s`, `A004=-900s`, `A005=1970`, `A006=none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClockOf {
    /// The device.
    pub(crate) sn: SerialNumber,
    /// Its clock.
    pub(crate) clock: Clock,
}

impl FromStr for ClockOf {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let refused = || PlanError::Scenario { what: "clock", given: text.to_owned(), example: "A003=+540s" };
        let (sn, clock) = text.split_once('=').ok_or_else(refused)?;
        let sn = SerialNumber::new(sn).map_err(|_| refused())?;
        let clock = match clock {
            "1970" => Clock::Unset,
            "none" => Clock::Absent,
            fault => {
                let span = fault.strip_prefix(['+', '-']).ok_or_else(refused)?;
                let error = parse_span(span).map_err(|_| refused())?;
                Clock::Off(if fault.starts_with('-') { error.times(-1) } else { error })
            }
        };
        Ok(Self { sn, clock })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_micros(1_734_350_400_123_456);

    fn shown(clock: &str, precision: Precision) -> Option<i64> {
        let clock = format!("A003={clock}").parse::<ClockOf>().expect("well written").clock;
        clock.stamp(NOON, Span::millis(5_500), precision).map(|t| precision.number(t))
    }

    #[test]
    fn a_right_clock_is_cut_to_what_the_device_sends() {
        assert_eq!(Clock::Right.stamp(NOON, Span::ZERO, Precision::Seconds), Timestamp::parse("2024-12-16T12:00:00Z"));
        assert_eq!(
            Clock::Right.stamp(NOON, Span::ZERO, Precision::Millis),
            Timestamp::parse("2024-12-16T12:00:00.123Z")
        );
    }

    #[test]
    fn faulty_clocks_show_what_they_were_told_to() {
        assert_eq!(shown("+540s", Precision::Seconds), Some(1_734_350_940));
        assert_eq!(shown("-900s", Precision::Seconds), Some(1_734_349_500));
        assert_eq!(shown("1970", Precision::Seconds), Some(5));
        assert_eq!(shown("1970", Precision::Millis), Some(5_500));
        assert_eq!(shown("none", Precision::Seconds), None);
    }

    #[test]
    fn other_clocks_are_refused() {
        for text in ["A003", "A003=", "A003=540s", "A003=+x", "=+5s", "A003=1971"] {
            assert!(text.parse::<ClockOf>().is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn milliseconds_are_sent_only_when_seconds_cannot_tell_two_reports_apart() {
        assert_eq!(Precision::for_period(Span::secs(10)), Precision::Seconds);
        assert_eq!(Precision::for_period(Span::millis(200)), Precision::Millis);
    }
}
