//! How a point stands in the vote of its zone, and which of its alarms was the first there.

use super::{PointAlarms, wired::Wired};
use crate::{
    alarm::{Changes, Condition, Mask, MaskKind, Occurrence, PointRules, TransitionKind, zone::Ballot},
    id::{OccurrenceId, ShortName},
    zone::{Unknown, ZoneLevel},
};

/// Every condition that is a vote on the second level.
const SECOND: [Wired; 3] = [Wired::OverRange, Wired::HighHigh, Wired::LowLow];
/// Those that are one on the first level only.
const FIRST: [Wired; 2] = [Wired::High, Wired::Low];

impl PointAlarms {
    /// How the point stands in a vote on this level. All of it survives a restart: a detector is not missing because we were.
    pub fn ballot(&self, rules: &PointRules, level: ZoneLevel) -> Ballot {
        let tracks = &self.board.tracks;
        let holds = |wired: &Wired| tracks[*wired].judge.holds();
        let over = SECOND.iter().any(holds) || (level == ZoneLevel::A1 && FIRST.iter().any(holds));
        let frozen = self.freezes.frozen();
        let unknown = match () {
            () if !self.commissioned => Some(Unknown::NotCommissioned),
            () if frozen => Some(Unknown::Inhibited),
            () if holds(&Wired::Offline) => Some(Unknown::Offline),
            () if holds(&Wired::Uncalibrated) => Some(Unknown::Uncalibrated),
            () if !self.link.has_value => Some(Unknown::NoValue),
            () if !can_vote(rules, level) => Some(Unknown::NoLimit),
            () => None,
        };
        Ballot {
            commissioned: self.commissioned,
            over,
            frozen,
            unknown,
            masked: self.masks().any(hides_gas),
            over_range: self.board.over_range_stands(),
        }
    }

    /// Every gas alarm of the point that is not over; none where it measures no gas.
    pub fn open_gas(&self) -> impl Iterator<Item = &Occurrence> {
        let gas = Wired::ALL.into_iter().filter(|wired| self.board.gas && wired.about_gas());
        gas.filter_map(|wired| Some(&self.board.tracks[wired].open.as_ref()?.occurrence))
    }

    /// The gas alarm that was just raised live, the worst one if there are several.
    pub fn raised_gas(&self, out: &Changes) -> Option<OccurrenceId> {
        let raised = out.transitions.iter().filter(|t| t.kind == TransitionKind::Raise);
        raised.map(|t| t.occurrence).find(|id| self.open_gas().any(|open| open.id == *id))
    }

    /// Says of the alarms just raised in which zone the point is, and of one that it was the first there.
    pub fn place(&mut self, zone: &ShortName, first_out: Option<OccurrenceId>, out: &mut Changes) {
        for track in self.board.tracks.iter_mut() {
            let Some(open) = &mut track.open else { continue };
            let occurrence = &mut open.occurrence;
            let raised =
                out.transitions.iter().any(|t| t.kind == TransitionKind::Raise && t.occurrence == occurrence.id);
            if raised && (occurrence.zone.is_none() || first_out == Some(occurrence.id)) {
                occurrence.zone = Some(zone.clone());
                occurrence.first_out |= first_out == Some(occurrence.id);
                out.touch(occurrence);
            }
        }
    }
}

/// Whether a person hid the point, or an alarm that says gas.
fn hides_gas(mask: &Mask) -> bool {
    match mask.kind {
        MaskKind::Inhibited | MaskKind::OutOfService => true,
        MaskKind::Shelved => mask.condition.and_then(Wired::of).is_some_and(Wired::about_gas),
        MaskKind::WarmUp | MaskKind::Suppressed => false,
    }
}

fn can_vote(rules: &PointRules, level: ZoneLevel) -> bool {
    let has = |condition| rules.level(condition).is_some();
    let second = has(Condition::HighHigh) || has(Condition::LowLow);
    match level {
        ZoneLevel::A1 => second || has(Condition::High) || has(Condition::Low),
        ZoneLevel::A2 => second,
    }
}
