//! What a reading says of the device itself: faults, calibration, battery, clock.

use serde::{Deserialize, Serialize};

use super::{
    board::Found,
    judged::{
        BATTERY_LOW, BATTERY_VERY_LOW, CALIBRATION_LOST, DATA_ABNORMAL, Judged, SENSOR_FAILED, TEMPERATURE_FAILED,
        Voltage, WATCHDOG,
    },
    wired::Wired,
};
use crate::{
    alarm::{
        PointRules,
        desk::{Cause, Finding},
        judge::{Delays, Evidence, OffDelay},
    },
    reading::Flags,
    time::{Span, Timestamp},
};

/// Live readings without a fault before it is over.
const FAULTLESS: u8 = 3;
/// Frames in a row that cannot be read before it is a fault.
const UNDECODABLE: u8 = 3;
/// A clock error above this is an alarm.
const CLOCK_OFF: Span = Span::mins(10);
/// Below this it is none.
const CLOCK_RIGHT: Span = Span::mins(5);
/// This many power-ons within an hour are a fault.
const POWER_ONS: usize = 4;

/// What is remembered of a device from reading to reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Instrument {
    /// Newest first.
    power_ons: [Option<Timestamp>; POWER_ONS],
    /// The reading before reported a watchdog restart.
    watchdog: bool,
    /// Frames in a row that could not be read.
    undecodable: u8,
    /// By how much the server's own clock was moved since this was first kept.
    server_steps: Span,
}

impl Instrument {
    /// Whether a reading is the first after power-on.
    pub(super) const fn powered_on(&self, reading: &Judged) -> bool {
        reading.powered_on || (reading.err == WATCHDOG && !self.watchdog)
    }

    /// Takes in a reading; answers whether anything kept has changed.
    pub(super) fn hear(&mut self, reading: &Judged) -> bool {
        let before = *self;
        if self.powered_on(reading) {
            self.power_ons.rotate_right(1);
            self.power_ons[0] = Some(reading.received);
        }
        self.watchdog = reading.err == WATCHDOG;
        self.undecodable = 0;
        *self != before
    }

    /// Takes in a frame that could not be read.
    pub(super) const fn hear_undecodable(&mut self) {
        self.undecodable = self.undecodable.saturating_add(1);
    }

    pub(super) fn clock_stepped(&mut self, step: Span) {
        self.power_ons = self.power_ons.map(|time| time.map(|time| time + step));
        self.server_steps = self.server_steps + step;
    }

    /// What a reading says of `CLOCK`. A device whose clock agrees with ours, as it is or as it was before somebody moved
    /// it, is not to blame: that is one alarm of the system and not one for each device.
    pub(super) fn clock(&self, rules: &PointRules, reading: &Judged) -> Found<'static> {
        let unusable = reading.flags.has(Flags::BAD_TIME);
        let ours = self.server_steps.abs() > CLOCK_OFF;
        let skew = reading.skew.filter(|_| !unusable && !reading.flags.has(Flags::NO_TIME));
        let off = |skew: Span| skew.abs().min((skew - self.server_steps).abs());
        let (evidence, cause) = match skew {
            None if unusable && !ours => (Evidence::Over, Some(Cause::BadTime)),
            None => (Evidence::Unknown, None),
            Some(skew) if off(skew) > CLOCK_OFF => (Evidence::Over, Some(Cause::ClockOff(skew))),
            Some(skew) if off(skew) < CLOCK_RIGHT => (Evidence::Clear, None),
            Some(_) => (Evidence::Between, None),
        };
        plain(rules, Wired::Clock, false, evidence, cause)
    }

    /// Whether it was powered on too often within the last hour.
    pub(super) fn restless(&self, now: Timestamp) -> bool {
        self.power_ons[POWER_ONS - 1].is_some_and(|oldest| now - oldest <= Span::hours(1))
    }

    fn fault_of(&self, rules: &PointRules, reading: &Judged) -> Option<Cause<'static>> {
        match reading.err {
            SENSOR_FAILED | DATA_ABNORMAL | TEMPERATURE_FAILED | CALIBRATION_LOST => {
                return Some(Cause::Error(reading.err));
            }
            _ => {}
        }
        match reading.voltage {
            Voltage::Missing => return Some(Cause::NoVoltage),
            Voltage::NonFinite => return Some(Cause::NonFinite),
            Voltage::AtRail => return Some(Cause::AtRail),
            Voltage::Good => {}
        }
        if reading.flags.has(Flags::NO_VALUE) {
            return Some(Cause::NoValue);
        }
        if self.restless(reading.received) {
            return Some(Cause::PowerOns);
        }
        let far = |(low, high)| reading.value.is_some_and(|value| value < low || value > high);
        rules.believable.is_some_and(far).then_some(Cause::Unbelievable)
    }

    /// What a reading says of `FAULT`.
    pub(super) fn fault(&self, rules: &PointRules, reading: &Judged) -> Found<'static> {
        fault(rules, self.fault_of(rules, reading))
    }

    /// What unreadable frames say of `FAULT`; `None`: not enough of them yet.
    pub(super) fn fault_of_frames(&self, rules: &PointRules) -> Option<Found<'static>> {
        (self.undecodable >= UNDECODABLE).then(|| fault(rules, Some(Cause::Undecodable)))
    }
}

fn fault(rules: &PointRules, cause: Option<Cause<'static>>) -> Found<'static> {
    let delays = Delays { on: Span::ZERO, off: OffDelay::Readings(FAULTLESS) };
    Found { delays, ..plain(rules, Wired::Fault, false, if_some(cause), cause) }
}

/// What a reading says of `UNCALIBRATED`.
pub(super) fn uncalibrated(rules: &PointRules, reading: &Judged) -> Found<'static> {
    let calibration = &rules.calibration;
    let cause = if !calibration.on_record || reading.flags.has(Flags::UNCALIBRATED) {
        Some(Cause::NoCalibration)
    } else {
        calibration.due.filter(|_| !calibration.holds(reading.received)).map(Cause::CalibrationPastDue)
    };
    plain(rules, Wired::Uncalibrated, false, if_some(cause), cause)
}

/// Whether the point's settings leave it without a limit.
pub(super) fn no_limit(rules: &PointRules) -> Found<'static> {
    let cause = rules.limitless.then_some(Cause::NoRangeOrLimit);
    plain(rules, Wired::NoLimit, false, if_some(cause), cause)
}

/// What a reading says of `LOW_BAT`, and whether the battery is almost empty.
pub(super) fn battery(rules: &PointRules, reading: &Judged, severe_before: bool) -> (Found<'static>, bool) {
    let reported = matches!(reading.err, BATTERY_LOW | BATTERY_VERY_LOW);
    let evidence = match reading.bat {
        _ if reported => Evidence::Over,
        Some(bat) if bat < rules.bat_limit => Evidence::Over,
        Some(bat) if bat >= rules.bat_clear() => Evidence::Clear,
        Some(_) => Evidence::Between,
        None if reading.err == 0 => Evidence::Clear,
        None => Evidence::Unknown,
    };
    let empty = reading.err == BATTERY_VERY_LOW || reading.bat.is_some_and(PointRules::bat_severe);
    let severe = severe_before || (evidence == Evidence::Over && empty);
    let mut found = plain(rules, Wired::LowBat, severe, evidence, None);
    found.finding.value = reading.bat;
    found.finding.limit = Some(rules.bat_limit);
    (found, severe)
}

/// Evidence without value, limit or delay.
pub(super) fn plain(
    rules: &PointRules,
    wired: Wired,
    severe: bool,
    evidence: Evidence,
    cause: Option<Cause<'static>>,
) -> Found<'static> {
    let finding = Finding { cause, ..Finding::plain(rules.priority(wired.condition(), severe)) };
    Found { evidence, delays: Delays::NONE, finding, worsening: None }
}

const fn if_some(cause: Option<Cause<'static>>) -> Evidence {
    match cause {
        Some(_) => Evidence::Over,
        None => Evidence::Clear,
    }
}
