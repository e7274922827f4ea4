//! Calibrations of a point.

use mcs_core::{
    calibration::{Calibration, Coefficients},
    id::CalibrationRevision,
    time::Timestamp,
};

use super::{WireError, instant, micros};
use crate::wire;

impl From<&Calibration> for wire::Calibration {
    fn from(calibration: &Calibration) -> Self {
        let Coefficients { k, b, t_ref, t_comp } = calibration.coefficients;
        Self {
            revision: calibration.revision.0,
            valid_from_us: calibration.valid_from.as_micros(),
            k,
            b,
            t_ref,
            t_comp,
            due_us: micros(calibration.due),
            by: calibration.by.clone(),
            recorded_us: calibration.recorded.as_micros(),
            comment: calibration.comment.clone(),
        }
    }
}

impl TryFrom<wire::Calibration> for Calibration {
    type Error = WireError;
    fn try_from(calibration: wire::Calibration) -> Result<Self, WireError> {
        Ok(Self {
            revision: CalibrationRevision(calibration.revision),
            valid_from: Timestamp::from_micros(calibration.valid_from_us),
            coefficients: Coefficients::new(calibration.k, calibration.b, calibration.t_ref, calibration.t_comp)?,
            due: instant(calibration.due_us),
            by: calibration.by,
            recorded: Timestamp::from_micros(calibration.recorded_us),
            comment: calibration.comment,
        })
    }
}
