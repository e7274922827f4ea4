//! Everything that can happen to the program, in one type: what the runner hands to [`crate::state::State::update`].

use crossterm::event::{KeyEvent, MouseEvent};
use mcs_core::{
    alarm::Occurrence, id::SerialNumber, live::LiveMessage, performance::Performance, reading::Interval, site::Role,
    time::Now,
};
use serde::{Deserialize, Serialize};

/// Something happened. All of it but the time can be written down and read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The time. Comes before each other event and whenever something shown depends on the time.
    #[serde(skip)]
    Tick(Now),
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// A mouse button or the wheel was used.
    Mouse(MouseEvent),
    /// The terminal has this size now.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The daemon, or the connection to it.
    Daemon(Link),
    /// The answer to a request.
    Reply(Reply),
}

/// What is heard from the daemon and of the connection to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// A connection stands; values follow with the first update.
    Connected(Access),
    /// A message of the live stream.
    Update(Box<LiveMessage>),
    /// There is no connection, or no longer one. Comes again with each failed attempt.
    Lost {
        /// Why, in words for people.
        why: String,
    },
}

/// Who the daemon is and what it lets us do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// What we may do.
    pub role: Role,
    /// The daemon's version.
    pub version: String,
}

/// The answer to a request made by an [`crate::action::Action`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// To an acknowledgement of one occurrence.
    Acknowledged(Result<Vec<Occurrence>, Refusal>),
    /// To an acknowledgement of all that stood at a revision.
    AcknowledgedAll(Result<AcknowledgedAll, Refusal>),
    /// To a change: what was done, in words.
    Changed(Result<String, Refusal>),
    /// To a request for the figures of the alarms.
    Figures(Result<Box<Performance>, Refusal>),
    /// To a request for the past hour of a point.
    Trend {
        /// Whose.
        sn: SerialNumber,
        /// The number of the request; answers to older ones are thrown away.
        request: u64,
        /// The intervals, oldest first.
        result: Result<Vec<Interval>, Refusal>,
    },
}

/// What an acknowledgement of all did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcknowledgedAll {
    /// These are acknowledged now.
    pub acknowledged: Vec<Occurrence>,
    /// So many came after the revision and stay.
    pub newer: u64,
}

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What failed and why.
    pub message: String,
    /// What to do next; may be empty.
    pub advice: String,
}
