//! A pretended plant with live clients, each with a mirror of its own.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mcs_core::{
    alarm::{LifeState, Notice, Occurrence, Priority, Transition, TransitionKind},
    id::{EventId, OccurrenceId, SerialNumber},
    live::{LiveMessage, PointLive, Update},
};

use super::{
    plant::{FakePlant, NOW, occurrence, point},
    server::DEADLINE,
};
use crate::{
    clock::Clock,
    rpc::live::{self, LiveFeed, LiveHandle, LiveInput, Subscription},
    store::AlarmStep,
};

pub(super) const CLIENTS: usize = 3;

/// A client's own mirror.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) rev: u64,
    pub(super) points: BTreeMap<SerialNumber, PointLive>,
    pub(super) alarms: BTreeMap<OccurrenceId, Occurrence>,
    pub(super) events: Vec<EventId>,
    pub(super) snapshots: u32,
    /// It left and came back without saying where it was.
    pub(super) anew: bool,
}

impl Seen {
    pub(super) fn apply(&mut self, message: &LiveMessage) {
        match &message.update {
            Update::Snapshot(snapshot) => {
                self.snapshots += 1;
                self.points = snapshot.points.iter().map(|point| (point.sn.clone(), point.clone())).collect();
                self.alarms = snapshot.alarms.iter().map(|alarm| (alarm.id, alarm.clone())).collect();
            }
            Update::Delta(delta) => {
                assert_eq!(message.rev, self.rev + 1, "a revision is missing");
                self.points.extend(delta.points.iter().map(|point| (point.sn.clone(), point.clone())));
                for sn in &delta.removed {
                    self.points.remove(sn);
                }
                for alarm in &delta.alarms {
                    if alarm.state == LifeState::Normal {
                        self.alarms.remove(&alarm.id);
                    } else {
                        self.alarms.insert(alarm.id, alarm.clone());
                    }
                }
                self.events.extend(delta.transitions.iter().map(|transition| transition.event));
            }
            Update::Heartbeat { .. } => assert_eq!(message.rev, self.rev, "a heartbeat from elsewhere"),
        }
        self.rev = message.rev;
    }
}

pub(super) struct World {
    pub(super) plant: FakePlant,
    pub(super) feed: LiveFeed,
    pub(super) live: LiveHandle,
    pub(super) events: u128,
    pub(super) value: f64,
    /// Commits on their way, and whether they have been told early.
    pub(super) owed: VecDeque<(AlarmStep, bool)>,
    pub(super) clients: Vec<(Seen, Subscription)>,
}

impl World {
    pub(super) async fn new() -> Self {
        let plant = FakePlant::default();
        let (feed, live, task) = live::start("BOOT".into(), Clock::start(), plant.start());
        tokio::spawn(task.run());
        let mut clients = Vec::new();
        for _ in 0..CLIENTS {
            clients.push((Seen::default(), live.subscribe(None).await.expect("the live task")));
        }
        Self { plant, feed, live, events: 0, value: 0.0, owed: VecDeque::new(), clients }
    }

    pub(super) fn point(&mut self, name: &str) {
        self.value += 1.0;
        let point = point(name, self.value);
        self.plant.known().points.insert(point.sn.clone(), point.clone());
        self.feed.send(LiveInput::Points(vec![point]));
    }

    pub(super) fn step(&mut self, id: u64, state: LifeState) {
        self.events += 1;
        let occurrence = Occurrence { recorded: false, ..occurrence(id, state, Priority::High) };
        let transition = Transition {
            event: EventId(self.events),
            source: occurrence.source,
            condition: occurrence.condition,
            occurrence: occurrence.id,
            kind: TransitionKind::Raise,
            state,
            priority: Priority::High,
            measured: NOW,
            received: NOW,
            value: None,
            limit: None,
            rules: None,
            notice: Notice::Announce,
            by: None,
            comment: None,
        };
        let mut known = self.plant.known();
        known.alarms.remove(&occurrence.id);
        if state != LifeState::Normal {
            known.alarms.insert(occurrence.id, occurrence.clone());
        }
        drop(known);
        self.owed.push_back((AlarmStep { transition, occurrence, told_early: false }, false));
    }

    pub(super) fn early(&mut self) {
        let late = self.owed.iter_mut().filter(|(_, told)| !told);
        let steps = late.map(|(step, told)| {
            *told = true;
            step.clone()
        });
        let steps = steps.collect();
        self.feed.send(LiveInput::Alarms { steps, recorded: false });
    }

    pub(super) fn commit(&mut self) {
        let Some((step, _)) = self.owed.pop_front() else { return };
        let id = step.occurrence.id;
        if !self.owed.iter().any(|(later, _)| later.occurrence.id == id)
            && let Some(alarm) = self.plant.known().alarms.get_mut(&id)
        {
            alarm.recorded = true;
        }
        self.feed.send(LiveInput::Alarms { steps: vec![step], recorded: true });
    }

    /// Whoever asks for the alarms makes everything told that has happened, without waiting for its time.
    pub(super) async fn told(&self) {
        self.live.open_alarms().await.expect("the live task");
    }

    pub(super) async fn read(&mut self, client: usize) {
        let (seen, subscription) = &mut self.clients[client];
        let message = tokio::time::timeout(DEADLINE, subscription.next()).await.expect("a message in time");
        seen.apply(&message.expect("the live task to go on"));
    }

    /// Everything becomes durable, every client reads on, and all see the plant as it is.
    pub(super) async fn settle(&mut self) {
        while !self.owed.is_empty() {
            self.commit();
        }
        self.point("LAST");
        self.told().await;
        let snapshot = self.plant.snapshot();
        for client in 0..CLIENTS {
            while self.clients[client].0.points.get("LAST").and_then(|last| last.value) != Some(self.value) {
                self.read(client).await;
            }
            let seen = &self.clients[client].0;
            assert_eq!(seen.points.values().cloned().collect::<Vec<_>>(), snapshot.points);
            assert_eq!(seen.alarms.values().cloned().collect::<Vec<_>>(), snapshot.alarms);
            let once: BTreeSet<EventId> = seen.events.iter().copied().collect();
            assert_eq!(once.len(), seen.events.len(), "a transition came twice");
            if seen.snapshots == 1 && !seen.anew {
                assert_eq!(once.len() as u128, self.events, "a transition never came");
            }
        }
    }
}
