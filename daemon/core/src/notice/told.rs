//! What comes of a decision.

use super::{Item, Outcome};
use crate::{
    alarm::SystemCause,
    id::{EventId, OccurrenceId},
};

/// What comes of what was heard: to be stored together, then done. The caller clears and reuses it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// What is said to whom.
    pub items: Vec<Item>,
    /// What became of each transition heard: one each, none for one that was heard before.
    pub outcomes: Vec<(EventId, OccurrenceId, Outcome)>,
    /// What must be kept under these keys instead of what was; `None`: nothing. Of the same key twice the later holds.
    pub tracks: Vec<(String, Option<Vec<u8>>)>,
    /// Causes of a `SYSTEM` alarm that came (true) or went (false), in words.
    pub causes: Vec<(SystemCause, bool, String)>,
}

impl Told {
    /// Whether there is nothing to do.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty() && self.outcomes.is_empty() && self.tracks.is_empty() && self.causes.is_empty()
    }

    /// Forgets everything, keeps the buffers.
    pub fn clear(&mut self) {
        self.items.clear();
        self.outcomes.clear();
        self.tracks.clear();
        self.causes.clear();
    }
}
