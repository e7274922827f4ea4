//! What the state wants done in the world. The runner does it and answers with a [`crate::event::Reply`].

use mcs_core::{
    alarm::MaskKind,
    id::{OccurrenceId, SerialNumber},
    map::PictureId,
    time::{Span, Timestamp},
};

use mcs_proto::client::SecondPerson;

use crate::state::edit::Moves;

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Leave.
    Quit,
    /// Let the room hear something.
    Sound(Sound),
    /// Put text into the terminal's clipboard.
    Copy(String),
    /// Give the terminal back to the shell until the program is continued.
    Suspend,
    /// Clear the terminal and draw everything anew.
    Redraw,
    /// Let the program hear the mouse, or let the terminal select text with it.
    Mouse(bool),
    /// Acknowledge one occurrence.
    Acknowledge {
        /// Which.
        id: OccurrenceId,
    },
    /// Acknowledge what stood at this revision.
    AcknowledgeAll {
        /// The boot the revision belongs to.
        boot_id: String,
        /// The revision the person saw.
        rev: u64,
        /// What the person says about it.
        comment: Option<String>,
    },
    /// Change something for a while or for good, by a person's word.
    Change(Change),
    /// Ask for the map: its pages and their pictures.
    Map,
    /// Ask for a picture of the map.
    Picture(PictureId),
    /// Place points on the map.
    Place(Moves),
    /// Ask for the figures of the alarms over a time.
    Figures {
        /// From here, inclusive.
        from: Timestamp,
        /// To here, exclusive.
        to: Timestamp,
    },
    /// Ask for the past of a point, summarised. Ends an older request of this kind that is still on its way.
    Trend {
        /// Whose.
        sn: SerialNumber,
        /// The number of this request.
        request: u64,
        /// From here, inclusive.
        from: Timestamp,
        /// To here, exclusive.
        to: Timestamp,
        /// Length of an interval.
        every: Span,
    },
    /// Ask for what is known about a point beyond its readings.
    Study {
        /// Whose.
        sn: SerialNumber,
        /// The number of this request.
        request: u64,
        /// The site day of the ledger, `YYYY-MM-DD`.
        day: String,
    },
    /// Ask for every step in the life of an alarm.
    Story {
        /// Which.
        id: OccurrenceId,
    },
    /// Ask for a page of the record of alarms.
    History {
        /// The number of this request.
        request: u64,
        /// The newest were raised before this moment.
        before: Timestamp,
    },
}

/// What the room hears: rings of the terminal's bell, one after the other, and the external command if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sound {
    /// How often the bell rings.
    pub rings: u8,
    /// Why, in the word the external command is given.
    pub why: &'static str,
}

impl Sound {
    /// The daemon is lost.
    pub const LOST: Self = Self { rings: 1, why: "lost" };
}

/// What a person changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Ends a latch.
    Reset {
        /// Which occurrence.
        id: OccurrenceId,
        /// What the person says about it.
        comment: Option<String>,
        /// How the sensor was verified.
        verified: Option<String>,
    },
    /// Hides one alarm for a while; it still measures and votes.
    Shelve {
        /// Which occurrence.
        id: OccurrenceId,
        /// Why.
        reason: String,
        /// For how long.
        length: Span,
        /// Who watches the place meanwhile.
        watcher: Option<String>,
    },
    /// Shows a shelved alarm again.
    Unshelve {
        /// Which occurrence.
        id: OccurrenceId,
    },
    /// Takes a whole point out of judgement for a while.
    Inhibit {
        /// Whose point.
        sn: SerialNumber,
        /// Why.
        reason: String,
        /// For how long.
        length: Span,
        /// With gas present somebody else confirms it.
        second: Option<SecondPerson>,
    },
    /// Judges an inhibited point, or one out of service, again.
    Uninhibit {
        /// Whose point.
        sn: SerialNumber,
        /// What stands on it.
        kind: MaskKind,
    },
    /// Sound is silent everywhere for a while.
    Silence,
}
