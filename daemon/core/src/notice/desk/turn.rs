//! What one call to the desk works with.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::{causes::Causes, key::Key, reply::named};
use crate::{
    id::{EventId, ShortName},
    notice::{Book, Facts, Item, Told},
    time::{Now, Span},
};

/// What was done at most so long after it was due is on time.
const PUNCTUAL: Span = Span::secs(30);

/// Which alarms wait for an answer to what was said under an event's id: one, of a summary many.
pub(super) type Asked = BTreeMap<EventId, SmallVec<[Key; 1]>>;

/// What one call works with.
pub(super) struct Turn<'a> {
    pub(super) book: &'a Book,
    pub(super) now: Now,
    pub(super) mint: &'a mut dyn FnMut() -> EventId,
    pub(super) out: &'a mut Told,
    pub(super) asked: &'a mut Asked,
    pub(super) causes: &'a mut Causes,
    /// The alarm it is about.
    pub(super) key: Key,
}

impl Turn<'_> {
    /// Says something to these groups.
    pub(super) fn say(&mut self, event: EventId, facts: &Facts, groups: &[ShortName]) {
        self.out.items.extend(groups.iter().map(|group| Item { event, group: group.clone(), facts: facts.clone() }));
    }

    /// Remembers that this alarm waits for an answer.
    pub(super) fn ask(&mut self, event: EventId) {
        let keys = self.asked.entry(event).or_default();
        if !keys.contains(&self.key) {
            keys.push(self.key);
        }
    }

    /// There is nobody who could be told of this: says so. A drill raises no real alarm.
    pub(super) fn nobody(&mut self) {
        if !self.key.drill {
            self.causes.nobody(self.out);
        }
    }

    /// All who could be told of this could not be reached: says so. A drill raises no real alarm.
    pub(super) fn all_failed(&mut self, facts: &Facts) {
        if !self.key.drill {
            self.causes.all_failed(&named(facts), self.out);
        }
    }

    /// Nobody is told of something: says so if nobody could be told of anything.
    pub(super) fn look_for_anybody(&mut self) {
        if !self.book.reaches_anybody() {
            self.nobody();
        }
    }

    /// Those of the groups that can be reached.
    pub(super) fn reachable<'g>(&self, groups: impl IntoIterator<Item = &'g ShortName>) -> Vec<ShortName> {
        let mut found: Vec<ShortName> = Vec::new();
        for group in groups {
            if self.book.reachable(group).is_some() && !found.contains(group) {
                found.push(group.clone());
            }
        }
        found
    }
}

/// Whether what is done only now must say so.
pub(super) fn late(overdue: Span) -> bool {
    overdue > PUNCTUAL
}
