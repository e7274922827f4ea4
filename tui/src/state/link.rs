//! The connection to the daemon, as the screen must show it.
//!
//! ```text
//!  Connecting ──first update──▶ Up ──error, or 3 s of silence──▶ Lost
//!       │                       ▲                                │
//!       └──error──▶ Lost ───────┴──────────any update────────────┘
//! ```
//!
//! Values are believed in `Up` only.

use mcs_core::time::{Monotonic, Span};

use crate::event::{Access, Loss};

/// A daemon that lives sends at least a heartbeat well within this time.
const SILENT_AFTER: Span = Span::secs(3);

/// The connection.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    state: State,
    heard: Option<Monotonic>,
    /// Who answers, and what it lets us do; of the last connection.
    pub access: Option<Access>,
}

#[derive(Debug, Clone, Default)]
enum State {
    #[default]
    Connecting,
    Up,
    Lost {
        since: Monotonic,
        why: Loss,
    },
}

/// The connection as it is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Not yet connected, nothing has failed.
    Connecting,
    /// Values are live.
    Up,
    /// Every value is unknown.
    Lost {
        /// For how long.
        age: Span,
        /// Why.
        why: &'a Loss,
    },
}

impl Connection {
    /// A message of the live stream came.
    pub fn heard(&mut self, now: Monotonic) {
        self.state = State::Up;
        self.heard = Some(now);
    }

    /// There is no connection. Whether that is news.
    pub fn lost(&mut self, now: Monotonic, why: Loss) -> bool {
        let (since, news) = match &self.state {
            State::Connecting => (now, false),
            State::Up => (now, true),
            State::Lost { since, .. } => (*since, false),
        };
        self.state = State::Lost { since, why };
        news
    }

    /// Takes too long a silence for a loss. Whether that is news.
    pub fn watch_silence(&mut self, now: Monotonic) -> bool {
        let silent = self.heard.is_some_and(|heard| now - heard > SILENT_AFTER);
        matches!(self.state, State::Up) && silent && self.lost(now, Loss::Silent)
    }

    /// How it stands.
    pub fn standing(&self, now: Monotonic) -> Standing<'_> {
        match &self.state {
            State::Connecting => Standing::Connecting,
            State::Up => Standing::Up,
            State::Lost { since, why } => Standing::Lost { age: now - *since, why },
        }
    }

    /// Whether what the mirror holds is true now.
    pub fn up(&self) -> bool {
        matches!(self.state, State::Up)
    }

    /// How long ago the daemon last said something.
    pub fn data_age(&self, now: Monotonic) -> Option<Span> {
        self.heard.map(|heard| now - heard)
    }
}
