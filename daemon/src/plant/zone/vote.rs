//! Counting: a zone is judged in the turn, and in the commit, of what changed one of its members.

use std::collections::BTreeSet;

use mcs_core::{
    alarm::{Actor, Member, SystemCause, TransitionKind, ZoneAlarms},
    id::{OccurrenceId, ShortName, ZoneId},
    sentence,
    time::{Now, Span, Timestamp},
    zone::Zone,
};

use super::{
    super::{
        boot::BootError,
        point::Point,
        state::{Plant, json},
    },
    Voting,
};
use crate::store::Urgency;

impl Plant {
    /// Takes the zones back as they were and counts anew. The points are where their devices say.
    pub(in super::super) fn bring_zones_back(
        &mut self,
        zones: Vec<Zone>,
        states: &std::collections::HashMap<ZoneId, Vec<u8>>,
        now: Now,
    ) -> Result<(), BootError> {
        for zone in zones {
            let alarms = match states.get(&zone.id) {
                Some(saved) => {
                    let saved = serde_json::from_slice(saved)
                        .map_err(|source| BootError::ZoneState { zone: zone.name.clone(), source })?;
                    ZoneAlarms::restore(saved, now)
                }
                None => ZoneAlarms::new(),
            };
            let index = self.zones.place(&zone.name);
            self.zones.all[index].voting = Some(Voting { zone, alarms });
        }
        for place in 0..self.points.len() {
            self.renew_ballot(place);
        }
        (0..self.zones.all.len()).for_each(|index| self.count_votes(index, now.utc, now));
        Ok(())
    }

    /// Puts a point into the zone its device names; counts anew where that, or what it is judged by, changed anything.
    pub(in super::super) fn rezone(&mut self, place: usize, by: &Actor) {
        let now = self.now();
        let point = &self.points[place];
        let wanted = point.device.zone.clone().filter(|_| point.device.retired.is_none());
        let wanted = wanted.map(|name| self.zones.place(&name));
        let before = self.points[place].zone;
        let moved = before != wanted;
        if moved {
            if let Some(left) = before {
                self.zones.all[left].points.retain(|&member| member != place);
            }
            if let Some(joined) = wanted {
                self.zones.all[joined].points.push(place);
            }
            self.points[place].zone = wanted;
        }
        let stands_otherwise = self.renew_ballot(place);
        if !moved && !stands_otherwise {
            return;
        }
        for index in before.into_iter().chain(wanted.filter(|_| moved)) {
            if let Some(voting) = &mut self.zones.all[index].voting {
                voting.alarms.changed(by, &mut self.changes);
            }
            self.count_votes(index, now.utc, now);
        }
    }

    /// Says of alarms just raised where they are, and which was the first there. Before they become steps of the commit.
    pub(in super::super) fn place_alarms(&mut self, place: usize) {
        let raised = self.changes.transitions.iter().any(|t| t.kind == TransitionKind::Raise);
        let Some(index) = self.points[place].zone.filter(|_| raised) else { return };
        let first = self.first_out(place, index);
        let (name, point) = (&self.zones.all[index].name, &mut self.points[place]);
        point.alarms.place(name, first, &mut self.changes);
    }

    /// The gas alarm just raised that is the first of its zone: no other stands there, or it takes the place of the first.
    fn first_out(&self, place: usize, index: usize) -> Option<OccurrenceId> {
        let raised = |t: &&mcs_core::alarm::Transition| t.kind == TransitionKind::Raise;
        let id = self.points[place].alarms.raised_gas(&self.changes)?;
        if let Some(gone) = self.changes.occurrences.iter().find(|o| o.first_out && o.closed.is_some()) {
            let again = self.changes.transitions.iter().filter(raised).find(|t| t.condition == gone.condition);
            return again.map(|t| t.occurrence);
        }
        let zone = &self.zones.all[index];
        let news = |id: OccurrenceId| self.changes.transitions.iter().filter(raised).any(|t| t.occurrence == id);
        let others = zone.points.iter().flat_map(|&member| self.points[member].alarms.open_gas());
        let votes = zone.voting.iter().flat_map(|voting| voting.alarms.open());
        let alone = others.chain(votes).all(|open| news(open.id));
        alone.then_some(id)
    }

    /// Counts the votes of a point's zone, if it stands otherwise than before.
    pub(in super::super) fn vote(&mut self, place: usize, measured: Timestamp) {
        let Some(index) = self.points[place].zone else { return };
        if self.renew_ballot(place) {
            let now = self.clock.now();
            self.count_votes(index, measured, now);
        }
    }

    /// Looks how a point stands; whether otherwise than before.
    pub(super) fn renew_ballot(&mut self, place: usize) -> bool {
        let point = &mut self.points[place];
        let voting = point.zone.and_then(|index| self.zones.all[index].voting.as_ref());
        let Some(voting) = voting.filter(|_| point.rules.gas()) else {
            return point.ballot.take().is_some();
        };
        let ballot = point.alarms.ballot(&point.rules, voting.zone.level);
        point.ballot.replace(ballot) != Some(ballot)
    }

    /// Counts all votes of a zone.
    pub(super) fn count_votes(&mut self, index: usize, measured: Timestamp, now: Now) {
        let Self { zones, points, mint, changes, .. } = self;
        let place = &mut zones.all[index];
        let Some(Voting { zone, alarms }) = &mut place.voting else { return };
        alarms.hear(zone, members(&place.points, points), measured, now, mint, changes);
        self.take_zone_changes(index);
    }

    /// Takes what a count or a person changed into the commit of this turn.
    pub(in super::super) fn take_zone_changes(&mut self, index: usize) {
        if self.changes.state_changed {
            self.touch_zone(index);
        }
        if !self.changes.occurrences.is_empty() {
            self.show_zone(index);
        }
        if !self.changes.transitions.is_empty() {
            self.commit.press(Urgency::AtOnce);
        }
        self.take_steps();
    }

    /// What is due by the clock.
    pub(in super::super) fn watch_zones(&mut self, now: Now) {
        for index in 0..self.zones.all.len() {
            let Self { zones, mint, changes, .. } = self;
            let Some(Voting { zone, alarms }) = &mut zones.all[index].voting else { continue };
            if alarms.next_due().is_some_and(|due| due <= now.mono) {
                alarms.tick(zone, now, mint, changes);
                self.take_zone_changes(index);
            }
        }
        self.watch_sight(now);
    }

    /// Zones of which nothing is known, and zones of which people masked too much.
    fn watch_sight(&mut self, now: Now) {
        let named = |wanted: fn(&Voting) -> bool| {
            let named: Vec<&str> = self.zones.voting().filter(|v| wanted(v)).map(|v| v.zone.name.as_str()).collect();
            named.join(", ")
        };
        let blind = named(|voting| voting.alarms.poll().blind());
        let masked = named(|voting| voting.alarms.poll().masked());
        let say = |names: &str, text: String| if names.is_empty() { String::new() } else { text };
        let text = say(&blind, sentence::ZONE_BLIND.with(&[&blind]));
        let stood = self.system.stands(SystemCause::ZoneBlind);
        self.set_system(SystemCause::ZoneBlind, !blind.is_empty(), &text, now);
        if self.note_blind() && stood {
            // People may have acknowledged it for another zone.
            let Self { system, mint, changes, .. } = self;
            system.worse(SystemCause::ZoneBlind, sentence::ZONE_BLIND_TOO.plain(), now, mint, changes);
            self.take_system_changes();
        }
        let text = say(&masked, sentence::ZONE_MASKED.with(&[&masked]));
        self.set_system(SystemCause::ZoneMasked, !masked.is_empty(), &text, now);
    }

    /// Notes which zones are blind; whether one is that was not.
    fn note_blind(&mut self) -> bool {
        let blind: BTreeSet<ShortName> =
            self.zones.voting().filter(|v| v.alarms.poll().blind()).map(|v| v.zone.name.clone()).collect();
        let before = self.zones.blind.replace(blind);
        let now = self.zones.blind.iter().flatten();
        before.is_some_and(|before| now.clone().any(|name| !before.contains(name)))
    }

    /// Follows a step of the server's wall clock.
    pub(in super::super) fn step_zone_clocks(&mut self, step: Span) {
        for index in 0..self.zones.all.len() {
            if let Some(voting) = &mut self.zones.all[index].voting {
                voting.alarms.clock_stepped(step);
                self.touch_zone(index);
            }
        }
    }

    /// Puts the states of zones into the commit.
    pub(in super::super) fn save_zones(&mut self) {
        for index in std::mem::take(&mut self.zones.touched) {
            let place = &mut self.zones.all[index];
            place.state_changed = false;
            if let Some(Voting { zone, alarms }) = &place.voting {
                self.commit.zone_states.push((zone.id, json(&alarms.snapshot())));
            }
        }
    }

    /// Every zone's state shall go into the commit.
    pub(in super::super) fn touch_zones(&mut self) {
        (0..self.zones.all.len()).for_each(|index| self.touch_zone(index));
    }

    pub(super) fn touch_zone(&mut self, index: usize) {
        if !std::mem::replace(&mut self.zones.all[index].state_changed, true) {
            self.zones.touched.push(index);
        }
    }

    fn show_zone(&mut self, index: usize) {
        if !std::mem::replace(&mut self.zones.all[index].shown_changed, true) {
            self.zones.shown.push(index);
        }
    }
}

/// The members of a zone: its points that stand for something in a vote.
pub(super) fn members<'a>(places: &'a [usize], points: &'a [Point]) -> impl Iterator<Item = Member<'a>> + Clone {
    places.iter().filter_map(|&place| {
        let point = &points[place];
        Some(Member { sn: &point.device.sn, ballot: point.ballot? })
    })
}
