//! What one line tells.

use crate::{
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    reading::{Flags, ReadingRecord},
    time::Timestamp,
};

/// One reading as a file tells it. What a file does not tell is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The corrected time.
    pub time: Timestamp,
    /// The device.
    pub sn: SerialNumber,
    /// Sensor voltage, mV.
    pub v_raw: Option<f64>,
    /// The shown value, limited to the range and rounded to the resolution, in `unit`. Column `ppm`.
    pub value: Option<f64>,
    /// Temperature, °C.
    pub temp: Option<f64>,
    /// Relative humidity, %.
    pub humi: Option<f64>,
    /// Battery, %.
    pub bat: Option<f64>,
    /// Signal strength, dBm.
    pub rssi: Option<f64>,
    /// The packet number.
    pub seq: Option<u16>,
    /// The device's error code; 0 where the file does not tell.
    pub err: u16,
    /// The unit of the value.
    pub unit: Option<Unit>,
    /// The device's time as sent. Column `ts_sent`.
    pub ts: Option<Timestamp>,
    /// When it arrived.
    pub received: Option<Timestamp>,
    /// Facts about it.
    pub flags: Option<Flags>,
    /// The calibration it is computed with. Column `calib`.
    pub calibration: Option<CalibrationRevision>,
}

impl Line {
    /// A line that tells of nothing but a time and a device.
    pub const fn new(time: Timestamp, sn: SerialNumber) -> Self {
        Self {
            time,
            sn,
            v_raw: None,
            value: None,
            temp: None,
            humi: None,
            bat: None,
            rssi: None,
            seq: None,
            err: 0,
            unit: None,
            ts: None,
            received: None,
            flags: None,
            calibration: None,
        }
    }
}

impl From<&ReadingRecord> for Line {
    fn from(record: &ReadingRecord) -> Self {
        Self {
            time: record.time,
            sn: record.sn.clone(),
            v_raw: record.v_raw,
            value: record.value,
            temp: record.temp,
            humi: record.humi,
            bat: record.bat,
            rssi: record.rssi,
            seq: record.seq,
            err: record.err,
            unit: Some(record.unit),
            ts: record.ts,
            received: Some(record.received),
            flags: Some(record.flags),
            calibration: record.calibration,
        }
    }
}
