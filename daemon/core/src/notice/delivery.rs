//! What is owed to a group over one channel, and every try to bring it there.

use serde::{Deserialize, Serialize};

use super::{Facts, ItemKind};
use crate::{
    id::{EventId, OccurrenceId, ShortName},
    time::Timestamp,
};

/// Where a delivery stands. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum DeliveryState {
    /// It waits for its place in a message.
    Owed = 1,
    /// It is in a message that is sent, or tried again.
    Sending = 2,
    /// The provider said that it has it.
    Accepted = 3,
    /// It could not be sent; it says why.
    GivenUp = 4,
    /// A person decided that it need not be sent.
    Dropped = 5,
}

impl DeliveryState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Owed, Self::Sending, Self::Accepted, Self::GivenUp, Self::Dropped];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::GivenUp => "given-up",
            Self::Dropped => "dropped",
        }
    }

    /// The state with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as u8 == number)
    }

    /// The state with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether nothing more will be done for it by itself.
    pub const fn settled(self) -> bool {
        match self {
            Self::Owed | Self::Sending => false,
            Self::Accepted | Self::GivenUp | Self::Dropped => true,
        }
    }
}

/// One thing owed to one group over one channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its number; `notify outbox show 7` names it.
    pub id: u64,
    /// The transition it tells of; for what the clock brings, an id of its own.
    pub event: EventId,
    /// By what.
    pub channel: ShortName,
    /// To whom.
    pub group: ShortName,
    /// When it became owed.
    pub created: Timestamp,
    /// Where it stands.
    pub state: DeliveryState,
    /// When it was settled.
    pub settled: Option<Timestamp>,
    /// The message it is in: the key the provider was given.
    pub message: Option<EventId>,
    /// What the provider said, or why it was given up or dropped.
    pub detail: Option<String>,
    /// What is said.
    pub facts: Facts,
}

impl Delivery {
    /// Why it is said.
    pub const fn kind(&self) -> ItemKind {
        self.facts.kind
    }

    /// The alarm it is about.
    pub const fn occurrence(&self) -> Option<OccurrenceId> {
        self.facts.occurrence
    }
}

/// How one try to send a message ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttemptOutcome {
    /// The provider said that it has it.
    Accepted,
    /// It could not be reached, or failed by its own fault.
    Failed,
    /// It will not take it, however often it is tried.
    Refused,
    /// It said that too much was sent.
    Throttled,
}

impl AttemptOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Failed, Self::Refused, Self::Throttled];

    /// As users read it and as it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Throttled => "throttled",
        }
    }

    /// The outcome with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// One try to send a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it began.
    pub at: Timestamp,
    /// How long it took, µs.
    pub took_us: u64,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// In the provider's words, or ours.
    pub detail: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_outcomes_are_read_as_they_are_written() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::parse(state.as_str()), Some(state));
            assert_eq!(DeliveryState::from_number(state as u8), Some(state));
        }
        assert_eq!(DeliveryState::from_number(6), None);
        assert!(AttemptOutcome::ALL.into_iter().all(|o| AttemptOutcome::parse(o.as_str()) == Some(o)));
        let settled = DeliveryState::ALL.map(DeliveryState::settled);
        assert_eq!(settled, [false, false, true, true, true]);
    }
}
