//! Readings and their summaries.

use mcs_core::{
    id::CalibrationRevision,
    reading::{DamagedSpan, Flags, Interval, Quality, ReadingRecord},
    time::Timestamp,
};

use super::{WireError, device::unit, instant, micros, serial_number, small, unknown};
use crate::wire;

impl From<Quality> for wire::Quality {
    fn from(quality: Quality) -> Self {
        match quality {
            Quality::Good => Self::Good,
            Quality::Uncompensated => Self::Uncompensated,
            Quality::OutOfRange => Self::OutOfRange,
            Quality::Doubtful => Self::Doubtful,
            Quality::Fault => Self::Fault,
            Quality::Uncalibrated => Self::Uncalibrated,
        }
    }
}

pub(crate) fn quality(number: i32) -> Result<Quality, WireError> {
    match wire::Quality::try_from(number) {
        Ok(wire::Quality::Good) => Ok(Quality::Good),
        Ok(wire::Quality::Uncompensated) => Ok(Quality::Uncompensated),
        Ok(wire::Quality::OutOfRange) => Ok(Quality::OutOfRange),
        Ok(wire::Quality::Doubtful) => Ok(Quality::Doubtful),
        Ok(wire::Quality::Fault) => Ok(Quality::Fault),
        Ok(wire::Quality::Uncalibrated) => Ok(Quality::Uncalibrated),
        Ok(wire::Quality::Unspecified) | Err(_) => Err(unknown("quality", number)),
    }
}

impl From<&ReadingRecord> for wire::Reading {
    fn from(reading: &ReadingRecord) -> Self {
        Self {
            sn: reading.sn.to_string(),
            ts_us: micros(reading.ts),
            time_us: reading.time.as_micros(),
            received_us: reading.received.as_micros(),
            seq: reading.seq.map(Into::into),
            value: reading.value,
            value_unlimited: reading.value_unlimited,
            unit: reading.unit.as_str().to_owned(),
            quality: wire::Quality::from(reading.quality).into(),
            late: reading.late,
            v_raw: reading.v_raw,
            temp: reading.temp,
            humi: reading.humi,
            bat: reading.bat,
            rssi: reading.rssi,
            err: reading.err.into(),
            flags: reading.flags.0,
            calibration: reading.calibration.map(|revision| revision.0),
        }
    }
}

impl TryFrom<wire::Reading> for ReadingRecord {
    type Error = WireError;
    fn try_from(reading: wire::Reading) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&reading.sn)?,
            ts: instant(reading.ts_us),
            time: Timestamp::from_micros(reading.time_us),
            received: Timestamp::from_micros(reading.received_us),
            seq: reading.seq.map(|seq| small("seq", seq)).transpose()?,
            value: reading.value,
            value_unlimited: reading.value_unlimited,
            unit: unit(&reading.unit)?,
            quality: quality(reading.quality)?,
            late: reading.late,
            v_raw: reading.v_raw,
            temp: reading.temp,
            humi: reading.humi,
            bat: reading.bat,
            rssi: reading.rssi,
            err: small("err", reading.err)?,
            flags: Flags(reading.flags),
            calibration: reading.calibration.map(CalibrationRevision),
        })
    }
}

impl From<&DamagedSpan> for wire::DamagedSpan {
    fn from(span: &DamagedSpan) -> Self {
        Self {
            sn: span.sn.to_string(),
            from_us: span.from.as_micros(),
            to_us: span.to.as_micros(),
            why: span.why.clone(),
        }
    }
}

impl TryFrom<wire::DamagedSpan> for DamagedSpan {
    type Error = WireError;
    fn try_from(span: wire::DamagedSpan) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&span.sn)?,
            from: Timestamp::from_micros(span.from_us),
            to: Timestamp::from_micros(span.to_us),
            why: span.why,
        })
    }
}

impl From<&Interval> for wire::Interval {
    fn from(interval: &Interval) -> Self {
        Self {
            sn: interval.sn.to_string(),
            start_us: interval.start.as_micros(),
            count: interval.count,
            mean: interval.mean,
            min: interval.min,
            max: interval.max,
            last: interval.last,
            unit: interval.unit.as_str().to_owned(),
        }
    }
}

impl TryFrom<wire::Interval> for Interval {
    type Error = WireError;
    fn try_from(interval: wire::Interval) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&interval.sn)?,
            start: Timestamp::from_micros(interval.start_us),
            count: interval.count,
            mean: interval.mean,
            min: interval.min,
            max: interval.max,
            last: interval.last,
            unit: unit(&interval.unit)?,
        })
    }
}
