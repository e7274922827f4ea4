//! What engineers do to zones. Every change is audited and answered once it is durable.

use mcs_core::{
    alarm::{Actor, ZoneAlarms},
    id::{ShortName, ZoneId},
    zone::Zone,
};

use super::{
    super::{PlantError, state::Plant},
    Voting,
};
use crate::store::{Audit, Change};

impl Plant {
    /// Makes a zone (revision 0), or changes the one of this name; the caller names the revision it saw.
    pub(in super::super) fn set_zone(&mut self, wanted: Zone, by: &Actor) -> Result<Zone, PlantError> {
        let now = self.now();
        let name = wanted.name.clone();
        if wanted.votes < Zone::MIN_VOTES {
            return Err(PlantError::InvalidZone { name, why: "at least one vote is needed" });
        }
        let index = self.zones.place(&name);
        let before = self.zones.all[index].voting.as_ref().map(|voting| voting.zone.clone());
        let seen = before.as_ref().map_or(0, |zone| zone.revision);
        if wanted.revision != seen {
            return Err(PlantError::ZoneConflict { name, seen: wanted.revision, now: seen });
        }
        let id = before.as_ref().map_or(self.zones.next, |zone| zone.id);
        let zone = Zone { id, revision: seen + 1, ..wanted };
        self.zones.next = self.zones.next.max(ZoneId(id.0 + 1));
        match &mut self.zones.all[index].voting {
            Some(voting) => {
                voting.zone = zone.clone();
                voting.alarms.changed(by, &mut self.changes);
            }
            none => *none = Some(Voting { zone: zone.clone(), alarms: ZoneAlarms::new() }),
        }
        for place in self.zones.all[index].points.clone() {
            self.renew_ballot(place);
        }
        self.commit.changes.push(Change::Zone { zone: Box::new(zone.clone()), retired: None });
        self.touch_zone(index);
        self.count_votes(index, now.utc, now);
        self.audit_zone("zone.set", &name, before.as_ref(), Some(&zone), None, by);
        Ok(zone)
    }

    /// Removes a zone: its points stay where they are and vote no more; its alarm closes with the reason.
    pub(in super::super) fn remove_zone(
        &mut self,
        name: &ShortName,
        reason: &str,
        by: &Actor,
    ) -> Result<(), PlantError> {
        let now = self.now();
        let index = self.zone_index(name)?;
        let Self { zones, mint, changes, .. } = self;
        if let Some(Voting { zone, alarms }) = &mut zones.all[index].voting {
            alarms.withdraw(zone, by, reason, now, mint, changes);
        }
        self.take_zone_changes(index);
        let Some(Voting { zone, .. }) = self.zones.all[index].voting.take() else { return Ok(()) };
        for place in self.zones.all[index].points.clone() {
            self.renew_ballot(place);
        }
        self.audit_zone("zone.remove", name, Some(&zone), None, Some(reason), by);
        self.commit.changes.push(Change::Zone { zone: Box::new(zone), retired: Some(now.utc) });
        Ok(())
    }

    /// Where the zone of this name that votes stands in the list.
    pub(super) fn zone_index(&self, name: &ShortName) -> Result<usize, PlantError> {
        let index = self.zones.by_name.get(name).copied();
        index
            .filter(|&index| self.zones.all[index].voting.is_some())
            .ok_or_else(|| PlantError::NoSuchZone { name: name.clone() })
    }

    fn audit_zone(
        &mut self,
        action: &'static str,
        subject: &ShortName,
        before: Option<&Zone>,
        after: Option<&Zone>,
        comment: Option<&str>,
        by: &Actor,
    ) {
        let text = |zone: &Zone| serde_json::to_string(zone).ok();
        self.commit.audit.push(Audit {
            at: self.mint.at,
            by: by.name.clone(),
            action,
            subject: subject.to_string(),
            before: before.and_then(text),
            after: after.and_then(text),
            comment: comment.map(str::to_owned),
        });
    }
}
