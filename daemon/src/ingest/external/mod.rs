//! The link to an external broker that devices publish to.
//!
//! ```text
//! broker ─▶ session: every publish with QoS 1 ─▶ reader ─▶ inbox ─▶ plant ─▶ store
//!              ▲                                                                │
//!              └──────── PUBACK ◀── debts, in the order of receipt ◀── verdict ─┘
//!
//! sessions follow each other: a session that fails, hangs or could not store something ends with its client, and with it
//! every acknowledgement that was still owed. The broker keeps our session and sends what is not acknowledged again; what
//! was stored meanwhile is known by its identity.
//! ```
//!
//! The connection only takes: nothing is ever published on it, so that what it owes and what it is owed do not mix. What is
//! tried with the broker ([`BrokerHandle::test`]) is tried with a client of its own.
//!
//! Who may say what is the broker's to enforce; what can be seen from here is refused all the same. A refusal cannot close
//! the connection of a device that is connected elsewhere, and a publish that is never acknowledged would come again for
//! ever and fill the broker's window. So what is refused here is counted, named where it can be, and acknowledged.

mod board;
mod debt;
mod limits;
mod link;
mod outage;
mod probe;
mod reader;
mod session;
mod settings;
mod trial;

use std::sync::Arc;

use mcs_core::broker::{BrokerCheck, BrokerStatus};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};

pub use self::settings::Settings;
use self::{board::Board, limits::LimitNews};
use super::{Inbox, Roster};
use crate::clock::Clock;

/// Checks of a test on their way to whoever asked.
const CHECKS: usize = 8;

/// How other rooms look at the link.
#[derive(Debug, Clone)]
pub struct BrokerHandle {
    board: Board,
    settings: Arc<Settings>,
}

impl BrokerHandle {
    /// How the link is, and what is known of the broker.
    pub fn status(&self) -> BrokerStatus {
        self.board.status(&self.settings)
    }

    /// Tries the broker's limits; each check is told when it is done. Takes some seconds.
    pub fn test(&self) -> mpsc::Receiver<BrokerCheck> {
        let (told, checks) = mpsc::channel(CHECKS);
        let (settings, board) = (Arc::clone(&self.settings), self.board.clone());
        tokio::spawn(async move { trial::run(&settings, &board, &told).await });
        checks
    }
}

/// A running link.
#[derive(Debug)]
pub struct External {
    /// How other rooms look at it.
    pub handle: BrokerHandle,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl External {
    /// Begins to connect. `warn` is told what should be changed at the broker each time that was looked at: nothing, or why.
    pub fn start(
        settings: Settings,
        inbox: Inbox,
        roster: Roster,
        clock: Clock,
        warn: impl Fn(&[String]) + Send + Sync + 'static,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let (settings, board) = (Arc::new(settings), Board::new(clock));
        let handle = BrokerHandle { board: board.clone(), settings: Arc::clone(&settings) };
        let told: LimitNews = Arc::new(warn);
        let task = tokio::spawn(link::run(link::Link { settings, board, inbox, roster, clock, told }, stopped));
        Self { handle, stop, task }
    }

    /// Takes nothing more. What is not acknowledged by now comes again after the next start.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}
