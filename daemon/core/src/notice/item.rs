//! What the decision takes in and what comes of it.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Condition, LifeState, Mask, Occurrence, Priority, SystemCause, Transition, Withheld},
    id::{EventId, OccurrenceId, SerialNumber, ShortName},
    quantity::Unit,
    sensor::SensorType,
    time::Timestamp,
};

/// A transition people may be owed a word of, with what routing must know of the place.
#[derive(Debug, Clone, PartialEq)]
pub struct Owed {
    /// What happened.
    pub transition: Transition,
    /// The occurrence, as it is now or was after it.
    pub occurrence: Occurrence,
    /// What the point is called.
    pub name: Option<String>,
    /// Where it is.
    pub area: Option<ShortName>,
    /// What it measures; `None` for the system.
    pub sensor: Option<SensorType>,
    /// The store has not taken it yet: it is told all the same, and marked so.
    pub unrecorded: bool,
}

/// Why something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// It was raised.
    Raise,
    /// It must be looked at again.
    Realarm,
    /// It is over.
    Return,
    /// A person acknowledged it.
    Ack,
    /// A person reset it.
    Reset,
    /// Its point or rule is gone.
    Withdraw,
    /// Nobody has acknowledged it: the next group hears of it.
    Escalate,
    /// Nobody has acknowledged it: those who were told hear it again.
    Repeat,
    /// After folded raises: how it is now, with counts.
    State,
    /// It happened and ended while the point was out of reach.
    Once,
    /// Held until the schedule opened, or found in a backlog long ago: a line in a summary.
    Summary,
    /// A mask ends soon, or gas was masked: those who were told hear of it.
    Mask,
    /// The daemon lives.
    Alive,
    /// A person tries a channel.
    Test,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Raise,
        Self::Realarm,
        Self::Return,
        Self::Ack,
        Self::Reset,
        Self::Withdraw,
        Self::Escalate,
        Self::Repeat,
        Self::State,
        Self::Once,
        Self::Summary,
        Self::Mask,
        Self::Alive,
        Self::Test,
    ];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raise => "raise",
            Self::Realarm => "realarm",
            Self::Return => "return",
            Self::Ack => "ack",
            Self::Reset => "reset",
            Self::Withdraw => "withdraw",
            Self::Escalate => "escalate",
            Self::Repeat => "repeat",
            Self::State => "state",
            Self::Once => "once",
            Self::Summary => "summary",
            Self::Mask => "mask",
            Self::Alive => "alive",
            Self::Test => "test",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What a message says of one alarm, as it was when it was decided to say it. Texts in both languages are made of this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Facts {
    /// Why it is said.
    pub kind: ItemKind,
    /// The occurrence; `None`: the message is about no alarm.
    pub occurrence: Option<OccurrenceId>,
    /// The device.
    pub sn: Option<SerialNumber>,
    /// What the point is called.
    pub name: Option<String>,
    /// Where it is.
    pub area: Option<ShortName>,
    /// Its zone.
    pub zone: Option<ShortName>,
    /// What it measures.
    pub sensor: Option<SensorType>,
    /// What is wrong.
    pub condition: Option<Condition>,
    /// What of the system it is about.
    #[serde(default)]
    pub cause: Option<SystemCause>,
    /// How urgent it is.
    pub priority: Priority,
    /// Where it stands.
    pub state: LifeState,
    /// The value.
    pub value: Option<f64>,
    /// The worst value.
    pub peak: Option<f64>,
    /// The limit.
    pub limit: Option<f64>,
    /// The unit of all three.
    pub unit: Option<Unit>,
    /// Decimals to show.
    pub decimals: u8,
    /// Since when it is present, by the reading's time.
    pub raised: Timestamp,
    /// When what is told happened.
    pub at: Timestamp,
    /// Since when it is over.
    pub returned: Option<Timestamp>,
    /// Who did it, for what a person did.
    pub by: Option<String>,
    /// What they said, or the cause in words.
    pub text: Option<String>,
    /// Raises folded into this one since the last that was told.
    pub folded: u32,
    /// The value is the last one known.
    pub held: bool,
    /// The mask it is about.
    pub mask: Option<Mask>,
    /// The store has not taken it yet.
    pub unrecorded: bool,
    /// A drill: say so first.
    pub drill: bool,
    /// Told later than it should have been, because nobody could.
    pub late: bool,
    /// For a summary or the "alive" message: its lines or counts, in order.
    pub lines: Vec<String>,
}

/// One thing one group is to be told. `(event, kind, group)` is its key: the same again is the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The transition it tells of; for what the clock brings, an id of its own.
    pub event: EventId,
    /// Who.
    pub group: ShortName,
    /// What.
    pub facts: Facts,
}

/// What became of one transition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// These groups are told.
    Told {
        /// Which.
        groups: Vec<ShortName>,
    },
    /// Folded: told already within the debounce.
    Folded,
    /// Held until the schedule opens.
    Held {
        /// When it does.
        until: Timestamp,
    },
    /// A mask withholds it.
    Withheld {
        /// Which.
        why: Withheld,
    },
    /// It goes into the next summary.
    Summarised,
    /// There is no group, or no enabled channel, that could be told.
    Nobody,
    /// Nobody is owed a word of it.
    Nothing,
}

impl Outcome {
    /// As users read it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Told { .. } => "told",
            Self::Folded => "folded",
            Self::Held { .. } => "held",
            Self::Withheld { .. } => "withheld",
            Self::Summarised => "summarised",
            Self::Nobody => "nobody",
            Self::Nothing => "nothing",
        }
    }
}

/// What became of one transition, as it is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    /// The transition.
    pub event: EventId,
    /// When it was decided.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub outcome: Outcome,
}
