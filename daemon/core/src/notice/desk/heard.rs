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
            let over = self.order.len().saturating_sub(MOST);
            for oldest in self.order.drain(..over) {
                self.known.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_too_many_the_oldest_are_forgotten() {
        let mut heard = Heard::default();
        let most = u128::try_from(MOST).expect("a small number");
        for event in (0..=most).map(EventId) {
            heard.note(event);
            heard.note(event);
        }
        assert_eq!([0, 1, most].map(|event| heard.knows(EventId(event))), [false, true, true]);
        assert_eq!((heard.order.len(), heard.known.len()), (MOST, MOST));
    }
}
