//! The link: one session after the other, at a pace the broker bears.
//!
//! ```text
//!             ┌── 0.25 s … 5 s, longer each time ──┐
//!             ▼                                    │
//! connect ─▶ session ─▶ ended, and why ─▶ told ────┘
//!               └─ subscribed ─▶ up ─▶ limits looked at, once an hour
//! ```

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use mcs_core::{broker::BrokerState, id::ConnectionId};
use tokio::{sync::watch, time::sleep};

use super::{
    Settings,
    board::Board,
    limits::{self, LimitNews},
    outage,
    reader::Reader,
    session,
};
use crate::{
    clock::Clock,
    ingest::{Heard, Inbox, LinkNews, Roster},
};

/// The pause before the first new try, and the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// A session that lived this long was a good one: the next try comes soon.
const GOOD_LIFE: Duration = Duration::from_secs(30);

/// What the parts of the link share.
pub(super) struct Link {
    pub(super) settings: Arc<Settings>,
    pub(super) board: Board,
    pub(super) inbox: Inbox,
    pub(super) roster: Roster,
    pub(super) clock: Clock,
    pub(super) told: LimitNews,
}

/// Keeps the link until it is stopped.
pub(super) async fn run(link: Link, mut stopped: watch::Receiver<bool>) {
    let (up, is_up) = watch::channel(false);
    let (reason, why) = watch::channel(None);
    tokio::select! {
        () = sessions(&link, &up, &reason) => {}
        () = outage::watch(&link, is_up.clone(), why) => {}
        () = limits::watch(&link, is_up) => {}
        _ = stopped.wait_for(|stop| *stop) => {}
    }
}

/// Waits until the link is up, or down; false when the link is no more.
pub(super) async fn until(up: &mut watch::Receiver<bool>, wanted: bool) -> bool {
    up.wait_for(|up| *up == wanted).await.is_ok()
}

async fn sessions(link: &Link, up: &watch::Sender<bool>, reason: &watch::Sender<Option<String>>) {
    let mut reader = Reader::new(link.roster.clone());
    let mut pause = FIRST_PAUSE;
    for number in 1.. {
        let began = Instant::now();
        let end = session::run(link, &mut reader, ConnectionId(number), up).await;
        let was_up = up.send_replace(false);
        let why = end.to_string();
        if was_up {
            tracing::info!(broker = link.settings.url, session = number, why, "the connection to the broker ended");
            link.board.set(BrokerState::Connecting, Some(&why));
            if !link.inbox.put(Heard::Link(LinkNews::Broken)).await {
                return;
            }
        }
        reason.send_replace(Some(why));
        if matches!(end, session::SessionEnd::PlantGone) {
            return;
        }
        if was_up && began.elapsed() >= GOOD_LIFE {
            pause = FIRST_PAUSE;
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
