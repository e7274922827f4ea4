//! What a simulated detector of each type is like: its clean air, its noise, its limits, its sensor.

use mcs_core::{
    calibration::{CalibrationError, Coefficients},
    device::{Limits, PointSettings, RuleSet},
    quantity::Range,
    sensor::SensorType,
    time::Span,
};

use super::error::PlanError;

/// One type of detector.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Profile {
    /// What it measures.
    pub(crate) sensor: SensorType,
    /// The value in clean air.
    pub(crate) clean: f64,
    /// Standard deviation of one step of the walk.
    pub(crate) noise: f64,
    /// What a leak beside it tends to add; below zero where gas displaces what is measured.
    pub(crate) peak: f64,
    range: (f64, f64),
    limits: Limits,
}

/// Voltage of the sensor at the start of its range, mV: away from zero, which is an electrical rail.
const V_START: f64 = 400.0;
/// How much the voltage rises over the whole range, mV.
const V_SPAN: f64 = 1600.0;

impl Profile {
    /// The types that are simulated, in the order in which a mixed plant uses them.
    pub(crate) const MIX: [SensorType; 8] = [
        SensorType::CH4,
        SensorType::H2S,
        SensorType::CH4,
        SensorType::EX,
        SensorType::CO,
        SensorType::O2,
        SensorType::H2,
        SensorType::NH3,
    ];

    /// The profile of a type. Limits of poisons are near occupational exposure limits, those of gases that burn far below
    /// a quarter of the lower explosive limit.
    pub(crate) fn of(sensor: SensorType) -> Result<Self, PlanError> {
        let rising =
            |high, high_high| Limits { high: Some(high), high_high: Some(high_high), low: None, low_low: None };
        let (clean, noise, peak, range, limits) = match sensor {
            SensorType::CH4 => (6.0, 1.5, 3_200.0, (0.0, 50_000.0), rising(1_000.0, 2_000.0)),
            SensorType::H2 => (8.0, 2.0, 12_000.0, (0.0, 50_000.0), rising(4_000.0, 8_000.0)),
            SensorType::VOC => (12.0, 2.0, 1_600.0, (0.0, 50_000.0), rising(500.0, 1_000.0)),
            SensorType::EX => (0.5, 0.15, 80.0, (0.0, 100.0), rising(25.0, 50.0)),
            SensorType::H2S => (0.3, 0.1, 22.0, (0.0, 100.0), rising(7.0, 14.0)),
            SensorType::CO => (2.0, 0.4, 55.0, (0.0, 500.0), rising(17.0, 34.0)),
            SensorType::NH3 => (1.5, 0.3, 90.0, (0.0, 300.0), rising(28.0, 56.0)),
            SensorType::O2 => {
                let limits = Limits { high: Some(23.5), high_high: None, low: Some(19.5), low_low: Some(18.0) };
                (20.9, 0.02, -5.0, (0.0, 25.0), limits)
            }
            SensorType::CO2
            | SensorType::Pm25
            | SensorType::Pm10
            | SensorType::Temperature
            | SensorType::Humidity
            | SensorType::Custom => {
                let mut known: Vec<&str> = Self::MIX.iter().map(|kind| kind.as_str()).collect();
                known.push(SensorType::VOC.as_str());
                known.sort_unstable();
                known.dedup();
                return Err(PlanError::NotSimulated { kind: sensor.to_string(), known: known.join(", ") });
            }
        };
        Ok(Self { sensor, clean, noise, peak, range, limits })
    }

    /// The calibration of its sensor: a straight line from the start of the range at 400 mV to its end at 2000 mV, with a
    /// little drift by temperature.
    pub(crate) fn calibration(&self) -> Result<Coefficients, CalibrationError> {
        let k = (self.range.1 - self.range.0) / V_SPAN;
        Coefficients::new(k, self.range.0 - k * V_START, 25.0, k * 0.2)
    }

    /// What an engineer would set for a point of this type that reports this often.
    pub(crate) fn settings(&self, period: Span) -> PointSettings {
        let whole_seconds = period.as_micros().div_euclid(1_000_000).max(1);
        let period_s = u16::try_from(whole_seconds).unwrap_or(u16::MAX);
        PointSettings {
            range: Range::new(self.range.0, self.range.1),
            rules: RuleSet { limits: self.limits, ..RuleSet::default() },
            period_s,
            ..PointSettings::proposed(self.sensor)
        }
    }

    /// Its limits.
    #[cfg(test)]
    pub(crate) const fn limits(&self) -> Limits {
        self.limits
    }

    /// The ends of its range.
    pub(crate) const fn range(&self) -> (f64, f64) {
        self.range
    }
}

/// The voltage with which a sensor shows a value, to the hundredth of a millivolt: the calibration read backwards.
pub(crate) fn voltage(value: f64, temp: f64, c: &Coefficients) -> f64 {
    let exact = (value - c.b - c.t_comp * (temp - c.t_ref)) / c.k;
    (exact * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use mcs_core::observation::{Channel, Channels, Measure};

    use super::*;

    fn simulated() -> impl Iterator<Item = Profile> {
        SensorType::ALL.into_iter().filter_map(|kind| Profile::of(kind).ok())
    }

    #[test]
    fn the_calibration_turns_every_voltage_back_into_its_value() {
        for profile in simulated() {
            let c = profile.calibration().expect("a usable line");
            for value in [profile.range.0, profile.clean, profile.clean + profile.peak, profile.range.1] {
                let mut channels = Channels::default();
                channels.set(Channel::VRaw, Measure::Finite(voltage(value, 31.4, &c)));
                channels.set(Channel::Temp, Measure::Finite(31.4));
                let (back, compensated) = c.apply(&channels).expect("a value");
                assert!(compensated);
                assert!((back - value).abs() <= c.k.abs() * 0.006, "{}: {value} came back as {back}", profile.sensor);
            }
        }
    }

    #[test]
    fn clean_air_is_clear_of_every_limit_and_a_leak_passes_the_worst() {
        for Profile { sensor, clean, noise, peak, limits, .. } in simulated() {
            let far = clean + 10.0 * noise;
            assert!(limits.high.is_none_or(|high| far < 0.9 * high), "{sensor}");
            assert!(limits.low.is_none_or(|low| clean - 10.0 * noise > low), "{sensor}");
            if peak > 0.0 {
                assert!(limits.high_high.is_some_and(|worst| clean + peak > 1.2 * worst), "{sensor}");
            } else {
                assert!(limits.low_low.is_some_and(|worst| clean + peak < worst), "{sensor}");
            }
        }
    }

    #[test]
    fn every_type_of_the_mix_is_simulated_and_no_voltage_is_at_a_rail() {
        assert!(Profile::MIX.into_iter().all(|kind| Profile::of(kind).is_ok()));
        for profile in simulated() {
            let c = profile.calibration().expect("a usable line");
            assert!(voltage(profile.range.0, 60.0, &c) > 100.0);
        }
    }

    #[test]
    fn a_slow_device_gets_at_least_three_periods_before_it_is_offline() {
        let profile = Profile::of(SensorType::CH4).expect("simulated");
        assert_eq!(profile.settings(Span::millis(20)).period_s, 1);
        assert_eq!(profile.settings(Span::secs(60)).offline_after(), Span::secs(180));
    }
}
