//! What is looked at in a reading, and what is known of its sensor beforehand.

use crate::{
    archive::Line,
    device::Limits,
    quantity::{Range, Unit},
    reading::{Flags, ReadingRecord},
    sensor::SensorType,
    time::{Span, Timestamp},
};

/// The part of a reading that an analysis looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// The corrected time.
    pub time: Timestamp,
    /// The packet number.
    pub seq: Option<u16>,
    /// Sensor voltage, mV.
    pub v_raw: Option<f64>,
    /// The value in the point's unit.
    pub value: Option<f64>,
    /// Its unit.
    pub unit: Option<Unit>,
    /// Temperature, °C.
    pub temp: Option<f64>,
    /// Battery, %.
    pub bat: Option<f64>,
    /// Signal strength, dBm.
    pub rssi: Option<f64>,
    /// The device's error code.
    pub err: u16,
    /// Facts about the reading.
    pub flags: Flags,
}

impl From<&ReadingRecord> for Sample {
    /// The unlimited value: what the display cuts off would hide a drift.
    fn from(reading: &ReadingRecord) -> Self {
        Self {
            time: reading.time,
            seq: reading.seq,
            v_raw: reading.v_raw,
            value: reading.value_unlimited,
            unit: Some(reading.unit),
            temp: reading.temp,
            bat: reading.bat,
            rssi: reading.rssi,
            err: reading.err,
            flags: reading.flags,
        }
    }
}

impl From<&Line> for Sample {
    fn from(line: &Line) -> Self {
        Self {
            time: line.time,
            seq: line.seq,
            v_raw: line.v_raw,
            value: line.value,
            unit: line.unit,
            temp: line.temp,
            bat: line.bat,
            rssi: line.rssi,
            err: line.err,
            flags: line.flags.unwrap_or_default(),
        }
    }
}

/// What is known of a sensor beforehand. What is not known is not guessed: findings then say less.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// What people call it.
    pub name: Option<String>,
    /// What it measures.
    pub kind: Option<SensorType>,
    /// Its measuring range.
    pub range: Option<Range>,
    /// Its alarm limits.
    pub limits: Limits,
    /// Time between two readings; measured if not known.
    pub period: Option<Span>,
}
