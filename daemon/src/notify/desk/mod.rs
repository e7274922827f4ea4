//! The desk: the one task that decides what people are told, and keeps the record of it.
//!
//! ```text
//!  rows after the position ─┐                                ┌─▶ journal ─▶ store
//!  steps the store is late with ─▶ core::notice::Desk ─▶ outcomes, deliveries, tracks
//!  what the couriers report ─┘                               └─▶ couriers: by their rows, or lent while those are late
//! ```
//!
//! Everything is idempotent by the transition's event, so that a step may come early and as a row, before a crash and after it.

mod ask;
mod begin;
mod flush;
mod health;
mod hear;
mod hope;
mod places;
mod settings;

pub(super) use ask::Ask;
pub(super) use begin::Inputs;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use mcs_core::{
    id::ShortName,
    notice::{Book, Desk, Owed, Told},
};
use tokio::{
    sync::{mpsc, watch},
    task::{JoinHandle, JoinSet},
};

use self::{ask::Tests, health::Health, hope::Hopes, places::Places, settings::Loaded};
use super::{
    courier::{CourierHandle, News},
    heartbeat::Heartbeat,
    journal::Piece,
    room::Room,
};
use crate::store::{QueryError, WorkError};

/// Transitions taken up at once.
const BATCH: u32 = 500;
/// Nothing is missed for longer than this, whatever poke was lost.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How soon what failed is tried again: reading, writing, a courier that broke.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// How long the end of the daemon waits for what can be sent at once.
const LAST_TRIES: Duration = Duration::from_secs(5);

/// Transitions with the rows they stand in.
type Rows = Result<Vec<(u64, Owed)>, QueryError>;

/// Where the desk says what is wrong with the system.
pub type CauseSink = dyn Fn(mcs_core::alarm::SystemCause, bool, String) + Send + Sync;

/// The task's state.
pub(super) struct DeskTask {
    room: Room,
    desk: Desk,
    book: Book,
    out: Told,
    mint: ulid::Generator,
    places: Places,
    health: Health,
    hopes: Hopes,
    enabled: BTreeSet<ShortName>,
    couriers: BTreeMap<ShortName, CourierHandle>,
    running: JoinSet<(ShortName, bool)>,
    /// Couriers that broke, and when they begin anew.
    broken: Vec<(ShortName, Instant)>,
    news: mpsc::Receiver<News>,
    news_from: mpsc::Sender<News>,
    couriers_stop: watch::Sender<bool>,
    /// The newest transition that was heard as a row.
    upto: u64,
    reading: Option<JoinHandle<Rows>>,
    /// Rows may have come since the last look.
    look: bool,
    look_at: Instant,
    writing: Option<(Piece, JoinHandle<Result<(), WorkError>>)>,
    write_at: Instant,
    write_failures: u32,
    loading: Option<JoinHandle<Result<Loaded, QueryError>>>,
    reload: bool,
    load_at: Instant,
    tests: Tests,
    heartbeat: Heartbeat,
    /// What is heard now is what the store is late with.
    early: bool,
    ending: Option<Ending>,
}

/// The daemon is going down.
#[derive(Debug, Clone, Copy)]
struct Ending {
    /// Not longer than until then.
    until: Instant,
    /// An entry of the journal; when it is written, every commit of the plant is.
    barrier: u64,
    /// All rows have been heard.
    heard_all: bool,
}

impl DeskTask {
    /// Works until the daemon ends.
    pub(super) async fn run(mut self, inputs: &mut Inputs) {
        loop {
            self.begin_write();
            self.begin_read();
            self.begin_load();
            self.lend();
            self.restart_couriers();
            self.say_causes(inputs);
            if self.ended() {
                return;
            }
            // Here and not only below: inputs that never pause must not hold up what is due.
            self.tick();
            let wait = self.wait();
            tokio::select! {
                biased;
                Some(step) = inputs.early.steps.recv() => self.hear_early(step).await,
                Some(news) = self.news.recv() => self.take(news),
                written = finished_write(&mut self.writing) => self.written(written),
                rows = finished(&mut self.reading) => self.hear_rows(rows).await,
                loaded = finished(&mut self.loading) => {
                    self.take_settings(loaded, inputs);
                    self.send_tests();
                }
                Some(ended) = self.running.join_next() => self.courier_ended(ended),
                Some(ask) = inputs.asks.recv() => self.answer(ask),
                () = inputs.poke.poked() => self.look = true,
                () = inputs.settings_poke.poked() => self.reload = true,
                () = self.room.journal.appended() => {}
                _ = inputs.stop.changed(), if self.ending.is_none() => self.begin_end(),
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// What is due by the clock.
    fn tick(&mut self) {
        let now = self.room.clock.now();
        if self.desk.next_due().is_some_and(|due| due <= now.mono) {
            self.decide(Vec::new(), None, |desk, book, mint, out| desk.tick(book, now, mint, out));
        }
        self.heartbeat.beat(&self.book.policy);
        if Instant::now() >= self.look_at {
            self.look_at = Instant::now() + LOOK_EVERY;
            self.look = true;
        }
    }

    fn wait(&self) -> Duration {
        let now = Instant::now();
        let clock = self.room.clock.now();
        let due = self.desk.next_due().map(|due| {
            let wait = u64::try_from((due - clock.mono).as_micros()).unwrap_or(0);
            now + Duration::from_micros(wait).min(LOOK_EVERY)
        });
        let writing = (self.writing.is_none() && self.room.journal.waiting() > 0).then_some(self.write_at);
        let ending = self.ending.map(|ending| ending.until);
        let broken = self.broken.iter().map(|(_, at)| *at).min();
        let beat = self.heartbeat.due(&self.book.policy);
        let next = [Some(self.look_at), beat, due, writing, ending, broken, self.room.journal.late_at()];
        let next = next.into_iter().flatten().min().unwrap_or(self.look_at);
        next.saturating_duration_since(now).max(Duration::from_millis(1))
    }

    fn begin_end(&mut self) {
        let barrier = self.room.journal.append(Vec::new());
        self.ending = Some(Ending { until: Instant::now() + LAST_TRIES, barrier, heard_all: false });
    }

    /// Whether everything that can be done before the end is done.
    fn ended(&mut self) -> bool {
        let Some(ending) = &self.ending else { return false };
        if Instant::now() >= ending.until {
            return true;
        }
        let quiet = self.writing.is_none() && self.reading.is_none() && self.room.journal.is_empty();
        if ending.heard_all {
            self.couriers_stop.send_replace(true);
        }
        ending.heard_all && quiet && self.running.is_empty() && self.news.is_empty()
    }
}

/// Waits for work that may not be under way.
async fn finished<T>(slot: &mut Option<JoinHandle<T>>) -> Option<T> {
    let Some(work) = slot else { return std::future::pending().await };
    let done = work.await.ok();
    *slot = None;
    done
}

/// The same for a piece on its way to the store, which comes back with its fate.
async fn finished_write(
    slot: &mut Option<(Piece, JoinHandle<Result<(), WorkError>>)>,
) -> (Piece, Result<(), WorkError>) {
    let Some((_, work)) = slot else { return std::future::pending().await };
    let done = work.await.unwrap_or(Err(WorkError::Gone));
    match slot.take() {
        Some((piece, _)) => (piece, done),
        None => std::future::pending().await,
    }
}
