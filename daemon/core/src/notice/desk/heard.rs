//! The transitions heard last, so that the same again changes nothing.

use std::collections::{BTreeSet, VecDeque};

use crate::id::EventId;

/// More than one batch of transitions holds. What was told before its row was stored is remembered by its alarm as well.
const MOST: usize = 16_384;

/// The transitions heard last. They are told apart by identity, not by order: a clock that was put back must not make a new
/// alarm look old.
#[derive(Debug, Default)]
pub(super) struct Heard {
    order: VecDeque<EventId>,
    known: BTreeSet<EventId>,
}

impl Heard {
    pub(super) fn knows(&self, event: EventId) -> bool {
        self.known.contains(&event)
    }

    pub(super) fn note(&mut self, event: EventId) {
        if self.known.insert(event) {
            self.order.push_back(event);
            if self.order.len() > MOST
                && let Some(oldest) = self.order.pop_front()
            {
                self.known.remove(&oldest);
            }
        }
    }
}
