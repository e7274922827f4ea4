//! What stands between the readings of a history: where some are missing, and what became of alarms.

use std::fmt::Write as _;

use mcs_core::{
    alarm::{Occurrence, Transition, TransitionKind},
    id::SerialNumber,
    time::Timestamp,
};
use serde::Serialize;

use super::alarm::Step;
use crate::{
    output::{Beside, Cell, Tone},
    time::{Zone, spoken_in_two},
};

/// A stretch without readings of a device that should report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Gap {
    /// The device.
    pub(crate) sn: SerialNumber,
    /// Its last reading before it, or when it should have begun to report.
    pub(crate) from: Timestamp,
    /// Its first reading after it, or the end of the period.
    pub(crate) to: Timestamp,
}

impl Beside for Gap {
    const NAME: &'static str = "gap";

    fn line(&self, _: &Zone) -> Cell {
        Cell::new(format!("— {}: no readings for {} —", self.sn, spoken_in_two(self.to - self.from))).tone(Tone::Warn)
    }
}

/// A step in the life of an alarm of a device.
#[derive(Debug, Serialize)]
pub(crate) struct Mark {
    /// The device.
    pub(crate) sn: SerialNumber,
    alarm: u64,
    #[serde(rename = "type")]
    condition: String,
    /// When it was measured, or done.
    pub(crate) time: Timestamp,
    #[serde(flatten)]
    step: Step,
}

impl Mark {
    /// Of an alarm of this device.
    pub(crate) fn new(sn: &SerialNumber, alarm: &Occurrence, transition: Transition) -> Self {
        Self {
            sn: sn.clone(),
            alarm: alarm.id.0,
            condition: alarm.condition.to_string(),
            time: transition.measured,
            step: transition.into(),
        }
    }
}

impl Beside for Mark {
    const NAME: &'static str = "mark";

    fn line(&self, zone: &Zone) -> Cell {
        let (sign, words, tone) = match self.step.kind {
            TransitionKind::Raise => ("▲", "raised", Tone::Bad),
            TransitionKind::Realarm => ("▲", "raised again", Tone::Bad),
            TransitionKind::Return => ("▼", "returned", Tone::Good),
            TransitionKind::Ack => ("✓", "acknowledged", Tone::Plain),
            TransitionKind::Reset => ("✓", "reset", Tone::Plain),
            TransitionKind::Supersede => ("·", "superseded", Tone::Dim),
            TransitionKind::Withdraw => ("·", "withdrawn", Tone::Dim),
            TransitionKind::MaskOn => ("·", "masked", Tone::Dim),
            TransitionKind::MaskOff => ("·", "unmasked", Tone::Dim),
            TransitionKind::MaskReminder => ("·", "mask ends soon", Tone::Dim),
        };
        let (time, sn, condition) = (zone.show(self.time), &self.sn, &self.condition);
        let mut line = format!("{time}  {sn}  {sign} {condition} {words} #{}", self.alarm);
        if let Some(by) = &self.step.by {
            let _ = write!(line, " by {by}");
        }
        Cell::new(line).tone(tone)
    }
}
