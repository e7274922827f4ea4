//! Decides what people are told.

use super::{Book, Facts, Item, ItemKind, Outcome, Owed, ScheduleSays, Simulation, Told};
use crate::{
    alarm::Notice,
    id::{EventId, ShortName},
    time::{Monotonic, Now, Timestamp},
};

/// Everything remembered of what people were told and are still to be told. Pure: the same calls lead to the same result.
#[derive(Debug, Default)]
pub struct Desk {
    heard: Vec<EventId>,
}

/// Why what was kept cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// This key names no alarm.
    #[error("{key:?} names no alarm")]
    Key {
        /// The key.
        key: String,
    },
}

impl Desk {
    /// Nothing was ever told.
    pub fn new() -> Self {
        Self::default()
    }

    /// Continues after a restart with what [`Told::tracks`] asked to keep. What is overdue goes out once, merged and marked late, at
    /// the next [`Desk::tick`].
    pub fn restore(tracks: impl IntoIterator<Item = (String, Vec<u8>)>, _now: Now) -> Result<Self, RestoreError> {
        match tracks.into_iter().next() {
            Some((key, _)) => Err(RestoreError::Key { key }),
            None => Ok(Self::new()),
        }
    }

    /// Hears a transition. The same event again changes nothing.
    pub fn hear(&mut self, owed: &Owed, book: &Book, _now: Now, _mint: &mut dyn FnMut() -> EventId, out: &mut Told) {
        let transition = &owed.transition;
        if self.heard.contains(&transition.event) {
            return;
        }
        self.heard.push(transition.event);
        let outcome = match transition.notice {
            Notice::Announce | Notice::Once | Notice::Summary | Notice::Tell => {
                let groups: Vec<_> =
                    book.groups.iter().filter(|group| book.reaches(group)).map(|g| g.name.clone()).collect();
                let facts = facts(owed);
                out.items.extend(groups.iter().map(|group| Item {
                    event: transition.event,
                    group: group.clone(),
                    facts: facts.clone(),
                }));
                Outcome::Told { groups }
            }
            Notice::Withheld(why) => Outcome::Withheld { why },
            Notice::Nothing => Outcome::Nothing,
        };
        out.outcomes.push((transition.event, transition.occurrence, outcome));
    }

    /// A provider accepted this item for this group, over any of the group's channels, for the first time.
    pub fn accepted(&mut self, _event: EventId, _group: &ShortName, _now: Now, _out: &mut Told) {}

    /// Every channel of the group failed for this item, for good.
    pub fn failed(
        &mut self,
        _event: EventId,
        _group: &ShortName,
        _book: &Book,
        _now: Now,
        _mint: &mut dyn FnMut() -> EventId,
        _out: &mut Told,
    ) {
    }

    /// Does what is due. Early is harmless; [`Desk::next_due`] says when it is needed.
    pub fn tick(&mut self, _book: &Book, _now: Now, _mint: &mut dyn FnMut() -> EventId, _out: &mut Told) {}

    /// When [`Desk::tick`] has something to do.
    pub fn next_due(&self) -> Option<Monotonic> {
        None
    }

    /// Who would be told what, when, and why not, if this happened now.
    pub fn simulate(_book: &Book, _owed: &Owed, _now: Timestamp) -> Simulation {
        Simulation {
            outcome: Outcome::Nothing,
            schedule: ScheduleSays::None,
            routes: Vec::new(),
            everybody: false,
            unreachable: Vec::new(),
            steps: Vec::new(),
            repeats_every: None,
            nobody_answered: None,
        }
    }
}

fn facts(owed: &Owed) -> Facts {
    let (step, occurrence) = (&owed.transition, &owed.occurrence);
    Facts {
        kind: ItemKind::Raise,
        occurrence: Some(step.occurrence),
        sn: occurrence.sn.clone(),
        name: owed.name.clone(),
        area: owed.area.clone(),
        zone: occurrence.zone.clone(),
        sensor: owed.sensor,
        condition: Some(step.condition),
        priority: step.priority,
        state: step.state,
        value: step.value.or(occurrence.value),
        peak: occurrence.peak,
        limit: step.limit.or(occurrence.limit),
        unit: occurrence.unit,
        decimals: 1,
        raised: occurrence.raised,
        at: step.measured,
        returned: occurrence.returned,
        by: step.by.as_ref().map(|by| by.name.clone()),
        text: step.comment.clone().or_else(|| occurrence.text.clone()),
        folded: 0,
        held: occurrence.held,
        mask: occurrence.mask.clone(),
        unrecorded: owed.unrecorded,
        drill: occurrence.drill,
        late: false,
        lines: Vec::new(),
    }
}
