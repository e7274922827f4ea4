//! How the desk begins: at the daemon's start, and anew should it ever break.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Instant,
};

use mcs_core::{
    notice::{Book, Desk, Policy, Told},
    time::Now,
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
};

use super::{Ask, CauseSink, DeskTask, ask::Tests, health::Health, hope::Hopes, places::Places};
use crate::notify::{Poke, Settings, emergency::EarlySteps, heartbeat::Heartbeat, room::Room};

/// Reports that may wait for the desk; a courier waits for room.
const NEWS: usize = 256;

/// What the desk hears; it outlives a desk that breaks.
pub(in super::super) struct Inputs {
    pub(in super::super) early: EarlySteps,
    pub(in super::super) asks: mpsc::Receiver<Ask>,
    pub(in super::super) poke: Poke,
    pub(in super::super) settings_poke: Poke,
    pub(in super::super) settings: watch::Sender<Arc<Settings>>,
    pub(in super::super) causes: Box<CauseSink>,
    pub(in super::super) stop: watch::Receiver<bool>,
}

/// Goes on from what is remembered. One memory that cannot be understood does not cost the others.
fn restored(mut tracks: Vec<(String, Vec<u8>)>, now: Now) -> Desk {
    loop {
        let error = match Desk::restore(tracks.iter().cloned(), now) {
            Ok(desk) => return desk,
            Err(error) => error,
        };
        tracing::error!(%error, "what was told of an alarm cannot be understood; it is told as if it had not been");
        let before = tracks.len();
        tracks.retain(|(key, _)| key != error.key());
        if tracks.len() == before {
            return Desk::new();
        }
    }
}

/// What was told before, tried again for as long as it cannot be read. The waiting is not a thread's: whoever ends the
/// daemon does not wait for it.
async fn remembered(room: &Room) -> (u64, Vec<(String, Vec<u8>)>) {
    loop {
        let queries = room.store.queries().clone();
        match tokio::task::spawn_blocking(move || queries.notice_memory()).await {
            Ok(Ok(memory)) => return memory,
            Ok(Err(error)) => tracing::error!(%error, "what notices were told cannot be read yet"),
            Err(error) => tracing::error!(%error, "what notices were told could not be looked up"),
        }
        tokio::time::sleep(super::AGAIN_AFTER).await;
    }
}

impl DeskTask {
    /// A desk that goes on from what is on record. What it cannot read it does without, and says so.
    pub(in super::super) async fn begin(room: Room) -> Self {
        let (upto, tracks) = remembered(&room).await;
        let queries = room.store.queries().clone();
        let devices = tokio::task::spawn_blocking(move || queries.places()).await.unwrap_or_else(|_| Ok(Vec::new()));
        let desk = restored(tracks, room.clock.now());
        let mut places = Places::default();
        match devices {
            Ok(devices) => places.learn(devices),
            Err(error) => tracing::warn!(%error, "the names of places cannot be read yet"),
        }
        let tz = jiff::tz::TimeZone::get(&room.site.tz).unwrap_or(jiff::tz::TimeZone::UTC);
        let book = Book { policy: Policy::default(), routes: Vec::new(), groups: Vec::new(), channels: Vec::new(), tz };
        let (news_from, news) = mpsc::channel(NEWS);
        let now = Instant::now();
        Self {
            room,
            desk,
            book,
            out: Told::default(),
            mint: ulid::Generator::new(),
            places,
            health: Health::default(),
            hopes: Hopes::default(),
            enabled: BTreeSet::new(),
            couriers: BTreeMap::new(),
            running: JoinSet::new(),
            broken: Vec::new(),
            news,
            news_from,
            couriers_stop: watch::Sender::new(false),
            upto,
            reading: None,
            // Not before the settings are known: nobody would be told.
            look: false,
            look_at: now + super::LOOK_EVERY,
            writing: None,
            write_at: now,
            write_failures: 0,
            loading: None,
            reload: true,
            load_at: now,
            tests: Tests::default(),
            heartbeat: Heartbeat::new(),
            early: false,
            ending: None,
        }
    }
}
