//! The mirror of the plant: a snapshot, then the changes that follow it.

mod calls;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use mcs_core::{
    alarm::{LifeState, Notice, Occurrence},
    id::{OccurrenceId, SerialNumber, ShortName},
    live::{Delta, LiveMessage, PointLive, Snapshot, Update},
    sensor::{SensorClass, SensorType},
    site::Site,
    time::Timestamp,
};

use super::sound::Call;

/// The plant as the daemon last described it.
#[derive(Debug, Clone, Default)]
pub struct Plant {
    /// The site; `None` before the first snapshot.
    pub site: Option<Site>,
    /// The boot the revision belongs to.
    pub boot_id: String,
    /// The revision shown.
    pub rev: u64,
    /// Sound is silent everywhere until then.
    pub silent_until: Option<Timestamp>,
    points: BTreeMap<SerialNumber, PointLive>,
    /// In the order of the list.
    alarms: Vec<Occurrence>,
    /// Where each alarm stands in it.
    places: BTreeMap<OccurrenceId, usize>,
    by_point: BTreeMap<SerialNumber, Vec<OccurrenceId>>,
    areas: Vec<Area>,
    counts: Counts,
    /// Found in a back-fill: it was over before anybody could be told, so it is on the list without sound.
    quiet: BTreeSet<OccurrenceId>,
    /// The areas that people set up pages for, in their order.
    order: Vec<ShortName>,
}

/// The points of one area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name; `None` for the points without an area.
    pub name: Option<ShortName>,
    /// By serial number.
    pub points: Vec<SerialNumber>,
    /// Whether an alarm of one of them waits to be acknowledged.
    pub waits: bool,
}

/// What an update brought, beyond new values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct News {
    /// Everything was replaced.
    pub snapshot: bool,
    /// Somebody must look: an alarm was raised, or raised again. What is heard of the most urgent one.
    pub announced: Option<Call>,
    /// How many alarms somebody must look at who did not have to before.
    pub raised: usize,
    /// Points came, went, or stand elsewhere.
    pub moved: bool,
}

/// Numbers for the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Shown and not acknowledged.
    pub unacked: usize,
    /// Shown and present.
    pub active: usize,
    /// Hidden by a worse alarm or another cause.
    pub masked: usize,
    /// Hidden by a person.
    pub shelved: usize,
    /// Points inhibited or warming up.
    pub inhibited: usize,
    /// Points out of service.
    pub out_of_service: usize,
    /// Points offline.
    pub offline: usize,
    /// Points whose value is stale or catching up.
    pub stale: usize,
    /// Points without a value because of a fault.
    pub fault: usize,
    /// Zones of which nothing is known.
    pub blind: usize,
    /// Points never heard of.
    pub not_commissioned: usize,
    /// All points.
    pub points: usize,
}

impl Plant {
    /// Takes one message of the live stream. Answers with what it brought and the daemon's time in it.
    pub fn apply(&mut self, message: LiveMessage) -> (News, Timestamp) {
        self.boot_id = message.boot_id;
        self.rev = message.rev;
        match message.update {
            Update::Snapshot(snapshot) => self.replace(*snapshot),
            Update::Delta(delta) => self.follow(*delta),
            Update::Heartbeat { now } => (News::default(), now),
        }
    }

    fn replace(&mut self, snapshot: Snapshot) -> (News, Timestamp) {
        let raised: Vec<_> = snapshot.alarms.iter().filter(|alarm| self.calls(alarm)).map(|alarm| alarm.id).collect();
        self.site = Some(snapshot.site);
        self.silent_until = snapshot.silent_until;
        self.points = snapshot.points.into_iter().map(|point| (point.sn.clone(), point)).collect();
        self.alarms.clear();
        self.places.clear();
        self.merge_alarms(snapshot.alarms);
        self.index_areas();
        self.index_alarms();
        self.count();
        let announced = self.call_of(&raised);
        (News { snapshot: true, announced, raised: raised.len(), moved: true }, snapshot.now)
    }

    fn follow(&mut self, delta: Delta) -> (News, Timestamp) {
        let told = delta.transitions.iter().filter(|transition| transition.notice == Notice::Announce);
        let mut announced: Vec<_> = told.map(|transition| transition.occurrence).collect();
        let raised = delta.alarms.iter().filter(|alarm| self.calls(alarm)).count();
        announced.extend(delta.alarms.iter().filter(|alarm| self.calls(alarm)).map(|alarm| alarm.id));
        self.quieten(&delta.alarms, &announced);
        self.silent_until = delta.silent_until.or(self.silent_until);
        let mut moved = !delta.removed.is_empty();
        for sn in delta.removed {
            self.points.remove(&sn);
        }
        for point in delta.points {
            let before = self.points.get(&point.sn);
            moved |= before.is_none_or(|before| before.area != point.area || before.position != point.position);
            self.points.insert(point.sn.clone(), point);
        }
        if moved {
            self.index_areas();
        }
        if moved || !delta.alarms.is_empty() {
            self.merge_alarms(delta.alarms);
            self.index_alarms();
        }
        self.count();
        (News { snapshot: false, announced: self.call_of(&announced), raised, moved }, delta.now)
    }

    /// Takes alarms as they are now; one in state normal is over and leaves the list.
    pub fn put_alarms(&mut self, alarms: Vec<Occurrence>) {
        self.merge_alarms(alarms);
        self.index_alarms();
        self.count();
    }

    fn merge_alarms(&mut self, alarms: Vec<Occurrence>) {
        for alarm in alarms {
            if let Some(place) = self.places.get(&alarm.id) {
                self.alarms[*place] = alarm;
            } else {
                self.places.insert(alarm.id, self.alarms.len());
                self.alarms.push(alarm);
            }
        }
    }

    /// Whether somebody must look at it who did not have to before. What was found in a back-fill comes already
    /// returned: it is on the list without sound.
    fn calls(&self, alarm: &Occurrence) -> bool {
        let loud =
            |a: &Occurrence| a.masked.is_none() && matches!(a.state, LifeState::UnackActive | LifeState::LatchedUnack);
        loud(alarm) && !self.alarm(alarm.id).is_some_and(waits)
    }

    /// The order in which people want the pages of the map.
    pub fn set_order(&mut self, order: Vec<ShortName>) {
        self.order = order;
        self.index_areas();
        self.index_alarms();
    }

    /// The pages people set up in their order, then other areas by name, the points without one last.
    fn index_areas(&mut self) {
        let mut areas: BTreeMap<Option<ShortName>, Vec<SerialNumber>> = BTreeMap::new();
        for area in &self.order {
            areas.entry(Some(area.clone())).or_default();
        }
        for point in self.points.values() {
            areas.entry(point.area.clone()).or_default().push(point.sn.clone());
        }
        self.areas = areas.into_iter().map(|(name, points)| Area { name, points, waits: false }).collect();
        let place = |name: &ShortName| self.order.iter().position(|other| other == name).unwrap_or(usize::MAX);
        self.areas.sort_by_cached_key(|area| (area.name.is_none(), area.name.as_ref().map(place)));
    }

    /// The list: unacknowledged first, then by priority, toxic before combustible, newest first; what is masked
    /// stands last.
    fn index_alarms(&mut self) {
        self.alarms.retain(|alarm| alarm.state != LifeState::Normal);
        let points = &self.points;
        self.alarms.sort_by_cached_key(|alarm| {
            (
                alarm.masked.is_some(),
                !alarm.state.unacknowledged(),
                Reverse(alarm.priority),
                danger(points, alarm),
                Reverse((alarm.raised, alarm.id)),
            )
        });
        self.forget_quiet();
        self.places = self.alarms.iter().enumerate().map(|(place, alarm)| (alarm.id, place)).collect();
        self.by_point.clear();
        // By number, so that the alarms of a point stand oldest first.
        for (id, place) in &self.places {
            if let Some(sn) = &self.alarms[*place].sn {
                self.by_point.entry(sn.clone()).or_default().push(*id);
            }
        }
        let waiting: BTreeSet<_> =
            self.alarms.iter().filter(|alarm| waits(alarm)).filter_map(|alarm| alarm.sn.as_ref()).collect();
        let areas: BTreeSet<_> =
            waiting.into_iter().filter_map(|sn| self.points.get(sn)).map(|point| point.area.clone()).collect();
        for area in &mut self.areas {
            area.waits = areas.contains(&area.name);
        }
    }

    /// Every point, by serial number.
    pub fn points(&self) -> impl Iterator<Item = &PointLive> {
        self.points.values()
    }

    /// The point of a device.
    pub fn point(&self, sn: &SerialNumber) -> Option<&PointLive> {
        self.points.get(sn)
    }

    /// An occurrence that is not over.
    pub fn alarm(&self, id: OccurrenceId) -> Option<&Occurrence> {
        self.alarms.get(*self.places.get(&id)?)
    }

    /// Where an alarm stands in the list.
    pub fn place_of(&self, id: OccurrenceId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The alarms of a point that are not over, oldest first.
    pub fn alarms_of(&self, sn: &SerialNumber) -> impl Iterator<Item = &Occurrence> {
        self.by_point.get(sn).into_iter().flatten().filter_map(|id| self.alarm(*id))
    }

    /// The alarm of a point that wants a person most, if one waits to be acknowledged.
    pub fn worst_unacked(&self, sn: &SerialNumber) -> Option<&Occurrence> {
        self.alarms_of(sn).filter(|alarm| waits(alarm)).min_by_key(|alarm| (alarm.condition, alarm.id))
    }

    /// The list: unacknowledged first, then by priority, toxic before combustible, newest first; what is masked
    /// stands last.
    pub fn alarm_list(&self) -> &[Occurrence] {
        &self.alarms
    }

    /// Whether an alarm is shown that nobody has acknowledged.
    pub fn unacked(&self) -> bool {
        self.counts.unacked > 0
    }

    /// The pages of the map in order: those people set up, then other areas that have points by name; the last is without
    /// a name if some points have no area.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Numbers for the header.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn count(&mut self) {
        use mcs_core::{
            alarm::{Condition, MaskKind, Source, SystemCause},
            live::Freshness,
            reading::Quality,
        };
        let mut counts = Counts { points: self.points.len(), ..Counts::default() };
        let mut in_fault: BTreeSet<&SerialNumber> = BTreeSet::new();
        for alarm in &self.alarms {
            counts.shelved += usize::from(alarm.mask.is_some());
            counts.masked += usize::from(alarm.masked.is_some() && alarm.mask.is_none());
            counts.unacked += usize::from(waits(alarm));
            counts.active += usize::from(alarm.masked.is_none() && alarm.state.active());
            let blind = alarm.source == Source::System(SystemCause::ZoneBlind) && alarm.state.active();
            counts.blind += usize::from(blind);
            if alarm.condition == Condition::Fault && alarm.state.active() {
                in_fault.extend(&alarm.sn);
            }
        }
        for point in self.points.values() {
            match point.mask.as_ref().map(|mask| mask.kind) {
                Some(MaskKind::Inhibited | MaskKind::WarmUp) => counts.inhibited += 1,
                Some(MaskKind::OutOfService) => counts.out_of_service += 1,
                Some(MaskKind::Shelved | MaskKind::Suppressed) | None => {}
            }
            match point.freshness {
                Freshness::NotCommissioned => counts.not_commissioned += 1,
                Freshness::Offline => counts.offline += 1,
                Freshness::Stale | Freshness::CatchingUp => counts.stale += 1,
                Freshness::Live => {}
            }
            // Whichever says so: the newest reading, or an alarm that stands since an earlier one.
            let fault = point.quality == Some(Quality::Fault) || in_fault.contains(&point.sn);
            counts.fault += usize::from(fault);
        }
        self.counts = counts;
    }
}

/// Whether it is shown and nobody has acknowledged it.
fn waits(alarm: &Occurrence) -> bool {
    alarm.masked.is_none() && alarm.state.unacknowledged()
}

fn danger(points: &BTreeMap<SerialNumber, PointLive>, alarm: &Occurrence) -> u8 {
    let sensor = alarm.sn.as_ref().and_then(|sn| points.get(sn)).map(|point| point.sensor);
    match sensor.map(SensorType::class) {
        Some(SensorClass::Toxic) => 0,
        Some(SensorClass::Oxygen) => 1,
        Some(SensorClass::Combustible) => 2,
        Some(SensorClass::Ambient) | None => 3,
    }
}
