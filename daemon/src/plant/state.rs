//! The plant's whole state, and how one turn of it becomes a commit.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use mcs_core::{
    alarm::{Changes, Occurrence, Source, SystemAlarms},
    device::Discovered,
    id::{OccurrenceId, PointId, SerialNumber},
    ledger::Counts,
    rule::Layers,
    site::Site,
    time::{Now, Timestamp},
};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::{
    causes::Causes,
    counters::{self, PlantCounters},
    feed::{EarlyAlarms, Feed},
    link::BrokerLink,
    map::Pages,
    mint::PlantMint,
    point::Point,
    silence::Silence,
    watch::Rates,
    zone::{Place, Zones},
};
use crate::{
    clock::Clock,
    ingest::{Connections, Roster},
    store::{AlarmStep, Calendar, Commit, StoreHandle, Urgency},
};

/// What is kept of a point's judgement, written whenever it changes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SavedPoint {
    pub(super) alarms: mcs_core::alarm::PointSnapshot,
    pub(super) lateness: mcs_core::lateness::Lateness,
    pub(super) gaps: mcs_core::identity::SeqGaps,
}

/// The newest commit whose alarm steps are durable: written by the store's outlet, read by the plant.
#[derive(Debug, Clone, Default)]
pub struct Confirmed(Arc<AtomicU64>);

impl Confirmed {
    /// Everything up to this commit is durable.
    pub fn set(&self, seq: u64) {
        self.0.fetch_max(seq, Ordering::Release);
    }

    /// The newest durable commit.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// Alarm steps on their way into the store.
#[derive(Debug)]
pub(super) struct Unsettled {
    pub(super) seq: u64,
    pub(super) sent: mcs_core::time::Monotonic,
    pub(super) steps: Vec<AlarmStep>,
    pub(super) told: bool,
}

/// The living state of the site. One task owns it.
pub struct Plant {
    pub(super) clock: Clock,
    pub(super) started: Timestamp,
    pub(super) site: Site,
    pub(super) calendar: Calendar,
    pub(super) points: Vec<Point>,
    /// Place in `points` of each registered device.
    pub(super) by_sn: HashMap<SerialNumber, usize>,
    /// The same by point id, retired ones too.
    pub(super) by_point: HashMap<PointId, usize>,
    pub(super) next_point: PointId,
    /// What is said above the points.
    pub(super) layers: Layers,
    /// Counts every change of what points are judged by.
    pub(super) rules_revision: u32,
    pub(super) credentials: HashMap<String, crate::store::CredentialRow>,
    pub(super) discovered: BTreeMap<SerialNumber, Discovered>,
    pub(super) zones: Zones,
    pub(super) pages: Pages,
    pub(super) system: SystemAlarms,
    pub(super) rates: Rates,
    pub(super) mint: PlantMint,
    pub(super) changes: Changes,
    pub(super) commit: Commit,
    pub(super) next_seq: u64,
    pub(super) unsettled: VecDeque<Unsettled>,
    pub(super) touched: Vec<usize>,
    pub(super) shown: Vec<usize>,
    /// An alarm of the system says something else than live clients were last told.
    pub(super) system_shown: bool,
    pub(super) counters: Arc<PlantCounters>,
    pub(super) store: StoreHandle,
    pub(super) confirmed: Confirmed,
    pub(super) roster: Roster,
    pub(super) connections: Connections,
    pub(super) feed: Box<dyn Feed>,
    pub(super) causes: Causes,
    pub(super) early: Box<dyn EarlyAlarms>,
    pub(super) mqtt: Vec<String>,
    /// The link to the external broker.
    pub(super) link: BrokerLink,
    /// The sound is silent.
    pub(super) silence: Option<Silence>,
}

impl Plant {
    /// What it counts for those who watch.
    pub fn counters(&self) -> Arc<PlantCounters> {
        Arc::clone(&self.counters)
    }

    /// Both clocks, and the moment ids of this turn are minted at.
    pub(super) fn now(&mut self) -> Now {
        let now = self.clock.now();
        self.mint.at = now.utc;
        now
    }

    /// Takes what a judgement changed into the commit of this turn.
    pub(super) fn take_changes(&mut self, place: usize) {
        // Nothing a vote depends on changes without this.
        let stands_otherwise = self.changes.state_changed;
        self.take_masks(Some(place));
        let measured = self.changes.transitions.last().map_or(self.mint.at, |newest| newest.measured);
        if stands_otherwise {
            self.touch(place);
        }
        if self.changes.transitions.is_empty() && self.changes.occurrences.is_empty() {
            self.changes.clear();
        } else {
            self.place_alarms(place);
            self.show(place);
            self.commit.press(Urgency::AtOnce);
            for transition in &mut self.changes.transitions {
                transition.rules = Some(self.rules_revision);
            }
            self.take_steps();
        }
        if stands_otherwise {
            self.vote(place, measured);
        }
    }

    /// The same for an alarm of the system.
    pub(super) fn take_system_changes(&mut self) {
        if self.changes.state_changed || !self.changes.transitions.is_empty() {
            self.commit.system_state = Some(json(&self.system.snapshot()));
            self.commit.press(Urgency::AtOnce);
        }
        self.system_shown |= !self.changes.occurrences.is_empty();
        self.take_steps();
    }

    /// Joins transitions with the occurrences they changed. An occurrence that changed without a transition (a new peak)
    /// is not a step.
    pub(super) fn take_steps(&mut self) {
        self.break_silence();
        self.take_masks(None);
        for mut transition in self.changes.transitions.drain(..) {
            transition.rules = match transition.source {
                Source::Point(_) | Source::Zone(_) => Some(self.rules_revision),
                Source::System(_) => None,
            };
            if let Some(occurrence) = self.changes.occurrences.iter().find(|o| o.id == transition.occurrence) {
                let occurrence = occurrence.clone();
                self.commit.alarms.push(AlarmStep { transition, occurrence, told_early: false });
            }
        }
        self.changes.clear();
    }

    /// The state of this point goes into the commit.
    pub(super) fn touch(&mut self, place: usize) {
        if let Some(point) = self.points.get_mut(place)
            && !std::mem::replace(&mut point.state_changed, true)
        {
            self.touched.push(place);
        }
    }

    /// Live clients shall see this point anew.
    pub(super) fn show(&mut self, place: usize) {
        if let Some(point) = self.points.get_mut(place)
            && !std::mem::replace(&mut point.shown_changed, true)
        {
            self.shown.push(place);
        }
    }

    /// Counts something for a device's day.
    pub(super) fn count(&mut self, point: PointId, at: Timestamp, add: impl FnOnce(&mut Counts)) {
        let mut counts = Counts::default();
        add(&mut counts);
        if counts != Counts::default() {
            self.commit.ledger.push((point, self.calendar.day(at), counts));
        }
    }

    /// Ends the turn: what was decided becomes a commit, or nothing was.
    pub(super) fn seal(&mut self, now: Now) -> Option<Commit> {
        for place in std::mem::take(&mut self.touched) {
            let Some(point) = self.points.get_mut(place) else { continue };
            point.state_changed = false;
            let saved = SavedPoint {
                alarms: point.alarms.snapshot(),
                lateness: point.lateness.clone(),
                gaps: point.gaps.clone(),
            };
            self.commit.point_states.push((point.device.point, json(&saved)));
        }
        self.save_zones();
        if self.commit.is_empty() {
            return None;
        }
        let mut commit = std::mem::take(&mut self.commit);
        self.next_seq += 1;
        commit.seq = self.next_seq;
        if !commit.alarms.is_empty() {
            counters::add(&self.counters.transitions, commit.alarms.len());
            let steps = commit.alarms.clone();
            self.unsettled.push_back(Unsettled { seq: commit.seq, sent: now.mono, steps, told: false });
        }
        Some(commit)
    }

    /// Ends the turn now.
    pub(super) fn seal_now(&mut self) -> Option<Commit> {
        let now = self.clock.now();
        self.seal(now)
    }

    /// Puts every point's state into the commit: the daemon is going down in order.
    pub(super) fn save_all(&mut self) {
        (0..self.points.len()).for_each(|place| self.touch(place));
        self.touch_zones();
        self.commit.press(Urgency::AtOnce);
    }

    /// Whether live clients have not been told everything.
    pub(super) fn has_something_to_show(&self) -> bool {
        !self.shown.is_empty() || self.system_shown || self.zones.has_something_to_show()
    }

    /// Answers a caller once what this turn decided is durable.
    pub(super) fn answer_when_durable<T: Send + 'static>(
        &mut self,
        reply: super::Reply<T>,
        answer: Result<T, super::PlantError>,
    ) {
        if answer.is_err() {
            let _ = reply.send(answer);
            return;
        }
        self.commit.press(Urgency::AtOnce);
        let (done, durable) = oneshot::channel();
        self.commit.done.push(done);
        tokio::spawn(async move {
            let answer = durable.await.map_err(|_| super::PlantError::ShuttingDown).and(answer);
            let _ = reply.send(answer);
        });
    }

    /// Every occurrence that is not over.
    pub(super) fn open_alarms(&self) -> impl Iterator<Item = &Occurrence> {
        let zones = self.zones.voting().flat_map(|voting| voting.alarms.open());
        self.points.iter().flat_map(|point| point.alarms.open()).chain(zones).chain(self.system.open())
    }

    /// Where an occurrence lives: a place in `points`, a zone, or the system.
    pub(super) fn home_of(&self, id: OccurrenceId) -> Option<Home> {
        let is = |open: &Occurrence| open.id == id;
        let of_zone = |place: &Place| place.voting.iter().any(|voting| voting.alarms.open().any(is));
        let point = self.points.iter().position(|point| point.alarms.open().any(is)).map(Home::Point);
        let zone = || self.zones.all.iter().position(of_zone).map(Home::Zone);
        point.or_else(zone).or_else(|| self.system.open().any(is).then_some(Home::System))
    }
}

/// Where an occurrence lives.
#[derive(Debug, Clone, Copy)]
pub(super) enum Home {
    Point(usize),
    Zone(usize),
    System,
}

/// Snapshots of state are plain data; they always serialise.
pub(super) fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("a snapshot is plain data with string keys")
}

impl std::fmt::Debug for Plant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plant").field("site", &self.site).field("points", &self.points.len()).finish_non_exhaustive()
    }
}
