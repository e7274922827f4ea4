//! Readings by column, and what became of imported ones.

use mcs_core::{
    archive::Line,
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    reading::Flags,
    time::Timestamp,
    transfer::{ImportRefusal, Imported},
};

use super::{WireError, serial_number, small, unknown};
use crate::wire::{self, ImportRefusalReason, ReadingBlock};

const HAS_TS: u32 = 1;
const HAS_RECEIVED: u32 = 1 << 1;
const HAS_SEQ: u32 = 1 << 2;
const HAS_FLAGS: u32 = 1 << 3;
const HAS_CALIBRATION: u32 = 1 << 4;
const HAS_VALUE: u32 = 1 << 5;
const HAS_V_RAW: u32 = 1 << 6;
const HAS_TEMP: u32 = 1 << 7;
const HAS_HUMI: u32 = 1 << 8;
const HAS_BAT: u32 = 1 << 9;
const HAS_RSSI: u32 = 1 << 10;

/// Gathers readings by column.
#[derive(Debug, Default)]
pub struct Blocks {
    block: ReadingBlock,
    last: i64,
}

impl Blocks {
    /// Adds a reading of the device with this index.
    pub fn push(&mut self, device: u32, line: &Line) {
        let block = &mut self.block;
        let time = line.time.as_micros();
        let mut has = 0;
        let mut after = |bit, instant: Option<Timestamp>| {
            has |= if instant.is_some() { bit } else { 0 };
            instant.map_or(0, |instant| instant.as_micros().wrapping_sub(time))
        };
        block.ts_us.push(after(HAS_TS, line.ts));
        block.received_us.push(after(HAS_RECEIVED, line.received));
        let mut whole = |bit, n: Option<u32>| {
            has |= if n.is_some() { bit } else { 0 };
            n.unwrap_or(0)
        };
        block.seq.push(whole(HAS_SEQ, line.seq.map(Into::into)));
        block.flags.push(whole(HAS_FLAGS, line.flags.map(|flags| flags.0)));
        block.calibration.push(whole(HAS_CALIBRATION, line.calibration.map(|revision| revision.0)));
        let mut float = |bit, x: Option<f64>| {
            has |= if x.is_some() { bit } else { 0 };
            x.unwrap_or(0.0)
        };
        block.value.push(float(HAS_VALUE, line.value));
        block.v_raw.push(float(HAS_V_RAW, line.v_raw));
        block.temp.push(float(HAS_TEMP, line.temp));
        block.humi.push(float(HAS_HUMI, line.humi));
        block.bat.push(float(HAS_BAT, line.bat));
        block.rssi.push(float(HAS_RSSI, line.rssi));
        block.err.push(line.err.into());
        block.device.push(device);
        block.time_step_us.push(time.wrapping_sub(self.last));
        block.has.push(has);
        self.last = time;
    }

    /// How many were gathered.
    pub fn len(&self) -> usize {
        self.block.has.len()
    }

    /// Whether none was gathered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What was gathered; the next block begins.
    pub fn take(&mut self) -> ReadingBlock {
        self.last = 0;
        std::mem::take(&mut self.block)
    }
}

impl ReadingBlock {
    /// The readings of a block whose devices are these.
    pub fn lines(&self, devices: &[(SerialNumber, Option<Unit>)]) -> Result<Vec<Line>, WireError> {
        let count = self.has.len();
        for (name, length) in self.lengths() {
            if length != 0 && length != count {
                return Err(WireError::OutOfRange { field: name, given: format!("{length} for {count} readings") });
            }
        }
        let mut time = 0_i64;
        (0..count)
            .map(|i| {
                time = time.wrapping_add(at(&self.time_step_us, i));
                self.line(i, time, devices)
            })
            .collect()
    }

    fn line(&self, i: usize, time: i64, devices: &[(SerialNumber, Option<Unit>)]) -> Result<Line, WireError> {
        let has = at(&self.has, i);
        let device: u32 = at(&self.device, i);
        let (sn, unit) = usize::try_from(device)
            .ok()
            .and_then(|device| devices.get(device))
            .ok_or_else(|| WireError::OutOfRange { field: "device", given: device.to_string() })?;
        let after =
            |bit, list: &[i64]| (has & bit != 0).then(|| Timestamp::from_micros(time.wrapping_add(at(list, i))));
        let whole = |bit, list: &[u32]| (has & bit != 0).then(|| at(list, i));
        // What is not finite is no number anywhere behind this.
        let float = |bit, list: &[f64]| Some(at(list, i)).filter(|x| has & bit != 0 && x.is_finite());
        Ok(Line {
            time: Timestamp::from_micros(time),
            sn: sn.clone(),
            v_raw: float(HAS_V_RAW, &self.v_raw),
            value: float(HAS_VALUE, &self.value),
            temp: float(HAS_TEMP, &self.temp),
            humi: float(HAS_HUMI, &self.humi),
            bat: float(HAS_BAT, &self.bat),
            rssi: float(HAS_RSSI, &self.rssi),
            seq: whole(HAS_SEQ, &self.seq).map(|seq| small("seq", seq)).transpose()?,
            err: small("err", at(&self.err, i))?,
            unit: *unit,
            ts: after(HAS_TS, &self.ts_us),
            received: after(HAS_RECEIVED, &self.received_us),
            flags: whole(HAS_FLAGS, &self.flags).map(Flags),
            calibration: whole(HAS_CALIBRATION, &self.calibration).map(CalibrationRevision),
        })
    }

    const fn lengths(&self) -> [(&'static str, usize); 14] {
        [
            ("device", self.device.len()),
            ("time_step_us", self.time_step_us.len()),
            ("ts_us", self.ts_us.len()),
            ("received_us", self.received_us.len()),
            ("seq", self.seq.len()),
            ("err", self.err.len()),
            ("flags", self.flags.len()),
            ("calibration", self.calibration.len()),
            ("value", self.value.len()),
            ("v_raw", self.v_raw.len()),
            ("temp", self.temp.len()),
            ("humi", self.humi.len()),
            ("bat", self.bat.len()),
            ("rssi", self.rssi.len()),
        ]
    }
}

/// An empty list is one of zeros.
fn at<T: Copy + Default>(list: &[T], i: usize) -> T {
    list.get(i).copied().unwrap_or_default()
}

impl From<&Imported> for wire::ImportReadingsResponse {
    fn from(imported: &Imported) -> Self {
        let refused = imported.refused.iter().map(|((sn, why), count)| {
            let (reason, calibration) = match why {
                ImportRefusal::UnknownDevice => (ImportRefusalReason::UnknownDevice, None),
                ImportRefusal::UnknownCalibration(revision) => {
                    (ImportRefusalReason::UnknownCalibration, Some(revision.0))
                }
                ImportRefusal::ImpossibleTime => (ImportRefusalReason::ImpossibleTime, None),
            };
            wire::ImportRefusal { sn: sn.to_string(), reason: reason.into(), count: *count, calibration }
        });
        Self {
            new: imported.new,
            duplicate: imported.duplicate,
            conflict: imported.conflict,
            refused: refused.collect(),
        }
    }
}

impl TryFrom<wire::ImportReadingsResponse> for Imported {
    type Error = WireError;
    fn try_from(answer: wire::ImportReadingsResponse) -> Result<Self, WireError> {
        let wire::ImportReadingsResponse { new, duplicate, conflict, refused } = answer;
        let mut imported = Self { new, duplicate, conflict, ..Self::default() };
        for wire::ImportRefusal { sn, reason, count, calibration } in refused {
            let why = match ImportRefusalReason::try_from(reason) {
                Ok(ImportRefusalReason::UnknownDevice) => ImportRefusal::UnknownDevice,
                Ok(ImportRefusalReason::UnknownCalibration) => {
                    ImportRefusal::UnknownCalibration(CalibrationRevision(calibration.unwrap_or(0)))
                }
                Ok(ImportRefusalReason::ImpossibleTime) => ImportRefusal::ImpossibleTime,
                Ok(ImportRefusalReason::Unspecified) | Err(_) => return Err(unknown("reason", reason)),
            };
            *imported.refused.entry((serial_number(&sn)?, why)).or_default() += count;
        }
        Ok(imported)
    }
}
