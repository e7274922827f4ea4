//! Instants. The plant reckons in UTC microseconds; local time exists only where a person reads it.

use std::{
    fmt,
    ops::{Add, Sub},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A span of time in microseconds; may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// From whole microseconds.
    pub const fn micros(us: i64) -> Self {
        Self(us)
    }
    /// From whole milliseconds.
    pub const fn millis(ms: i64) -> Self {
        Self(ms.saturating_mul(1_000))
    }
    /// From whole seconds.
    pub const fn secs(s: i64) -> Self {
        Self(s.saturating_mul(1_000_000))
    }
    /// From whole minutes.
    pub const fn mins(min: i64) -> Self {
        Self::secs(min.saturating_mul(60))
    }
    /// From whole hours.
    pub const fn hours(h: i64) -> Self {
        Self::mins(h.saturating_mul(60))
    }
    /// Whole microseconds.
    pub const fn as_micros(self) -> i64 {
        self.0
    }
    /// Whole milliseconds, rounded towards zero.
    pub const fn as_millis(self) -> i64 {
        self.0 / 1_000
    }
    /// Seconds with their fraction.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
    /// This span `n` times over.
    #[must_use]
    pub const fn times(self, n: i64) -> Self {
        Self(self.0.saturating_mul(n))
    }
    /// Half of this span, rounded towards zero.
    #[must_use]
    pub const fn half(self) -> Self {
        Self(self.0 / 2)
    }
    /// The span without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Span {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// An instant in UTC, in microseconds since 1970. Serialised as RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The first instant of 1970.
    pub const EPOCH: Self = Self(0);
    /// A device clock before this instant (2020-01-01) has never been set.
    pub const EARLIEST_PLAUSIBLE: Self = Self(1_577_836_800_000_000);

    /// From microseconds since 1970.
    pub const fn from_micros(us: i64) -> Self {
        Self(us)
    }
    /// Microseconds since 1970.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The last whole step at or before it, counted from 1970; the step is longer than zero.
    #[must_use]
    pub const fn floor(self, step: Span) -> Self {
        Self(self.0.saturating_sub(self.0.rem_euclid(step.0)))
    }

    /// Reads RFC 3339; `None` if the text is not one.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|t| Self(t.as_microsecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(t) => write!(f, "{t}"),
            Err(_) => write!(f, "{} µs since 1970", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not an RFC 3339 time")))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

/// An instant of the machine's monotonic clock, in microseconds since the daemon started. Meaningless after a restart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Monotonic(i64);

impl Monotonic {
    /// From microseconds since the daemon started.
    pub const fn from_micros(us: i64) -> Self {
        Self(us)
    }
    /// Microseconds since the daemon started.
    pub const fn as_micros(self) -> i64 {
        self.0
    }
}

impl Sub for Monotonic {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Monotonic {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

/// The two clocks read at the same moment: timers run on `mono`, records carry `utc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// The site's idea of UTC; may step.
    pub utc: Timestamp,
    /// Never steps.
    pub mono: Monotonic,
}

#[cfg(test)]
mod tests {
    use super::{Span, Timestamp};

    #[test]
    fn instants_are_written_and_read_as_rfc_3339() {
        let instant = Timestamp::from_micros(1_734_320_000_123_456);
        assert_eq!(instant.to_string(), "2024-12-16T03:33:20.123456Z");
        assert_eq!(Timestamp::parse("2024-12-16T11:33:20.123456+08:00"), Some(instant));
        assert_eq!(Timestamp::parse("yesterday"), None);
        let json = serde_json::to_string(&instant).expect("it serialises");
        assert_eq!(serde_json::from_str::<Timestamp>(&json).expect("it reads its own"), instant);
    }

    #[test]
    fn the_earliest_plausible_instant_is_the_beginning_of_2020() {
        assert_eq!(Timestamp::EARLIEST_PLAUSIBLE.to_string(), "2020-01-01T00:00:00Z");
    }

    #[test]
    fn reckoning_beyond_the_ends_of_time_stays_there() {
        let end = Timestamp::from_micros(i64::MAX);
        assert_eq!(end + Span::secs(1), end);
        assert_eq!((Timestamp::from_micros(i64::MIN) - end).as_micros(), i64::MIN);
        assert_eq!(Span::hours(i64::MAX).as_micros(), i64::MAX);
        assert_eq!(Span::micros(i64::MIN).abs().as_micros(), i64::MAX);
    }
}
