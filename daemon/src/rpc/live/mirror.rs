//! The plant as live clients see it, and what has changed since they were last told. Pure: applies what it is given.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque},
    mem,
};

use mcs_core::{
    alarm::{LifeState, Occurrence, Transition},
    id::{EventId, OccurrenceId, SerialNumber},
    live::{Delta, PointLive, Snapshot},
    map::MapRevision,
    site::Site,
    time::Timestamp,
};

use super::{
    LiveInput,
    handle::{Standing, Unacked},
};
use crate::store::AlarmStep;

/// Events remembered across resets. With more than that the store has been away for so long that a transition streamed
/// twice is the least of all troubles.
const TOLD: usize = 4096;

/// An occurrence that is not over, and since which revision nobody has acknowledged it.
#[derive(Debug)]
struct Shown {
    occurrence: Occurrence,
    unacked_since: Option<u64>,
}

/// What has changed since the last delta.
#[derive(Debug, Default)]
struct Changed {
    points: BTreeSet<SerialNumber>,
    removed: BTreeSet<SerialNumber>,
    alarms: BTreeMap<OccurrenceId, Occurrence>,
    transitions: Vec<Transition>,
    silent: bool,
    map: bool,
}

/// The mirror.
#[derive(Debug)]
pub(super) struct Mirror {
    site: Site,
    points: BTreeMap<SerialNumber, PointLive>,
    alarms: BTreeMap<OccurrenceId, Shown>,
    /// Events streamed before they were durable, oldest first. Their rows will come and must not be streamed again.
    early: HashMap<OccurrenceId, VecDeque<EventId>>,
    /// The same from before the last reset. Whether rows were missed since is not known, so they say nothing about which
    /// state is the newest.
    told: HashSet<EventId>,
    /// The values judged last of occurrences that are not over. They come at judgement, so before the step that raised the
    /// occurrence is durable; a step knows only the values of its own moment.
    running: HashMap<OccurrenceId, Running>,
    silent_until: Option<Timestamp>,
    map: MapRevision,
    changed: Changed,
    rev: u64,
}

/// What an occurrence shows since it was judged last, and the state it was judged in.
#[derive(Debug, Clone, PartialEq)]
struct Running {
    state: LifeState,
    value: Option<f64>,
    peak: Option<f64>,
    held: bool,
    first_out: bool,
    chattering: bool,
    text: Option<String>,
}

impl Running {
    fn of(occurrence: &Occurrence) -> Self {
        let Occurrence { state, value, peak, held, first_out, chattering, .. } = *occurrence;
        Self { state, value, peak, held, first_out, chattering, text: occurrence.text.clone() }
    }

    /// Puts the values into the occurrence if it is in the state they belong to: otherwise a step is still on its way.
    /// Whether that changed anything.
    fn put(&self, occurrence: &mut Occurrence) -> bool {
        if occurrence.state != self.state || Self::of(occurrence) == *self {
            return false;
        }
        (occurrence.value, occurrence.peak, occurrence.held) = (self.value, self.peak, self.held);
        (occurrence.first_out, occurrence.chattering) = (self.first_out, self.chattering);
        occurrence.text.clone_from(&self.text);
        true
    }
}

impl Mirror {
    pub(super) fn new(snapshot: Snapshot) -> Self {
        let mut mirror = Self {
            site: snapshot.site.clone(),
            points: BTreeMap::new(),
            alarms: BTreeMap::new(),
            early: HashMap::new(),
            told: HashSet::new(),
            running: HashMap::new(),
            silent_until: None,
            map: snapshot.map,
            changed: Changed::default(),
            rev: 0,
        };
        mirror.reset(snapshot);
        mirror
    }

    /// The revision clients were last told of.
    pub(super) const fn rev(&self) -> u64 {
        self.rev
    }

    /// Replaces everything. A revision of its own; no delta leads to it.
    pub(super) fn reset(&mut self, snapshot: Snapshot) {
        self.rev += 1;
        self.changed = Changed::default();
        self.running.clear();
        if self.told.len() > TOLD {
            self.told.clear();
        }
        self.told.extend(self.early.drain().flat_map(|(_, events)| events));
        self.site = snapshot.site;
        (self.silent_until, self.map) = (snapshot.silent_until, snapshot.map);
        self.points = snapshot.points.into_iter().map(|point| (point.sn.clone(), point)).collect();
        let mut before = mem::take(&mut self.alarms);
        for occurrence in snapshot.alarms {
            if occurrence.state == LifeState::Normal {
                continue;
            }
            let known = before.remove(&occurrence.id).filter(|known| known.occurrence.acked == occurrence.acked);
            let since = known.and_then(|known| known.unacked_since).unwrap_or(self.rev);
            let unacked_since = occurrence.state.unacknowledged().then_some(since);
            self.alarms.insert(occurrence.id, Shown { occurrence, unacked_since });
        }
    }

    /// Applies a change. A reset must not come this way.
    pub(super) fn apply(&mut self, input: LiveInput) {
        match input {
            LiveInput::Points(points) => {
                for point in points {
                    self.changed.removed.remove(&point.sn);
                    self.changed.points.insert(point.sn.clone());
                    self.points.insert(point.sn.clone(), point);
                }
            }
            LiveInput::Values(occurrences) => occurrences.iter().for_each(|occurrence| self.value(occurrence)),
            LiveInput::Removed(sns) => {
                for sn in sns {
                    self.points.remove(&sn);
                    self.changed.points.remove(&sn);
                    self.changed.removed.insert(sn);
                }
            }
            LiveInput::Silent(until) => {
                self.silent_until = until;
                self.changed.silent = true;
            }
            LiveInput::Map(revision) => {
                self.changed.map |= self.map != revision;
                self.map = revision;
            }
            LiveInput::Alarms { steps, recorded } => steps.into_iter().for_each(|step| self.step(step, recorded)),
            LiveInput::Reset(snapshot) => self.reset(*snapshot),
        }
    }

    /// Takes over running values.
    fn value(&mut self, now: &Occurrence) {
        let running = Running::of(now);
        self.running.insert(now.id, running.clone());
        if let Some(Shown { occurrence, .. }) = self.alarms.get_mut(&now.id)
            && running.put(occurrence)
        {
            self.changed.alarms.insert(occurrence.id, occurrence.clone());
        }
    }

    fn step(&mut self, step: AlarmStep, recorded: bool) {
        let AlarmStep { transition, mut occurrence, .. } = step;
        let early = self.early.entry(occurrence.id).or_default();
        let told = early.iter().position(|event| *event == transition.event);
        if recorded {
            if let Some(told) = told {
                // Rows come in order: what was told before this one is durable too.
                early.drain(..=told);
            }
        } else if told.is_none() {
            early.push_back(transition.event);
        }
        // A row may arrive after newer steps were told early; then the newer state stays.
        let newest = !recorded || early.is_empty();
        if early.is_empty() {
            self.early.remove(&occurrence.id);
        }
        let known = told.is_some() || if recorded { self.told.remove(&transition.event) } else { false };
        if !known {
            self.changed.transitions.push(transition);
        }
        if newest {
            occurrence.recorded = recorded;
            self.show(occurrence);
        }
    }

    fn show(&mut self, mut occurrence: Occurrence) {
        if let Some(running) = self.running.get(&occurrence.id) {
            running.put(&mut occurrence);
        }
        self.changed.alarms.insert(occurrence.id, occurrence.clone());
        if occurrence.state == LifeState::Normal {
            self.alarms.remove(&occurrence.id);
            self.running.remove(&occurrence.id);
            return;
        }
        let since = self.alarms.get(&occurrence.id).and_then(|known| known.unacked_since).unwrap_or(self.rev + 1);
        let unacked_since = occurrence.state.unacknowledged().then_some(since);
        self.alarms.insert(occurrence.id, Shown { occurrence, unacked_since });
    }

    /// What has changed, as the next revision; `None` if nothing has.
    pub(super) fn take_delta(&mut self, now: Timestamp) -> Option<Delta> {
        let Changed { points, removed, alarms, transitions, silent, map } = mem::take(&mut self.changed);
        let of_points = !points.is_empty() || !removed.is_empty();
        let of_alarms = !alarms.is_empty() || !transitions.is_empty();
        if !of_points && !of_alarms && !silent && !map {
            return None;
        }
        self.rev += 1;
        Some(Delta {
            now,
            points: points.iter().filter_map(|sn| self.points.get(sn).cloned()).collect(),
            removed: removed.into_iter().collect(),
            alarms: alarms.into_values().collect(),
            transitions,
            // A moment long past says: no longer.
            silent_until: silent.then(|| self.silent_until.unwrap_or(Timestamp::EPOCH)),
            map: map.then_some(self.map),
        })
    }

    /// The whole plant at the present revision. To be asked only when no change is waiting.
    pub(super) fn snapshot(&self, now: Timestamp) -> Snapshot {
        Snapshot {
            site: self.site.clone(),
            now,
            points: self.points.values().cloned().collect(),
            alarms: self.alarms.values().map(|shown| shown.occurrence.clone()).collect(),
            silent_until: self.silent_until,
            map: self.map,
        }
    }

    /// The alarms that stand, by number.
    pub(super) fn standing(&self, boot_id: &str) -> Standing {
        Standing {
            alarms: self.alarms.values().map(|shown| shown.occurrence.clone()).collect(),
            boot_id: boot_id.to_owned(),
            rev: self.rev,
        }
    }

    /// Alarms unacknowledged since this revision or before, and the number of those that became so later.
    pub(super) fn unacked_at(&self, rev: u64) -> Unacked {
        let mut unacked = Unacked { stood: Vec::new(), newer: 0 };
        for shown in self.alarms.values() {
            match shown.unacked_since {
                Some(since) if since <= rev => unacked.stood.push(shown.occurrence.clone()),
                Some(_) => unacked.newer += 1,
                None => {}
            }
        }
        unacked
    }
}
