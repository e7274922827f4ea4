//! The judge of one condition: from readings to "it is present" and "it is over".
//!
//! ```text
//!              over, no on-delay: RAISE
//!        ┌──────────────────────────────────┐
//!        │  over           on-delay due:    ▼      clear
//!  clear ┴───────▶ pending ─── RAISE ───▶ present ───────▶ clearing
//!    ▲                │ clear               ▲                 │ │
//!    ├────────────────┘                     └─────────────────┘ │
//!    │                                   over, between, unknown │
//!    └──────────────────────────────────────────────────────────┘
//!                        a clear reading, off-delay over: RTN
//! ```
//!
//! Values are judged on the time of the readings, so that a replay gives what the live run gave. Only the on-delay is
//! also a deadline on the machine's clock: silence may raise an alarm, it never ends one.

use serde::{Deserialize, Serialize};

use super::Deadline;
use crate::time::{Monotonic, Now, Span, Timestamp};

/// What one reading says about one condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The condition holds.
    Over,
    /// Within the deadband: neither.
    Between,
    /// The condition does not hold.
    Clear,
    /// No value, or a value that may raise but not clear and does not raise.
    Unknown,
}

impl Evidence {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Over, Self::Between, Self::Clear, Self::Unknown];

    /// The same from a reading that may raise but never clear.
    #[must_use]
    pub const fn raise_only(self) -> Self {
        match self {
            Self::Over => Self::Over,
            Self::Between => Self::Between,
            Self::Clear | Self::Unknown => Self::Unknown,
        }
    }
}

/// How long a condition must stay clear before it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffDelay {
    /// This long, by the time of the readings.
    Span(Span),
    /// This many readings in a row.
    Readings(u8),
}

/// How long evidence must last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delays {
    /// Before it is present.
    pub on: Span,
    /// Before it is over.
    pub off: OffDelay,
}

impl Delays {
    /// At once, both ways.
    pub const NONE: Self = Self { on: Span::ZERO, off: OffDelay::Span(Span::ZERO) };
}

/// Where the judgement of one condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judge {
    /// The condition does not hold.
    #[default]
    Clear,
    /// It holds, not yet for long enough.
    Pending(Deadline),
    /// It holds.
    Present,
    /// It held and no longer does, not yet for long enough.
    Clearing {
        /// The time of the first clear reading.
        since: Timestamp,
        /// Clear readings in a row.
        readings: u8,
    },
}

/// What a judgement leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// RAISE.
    Raise,
    /// RTN, return to normal.
    Return,
}

impl Judge {
    /// Present or clearing: an alarm stands for it.
    pub const fn holds(self) -> bool {
        match self {
            Self::Present | Self::Clearing { .. } => true,
            Self::Clear | Self::Pending(_) => false,
        }
    }

    /// Judges one reading of time `time`, heard at `now`. The reading came late when its on-delay is already over: then
    /// it raises at once, for its deadline has passed.
    pub fn hear(self, evidence: Evidence, time: Timestamp, delays: Delays, now: Now) -> (Self, Option<Edge>) {
        match (self, evidence) {
            (Self::Clear, Evidence::Over) => {
                let deadline = Deadline::after(time, delays.on, now);
                Self::Pending(deadline).wait(now.mono)
            }
            (Self::Clear, Evidence::Between | Evidence::Clear | Evidence::Unknown)
            | (Self::Pending(_), Evidence::Clear) => (Self::Clear, None),
            (Self::Pending(_), Evidence::Over | Evidence::Between | Evidence::Unknown) => (self, None),
            (Self::Present | Self::Clearing { .. }, Evidence::Over | Evidence::Between | Evidence::Unknown) => {
                (Self::Present, None)
            }
            (Self::Present, Evidence::Clear) => Self::leave(time, 1, time, delays.off),
            (Self::Clearing { since, readings }, Evidence::Clear) => {
                Self::leave(since, readings.saturating_add(1), time, delays.off)
            }
        }
    }

    /// What a reading says outright, without delays: present (true) or clear; `None`: nothing is known by it. Within the
    /// deadband it stays what it was.
    pub const fn decide(self, evidence: Evidence) -> Option<bool> {
        match evidence {
            Evidence::Over => Some(true),
            Evidence::Between => Some(self.holds()),
            Evidence::Clear => Some(false),
            Evidence::Unknown => None,
        }
    }

    /// Judges that time has passed without a reading: an on-delay that is due raises.
    pub fn wait(self, now: Monotonic) -> (Self, Option<Edge>) {
        match self {
            Self::Pending(deadline) if deadline.reached(now) => (Self::Present, Some(Edge::Raise)),
            Self::Pending(_) | Self::Clear | Self::Present | Self::Clearing { .. } => (self, None),
        }
    }

    /// When [`Judge::wait`] will raise.
    pub const fn deadline(self) -> Option<Deadline> {
        match self {
            Self::Pending(deadline) => Some(deadline),
            Self::Clear | Self::Present | Self::Clearing { .. } => None,
        }
    }

    /// Places a restored deadline on this run's clock.
    #[must_use]
    pub fn resume(self, now: Now) -> Self {
        match self {
            Self::Pending(deadline) => Self::Pending(deadline.resume(now)),
            Self::Clear | Self::Present | Self::Clearing { .. } => self,
        }
    }

    /// The same judgement after the server's wall clock was moved by `step`.
    #[must_use]
    pub fn shifted(self, step: Span) -> Self {
        match self {
            Self::Pending(deadline) => Self::Pending(deadline.shifted(step)),
            Self::Clearing { since, readings } => Self::Clearing { since: since + step, readings },
            Self::Clear | Self::Present => self,
        }
    }

    fn leave(since: Timestamp, readings: u8, time: Timestamp, off: OffDelay) -> (Self, Option<Edge>) {
        let over = match off {
            OffDelay::Span(span) => time - since >= span,
            OffDelay::Readings(enough) => readings >= enough,
        };
        if over { (Self::Clear, Some(Edge::Return)) } else { (Self::Clearing { since, readings }, None) }
    }
}
