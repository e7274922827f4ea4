//! The answer of an analysis: plain facts that can be shown or serialised.

use serde::Serialize;

use super::{Finding, LayerReport, Mark, Severity};
use crate::{
    device::Limits,
    id::SerialNumber,
    quantity::{Range, Unit},
    sensor::SensorType,
    time::Timestamp,
};

/// What the readings of a plant say about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// In one line.
    pub verdict: Verdict,
    /// From the first to the last reading; `None` without any.
    pub period: Option<Period>,
    /// Readings looked at.
    pub readings: u64,
    /// Events by hour and weekday of the site's time.
    pub heat: Vec<LayerReport>,
    /// Sensors that were expected and of which there is not one reading.
    pub unheard: Vec<Unheard>,
    /// The sensors, the worst first.
    pub sensors: Vec<SensorReport>,
}

/// The report in one line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// In words.
    pub text: String,
    /// Sensors with a finding to act on, and those not heard at all.
    pub act: u64,
    /// Sensors to watch.
    pub watch: u64,
    /// The others.
    pub healthy: u64,
    /// Readings received of those expected, %; `None` if nothing could be expected.
    pub complete_percent: Option<f64>,
}

/// From when to when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first reading.
    pub from: Timestamp,
    /// The last reading.
    pub to: Timestamp,
}

/// A sensor without a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unheard {
    /// Its serial number.
    pub sn: SerialNumber,
    /// What people call it.
    pub name: Option<String>,
}

/// One sensor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SensorReport {
    /// Its serial number.
    pub sn: SerialNumber,
    /// What people call it.
    pub name: Option<String>,
    /// What it measures, where that is known.
    #[serde(rename = "type")]
    pub kind: Option<SensorType>,
    /// The unit of its values.
    pub unit: Option<Unit>,
    /// Its range, where that is known.
    pub range: Option<Range>,
    /// Its limits, where they are known.
    pub limits: Limits,
    /// The worst of its findings; `None` is healthy.
    pub severity: Option<Severity>,
    /// What was found, worst first.
    pub findings: Vec<Finding>,
    /// From its first to its last reading.
    pub period: Period,
    /// Its values.
    pub values: Values,
    /// How much of it is there.
    pub completeness: Completeness,
    /// The times it was not heard, longest first; not all of them if there are many.
    pub drop_outs: Vec<DropOut>,
    /// How restless it is.
    pub noise: Option<Noise>,
    /// Where its clean-air level went.
    pub drift: Option<Drift>,
    /// The longest run of one voltage.
    pub stuck: Option<Stuck>,
    /// Its battery.
    pub battery: Option<Battery>,
    /// Its signal.
    pub signal: Option<Signal>,
    /// Error codes it reported.
    pub errors: Vec<ErrorCode>,
    /// Facts about its readings.
    pub marks: Marks,
    /// How often its value reached a limit; `None` where no limit is known.
    pub crossings: Option<Crossings>,
    /// By site day, oldest first.
    pub days: Vec<DayReport>,
    /// Seconds from one entry of `hours` to the next: an hour, or several in long records.
    pub hours_step_s: f64,
    /// By hour, oldest first; those without a value are left out.
    pub hours: Vec<HourReport>,
}

/// Values in the sensor's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Values {
    /// Readings with a value.
    pub count: u64,
    /// Their mean.
    pub mean: Option<f64>,
    /// The smallest.
    pub min: Option<f64>,
    /// The largest.
    pub max: Option<f64>,
    /// The newest.
    pub last: Option<f64>,
    /// Mean temperature, °C.
    pub temp_mean: Option<f64>,
}

/// Expected and received readings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Completeness {
    /// Seconds between two readings.
    pub period_s: Option<f64>,
    /// Whether that was given; else it is measured.
    pub period_given: bool,
    /// Readings expected from the sensor's first one to the end of the record.
    pub expected: Option<u64>,
    /// Readings received, without duplicates.
    pub received: u64,
    /// Received of expected, %; never above 100.
    pub percent: Option<f64>,
    /// Packet numbers that never came.
    pub missing_by_seq: u64,
    /// Packet numbers that came late.
    pub recovered: u64,
    /// Times the packet number started again.
    pub restarts: u64,
    /// Readings that were there twice.
    pub duplicates: u64,
    /// Readings older than the one before in the file.
    pub disordered: u64,
    /// How often nothing came for more than two periods.
    pub drop_outs: u64,
}

/// A time without readings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DropOut {
    /// The last reading before.
    pub from: Timestamp,
    /// The first reading after; the end of the record if there is none.
    pub to: Timestamp,
    /// How long.
    pub seconds: f64,
    /// Packet numbers that never came.
    pub missing_by_seq: u64,
    /// Whether it lasted to the end of the record.
    pub open: bool,
}

/// Robust standard deviation of the noise from reading to reading.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Noise {
    /// In mV (in the value's unit where there is no voltage).
    pub sigma: f64,
    /// In the sensor's unit.
    pub sigma_units: Option<f64>,
    /// In the first days.
    pub baseline: Option<f64>,
    /// In the last days.
    pub recent: Option<f64>,
    /// Recent over baseline.
    pub ratio: Option<f64>,
}

/// The level in quiet hours.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Drift {
    /// Units a day.
    pub per_day: f64,
    /// Level of the first days.
    pub baseline: f64,
    /// Level of the last days.
    pub recent: f64,
    /// Recent minus baseline.
    pub shift: f64,
    /// The shift in percent of the range, where that is known.
    pub percent_of_range: Option<f64>,
    /// Days with a level.
    pub days: usize,
    /// Whether it is told from voltages, because the values are cut off at the end of the range.
    pub from_voltage: bool,
}

/// The longest run of one voltage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stuck {
    /// The voltage, mV (the value where there is no voltage).
    pub number: f64,
    /// Its first reading.
    pub from: Timestamp,
    /// Its last reading.
    pub to: Timestamp,
    /// How many readings.
    pub readings: u64,
    /// The longest run the sensor's own noise makes plausible.
    pub plausible: f64,
    /// Whether it still goes on at the end.
    pub goes_on: bool,
}

/// Charge of the battery.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Battery {
    /// The newest, %.
    pub last: f64,
    /// Percent a day since it was last charged or changed; below zero it empties.
    pub per_day: Option<f64>,
    /// When it was last charged or changed, if that was seen.
    pub charged: Option<Timestamp>,
    /// When it will be below 20 % if it goes on so.
    pub low_on: Option<Timestamp>,
    /// When it will be empty if it goes on so.
    pub empty_on: Option<Timestamp>,
}

/// Signal strength, dBm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Signal {
    /// One reading in twenty is weaker.
    pub p5: i16,
    /// Half of the readings are weaker.
    pub median: i16,
    /// One reading in twenty is stronger.
    pub p95: i16,
}

/// A device's error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ErrorCode {
    /// The code.
    pub code: u16,
    /// What it means.
    pub meaning: &'static str,
    /// How often, and from when to when.
    #[serde(flatten)]
    pub mark: Mark,
}

/// Facts about readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Marks {
    /// No calibration was in force.
    pub uncalibrated: Mark,
    /// The voltage is missing, not finite or at a rail.
    pub no_voltage: Mark,
    /// The device's time could not be used or was far off.
    pub clock: Mark,
    /// Same identity, other content.
    pub conflict: Mark,
    /// At or above the end of the range.
    pub over_range: Mark,
    /// Below the start of the range.
    pub under_range: Mark,
    /// Back-fill.
    pub late: Mark,
}

/// How often a value reached a limit; it must leave it by a deadband before it counts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Crossings {
    /// The first limits.
    pub first: u64,
    /// The second limits.
    pub second: u64,
}

/// One site day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DayReport {
    /// The date.
    pub day: String,
    /// Readings received.
    pub received: u64,
    /// Readings expected.
    pub expected: Option<u64>,
    /// Packet numbers that never came.
    pub missing_by_seq: u64,
    /// Readings with an error code.
    pub errors: u64,
    /// Mean of the values.
    pub mean: Option<f64>,
    /// The smallest.
    pub min: Option<f64>,
    /// The largest.
    pub max: Option<f64>,
    /// Mean charge of the battery, %.
    pub bat: Option<f64>,
    /// Mean signal strength, dBm.
    pub rssi: Option<f64>,
    /// Noise as in [`Noise::sigma`].
    pub noise: Option<f64>,
}

impl DayReport {
    /// Received of expected, 0 to 1.
    pub fn share(&self) -> Option<f64> {
        let expected = self.expected.filter(|expected| *expected > 0)?;
        Some((self.received as f64 / expected as f64).min(1.0))
    }
}

/// One hour, or several in long records.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HourReport {
    /// When it begins.
    pub start: Timestamp,
    /// Readings with a value.
    pub count: u32,
    /// Their mean.
    pub mean: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}
