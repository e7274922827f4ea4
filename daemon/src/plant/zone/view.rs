//! What people see of zones.

use mcs_core::{
    alarm::Occurrence,
    zone::{ZoneMember, ZoneState},
};

use super::{super::state::Plant, Place, Voting, vote::members};

/// What is said of a place nobody set up.
const NO_VOTING: &str = "no voting";

impl Plant {
    /// Every zone that votes or that a device names, by name.
    pub(in super::super) fn zone_states(&self) -> Vec<ZoneState> {
        let shown = |place: &&Place| place.voting.is_some() || !place.points.is_empty();
        let mut all: Vec<ZoneState> = self.zones.all.iter().filter(shown).map(|place| self.zone_state(place)).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    fn zone_state(&self, place: &Place) -> ZoneState {
        let Some(Voting { zone, alarms }) = &place.voting else {
            let sns = place.points.iter().map(|&point| self.points[point].device.sn.clone());
            let members = sns.map(|sn| ZoneMember { sn, votes: false, unknown: None, masked: false }).collect();
            let (name, text) = (place.name.clone(), NO_VOTING.to_owned());
            return ZoneState { name, zone: None, members, votes: 0, needed: 0, blind: false, alarm: None, text };
        };
        let poll = alarms.poll();
        let voters = members(&place.points, &self.points);
        let mut seen: Vec<ZoneMember> = voters
            .clone()
            .map(|member| ZoneMember {
                sn: member.sn.clone(),
                votes: member.ballot.votes(),
                unknown: member.ballot.unknown,
                masked: member.ballot.masked,
            })
            .collect();
        seen.sort_by(|a, b| a.sn.cmp(&b.sn));
        ZoneState {
            name: place.name.clone(),
            zone: Some(zone.clone()),
            members: seen,
            votes: poll.votes,
            needed: poll.needed,
            blind: poll.blind(),
            alarm: alarms.open().next().map(|open| open.id),
            text: alarms.words(zone, voters),
        }
    }

    /// The open alarms of zones that look different than when live clients were last told.
    pub(in super::super) fn take_shown_zones(&mut self) -> Vec<Occurrence> {
        let shown = std::mem::take(&mut self.zones.shown);
        let mut open = Vec::with_capacity(shown.len());
        for index in shown {
            let place = &mut self.zones.all[index];
            place.shown_changed = false;
            open.extend(place.voting.iter().flat_map(|voting| voting.alarms.open()).cloned());
        }
        open
    }
}
