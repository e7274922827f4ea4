//! What is known of the link at this moment, for whoever looks.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use mcs_core::{
    broker::{BrokerLimit, BrokerLimits, BrokerState, BrokerStatus},
    time::Timestamp,
};

use super::Settings;
use crate::clock::Clock;

/// Publishes the broker sends before it waits, until that was measured: what brokers come with.
const USUAL_IN_FLIGHT: u64 = 20;

/// What was counted since the start.
#[derive(Debug, Default)]
pub(super) struct Counters {
    pub(super) connects: AtomicU64,
    pub(super) in_flight: AtomicU64,
    pub(super) frames: AtomicU64,
    pub(super) strangers: AtomicU64,
    pub(super) retained: AtomicU64,
    pub(super) refused: AtomicU64,
    /// So many unacknowledged publishes mean that the broker may wait for us.
    pressed_from: AtomicU64,
}

impl Counters {
    /// Adds one.
    pub(super) fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Relaxed);
    }
}

#[derive(Debug)]
struct Facts {
    state: BrokerState,
    since: Timestamp,
    why: Option<String>,
    limits: BrokerLimits,
    warnings: Vec<String>,
}

/// The link as it is. Cheap to clone; written by the link, read by everybody.
#[derive(Debug, Clone)]
pub(super) struct Board {
    facts: Arc<Mutex<Facts>>,
    pub(super) counters: Arc<Counters>,
    clock: Clock,
}

impl Board {
    pub(super) fn new(clock: Clock) -> Self {
        let (state, since) = (BrokerState::Connecting, clock.now().utc);
        let facts = Facts { state, since, why: None, limits: BrokerLimits::default(), warnings: Vec::new() };
        let counters = Counters { pressed_from: AtomicU64::new(USUAL_IN_FLIGHT / 2), ..Counters::default() };
        Self { facts: Arc::new(Mutex::new(facts)), counters: Arc::new(counters), clock }
    }

    /// It is so from now on.
    pub(super) fn set(&self, state: BrokerState, why: Option<&str>) {
        let now = self.clock.now().utc;
        let mut facts = self.lock();
        if facts.state != state {
            facts.since = now;
        }
        (facts.state, facts.why) = (state, why.map(str::to_owned));
    }

    /// What was found out about the broker.
    pub(super) fn found(&self, limits: BrokerLimits, warnings: Vec<String>) {
        let window = match limits.in_flight {
            Some(BrokerLimit::Exactly(count) | BrokerLimit::AtLeast(count)) => u64::from(count),
            None => USUAL_IN_FLIGHT,
        };
        self.counters.pressed_from.store((window / 2).max(1), Relaxed);
        let mut facts = self.lock();
        (facts.limits, facts.warnings) = (limits, warnings);
    }

    /// Whether so many publishes are unacknowledged that the broker may wait for us before it sends more.
    pub(super) fn pressed(&self) -> bool {
        self.counters.in_flight.load(Relaxed) >= self.counters.pressed_from.load(Relaxed)
    }

    pub(super) fn status(&self, settings: &Settings) -> BrokerStatus {
        let facts = self.lock();
        let counters = &self.counters;
        BrokerStatus {
            url: settings.url.clone(),
            client_id: settings.client_id.clone(),
            state: facts.state,
            since: facts.since,
            why: facts.why.clone(),
            limits: facts.limits.clone(),
            warnings: facts.warnings.clone(),
            connects: counters.connects.load(Relaxed),
            in_flight: counters.in_flight.load(Relaxed),
            frames: counters.frames.load(Relaxed),
            strangers: counters.strangers.load(Relaxed),
            retained: counters.retained.load(Relaxed),
            refused: counters.refused.load(Relaxed),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
