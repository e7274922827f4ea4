//! From a line back to the reading it tells of.

use super::Line;
use crate::{
    calibration::CalibrationHistory,
    device::PointSettings,
    evaluation::{compute, flags_of_channels, flags_of_range, is_dead},
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure, Sample},
    reading::{Flags, Reading},
};

/// A line names a calibration that the point does not have: its value would become another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("calibration {revision} is not on record")]
pub struct UnknownCalibration {
    /// Its number.
    pub revision: CalibrationRevision,
}

impl Line {
    /// The reading this line tells of, for the point that had its serial number at that time.
    ///
    /// The value is not taken from the line: channels and calibration give it. Where the line names no calibration and does
    /// not say that there was none, the one in force at its time is used. Where it knows no flags, they are found again from
    /// the channels. Without a time of receipt it counts as received when it was measured.
    pub fn reading(
        &self,
        point: PointId,
        settings: &PointSettings,
        calibrations: &CalibrationHistory,
    ) -> Result<Reading, UnknownCalibration> {
        let calibration = match self.calibration {
            Some(revision) => Some(calibrations.revision(revision).ok_or(UnknownCalibration { revision })?),
            None if self.flags.is_some_and(|flags| flags.has(Flags::UNCALIBRATED)) => None,
            None => calibrations.at(self.time),
        };
        let mut reading = Reading {
            point,
            ts: self.ts,
            time: self.time,
            received: self.received.unwrap_or(self.time),
            seq: self.seq,
            channels: self.channels(),
            err: self.err,
            flags: self.flags.unwrap_or_default(),
            calibration: calibration.map(|calibration| calibration.revision),
        };
        if self.flags.is_none() {
            let sample = Sample { channels: reading.channels, err: reading.err, ..Sample::default() };
            reading.flags = flags_of_channels(&sample, settings);
            match calibration {
                None => reading.flags = reading.flags.with(Flags::UNCALIBRATED),
                Some(_) if is_dead(&reading) => {}
                Some(calibration) => {
                    let value = compute(&reading, calibration);
                    let found = value.map_or(Flags::NO_VALUE, |value| flags_of_range(value, settings));
                    reading.flags = reading.flags.with(found);
                }
            }
        }
        Ok(reading)
    }

    fn channels(&self) -> Channels {
        let mut channels = Channels::default();
        let told = [
            (Channel::VRaw, self.v_raw),
            (Channel::Temp, self.temp),
            (Channel::Humi, self.humi),
            (Channel::Bat, self.bat),
            (Channel::Rssi, self.rssi),
        ];
        for (channel, x) in told {
            if let Some(x) = x.filter(|x| x.is_finite()) {
                // Zero has no sign in the store.
                channels.set(channel, Measure::Finite(x + 0.0));
            }
        }
        channels
    }
}
