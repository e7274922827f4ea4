//! How a point stands in the vote of its zone, and which of its alarms was the first there.

use super::{PointAlarms, wired::Wired};
use crate::{
    alarm::{Changes, Condition, Masks, Occurrence, PointRules, TransitionKind, zone::Standing},
    id::{OccurrenceId, ShortName},
    zone::{Unknown, ZoneLevel},
};

/// Every condition that is a vote on the second level.
const SECOND: [Wired; 3] = [Wired::OverRange, Wired::HighHigh, Wired::LowLow];
/// Those that are one on the first level only.
const FIRST: [Wired; 2] = [Wired::High, Wired::Low];
/// A person put them on.
const BY_A_PERSON: Masks = Masks::SHELVED.with(Masks::INHIBITED).with(Masks::OUT_OF_SERVICE);

impl PointAlarms {
    /// How the point stands in a vote on this level. All of it survives a restart: a detector is not missing because we were.
    pub fn standing(&self, rules: &PointRules, level: ZoneLevel) -> Standing {
        let tracks = &self.board.tracks;
        let holds = |wired: &Wired| tracks[*wired].judge.holds();
        let over = SECOND.iter().any(holds) || (level == ZoneLevel::A1 && FIRST.iter().any(holds));
        let masks = Wired::ALL.into_iter().filter(|wired| wired.about_gas());
        let masks = masks.fold(Masks::NONE, |masks, wired| masks.with(tracks[wired].life.masks));
        let frozen = masks.frozen();
        let unknown = match () {
            () if !self.commissioned => Some(Unknown::NotCommissioned),
            () if frozen => Some(Unknown::Inhibited),
            () if holds(&Wired::Offline) => Some(Unknown::Offline),
            () if holds(&Wired::Uncalibrated) => Some(Unknown::Uncalibrated),
            () if !self.link.has_value => Some(Unknown::NoValue),
            () if !can_vote(rules, level) => Some(Unknown::NoLimit),
            () => None,
        };
        Standing {
            commissioned: self.commissioned,
            over,
            frozen,
            unknown,
            masked: masks.any(BY_A_PERSON),
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

fn can_vote(rules: &PointRules, level: ZoneLevel) -> bool {
    let has = |condition| rules.level(condition).is_some();
    let second = has(Condition::HighHigh) || has(Condition::LowLow);
    match level {
        ZoneLevel::A1 => second || has(Condition::High) || has(Condition::Low),
        ZoneLevel::A2 => second,
    }
}
