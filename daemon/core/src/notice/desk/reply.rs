//! What the answers of providers lead to.

use super::{
    case::Case,
    held::Held,
    track::{Pending, Track},
    turn::Turn,
};
use crate::{
    id::ShortName,
    notice::{Facts, ItemKind, plan::Plan},
};

impl Track {
    /// A group could not be reached at all: the next one is told at once, while nobody has acknowledged.
    pub(super) fn fail_over(&mut self, pending: &Pending, group: &ShortName, turn: &mut Turn<'_>) {
        let kind = match pending.kind {
            ItemKind::Raise | ItemKind::Realarm | ItemKind::Escalate | ItemKind::Repeat | ItemKind::State => {
                ItemKind::Escalate
            }
            ItemKind::Once => ItemKind::Once,
            ItemKind::Summary => ItemKind::Summary,
            // Who hears of these was told before and may hear the next; nobody else is concerned.
            ItemKind::Return
            | ItemKind::Ack
            | ItemKind::Reset
            | ItemKind::Withdraw
            | ItemKind::Mask
            | ItemKind::Alive
            | ItemKind::Test => return,
        };
        let id = pending.occurrence;
        let Some(case) = self.case(id) else { return };
        if kind != ItemKind::Summary && (case.masked || !case.facts.state.unacknowledged()) {
            return;
        }
        let plan = Plan::of(turn.book, &case.facts);
        let next = plan.after(group, |group| knows(case, group)).to_vec();
        if next.is_empty() {
            if case.told().next().is_none() {
                turn.all_failed(&case.facts);
            }
            return;
        }
        if kind == ItemKind::Summary {
            for line in pending.held.iter().flat_map(|held| &held.lines) {
                let until = turn.now.utc;
                let held = self.held.get_or_insert_with(|| Held { to: Some(next.clone()), ..Held::new(until) });
                held.until = until;
                held.add(line.clone());
            }
            return;
        }
        if let Some(escalation) = &mut case.escalation {
            escalation.reached.extend(next.iter().cloned());
        }
        let mut facts = case.facts.clone();
        facts.kind = kind;
        facts.at = turn.now.utc;
        let event = (turn.mint)();
        self.say(event, &facts, id, next, turn);
    }
}

/// Whether a group has had its turn since the alarm was announced last.
fn knows(case: &Case, group: &ShortName) -> bool {
    match &case.escalation {
        Some(escalation) => escalation.reached.contains(group),
        None => case.is_party(group),
    }
}

/// `HIGH_HIGH of A002`.
pub(super) fn named(facts: &Facts) -> String {
    let condition = facts.condition.map_or("", |condition| condition.as_str());
    match (&facts.sn, &facts.text) {
        (Some(sn), _) => format!("{condition} of {sn}"),
        (None, Some(text)) => format!("{condition} ({text})"),
        (None, None) => condition.to_owned(),
    }
}
