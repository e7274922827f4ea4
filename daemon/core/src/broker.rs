//! The external broker that devices publish through: how the link to it is, and what is known of its limits.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// How the link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrokerState {
    /// It has not been up since the daemon's start, which was just now.
    Connecting,
    /// Connected and subscribed.
    Up,
    /// Nothing comes through it.
    Lost,
}

impl BrokerState {
    /// Every state, in the order of its number on the wire.
    pub const ALL: [Self; 3] = [Self::Connecting, Self::Up, Self::Lost];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Up => "up",
            Self::Lost => "lost",
        }
    }
}

/// A limit of the broker, as far as a trial of a certain length can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrokerLimit {
    /// The broker stopped there.
    Exactly(u32),
    /// The trial ended there and the broker had not stopped.
    AtLeast(u32),
}

impl std::fmt::Display for BrokerLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(count) => write!(f, "{count}"),
            Self::AtLeast(count) => write!(f, "at least {count}"),
        }
    }
}

/// What is known of the broker.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BrokerLimits {
    /// What it says it is, where it says so.
    pub version: Option<String>,
    /// Publishes it sends to one client before it waits for acknowledgements; measured.
    pub in_flight: Option<BrokerLimit>,
    /// Publishes it lets a client have unacknowledged, as it says to clients of MQTT 5.
    pub receive_maximum: Option<u16>,
    /// Longest packet it takes, as it says to clients of MQTT 5.
    pub max_packet: Option<u32>,
}

/// The link to the broker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerStatus {
    /// Where it is, without secrets.
    pub url: String,
    /// The client id of the link, and with it the name of its session there.
    pub client_id: String,
    /// How it is.
    pub state: BrokerState,
    /// Since when.
    pub since: Timestamp,
    /// Why it is not up.
    pub why: Option<String>,
    /// What is known of the broker.
    pub limits: BrokerLimits,
    /// What should be changed there.
    pub warnings: Vec<String>,
    /// Connections made since the daemon's start.
    pub connects: u64,
    /// Publishes that are not acknowledged yet.
    pub in_flight: u64,
    /// Publishes received since the daemon's start.
    pub frames: u64,
    /// Of these, publishes of devices nobody registered.
    pub strangers: u64,
    /// Of these, retained copies that say nothing of now, passed over.
    pub retained: u64,
    /// Publishes that could not be stored and wait for the broker to send them again.
    pub refused: u64,
}

/// What a check of the broker came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BrokerVerdict {
    /// As it should be.
    Good,
    /// Cannot be found out.
    Unknown,
    /// Should be changed.
    Bad,
}

impl BrokerVerdict {
    /// Every verdict, in the order of its number on the wire.
    pub const ALL: [Self; 3] = [Self::Good, Self::Unknown, Self::Bad];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::Bad => "bad",
        }
    }
}

/// One thing that was tried with the broker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerCheck {
    /// What was looked at.
    pub check: String,
    /// What it came to.
    pub verdict: BrokerVerdict,
    /// What was found.
    pub found: String,
    /// What to do about it.
    pub advice: Option<String>,
}
