//! From a report to the line of an archive, by the plant's own reckoning.

use mcs_core::{
    archive::Line,
    calibration::{Calibration, CalibrationHistory},
    device::PointSettings,
    evaluation::evaluate,
    id::{CalibrationRevision, PointId, SerialNumber},
    lateness::{Timing, Verdict},
    observation::{Channel, Measure, Sample},
    reading::{Flags, Reading, ReadingRecord},
    time::{Span, Timestamp},
};

use super::super::detector::{Detector, Report};

/// How long a report is on its way.
const ON_THE_WAY: Span = Span::millis(140);

/// Writes the lines of one detector.
#[derive(Debug, Clone)]
pub(super) struct Scribe {
    sn: SerialNumber,
    settings: PointSettings,
    calibrations: CalibrationHistory,
}

impl Scribe {
    pub(super) fn new(detector: &Detector, period: Span, start: Timestamp) -> Self {
        let calibration = Calibration {
            revision: CalibrationRevision(1),
            valid_from: start - Span::hours(24),
            coefficients: detector.calibration,
            due: None,
            by: "simulation".to_owned(),
            recorded: start - Span::hours(24),
            comment: None,
        };
        Self {
            sn: detector.sn.clone(),
            settings: detector.profile.settings(period),
            calibrations: CalibrationHistory::new(vec![calibration]),
        }
    }

    /// The line of a report made at this time.
    pub(super) fn line(&self, report: &Report, err: u16, made: Timestamp) -> Line {
        let mut sample = Sample { ts: report.ts, seq: Some(report.seq), err, ..Sample::default() };
        for (channel, x) in [
            (Channel::VRaw, report.v_raw),
            (Channel::Temp, report.temp),
            (Channel::Humi, report.humi),
            (Channel::Bat, f64::from(report.bat)),
            (Channel::Rssi, f64::from(report.rssi)),
        ] {
            sample.channels.set(channel, Measure::Finite(x));
        }
        let received = (made + ON_THE_WAY).floor(Reading::RECEIVED_STEP);
        let time = report.ts.unwrap_or(received);
        let verdict = Verdict { timing: Timing::Live, time, flags: Flags::default() };
        let judged = evaluate(PointId(0), &sample, &verdict, received, &self.calibrations, &self.settings);
        Line::from(&ReadingRecord::from_parts(self.sn.clone(), &self.settings, &judged.reading, &self.calibrations))
    }
}
