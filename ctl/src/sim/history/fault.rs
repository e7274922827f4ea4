//! Faults that are planted in a written history, so that whoever looks for them can be tested.

use std::str::FromStr;

use mcs_core::id::SerialNumber;

use super::super::{detector::Report, dice::Dice, error::PlanError, leak::Leak, profile::Profile};

/// What is wrong with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// Its voltage stops moving halfway.
    Stuck,
    /// Its clean-air level creeps away from a third on, by a tenth of the range in all.
    Drift,
    /// Its battery falls to 23 % at the end.
    Battery,
    /// Nothing is heard of it for a fiftieth of the time, halfway.
    Gap,
    /// Nothing is heard of it in the last twentieth.
    Silent,
    /// Its noise is five times as strong from halfway on.
    Noise,
    /// Its signal is 18 dB weaker from halfway on.
    Signal,
    /// It reports that its sensor cannot be read in the last twentieth.
    Error,
    /// Gas escapes beside it once a day, and it shows it.
    Leak,
}

impl FaultKind {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Stuck, "stuck"),
        (Self::Drift, "drift"),
        (Self::Battery, "battery"),
        (Self::Gap, "gap"),
        (Self::Silent, "silent"),
        (Self::Noise, "noise"),
        (Self::Signal, "signal"),
        (Self::Error, "error"),
        (Self::Leak, "leak"),
    ];
}

/// A device and its fault, as given on the command line: `stuck:A007`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FaultOf {
    /// The device.
    pub(crate) sn: SerialNumber,
    /// What is wrong with it.
    pub(crate) kind: FaultKind,
}

impl FromStr for FaultOf {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let refused = || PlanError::Scenario {
            what: "fault",
            given: text.to_owned(),
            example: "stuck:A007; there are stuck, drift, battery, gap, silent, noise, signal, error and leak",
        };
        let (kind, sn) = text.split_once(':').ok_or_else(refused)?;
        let (kind, _) = FaultKind::ALL.into_iter().find(|(_, name)| *name == kind).ok_or_else(refused)?;
        Ok(Self { sn: SerialNumber::new(sn).map_err(|_| refused())?, kind })
    }
}

/// A fault at work in one device.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    kind: FaultKind,
    /// Millivolts that the whole range covers.
    span_mv: f64,
    /// Millivolts of one step of the clean-air walk.
    step_mv: f64,
    peak_mv: f64,
    dice: Dice,
    held: Option<f64>,
    full: Option<f64>,
}

/// When a report is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// 0 at the beginning of the history, 1 at its end.
    pub(super) share: f64,
    /// Since the beginning.
    pub(super) elapsed: mcs_core::time::Span,
}

impl Fault {
    /// A fault of a device whose calibration gives this many units a millivolt. It has a chance of its own, so that the device
    /// measures the same as it would without.
    pub(super) fn new(kind: FaultKind, profile: &Profile, k: f64, seed: u64, index: u64) -> Self {
        let (start, end) = profile.range();
        Self {
            kind,
            span_mv: (end - start) / k,
            step_mv: profile.noise / k,
            peak_mv: profile.peak / k,
            dice: Dice::new(seed ^ 0x0066_6175_6c74, index),
            held: None,
            full: None,
        }
    }

    /// Does its work on a report; answers the error code with which it is heard, `None` if it is not heard at all.
    pub(super) fn work(&mut self, report: &mut Report, when: When) -> Option<u16> {
        let share = when.share;
        let late = share >= 0.5;
        let extra = self.step_mv * 5.0 * self.dice.bell();
        match self.kind {
            FaultKind::Stuck if late => report.v_raw = *self.held.get_or_insert(report.v_raw),
            FaultKind::Drift => report.v_raw += 0.1 * self.span_mv * ((share - 1.0 / 3.0) * 1.5).max(0.0),
            FaultKind::Battery => {
                let full = *self.full.get_or_insert(f64::from(report.bat));
                report.bat = percent(full + (23.0 - full) * share);
            }
            FaultKind::Gap if (0.5..0.52).contains(&share) => return None,
            FaultKind::Silent if share >= 0.95 => return None,
            FaultKind::Noise if late => report.v_raw += extra,
            FaultKind::Signal if late => report.rssi -= 18,
            FaultKind::Error if share >= 0.95 => return Some(1),
            FaultKind::Leak => report.v_raw += leak(self.peak_mv, when.elapsed),
            FaultKind::Stuck
            | FaultKind::Gap
            | FaultKind::Silent
            | FaultKind::Noise
            | FaultKind::Signal
            | FaultKind::Error => {}
        }
        report.v_raw = (report.v_raw * 100.0).round() / 100.0;
        Some(0)
    }
}

/// A leak at noon of each day.
fn leak(peak: f64, elapsed: mcs_core::time::Span) -> f64 {
    use mcs_core::time::Span;
    let today = Span::micros(elapsed.as_micros().rem_euclid(Span::hours(24).as_micros()));
    Leak::new(Span::hours(12), peak).extra(today)
}

fn percent(x: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limited to a percentage")]
    let percent = x.round().clamp(0.0, 100.0) as u8;
    percent
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, FaultOf};

    #[test]
    fn a_fault_is_written_as_kind_and_device() {
        let fault: FaultOf = "drift:A012".parse().expect("well written");
        assert_eq!((fault.kind, fault.sn.as_str()), (FaultKind::Drift, "A012"));
        for text in ["", "drift", "drift:", "rust:A001", "A012:drift"] {
            let error = text.parse::<FaultOf>().expect_err("no fault");
            assert!(error.to_string().contains("stuck:A007"), "{error}");
        }
    }
}
