//! What the alarms of the plant call for: what is heard, and where a wall must look.

use mcs_core::{
    alarm::{LifeState, Occurrence, Priority},
    id::OccurrenceId,
};

use super::Plant;
use crate::state::{
    flood::Group,
    kiosk::{Danger, Page},
    sound::Call,
};

impl Plant {
    /// What is heard of the most urgent of these alarms.
    pub(super) fn call_of(&self, alarms: &[OccurrenceId]) -> Option<Call> {
        alarms.iter().filter_map(|id| self.alarm(*id)).filter_map(|alarm| self.call(alarm)).min()
    }

    fn call(&self, alarm: &Occurrence) -> Option<Call> {
        if self.quiet.contains(&alarm.id) && alarm.state == LifeState::UnackReturned {
            return None;
        }
        // A zone has gas points only.
        let gas = match &alarm.sn {
            Some(sn) => self.point(sn).is_some_and(|point| point.sensor.is_gas()),
            None => alarm.zone.is_some(),
        };
        Call::of(alarm, gas)
    }

    /// Notes what comes already returned and was never announced: a back-fill found it.
    pub(super) fn quieten(&mut self, alarms: &[Occurrence], announced: &[OccurrenceId]) {
        let late = alarms.iter().filter(|alarm| alarm.state == LifeState::UnackReturned).map(|alarm| alarm.id);
        let late: Vec<_> = late.filter(|id| self.alarm(*id).is_none() && !announced.contains(id)).collect();
        self.quiet.extend(late);
    }

    /// Forgets the notes on alarms that are over.
    pub(super) fn forget_quiet(&mut self) {
        if !self.quiet.is_empty() {
            let known: std::collections::BTreeSet<_> = self.alarms.iter().map(|alarm| alarm.id).collect();
            self.quiet.retain(|id| known.contains(id));
        }
    }

    /// What is heard of the most urgent alarm.
    pub fn loudest(&self) -> Option<Call> {
        self.alarms.iter().filter_map(|alarm| self.call(alarm)).min()
    }

    /// Critical alarms that nobody has acknowledged, and on which page they are.
    pub fn dangers(&self) -> Vec<Danger> {
        let critical = self.alarms.iter().filter(|alarm| {
            alarm.priority == Priority::Critical && alarm.masked.is_none() && alarm.state.unacknowledged()
        });
        critical.filter_map(|alarm| Some(Danger { id: alarm.id, page: self.page_of(alarm)? })).collect()
    }

    /// The page of an alarm's point; of a zone's alarm that of its first member.
    fn page_of(&self, alarm: &Occurrence) -> Option<Page> {
        let point = match &alarm.sn {
            Some(sn) => self.point(sn),
            None => self.points.values().find(|point| point.zone.is_some() && point.zone == alarm.zone),
        };
        point.map(|point| point.area.clone())
    }

    /// The pages that have points, in order.
    pub fn pages_with_points(&self) -> Vec<Page> {
        self.areas.iter().filter(|area| !area.points.is_empty()).map(|area| area.name.clone()).collect()
    }

    /// What an alarm folds with in a flood: its zone, else its area.
    pub fn group_of(&self, alarm: &Occurrence) -> Option<Group> {
        let point = alarm.sn.as_ref().and_then(|sn| self.point(sn));
        let zone = alarm.zone.as_ref().or_else(|| point?.zone.as_ref());
        let area = || point?.area.clone().map(Group::Area);
        zone.cloned().map(Group::Zone).or_else(area)
    }
}
