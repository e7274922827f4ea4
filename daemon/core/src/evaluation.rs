//! From a sample to a reading: its calibration, its value, and how far it can be believed.
//!
//! Nothing stands in for a missing fact: without a calibration, a voltage or a working sensor there is no value. The
//! value of a stored reading is computed by the same code from the same numbers, so both agree bit for bit.

#[cfg(test)]
mod tests;

use crate::{
    calibration::{Calibration, CalibrationHistory},
    device::PointSettings,
    id::{PointId, SerialNumber},
    lateness::Verdict,
    observation::{Anomaly, Channel, Channels, Measure, Sample},
    reading::{Flags, Quality, Reading, ReadingRecord},
    time::Timestamp,
};

/// A sensor that could not be read: the device reports it with whatever voltage it had.
const ERR_READ_FAILED: u16 = 1;
/// The temperature sensor fails: its number must not be used to compensate.
const ERR_TEMPERATURE: u16 = 3;

/// A reading with what was computed from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The reading as it will be stored.
    pub reading: Reading,
    /// The unlimited value in the point's unit, as it is judged.
    pub value: Option<f64>,
    /// How far it can be believed.
    pub quality: Quality,
}

/// Evaluates a sample with the calibration in force at its corrected time.
pub fn evaluate(
    point: PointId,
    sample: &Sample,
    verdict: &Verdict,
    received: Timestamp,
    calibrations: &CalibrationHistory,
    settings: &PointSettings,
) -> Evaluation {
    let mut reading = Reading {
        point,
        ts: sample.ts,
        time: verdict.time,
        received,
        seq: sample.seq,
        channels: only_finite(&sample.channels),
        err: sample.err,
        flags: verdict.flags.with(flags_of_channels(sample, settings)),
        calibration: None,
    };
    let value = refer(&mut reading, calibrations.at(verdict.time), settings);
    let quality = Quality::of(reading.flags, reading.err);
    Evaluation { reading, value, quality }
}

/// The unlimited value of a stored reading, bit for bit as it was judged.
pub fn value_of(reading: &Reading, calibrations: &CalibrationHistory) -> Option<f64> {
    if is_dead(reading) {
        return None;
    }
    compute(reading, calibrations.revision(reading.calibration?)?)
}

/// A value as people see it: limited to the range and rounded to the resolution.
pub fn shown(value: f64, settings: &PointSettings) -> Option<f64> {
    settings.resolution.round(limited(value, settings)).map(|steps| settings.resolution.value(steps))
}

/// A value limited to the range of its point.
pub fn limited(value: f64, settings: &PointSettings) -> f64 {
    settings.range.map_or(value, |range| range.limit(value))
}

/// What is found about a value, and nothing else of a reading.
const OF_VALUE: Flags = Flags::UNCALIBRATED.with(Flags::NO_VALUE).with(Flags::UNDER_RANGE).with(Flags::OVER_RANGE);

/// Has a stored reading computed with another calibration, or with none: it refers to it from now on, and what depends on its value
/// is found anew with the settings of now. Everything else stays as it was measured.
pub fn recompute(reading: &mut Reading, calibration: Option<&Calibration>, settings: &PointSettings) {
    reading.flags = reading.flags.without(OF_VALUE);
    refer(reading, calibration, settings);
}

/// Refers a reading to its calibration, flags what its value tells, and hands over the value.
fn refer(reading: &mut Reading, calibration: Option<&Calibration>, settings: &PointSettings) -> Option<f64> {
    reading.calibration = calibration.map(|calibration| calibration.revision);
    let Some(calibration) = calibration else {
        reading.flags = reading.flags.with(Flags::UNCALIBRATED);
        return None;
    };
    if is_dead(reading) {
        return None;
    }
    let value = compute(reading, calibration);
    let found = value.map_or(Flags::NO_VALUE, |value| flags_of_range(value, settings));
    reading.flags = reading.flags.with(found);
    value
}

/// Whether the sensor gave nothing a value could be computed from.
pub(crate) fn is_dead(reading: &Reading) -> bool {
    reading.err == ERR_READ_FAILED || reading.flags.any(Flags::NO_VOLTAGE.with(Flags::AT_RAIL))
}

pub(crate) fn compute(reading: &Reading, calibration: &Calibration) -> Option<f64> {
    let mut channels = reading.channels;
    if reading.err == ERR_TEMPERATURE {
        channels.set(Channel::Temp, Measure::Missing);
    }
    calibration.coefficients.apply(&channels).map(|(value, _)| value)
}

fn only_finite(channels: &Channels) -> Channels {
    let mut finite = Channels::default();
    for channel in Channel::ALL {
        if let Some(x) = channels.finite(channel) {
            finite.set(channel, Measure::Finite(x));
        }
    }
    finite
}

pub(crate) fn flags_of_channels(sample: &Sample, settings: &PointSettings) -> Flags {
    let mut flags = Flags::default();
    match sample.channels.finite(Channel::VRaw) {
        None => flags = flags.with(Flags::NO_VOLTAGE),
        Some(v_raw) if at_rail(v_raw, settings) => flags = flags.with(Flags::AT_RAIL),
        Some(_) => {}
    }
    if sample.channels.finite(Channel::Temp).is_none() || sample.err == ERR_TEMPERATURE {
        flags = flags.with(Flags::UNCOMPENSATED);
    }
    if Channel::ALL.into_iter().any(|channel| sample.channels.get(channel) == Measure::NonFinite) {
        flags = flags.with(Flags::NON_FINITE);
    }
    if sample.anomalies.iter().any(|anomaly| matches!(anomaly, Anomaly::BadField(_))) {
        flags = flags.with(Flags::BAD_FIELD);
    }
    flags
}

/// A voltage at the edge of what the electronics can give is a broken sensor, not a small value.
fn at_rail(v_raw: f64, settings: &PointSettings) -> bool {
    match (settings.v_min, settings.v_max) {
        (None, None) => v_raw == 0.0,
        (v_min, v_max) => v_min.is_some_and(|v| v_raw <= v) || v_max.is_some_and(|v| v_raw >= v),
    }
}

/// Compared as judged: rounded to the resolution. What is too large to round is far outside any range.
pub(crate) fn flags_of_range(value: f64, settings: &PointSettings) -> Flags {
    let Some(range) = settings.range else { return Flags::default() };
    let rounded = |x: f64| settings.resolution.round(x).map_or(x, |steps| settings.resolution.value(steps));
    if rounded(value) >= rounded(range.end) {
        Flags::OVER_RANGE
    } else if rounded(value) < rounded(range.start) {
        Flags::UNDER_RANGE
    } else {
        Flags::default()
    }
}

impl ReadingRecord {
    /// The record of a stored reading, with the settings and calibrations of its point.
    pub fn from_parts(
        sn: SerialNumber,
        settings: &PointSettings,
        reading: &Reading,
        calibrations: &CalibrationHistory,
    ) -> Self {
        let unlimited = value_of(reading, calibrations);
        let shown = unlimited.and_then(|value| shown(value, settings));
        let channel = |channel| reading.channels.finite(channel);
        Self {
            sn,
            ts: reading.ts,
            time: reading.time,
            received: reading.received,
            seq: reading.seq,
            value: shown,
            value_unlimited: unlimited,
            unit: settings.unit,
            quality: Quality::of(reading.flags, reading.err),
            late: reading.flags.has(Flags::LATE),
            v_raw: channel(Channel::VRaw),
            temp: channel(Channel::Temp),
            humi: channel(Channel::Humi),
            bat: channel(Channel::Bat),
            rssi: channel(Channel::Rssi),
            err: reading.err,
            flags: reading.flags,
            calibration: reading.calibration,
        }
    }
}
