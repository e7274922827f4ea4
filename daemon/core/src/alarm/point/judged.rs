//! A reading as the alarms see it.

use crate::{
    alarm::PointRules,
    id::CalibrationRevision,
    network::Network,
    observation::Channel,
    quantity::{Resolution, Steps},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};

/// What is to be said of a reading's voltage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voltage {
    /// A measurement.
    Good,
    /// The device sent none.
    Missing,
    /// The device sent NaN or an infinity, perhaps as its voltage.
    NonFinite,
    /// At an electrical rail: the sensor or its wiring is broken.
    AtRail,
}

/// A reading, calibrated and placed in time, ready to be judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The corrected time.
    pub time: Timestamp,
    /// When it arrived.
    pub received: Timestamp,
    /// The unlimited value, rounded to the point's resolution; `None` is unknown.
    pub value: Option<Steps>,
    /// The device's error code.
    pub err: u16,
    /// Facts about it.
    pub flags: Flags,
    /// What is to be said of its voltage.
    pub voltage: Voltage,
    /// That voltage, mV.
    pub v_raw: Option<f64>,
    /// Battery, %.
    pub bat: Option<f64>,
    /// Signal strength, dBm.
    pub rssi: Option<f64>,
    /// The network it names; a reading that is judged again names none, and the one named last holds.
    pub network: Option<Network>,
    /// The calibration its value is computed with.
    pub calibration: Option<CalibrationRevision>,
    /// The device's clock error; `None` while it is not known.
    pub skew: Option<Span>,
    /// It shows that the device was powered on since the one before (its packet number started again, or we sent a
    /// reboot). Error 40 is noticed here and need not be said.
    pub powered_on: bool,
}

impl Judged {
    /// From a reading, its unlimited and unrounded value, and the clock error of its device. A value that cannot be one
    /// (sensor failure, no usable voltage, no calibration) is left out, whatever was computed.
    pub fn of(rules: &PointRules, reading: &Reading, value: Option<f64>, skew: Option<Span>, powered_on: bool) -> Self {
        let flags = reading.flags;
        let voltage = if flags.has(Flags::AT_RAIL) {
            Voltage::AtRail
        } else if flags.has(Flags::NO_VOLTAGE.with(Flags::NON_FINITE)) {
            Voltage::NonFinite
        } else if flags.has(Flags::NO_VOLTAGE) {
            Voltage::Missing
        } else {
            Voltage::Good
        };
        let usable = reading.err != SENSOR_FAILED
            && voltage == Voltage::Good
            && !flags.any(Flags::UNCALIBRATED.with(Flags::NO_VALUE));
        Self {
            time: reading.time,
            received: reading.received,
            value: value.filter(|_| usable).and_then(|value| steps(rules.resolution(), value)),
            err: reading.err,
            flags,
            voltage,
            v_raw: reading.channels.finite(Channel::VRaw),
            bat: reading.channels.finite(Channel::Bat),
            rssi: reading.channels.finite(Channel::Rssi),
            network: None,
            calibration: reading.calibration,
            skew,
            powered_on,
        }
    }

    /// The same with the network the device says it reports over.
    #[must_use]
    pub fn over(self, network: Option<&str>) -> Self {
        Self { network: network.map(Network::named), ..self }
    }

    /// Whether it may raise but never clear: the device itself doubts its data.
    pub(super) const fn raise_only(&self) -> bool {
        matches!(self.err, DATA_ABNORMAL | CALIBRATION_LOST)
    }
}

/// The device could not read its sensor.
pub(super) const SENSOR_FAILED: u16 = 1;
/// The device finds its data abnormal.
pub(super) const DATA_ABNORMAL: u16 = 2;
/// The device's temperature sensor failed.
pub(super) const TEMPERATURE_FAILED: u16 = 3;
/// Battery below 20 %.
pub(super) const BATTERY_LOW: u16 = 10;
/// Battery below 10 %.
pub(super) const BATTERY_VERY_LOW: u16 = 11;
/// The device's watchdog restarted it.
pub(super) const WATCHDOG: u16 = 40;
/// The device lost its own calibration.
pub(super) const CALIBRATION_LOST: u16 = 50;

/// Rounded; a finite value beyond what steps can hold is the largest step, so that an absurd value is an alarm and not
/// an unknown.
fn steps(resolution: Resolution, value: f64) -> Option<Steps> {
    const MOST: i64 = 900_000_000_000_000;
    if value.is_nan() {
        return None;
    }
    Some(resolution.round(value).unwrap_or(Steps(if value > 0.0 { MOST } else { -MOST })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        alarm::CalibrationFacts,
        device::PointSettings,
        id::{CalibrationRevision, PointId},
        observation::{Channels, Measure},
        sensor::SensorType,
    };

    fn of(flags: Flags, err: u16, value: f64) -> Judged {
        let settings = PointSettings::proposed(SensorType::EX);
        let rules = PointRules::new(&settings, CalibrationFacts::default()).expect("valid settings");
        let mut channels = Channels::default();
        channels.set(Channel::VRaw, Measure::Finite(1.5));
        channels.set(Channel::Rssi, Measure::Finite(-90.0));
        let reading = Reading {
            point: PointId(1),
            ts: None,
            time: Timestamp::EPOCH,
            received: Timestamp::EPOCH,
            seq: None,
            channels,
            err,
            flags,
            calibration: Some(CalibrationRevision(3)),
        };
        Judged::of(&rules, &reading, Some(value), None, false)
    }

    #[test]
    fn what_the_voltage_was_decides_whether_there_is_a_value() {
        for (flags, voltage) in [
            (Flags::default(), Voltage::Good),
            (Flags::AT_RAIL, Voltage::AtRail),
            (Flags::NO_VOLTAGE, Voltage::Missing),
            (Flags::NO_VOLTAGE.with(Flags::NON_FINITE), Voltage::NonFinite),
        ] {
            let judged = of(flags, 0, 2.0);
            assert_eq!((judged.voltage, judged.value.is_some()), (voltage, voltage == Voltage::Good));
        }
        assert_eq!(of(Flags::default(), SENSOR_FAILED, 2.0).value, None);
        assert_eq!(of(Flags::UNCALIBRATED, 0, 2.0).value, None);
        assert_eq!(of(Flags::default(), 0, f64::NAN).value, None);
        assert!(
            of(Flags::default(), 0, f64::NEG_INFINITY).value
                < of(Flags::default(), 0, -1e30).value.map(|s| Steps(s.0 + 1))
        );
        assert!(of(Flags::default(), 0, 1e30).value > Some(Steps(0)));
    }

    #[test]
    fn it_knows_what_the_device_said_of_itself() {
        let judged = of(Flags::default(), 0, 2.0);
        assert_eq!((judged.v_raw, judged.rssi, judged.bat), (Some(1.5), Some(-90.0), None));
        assert_eq!((judged.calibration, judged.network), (Some(CalibrationRevision(3)), None));
        assert_eq!(judged.over(Some("LoRa")).network, Some(Network::Lora));
        assert_eq!(judged.over(None).network, None);
    }
}
