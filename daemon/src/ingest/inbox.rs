//! The one way from the connections to the plant, and the counters kept on the way.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use mcs_core::time::Timestamp;
use tokio::sync::mpsc;

use super::frame::{Heard, Knock};

/// Frames on their way to the plant. Enough for a second at full load, so that a held commit does not stop connections
/// from being read before their own bound does; at it, sources are not read.
pub const INBOX_BOUND: usize = 32_768;

/// What the endpoint did, since the start.
#[derive(Debug, Default)]
pub struct IngestCounters {
    /// Publishes read.
    pub frames: AtomicU64,
    /// Publishes refused and not acknowledged.
    pub refused: AtomicU64,
    /// Logins refused.
    pub logins_refused: AtomicU64,
    /// Connections turned away by a limit.
    pub turned_away: AtomicU64,
    /// TLS handshakes that failed.
    pub handshakes_failed: AtomicU64,
}

impl IngestCounters {
    /// Adds one.
    pub fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// The sending end of the inbox.
#[derive(Debug, Clone)]
pub struct Inbox {
    heard: mpsc::Sender<Heard>,
    /// What the endpoint did.
    pub counters: Arc<IngestCounters>,
}

/// An inbox and the end the plant reads.
pub fn inbox() -> (Inbox, mpsc::Receiver<Heard>) {
    let (heard, receiver) = mpsc::channel(INBOX_BOUND);
    (Inbox { heard, counters: Arc::default() }, receiver)
}

impl Inbox {
    /// Hands something to the plant; waits while the inbox is full. Order of one sender is kept. False when the plant
    /// is gone.
    pub async fn put(&self, heard: Heard) -> bool {
        match self.heard.try_send(heard) {
            Ok(()) => true,
            Err(mpsc::error::TrySendError::Full(heard)) => self.heard.send(heard).await.is_ok(),
            Err(mpsc::error::TrySendError::Closed(_)) => false,
        }
    }

    /// Mentions a stranger; forgotten when the inbox is full, since strangers come back.
    pub fn knock(&self, sn: &str, user: &str, address: String, at: Timestamp) {
        if let Ok(sn) = sn.parse() {
            let user = user.chars().take(64).collect();
            let _ = self.heard.try_send(Heard::Knock(Knock { sn, user, address, at }));
        }
    }
}
