//! What people do to alarms.

use mcs_core::{
    alarm::{Actor, Occurrence, Refusal},
    id::OccurrenceId,
};

use super::{
    AckAllOutcome, PlantError,
    state::{Home, Plant},
    zone::Voting,
};
use crate::store::Audit;

impl Plant {
    /// Acknowledges named occurrences: all of them, or none and why.
    pub(super) fn acknowledge(
        &mut self,
        ids: &[OccurrenceId],
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Vec<Occurrence>, PlantError> {
        let homes = ids
            .iter()
            .map(|&id| self.home_of(id).ok_or_else(|| self.why_gone(id)).map(|home| (id, home)))
            .collect::<Result<Vec<_>, _>>()?;
        homes.into_iter().map(|(id, home)| self.acknowledge_one(id, home, comment, by)).collect()
    }

    /// Acknowledges those of the named occurrences that still need it.
    pub(super) fn acknowledge_all(&mut self, ids: &[OccurrenceId], comment: Option<&str>, by: &Actor) -> AckAllOutcome {
        let unacked: Vec<OccurrenceId> =
            self.open_alarms().filter(|o| o.state.unacknowledged() && ids.contains(&o.id)).map(|o| o.id).collect();
        let acknowledged = unacked
            .into_iter()
            .filter_map(|id| {
                // Acknowledging a worse alarm may have covered this one already.
                let home = self.home_of(id)?;
                self.acknowledge_one(id, home, comment, by).ok()
            })
            .collect();
        AckAllOutcome { acknowledged }
    }

    fn acknowledge_one(
        &mut self,
        id: OccurrenceId,
        home: Home,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        let now = self.now();
        let done = match home {
            Home::Point(place) => {
                self.points[place].alarms.acknowledge(id, by, comment, now, &mut self.mint, &mut self.changes)
            }
            Home::Zone(index) => {
                let Self { zones, mint, changes, .. } = self;
                zones.all[index].voting.as_mut().map_or(Err(Refusal::Over), |Voting { zone, alarms }| {
                    alarms.acknowledge(zone, id, by, comment, now, mint, changes)
                })
            }
            Home::System => self.system.acknowledge(id, by, comment, now, &mut self.mint, &mut self.changes),
        };
        self.finish(id, home, done, "alarm.ack", comment, by)
    }

    /// Ends a latch.
    pub(super) fn reset(
        &mut self,
        id: OccurrenceId,
        comment: Option<&str>,
        verified: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        let home = self.home_of(id).ok_or_else(|| self.why_gone(id))?;
        let now = self.now();
        let done = match home {
            Home::Point(place) => {
                self.points[place].alarms.reset(id, by, comment, verified, now, &mut self.mint, &mut self.changes)
            }
            Home::Zone(index) => {
                let Self { zones, mint, changes, .. } = self;
                zones.all[index].voting.as_mut().map_or(Err(Refusal::Over), |Voting { zone, alarms }| {
                    alarms.reset(zone, id, by, comment, now, mint, changes)
                })
            }
            Home::System => Err(Refusal::NotLatched),
        };
        self.finish(id, home, done, "alarm.reset", verified.or(comment), by)
    }

    fn finish(
        &mut self,
        id: OccurrenceId,
        home: Home,
        done: Result<(), Refusal>,
        action: &'static str,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        if let Err(refusal) = done {
            self.changes.clear();
            return Err(PlantError::AlarmRefused { id, why: refusal.to_string() });
        }
        let after = self.changes.occurrences.iter().find(|o| o.id == id).cloned();
        let after = after.or_else(|| self.open_alarms().find(|o| o.id == id).cloned());
        match home {
            Home::Point(place) => self.take_changes(place),
            Home::Zone(index) => self.take_zone_changes(index),
            Home::System => self.take_system_changes(),
        }
        let at = self.mint.at;
        self.commit.audit.push(Audit {
            at,
            by: by.name.clone(),
            action,
            subject: id.to_string(),
            before: None,
            after: None,
            comment: comment.map(str::to_owned),
        });
        after.ok_or(PlantError::NoSuchAlarm { id })
    }

    /// Why an occurrence is not among the open ones: its alarm was raised again, it is over, or it never was.
    pub(super) fn why_gone(&self, id: OccurrenceId) -> PlantError {
        if id >= self.mint.next_occurrence() || id.0 == 0 {
            return PlantError::NoSuchAlarm { id };
        }
        PlantError::AlarmRefused { id, why: "it is over, or was raised again; see mcsctl alarm list".into() }
    }
}
