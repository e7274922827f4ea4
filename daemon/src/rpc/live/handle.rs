//! What others ask the live task, and a client's subscription.

use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use mcs_core::{alarm::Occurrence, live::LiveMessage};
use tokio::sync::{broadcast, mpsc, oneshot};

/// Why the live task cannot answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LiveError {
    /// The revision is of another run of the daemon, or lies in the future.
    #[error("revision {rev} is not one of this run of the daemon")]
    OtherBoot {
        /// The revision given.
        rev: u64,
    },
    /// The daemon is going down.
    #[error("the daemon is shutting down")]
    ShuttingDown,
}

/// The alarms that stand, and the revision that shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Every occurrence that is not over, by number.
    pub alarms: Vec<Occurrence>,
    /// The run of the daemon.
    pub boot_id: String,
    /// The revision.
    pub rev: u64,
}

/// What stands unacknowledged, seen from a revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Unacked {
    /// Occurrences that stood unacknowledged at the revision and still do.
    pub stood: Vec<Occurrence>,
    /// How many became unacknowledged after it.
    pub newer: u64,
}

/// The beginning of a subscription and the messages that follow it without a gap.
#[derive(Debug)]
pub(super) struct Joined {
    pub(super) backlog: VecDeque<Arc<LiveMessage>>,
    pub(super) following: broadcast::Receiver<Arc<LiveMessage>>,
}

/// A question to the live task.
#[derive(Debug)]
pub(super) enum LiveAsk {
    Join { resume: Option<(String, u64)>, reply: oneshot::Sender<Joined> },
    Standing { reply: oneshot::Sender<Standing> },
    UnackedAt { boot_id: String, rev: u64, reply: oneshot::Sender<Result<Unacked, LiveError>> },
}

/// A cheap handle to the live task.
#[derive(Debug, Clone)]
pub struct LiveHandle {
    asks: mpsc::Sender<LiveAsk>,
    clients: Arc<AtomicU64>,
}

impl LiveHandle {
    pub(super) fn new(asks: mpsc::Sender<LiveAsk>) -> Self {
        Self { asks, clients: Arc::default() }
    }

    async fn ask<T>(&self, question: impl FnOnce(oneshot::Sender<T>) -> LiveAsk) -> Result<T, LiveError> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(question(reply)).await.map_err(|_| LiveError::ShuttingDown)?;
        answer.await.map_err(|_| LiveError::ShuttingDown)
    }

    /// The plant from now on: a snapshot and what follows, or what follows the message with this boot id and revision
    /// if that is still known.
    pub async fn subscribe(&self, resume: Option<(String, u64)>) -> Result<Subscription, LiveError> {
        let joined = self.ask(|reply| LiveAsk::Join { resume, reply }).await?;
        self.clients.fetch_add(1, Relaxed);
        Ok(Subscription { live: self.clone(), joined })
    }

    /// The alarms that stand.
    pub async fn open_alarms(&self) -> Result<Standing, LiveError> {
        self.ask(|reply| LiveAsk::Standing { reply }).await
    }

    /// What stood unacknowledged at a revision and still does, and how many came later.
    pub async fn unacked_at(&self, boot_id: &str, rev: u64) -> Result<Unacked, LiveError> {
        let boot_id = boot_id.to_owned();
        self.ask(|reply| LiveAsk::UnackedAt { boot_id, rev, reply }).await?
    }

    /// How many clients follow.
    pub fn clients(&self) -> u64 {
        self.clients.load(Relaxed)
    }
}

/// One client's place in the stream.
#[derive(Debug)]
pub struct Subscription {
    live: LiveHandle,
    joined: Joined,
}

impl Subscription {
    /// The next message; a fresh snapshot if the client fell behind; `None` when the daemon goes down.
    pub async fn next(&mut self) -> Option<Arc<LiveMessage>> {
        loop {
            if let Some(message) = self.joined.backlog.pop_front() {
                return Some(message);
            }
            match self.joined.following.recv().await {
                Ok(message) => return Some(message),
                Err(broadcast::error::RecvError::Closed) => return None,
                Err(broadcast::error::RecvError::Lagged(missed)) => {
                    tracing::debug!(missed, "a live client fell behind and gets a snapshot");
                    self.joined = self.live.ask(|reply| LiveAsk::Join { resume: None, reply }).await.ok()?;
                }
            }
        }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.live.clients.fetch_sub(1, Relaxed);
    }
}
