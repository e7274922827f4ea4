//! Everything that can happen to the program, in one type: what the runner hands to [`crate::state::State::update`].

use crossterm::event::{KeyEvent, MouseEvent};
use mcs_core::{
    alarm::{Condition, Occurrence, Transition},
    calibration::Calibration,
    device::Device,
    id::{OccurrenceId, SerialNumber},
    ledger::LedgerDay,
    live::LiveMessage,
    map::{Map, MapRevision, PictureId},
    performance::Performance,
    reading::{DamagedSpan, Interval},
    site::Role,
    time::{Now, Timestamp},
};
use serde::{Deserialize, Serialize};

use crate::{picture::Pixels, say, words::Words};

/// Something happened.
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
        /// Why.
        why: Loss,
    },
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// The daemon said nothing for too long.
    Silent,
    /// The daemon ended the stream.
    Closed,
    /// What the system or the daemon said.
    Failed(String),
}

/// Who the daemon is and what it lets us do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// What we may do.
    pub role: Role,
    /// The daemon's version.
    pub version: String,
    /// Whether it speaks a newer contract than this program.
    pub newer: bool,
}

/// The answer to a request made by an [`crate::action::Action`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// To an acknowledgement of one occurrence.
    Acknowledged(Result<Vec<Occurrence>, Refusal>),
    /// To an acknowledgement of all that stood at a revision.
    AcknowledgedAll(Result<AcknowledgedAll, Refusal>),
    /// To a change: what was done.
    Changed(Result<Done, Refusal>),
    /// To a request for the map.
    Map(Result<Box<Map>, Refusal>),
    /// To a request for a picture of the map.
    Picture {
        /// Which.
        id: PictureId,
        /// Small enough to be kept.
        result: Result<Pixels, Refusal>,
    },
    /// To a wish to place points: the revision of the map it made.
    Placed(Result<MapRevision, Refusal>),
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
        /// Stretches whose readings are stored and cannot be read.
        damaged: Vec<DamagedSpan>,
    },
    /// To a request for what is known about a point.
    Study {
        /// The number of the request; answers to older ones are thrown away.
        request: u64,
        /// What is known.
        result: Result<Box<Study>, Refusal>,
    },
    /// To a request for the life of an alarm.
    Story {
        /// Which.
        id: OccurrenceId,
        /// Its life.
        result: Result<Box<Story>, Refusal>,
    },
    /// To a request for a page of the record of alarms.
    History {
        /// The number of the request; answers to older ones are thrown away.
        request: u64,
        /// The page.
        result: Result<HistoryPage, Refusal>,
    },
}

/// What is known about a point beyond its readings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Study {
    /// The device as it is set.
    pub device: Device,
    /// Its calibrations, newest first.
    pub calibrations: Vec<Calibration>,
    /// The ledger of the day; `None` where there is nothing in it yet.
    pub ledger: Option<LedgerDay>,
    /// Its newest alarms, newest first.
    pub events: Vec<Story>,
}

/// One alarm with every step of its life.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// As it is now.
    pub alarm: Occurrence,
    /// Oldest first.
    pub transitions: Vec<Transition>,
}

/// A page of the record of alarms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// Newest first.
    pub alarms: Vec<Occurrence>,
    /// Every alarm raised from this moment on, and before the one asked for, is on it.
    pub from: Timestamp,
    /// Nothing older is on record.
    pub complete: bool,
}

/// What an acknowledgement of all did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AcknowledgedAll {
    /// These are acknowledged now.
    pub acknowledged: Vec<Occurrence>,
    /// So many came after the revision and stay.
    pub newer: u64,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A latch ended.
    Reset(Condition),
    /// An alarm is hidden for a while.
    Shelved(Option<Condition>),
    /// An alarm is shown again.
    Unshelved(Option<Condition>),
    /// A point is out of judgement for a while.
    Inhibited(SerialNumber),
    /// A point is judged again.
    Judged(SerialNumber),
    /// A point is in service again.
    InService(SerialNumber),
    /// Sound is silent everywhere.
    Silent,
}

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// There is no daemon to ask.
    Lost,
    /// No answer came in time.
    NoAnswer,
    /// The daemon said why.
    Said {
        /// What failed and why.
        message: String,
        /// What to do next; may be empty.
        advice: String,
    },
}

impl Refusal {
    /// In words.
    pub fn text(&self, words: Words) -> String {
        match self {
            Self::Lost => say!(words, "lost-refused"),
            Self::NoAnswer => say!(words, "lost-no-answer"),
            Self::Said { message, advice } if advice.is_empty() => message.clone(),
            Self::Said { message, advice } => format!("{message}: {advice}"),
        }
    }
}
