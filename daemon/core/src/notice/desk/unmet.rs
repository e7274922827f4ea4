//! What could not be announced, because nobody could be told of anything, is announced as soon as somebody can be.

use serde::{Deserialize, Serialize};

use super::{
    escalation::Escalation,
    hearing::says,
    held::Line,
    since::Since,
    track::Track,
    turn::{Turn, late},
};
use crate::{
    id::OccurrenceId,
    notice::{Facts, ItemKind, ScheduleSays, plan::Plan},
    time::{Now, Timestamp},
};

/// An announcement for which there was nobody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Unmet {
    /// When it was due.
    pub(super) since: Since,
    kind: ItemKind,
    /// When what is announced happened.
    at: Timestamp,
}

impl Unmet {
    pub(super) const fn new(facts: &Facts, now: Now) -> Self {
        Self { since: Since::now(now), kind: facts.kind, at: facts.at }
    }
}

impl Track {
    /// Whether something is to be announced once somebody can be told.
    pub(super) fn is_unmet(&self) -> bool {
        self.cases.iter().any(|case| case.unmet.is_some())
    }

    /// There is nobody to announce this to now.
    pub(super) fn owe_announcement(&mut self, of: OccurrenceId, facts: &Facts, turn: &mut Turn<'_>) {
        let unmet = Unmet::new(facts, turn.now);
        // The first of it counts: that is what people know nothing of.
        self.amend(of, |case| case.unmet = case.unmet.take().or(Some(unmet)));
        turn.nobody();
    }

    /// Announces what nobody could be told before. Its escalation begins with that: people have as long to answer as ever.
    pub(super) fn make_up(&mut self, turn: &mut Turn<'_>) {
        if !self.is_unmet() || !turn.book.reaches_anybody() {
            return;
        }
        for place in 0..self.cases.len() {
            let case = &mut self.cases[place];
            let Some(unmet) = case.unmet.take() else { continue };
            let escalation = case.escalation.take();
            let (id, apart) = (case.id, case.apart);
            let mut facts = case.facts.clone();
            facts.kind = unmet.kind;
            facts.at = unmet.at;
            facts.late = late(unmet.since.passed(turn.now));
            if !apart {
                facts.folded = self.forget_window();
            }
            if let ScheduleSays::Held { until } = says(&facts, turn.now.utc, turn) {
                self.hold_late(until, &facts, id, apart, turn);
                continue;
            }
            let reached = escalation.iter().flat_map(|escalation| &escalation.reached);
            let groups = turn.reachable(Plan::of(turn.book, &facts).first().iter().chain(reached));
            if !apart && facts.state.unacknowledged() {
                self.cases[place].escalation = Escalation::begin(facts.priority, groups.clone(), turn.now);
            }
            let event = (turn.mint)();
            self.say(event, &facts, id, groups, turn);
            self.open_window(&facts, turn);
        }
    }

    /// Holds for a summary what could not be announced when it was due, and the schedule holds now.
    fn hold_late(&mut self, until: Timestamp, facts: &Facts, occurrence: OccurrenceId, apart: bool, turn: &Turn<'_>) {
        let raises = facts.folded + u32::from(facts.kind != ItemKind::Realarm);
        let (since, not_before) = (facts.raised, turn.now.utc);
        self.hold(until, Line { occurrence, since, raises, announce: !apart, apart, not_before }).late |= facts.late;
    }

    /// The raises that were folded and are told now. A window in which nobody got anything ends: another one opens.
    fn forget_window(&mut self) -> u32 {
        let folded = self.unfold();
        self.window.take_if(|window| !window.accepted);
        folded
    }
}
