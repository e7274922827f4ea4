//! What the alarms must know of a point's calibration.

use crate::{
    calibration::CalibrationHistory,
    time::{Span, Timestamp},
};

/// Whether a point is calibrated, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CalibrationFacts {
    /// A calibration is on record and in force.
    pub on_record: bool,
    /// When it must be renewed, if somebody said so.
    pub due: Option<Timestamp>,
}

impl CalibrationFacts {
    /// How long a calibration may be past due before the point counts as uncalibrated. Time to send somebody.
    pub const GRACE: Span = Span::hours(30 * 24);

    /// Of the calibration in force at `now`.
    pub fn of(history: &CalibrationHistory, now: Timestamp) -> Self {
        match history.at(now) {
            Some(calibration) => Self { on_record: true, due: calibration.due },
            None => Self::default(),
        }
    }

    /// Whether the point counts as calibrated at this time.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.on_record && self.due.is_none_or(|due| at <= due + Self::GRACE)
    }
}
