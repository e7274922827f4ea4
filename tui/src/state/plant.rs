//! The mirror of the plant: a snapshot, then the changes that follow it.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{
    alarm::{LifeState, Notice, Occurrence, Priority},
    id::{OccurrenceId, SerialNumber, ShortName},
    live::{Delta, LiveMessage, PointLive, Snapshot, Update},
    sensor::{SensorClass, SensorType},
    site::Site,
    time::Timestamp,
};

use super::{
    kiosk::{Danger, Page},
    sound::Call,
};

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
    alarms: BTreeMap<OccurrenceId, Occurrence>,
    by_point: BTreeMap<SerialNumber, Vec<OccurrenceId>>,
    /// Found in a back-fill: it was over before anybody could be told, so it is on the list without sound.
    quiet: BTreeSet<OccurrenceId>,
    order: Vec<ShortName>,
}

/// What an update brought, beyond new values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct News {
    /// Everything was replaced.
    pub snapshot: bool,
    /// Somebody must look: an alarm was raised, or raised again. The most urgent of them.
    pub announced: Option<Call>,
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
        let announced: Vec<_> =
            snapshot.alarms.iter().filter(|alarm| self.calls(alarm)).map(|alarm| alarm.id).collect();
        self.site = Some(snapshot.site);
        self.silent_until = snapshot.silent_until;
        self.points = snapshot.points.into_iter().map(|point| (point.sn.clone(), point)).collect();
        self.alarms = snapshot.alarms.into_iter().map(|alarm| (alarm.id, alarm)).collect();
        self.index();
        (News { snapshot: true, announced: self.call_of(&announced) }, snapshot.now)
    }

    fn follow(&mut self, delta: Delta) -> (News, Timestamp) {
        let told = delta.transitions.iter().filter(|transition| transition.notice == Notice::Announce);
        let mut announced: Vec<_> = told.map(|transition| transition.occurrence).collect();
        announced.extend(delta.alarms.iter().filter(|alarm| self.calls(alarm)).map(|alarm| alarm.id));
        let late = delta.alarms.iter().filter(|alarm| alarm.state == LifeState::UnackReturned);
        let late = late.map(|alarm| alarm.id).filter(|id| !self.alarms.contains_key(id) && !announced.contains(id));
        self.quiet.extend(late.collect::<Vec<_>>());
        self.silent_until = delta.silent_until.or(self.silent_until);
        for sn in delta.removed {
            self.points.remove(&sn);
        }
        for point in delta.points {
            self.points.insert(point.sn.clone(), point);
        }
        if !delta.alarms.is_empty() {
            self.put_alarms(delta.alarms);
        }
        (News { snapshot: false, announced: self.call_of(&announced) }, delta.now)
    }

    /// The most urgent sound of these alarms.
    fn call_of(&self, alarms: &[OccurrenceId]) -> Option<Call> {
        alarms.iter().filter_map(|id| self.alarms.get(id)).filter_map(|alarm| self.call(alarm)).min()
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

    /// The most urgent sound of all alarms.
    pub fn loudest(&self) -> Option<Call> {
        self.alarms.values().filter_map(|alarm| self.call(alarm)).min()
    }

    /// Critical alarms that nobody has acknowledged, and on which page they are.
    pub fn dangers(&self) -> impl Iterator<Item = Danger> {
        self.alarms.values().filter_map(|alarm| {
            let wanted = alarm.priority == Priority::Critical && alarm.masked.is_none();
            let page = (wanted && alarm.state.unacknowledged()).then(|| self.page_of(alarm)).flatten()?;
            Some(Danger { id: alarm.id, page })
        })
    }

    /// The page of an alarm's point; of a zone's alarm that of its first member.
    fn page_of(&self, alarm: &Occurrence) -> Option<Page> {
        let point = match &alarm.sn {
            Some(sn) => self.point(sn),
            None => self.points.values().find(|point| point.zone.is_some() && point.zone == alarm.zone),
        };
        point.map(|point| point.area.clone())
    }

    /// Takes alarms as they are now; one in state normal is over and leaves the list.
    pub fn put_alarms(&mut self, alarms: Vec<Occurrence>) {
        for alarm in alarms {
            if alarm.state == LifeState::Normal {
                self.alarms.remove(&alarm.id);
            } else {
                self.alarms.insert(alarm.id, alarm);
            }
        }
        self.index();
    }

    /// Whether somebody must look at it who did not have to before. What was found in a back-fill comes already
    /// returned: it is on the list without sound.
    fn calls(&self, alarm: &Occurrence) -> bool {
        let loud =
            |a: &Occurrence| a.masked.is_none() && matches!(a.state, LifeState::UnackActive | LifeState::LatchedUnack);
        loud(alarm) && !self.alarms.get(&alarm.id).is_some_and(|old| old.state.unacknowledged() && old.masked.is_none())
    }

    fn index(&mut self) {
        self.by_point.clear();
        self.quiet.retain(|id| self.alarms.contains_key(id));
        for alarm in self.alarms.values() {
            if let Some(sn) = &alarm.sn {
                self.by_point.entry(sn.clone()).or_default().push(alarm.id);
            }
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
        self.alarms.get(&id)
    }

    /// The alarms of a point that are not over, oldest first.
    pub fn alarms_of(&self, sn: &SerialNumber) -> impl Iterator<Item = &Occurrence> {
        self.by_point.get(sn).into_iter().flatten().filter_map(|id| self.alarms.get(id))
    }

    /// The alarm of a point that wants a person most, if one waits to be acknowledged.
    pub fn worst_unacked(&self, sn: &SerialNumber) -> Option<&Occurrence> {
        self.alarms_of(sn)
            .filter(|alarm| alarm.masked.is_none() && alarm.state.unacknowledged())
            .min_by_key(|alarm| (alarm.condition, alarm.id))
    }

    /// The list: unacknowledged first, then by priority, toxic before combustible, newest first; what is masked
    /// stands last.
    pub fn alarm_list(&self) -> Vec<&Occurrence> {
        let mut list: Vec<_> = self.alarms.values().collect();
        list.sort_by_cached_key(|alarm| {
            (
                alarm.masked.is_some(),
                !alarm.state.unacknowledged(),
                std::cmp::Reverse(alarm.priority),
                self.danger(alarm),
                std::cmp::Reverse((alarm.raised, alarm.id)),
            )
        });
        list
    }

    fn danger(&self, alarm: &Occurrence) -> u8 {
        let sensor = alarm.sn.as_ref().and_then(|sn| self.point(sn)).map(|point| point.sensor);
        match sensor.map(SensorType::class) {
            Some(SensorClass::Toxic) => 0,
            Some(SensorClass::Oxygen) => 1,
            Some(SensorClass::Combustible) => 2,
            Some(SensorClass::Ambient) | None => 3,
        }
    }

    /// Whether an alarm is shown that nobody has acknowledged.
    pub fn unacked(&self) -> bool {
        self.alarms.values().any(|alarm| alarm.masked.is_none() && alarm.state.unacknowledged())
    }

    /// The pages of the map: those people set up in their order, then other areas that have points by name; the last is
    /// `None` if some points have no area.
    pub fn areas(&self) -> Vec<Option<ShortName>> {
        self.pages(self.order.iter().cloned().map(Some))
    }

    /// The pages that have points, in the same order.
    pub fn pages_with_points(&self) -> Vec<Option<ShortName>> {
        self.pages(std::iter::empty())
    }

    fn pages(&self, more: impl Iterator<Item = Option<ShortName>>) -> Vec<Option<ShortName>> {
        let areas: BTreeSet<_> = self.points.values().map(|point| point.area.clone()).chain(more).collect();
        let mut areas: Vec<_> = areas.into_iter().collect();
        let rank = |area: &Option<ShortName>| {
            let place = area.as_ref().and_then(|area| self.order.iter().position(|other| other == area));
            (area.is_none(), place.unwrap_or(usize::MAX))
        };
        areas.sort_by_cached_key(rank);
        areas
    }

    /// The order in which people want the pages.
    pub fn set_order(&mut self, order: Vec<ShortName>) {
        self.order = order;
    }

    /// Numbers for the header.
    pub fn counts(&self) -> Counts {
        use mcs_core::{
            alarm::{Condition, MaskKind, Source, SystemCause},
            live::Freshness,
            reading::Quality,
        };
        let mut counts = Counts { points: self.points.len(), ..Counts::default() };
        let mut in_fault: BTreeSet<&SerialNumber> = BTreeSet::new();
        for alarm in self.alarms.values() {
            counts.shelved += usize::from(alarm.mask.is_some());
            counts.masked += usize::from(alarm.masked.is_some() && alarm.mask.is_none());
            counts.unacked += usize::from(alarm.masked.is_none() && alarm.state.unacknowledged());
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
        counts
    }
}
