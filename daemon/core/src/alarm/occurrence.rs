//! One life of an alarm: the row people see, acknowledge and reset.

use serde::{Deserialize, Serialize};

use super::{Condition, Mask, Priority, Source};
use crate::{
    id::{OccurrenceId, SerialNumber, ShortName},
    quantity::Unit,
    time::{Span, Timestamp},
};

/// Where an alarm stands in its life (ISA-18.2, with the latch of gas controllers).
///
/// ```text
///            RAISE                 ACK
///  normal ─────────▶ unack-active ─────▶ acked-active
///    ▲                   │ RTN               │ RTN
///    │ ACK               ▼                   ▼
///    ├──────── unack-returned             normal
///    │  RESET     latched-unack ──ACK──▶ latched-acked
///    └─────────────────────────────────────┘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum LifeState {
    /// Nothing to see.
    Normal = 1,
    /// Present, nobody has acknowledged it.
    UnackActive = 2,
    /// Present, acknowledged.
    AckedActive = 3,
    /// Gone, but nobody has acknowledged that it was there.
    UnackReturned = 4,
    /// Gone, latched, nobody has acknowledged it.
    LatchedUnack = 5,
    /// Gone, latched, acknowledged; a person must reset it.
    LatchedAcked = 6,
}

impl LifeState {
    /// Every state.
    pub const ALL: [Self; 6] = [
        Self::Normal,
        Self::UnackActive,
        Self::AckedActive,
        Self::UnackReturned,
        Self::LatchedUnack,
        Self::LatchedAcked,
    ];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::UnackActive => "unack-active",
            Self::AckedActive => "acked-active",
            Self::UnackReturned => "unack-returned",
            Self::LatchedUnack => "latched-unack",
            Self::LatchedAcked => "latched-acked",
        }
    }

    /// The state with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|s| *s as u8 == number)
    }

    /// The state with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Whether a person still has to acknowledge it.
    pub const fn unacknowledged(self) -> bool {
        matches!(self, Self::UnackActive | Self::UnackReturned | Self::LatchedUnack)
    }

    /// Whether the condition is present.
    pub const fn active(self) -> bool {
        matches!(self, Self::UnackActive | Self::AckedActive)
    }
}

/// A condition that is present for longer than this is stale: it no longer tells anybody anything.
const STALE_AFTER: Span = Span::hours(24);

/// One occurrence as people and programs ask for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a field of the contract")]
pub struct Occurrence {
    /// Its number; `alarm ack 42` names it.
    pub id: OccurrenceId,
    /// The device, or `None` for an alarm of the system.
    pub sn: Option<SerialNumber>,
    /// What it is about.
    pub source: Source,
    /// Which condition.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it stands.
    pub state: LifeState,
    /// Held: without live evidence; state and vote stay, the value is the last one known.
    pub held: bool,
    /// Hidden by suppression or a mask, with the reason; `None` when it is shown.
    pub masked: Option<String>,
    /// The person's mask that hides it, whole.
    #[serde(default)]
    pub mask: Option<Mask>,
    /// The zone it is about, or its point is in.
    #[serde(default)]
    pub zone: Option<ShortName>,
    /// It was the first gas alarm of its zone, and not all gas alarms there are over.
    #[serde(default)]
    pub first_out: bool,
    /// It is raised again and again.
    #[serde(default)]
    pub chattering: bool,
    /// A person raised it as a drill: marked so everywhere, and in no metric.
    #[serde(default)]
    pub drill: bool,
    /// When it was raised, by the reading's time.
    pub raised: Timestamp,
    /// When the condition was last seen to end.
    pub returned: Option<Timestamp>,
    /// When and by whom it was acknowledged.
    pub acked: Option<Timestamp>,
    /// Who acknowledged it.
    pub acked_by: Option<String>,
    /// The comment given with the acknowledgement or reset.
    pub comment: Option<String>,
    /// When it ended; it no longer needs anybody.
    pub closed: Option<Timestamp>,
    /// The newest value judged.
    pub value: Option<f64>,
    /// The worst value judged.
    pub peak: Option<f64>,
    /// The limit it was judged by.
    pub limit: Option<f64>,
    /// The unit of value, peak and limit.
    pub unit: Option<Unit>,
    /// False while the store has not yet taken its newest transition.
    pub recorded: bool,
    /// What a person should know, e.g. the cause of a SYSTEM alarm or the error code of a FAULT.
    pub text: Option<String>,
}

impl Occurrence {
    /// One that was just raised: present, nobody has acknowledged it, nothing hides it, and nothing more is known of it.
    /// Whoever knows more says it: `Occurrence { value, ..Occurrence::raised(…) }`.
    pub const fn raised(
        id: OccurrenceId,
        source: Source,
        condition: Condition,
        priority: Priority,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            sn: None,
            source,
            condition,
            priority,
            state: LifeState::UnackActive,
            held: false,
            masked: None,
            mask: None,
            zone: None,
            first_out: false,
            chattering: false,
            drill: false,
            raised: at,
            returned: None,
            acked: None,
            acked_by: None,
            comment: None,
            closed: None,
            value: None,
            peak: None,
            limit: None,
            unit: None,
            recorded: true,
            text: None,
        }
    }

    /// Whether it has been present for more than a day.
    pub fn stale(&self, now: Timestamp) -> bool {
        self.state.active() && now - self.raised > STALE_AFTER
    }
}
