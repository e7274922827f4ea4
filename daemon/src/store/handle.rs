//! How the plant speaks to the store: commits go in, bounded by the readings in flight.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
    time::Instant,
};

use tokio::sync::Semaphore;

use super::{Commit, gauge::StoreGauge, keeper::KeeperHandle, query::Queries, work::Work};

/// Weight of the commits that may be in flight: ten seconds of stall at 20 000 readings a second, each reading in a commit of
/// its own. A reading weighs about 300 bytes here, so this is also a bound of some 100 MB on what a stalled disk can cost.
pub const IN_FLIGHT: usize = 400_000;

/// Bytes of content that weigh as much as a reading.
const BYTES: usize = 256;

/// The writer thread is gone; the daemon is ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the store has stopped")]
pub struct StoreGone;

/// Why a commit was not taken. It is given back whole.
#[derive(Debug)]
pub enum TrySendError {
    /// Too much is in flight.
    Full(Box<Commit>),
    /// The writer thread is gone.
    Gone(Box<Commit>),
}

/// A commit on its way to the writer.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) commit: Commit,
    pub(super) at: Instant,
    /// What it holds of the bound, to give back when it is settled.
    pub(super) weight: u32,
}

/// A message to the writer.
#[derive(Debug)]
pub(super) enum Message {
    /// Write this.
    Commit(Box<Sent>),
    /// Do this between two commits.
    Work(Work),
    /// Write what there is, then end.
    Stop,
}

/// A cheap handle to the store.
#[derive(Debug, Clone)]
pub struct StoreHandle {
    messages: Sender<Message>,
    room: Arc<Semaphore>,
    gauge: Arc<StoreGauge>,
    queries: Queries,
    writer: Arc<super::writer::Joiner>,
    keeper: Arc<KeeperHandle>,
}

/// The writer's end of the channel.
#[derive(Debug)]
pub(super) struct Inbox {
    pub(super) messages: Receiver<Message>,
    pub(super) room: Arc<Semaphore>,
}

impl StoreHandle {
    pub(super) fn new(
        messages: Sender<Message>,
        room: Arc<Semaphore>,
        gauge: Arc<StoreGauge>,
        queries: Queries,
        writer: super::writer::Joiner,
        keeper: KeeperHandle,
    ) -> Self {
        Self { messages, room, gauge, queries, writer: Arc::new(writer), keeper: Arc::new(keeper) }
    }

    /// Hands over a commit; waits while too much is in flight. Commits are written in the order they are sent.
    pub async fn send(&self, commit: Commit) -> Result<(), StoreGone> {
        let weight = weight(&commit);
        self.room.acquire_many(weight).await.map_err(|_| StoreGone)?.forget();
        self.put(commit, weight).map_err(|_| StoreGone)
    }

    /// Hands over a commit unless too much is in flight.
    pub fn try_send(&self, commit: Commit) -> Result<(), TrySendError> {
        let weight = weight(&commit);
        match self.room.try_acquire_many(weight) {
            Ok(permit) => permit.forget(),
            Err(tokio::sync::TryAcquireError::NoPermits) => return Err(TrySendError::Full(Box::new(commit))),
            Err(tokio::sync::TryAcquireError::Closed) => return Err(TrySendError::Gone(Box::new(commit))),
        }
        self.put(commit, weight).map_err(TrySendError::Gone)
    }

    fn put(&self, commit: Commit, weight: u32) -> Result<(), Box<Commit>> {
        self.gauge.add_in_flight(weight.into());
        let sent = Sent { commit, at: Instant::now(), weight };
        self.messages.send(Message::Commit(Box::new(sent))).map_err(|refused| {
            self.gauge.sub_in_flight(weight.into());
            match refused.0 {
                Message::Commit(sent) => Box::new(sent.commit),
                Message::Work(_) | Message::Stop => Box::default(),
            }
        })
    }

    /// Where messages to the writer go.
    pub(super) const fn writer(&self) -> &Sender<Message> {
        &self.messages
    }

    /// Orders to the keeper.
    pub(super) fn keeper(&self) -> &KeeperHandle {
        &self.keeper
    }

    /// How the store is doing.
    pub const fn gauge(&self) -> &Arc<StoreGauge> {
        &self.gauge
    }

    /// Questions about what is stored.
    pub const fn queries(&self) -> &Queries {
        &self.queries
    }

    /// Writes what was sent before, records that the daemon stopped in order, and ends the store's threads. Blocks until then.
    pub fn close(&self) {
        self.keeper.stop();
        // A writer that is gone already has nothing left to write.
        let _ = self.messages.send(Message::Stop);
        self.writer.join();
    }
}

/// What a commit takes of [`IN_FLIGHT`]: one, one for each reading, and more for long content. A commit larger than the bound
/// takes all of it.
fn weight(commit: &Commit) -> u32 {
    let frames: usize = commit.quarantine.iter().map(|frame| 1 + frame.payload.len() / BYTES).sum();
    let states: usize = commit.point_states.iter().map(|(_, json)| 1 + json.len() / BYTES).sum();
    let weight = (1 + commit.readings.len() + frames + states).min(IN_FLIGHT);
    u32::try_from(weight).unwrap_or(u32::MAX)
}

impl Drop for Inbox {
    fn drop(&mut self) {
        // Whoever waits for room waits for a writer that is gone.
        self.room.close();
    }
}

/// A channel to the writer.
pub(super) fn inbox() -> (Sender<Message>, Inbox) {
    let (sender, messages) = channel();
    (sender, Inbox { messages, room: Arc::new(Semaphore::new(IN_FLIGHT)) })
}
