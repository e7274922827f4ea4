//! All alarms of one point.

mod judged;

pub use judged::{Judged, Voltage};
use serde::{Deserialize, Serialize};

use super::{Actor, Changes, Mint, Occurrence, PointRules, Refusal};
use crate::{
    id::{OccurrenceId, PointId, SerialNumber},
    live::{Freshness, Pending},
    time::{Monotonic, Now, Span, Timestamp},
};

/// What must be kept of a point's alarms so that a restart changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointSnapshot {
    /// The shape of what follows.
    pub version: u8,
    /// The point.
    pub point: PointId,
    /// Its device.
    pub sn: SerialNumber,
}

/// All alarms of one point.
#[derive(Debug, Clone)]
pub struct PointAlarms {
    point: PointId,
    sn: SerialNumber,
}

#[expect(unused_variables, clippy::unused_self, reason = "signatures first, so that callers can be written")]
impl PointAlarms {
    /// A point nobody has heard of yet.
    pub fn new(point: PointId, sn: SerialNumber, now: Now) -> Self {
        Self { point, sn }
    }

    /// What must be kept; differs from the one before whenever [`Changes::state_changed`] was set.
    pub fn snapshot(&self) -> PointSnapshot {
        PointSnapshot { version: 1, point: self.point, sn: self.sn.clone() }
    }

    /// Continues after a restart. `last` is the corrected time of the newest live reading heard before it, `now` the
    /// moment at which the listener is ready. Call [`PointAlarms::tick`] right after it: what became due meanwhile is
    /// raised at once.
    pub fn restore(snapshot: PointSnapshot, rules: &PointRules, last: Option<Timestamp>, now: Now) -> Self {
        Self { point: snapshot.point, sn: snapshot.sn }
    }

    /// The point's settings or calibration were changed by a person. Alarms whose rule is gone are withdrawn; all
    /// others are judged by the new rules at the next reading.
    pub fn set_rules(&mut self, rules: &PointRules, by: &Actor, now: Now, mint: &mut dyn Mint, out: &mut Changes) {}

    /// Judges a live reading.
    pub fn hear(&mut self, rules: &PointRules, reading: &Judged, now: Now, mint: &mut dyn Mint, out: &mut Changes) {}

    /// Judges a reading of a backlog, apart from the live state.
    pub fn hear_late(
        &mut self,
        rules: &PointRules,
        reading: &Judged,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
    }

    /// A frame of the device could not be decoded. It is no sign of life; three in a row are a fault.
    pub fn undecodable(&mut self, rules: &PointRules, now: Now, mint: &mut dyn Mint, out: &mut Changes) {}

    /// The device's will was published: if it stays silent it is offline sooner.
    pub fn will(&mut self, rules: &PointRules, now: Now) {}

    /// We were deaf (our process stood still, the broker's link was lost) and listen again: silence counts from now.
    pub fn listening(&mut self, rules: &PointRules, now: Now) {}

    /// The server's wall clock was moved by `step`: what is remembered moves with it.
    pub fn clock_stepped(&mut self, step: Span) {}

    /// Does what has become due. Call at [`PointAlarms::next_due`]; earlier or later does no harm.
    pub fn tick(&mut self, rules: &PointRules, now: Now, mint: &mut dyn Mint, out: &mut Changes) {}

    /// When [`PointAlarms::tick`] will have something to do.
    pub fn next_due(&self) -> Option<Monotonic> {
        None
    }

    /// A person acknowledges an occurrence.
    pub fn acknowledge(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        Err(Refusal::Over)
    }

    /// A person ends a latch. `verified` says how the sensor was verified; `OVER_RANGE` is not reset without it.
    #[expect(clippy::too_many_arguments, reason = "a command, the clock and where its outcome goes")]
    pub fn reset(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        verified: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        Err(Refusal::Over)
    }

    /// The point is retired: every open alarm closes with the reason.
    pub fn withdraw_all(&mut self, by: &Actor, reason: &str, now: Now, mint: &mut dyn Mint, out: &mut Changes) {}

    /// Every occurrence that is not over.
    pub fn open(&self) -> impl Iterator<Item = &Occurrence> {
        std::iter::empty()
    }

    /// The condition that will be raised next, if one counts down.
    pub fn pending(&self) -> Option<Pending> {
        None
    }

    /// How fresh the point's value is.
    pub fn freshness(&self, now: Now) -> Freshness {
        Freshness::NotCommissioned
    }

    /// Whether nothing can be said of the point: offline, silent, without value or uncalibrated.
    pub fn is_unknown(&self, now: Now) -> bool {
        true
    }
}
