//! Measured values: their unit, their resolution, and the integer in which they are judged.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The unit of a point's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Parts per million by volume.
    #[serde(rename = "ppm")]
    Ppm,
    /// Percent of the lower explosive limit.
    #[serde(rename = "%LEL")]
    PercentLel,
    /// Percent by volume.
    #[serde(rename = "%vol")]
    PercentVol,
    /// Micrograms per cubic metre.
    #[serde(rename = "ug/m3")]
    MicrogramPerCubicMetre,
    /// Degrees Celsius.
    #[serde(rename = "degC")]
    Celsius,
    /// Percent relative humidity.
    #[serde(rename = "%RH")]
    PercentRh,
    /// No unit.
    #[serde(rename = "1")]
    One,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 7] = [
        Self::Ppm,
        Self::PercentLel,
        Self::PercentVol,
        Self::MicrogramPerCubicMetre,
        Self::Celsius,
        Self::PercentRh,
        Self::One,
    ];

    /// As users write and read it; ASCII only.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ppm => "ppm",
            Self::PercentLel => "%LEL",
            Self::PercentVol => "%vol",
            Self::MicrogramPerCubicMetre => "ug/m3",
            Self::Celsius => "degC",
            Self::PercentRh => "%RH",
            Self::One => "1",
        }
    }

    /// The unit with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The smallest step in which a point's value is judged and shown: 10^-decimals of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resolution {
    decimals: u8,
}

impl Resolution {
    /// Finest resolution: 0.0001.
    pub const MAX_DECIMALS: u8 = 4;
    /// 0.1, unless a point says otherwise.
    pub const DEFAULT: Self = Self { decimals: 1 };

    /// A resolution of 10^-`decimals`; `None` above [`Self::MAX_DECIMALS`].
    pub const fn new(decimals: u8) -> Option<Self> {
        if decimals <= Self::MAX_DECIMALS { Some(Self { decimals }) } else { None }
    }

    /// Digits behind the decimal point.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    fn per_unit(self) -> f64 {
        [1.0, 10.0, 100.0, 1_000.0, 10_000.0][self.decimals as usize]
    }

    /// Rounds a value half away from zero. `None` if it is not finite or beyond ±9·10^14 steps.
    pub fn round(self, value: f64) -> Option<Steps> {
        let steps = (value * self.per_unit()).round();
        #[expect(clippy::cast_possible_truncation, reason = "checked to fit")]
        (steps.abs() <= 9e14).then_some(Steps(steps as i64))
    }

    /// The steps of a value that must be a multiple of the resolution (within a millionth of a step).
    pub fn exact(self, value: f64) -> Option<Steps> {
        let steps = self.round(value)?;
        ((value * self.per_unit()) - steps.0 as f64).abs().le(&1e-6).then_some(steps)
    }

    /// The value of a number of steps, in the point's unit.
    pub fn value(self, steps: Steps) -> f64 {
        steps.0 as f64 / self.per_unit()
    }
}

impl Default for Resolution {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A value as a whole number of resolution steps. Comparisons with limits are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Steps(pub i64);

/// The measuring range of a point, in its unit. The start lies below the end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// Start of the range.
    pub start: f64,
    /// End of the range.
    pub end: f64,
}

impl Range {
    /// A range whose ends are finite and in order.
    pub fn new(start: f64, end: f64) -> Option<Self> {
        (start.is_finite() && end.is_finite() && start < end).then_some(Self { start, end })
    }

    /// End minus start.
    pub fn span(self) -> f64 {
        self.end - self.start
    }

    /// The value limited to the range, for display only.
    pub fn limit(self, value: f64) -> f64 {
        value.clamp(self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, Resolution, Steps, Unit};

    #[test]
    fn values_are_rounded_half_away_from_zero_as_people_would() {
        let tenths = Resolution::DEFAULT;
        for (value, steps) in [(24.95, 250), (-24.95, -250), (25.04, 250), (0.05, 1), (-0.04, 0), (3516.1, 35_161)] {
            assert_eq!(tenths.round(value), Some(Steps(steps)), "{value}");
        }
        for value in [f64::NAN, f64::INFINITY, 1e15] {
            assert_eq!(tenths.round(value), None);
        }
    }

    #[test]
    fn a_limit_must_be_a_multiple_of_the_resolution() {
        let tenths = Resolution::DEFAULT;
        assert_eq!(tenths.exact(19.5), Some(Steps(195)));
        assert_eq!(tenths.exact(0.1 + 0.2), Some(Steps(3)), "arithmetic noise is forgiven");
        assert_eq!(tenths.exact(19.55), None);
        assert_eq!(Resolution::new(2).and_then(|hundredths| hundredths.exact(19.55)), Some(Steps(1955)));
        assert_eq!(Resolution::new(5), None);
    }

    #[test]
    fn a_range_has_two_ends_in_order() {
        assert_eq!(Range::new(0.0, 100.0).map(|range| (range.span(), range.limit(120.0))), Some((100.0, 100.0)));
        for (start, end) in [(0.0, 0.0), (1.0, 0.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            assert!(Range::new(start, end).is_none());
        }
    }

    #[test]
    fn every_unit_reads_back_in_either_case() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(&unit.as_str().to_lowercase()), Some(unit));
            let json = serde_json::to_string(&unit).expect("it serialises");
            assert_eq!(json, format!("\"{unit}\""), "one word everywhere");
        }
    }
}
