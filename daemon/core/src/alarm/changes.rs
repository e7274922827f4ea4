//! What came of one reading, timer or command: collected here, committed together.

use super::{MaskChange, Occurrence, Transition};
use crate::id::{EventId, OccurrenceId};

/// Where ids come from. The caller owns them, so that what is decided here can be replayed.
pub trait Mint {
    /// The id of the next transition.
    fn event(&mut self) -> EventId;
    /// The number of the next occurrence.
    fn occurrence(&mut self) -> OccurrenceId;
}

/// What changed. The buffers are reused; a reading that changes nothing allocates nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// Steps in the lives of alarms, in the order in which they happened.
    pub transitions: Vec<Transition>,
    /// Every occurrence that changed, whole, once, as it is now.
    pub occurrences: Vec<Occurrence>,
    /// Masks that were put on or ended.
    pub masks: Vec<MaskChange>,
    /// The snapshot differs and must be kept together with the reading, though perhaps nothing is owed to anybody
    /// (e.g. a condition began to count down).
    pub state_changed: bool,
}

impl Changes {
    /// Nothing changed.
    pub const fn is_empty(&self) -> bool {
        self.transitions.is_empty() && self.occurrences.is_empty() && self.masks.is_empty() && !self.state_changed
    }

    /// Forgets everything, keeps the buffers.
    pub fn clear(&mut self) {
        self.transitions.clear();
        self.occurrences.clear();
        self.masks.clear();
        self.state_changed = false;
    }

    /// Notes an occurrence as it is now, in place of what was noted before.
    pub(crate) fn touch(&mut self, occurrence: &Occurrence) {
        self.state_changed = true;
        match self.occurrences.iter_mut().find(|o| o.id == occurrence.id) {
            Some(noted) => noted.clone_from(occurrence),
            None => self.occurrences.push(occurrence.clone()),
        }
    }
}
