//! What the state wants done in the world. The runner does it and answers with a [`crate::event::Reply`].

use mcs_core::{
    id::{OccurrenceId, SerialNumber},
    time::{Span, Timestamp},
};

/// Something to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Leave.
    Quit,
    /// Ring the terminal's bell.
    Bell,
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
}
