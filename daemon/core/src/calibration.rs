//! From voltage to concentration: `value = k·v_raw + b + t_comp·(temp − t_ref)`.

use serde::{Deserialize, Serialize};

use crate::{
    id::CalibrationRevision,
    observation::{Channel, Channels},
    time::Timestamp,
};

/// The coefficients of one calibration. All finite, `k` not zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coefficients {
    /// Value per millivolt.
    pub k: f64,
    /// Value at zero millivolt.
    pub b: f64,
    /// Reference temperature, °C.
    pub t_ref: f64,
    /// Value per °C away from the reference.
    pub t_comp: f64,
}

/// Coefficients that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalibrationError {
    /// One of them is NaN or infinite.
    #[error("{name} must be a finite number")]
    NotFinite {
        /// Which one.
        name: &'static str,
    },
    /// With a slope of zero every voltage would give the same value.
    #[error("k must not be 0: every voltage would give the same value")]
    ZeroSlope,
}

impl Coefficients {
    /// Checks the coefficients.
    pub fn new(k: f64, b: f64, t_ref: f64, t_comp: f64) -> Result<Self, CalibrationError> {
        for (name, x) in [("k", k), ("b", b), ("t_ref", t_ref), ("t_comp", t_comp)] {
            if !x.is_finite() {
                return Err(CalibrationError::NotFinite { name });
            }
        }
        if k == 0.0 {
            return Err(CalibrationError::ZeroSlope);
        }
        Ok(Self { k, b, t_ref, t_comp })
    }

    /// The unlimited value. Without a temperature there is no compensation, and the second part of the answer is false.
    /// `None` without a usable voltage, or when the result is not finite.
    pub fn apply(&self, channels: &Channels) -> Option<(f64, bool)> {
        let v_raw = channels.finite(Channel::VRaw)?;
        let plain = self.k * v_raw + self.b;
        let (value, compensated) = match channels.finite(Channel::Temp) {
            Some(temp) => (plain + self.t_comp * (temp - self.t_ref), true),
            None => (plain, false),
        };
        value.is_finite().then_some((value, compensated))
    }
}

/// One calibration of a point, valid from a time on. A reading refers to the revision it was computed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Counted from 1 for each point.
    pub revision: CalibrationRevision,
    /// Readings from this time on are computed with it.
    pub valid_from: Timestamp,
    /// The coefficients.
    #[serde(flatten)]
    pub coefficients: Coefficients,
    /// When it must be renewed.
    pub due: Option<Timestamp>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Why, or how.
    pub comment: Option<String>,
}

/// The calibrations of a point, oldest first. Empty means uncalibrated; nothing stands in for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct CalibrationHistory(Vec<Calibration>);

impl CalibrationHistory {
    /// Puts revisions in order.
    pub fn new(mut calibrations: Vec<Calibration>) -> Self {
        calibrations.sort_by_key(|c| (c.valid_from, c.revision));
        Self(calibrations)
    }

    /// Adds one revision in its place.
    pub fn add(&mut self, calibration: Calibration) {
        self.0.push(calibration);
        self.0.sort_by_key(|c| (c.valid_from, c.revision));
    }

    /// The calibration in force at a time; `None` before the first one.
    pub fn at(&self, time: Timestamp) -> Option<&Calibration> {
        let after = self.0.partition_point(|c| c.valid_from <= time);
        after.checked_sub(1).and_then(|i| self.0.get(i))
    }

    /// The calibration with this revision.
    pub fn revision(&self, revision: CalibrationRevision) -> Option<&Calibration> {
        self.0.iter().find(|c| c.revision == revision)
    }

    /// The number the next one gets.
    pub fn next_revision(&self) -> CalibrationRevision {
        CalibrationRevision(self.0.iter().map(|c| c.revision.0).max().unwrap_or(0) + 1)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[Calibration] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Calibration, CalibrationError, CalibrationHistory, Coefficients};
    use crate::{
        id::CalibrationRevision,
        time::{Span, Timestamp},
    };

    fn from(revision: u32, seconds: i64) -> Calibration {
        Calibration {
            revision: CalibrationRevision(revision),
            valid_from: Timestamp::EPOCH + Span::secs(seconds),
            coefficients: Coefficients { k: 1.0, b: 0.0, t_ref: 25.0, t_comp: 0.0 },
            due: None,
            by: "engineer".into(),
            recorded: Timestamp::EPOCH,
            comment: None,
        }
    }

    #[test]
    fn coefficients_that_cannot_measure_are_refused() {
        assert_eq!(Coefficients::new(0.0, 1.0, 25.0, 0.0), Err(CalibrationError::ZeroSlope));
        for (at, name) in ["k", "b", "t_ref", "t_comp"].into_iter().enumerate() {
            let mut given = [1.0; 4];
            given[at] = f64::NAN;
            let [k, b, t_ref, t_comp] = given;
            assert_eq!(Coefficients::new(k, b, t_ref, t_comp), Err(CalibrationError::NotFinite { name }));
        }
    }

    #[test]
    fn the_newest_calibration_valid_at_a_time_is_in_force() {
        let mut history = CalibrationHistory::new(vec![from(2, 20), from(1, 10)]);
        assert_eq!(history.next_revision(), CalibrationRevision(3));
        history.add(from(3, 20));
        let at = |seconds| history.at(Timestamp::EPOCH + Span::secs(seconds)).map(|c| c.revision.0);
        assert_eq!([9, 10, 19, 20, 1000].map(at), [None, Some(1), Some(1), Some(3), Some(3)]);
        assert!(history.revision(CalibrationRevision(2)).is_some(), "what was computed with it still refers to it");
        assert_eq!(CalibrationHistory::default().next_revision(), CalibrationRevision(1));
    }
}
