//! What the clock brings: ends of windows, steps and repeats of escalations.

use super::{
    debounce::{Truth, Window},
    hearing::says,
    held::Line,
    track::Track,
    turn::{Turn, late},
};
use crate::{
    id::OccurrenceId,
    notice::{ItemKind, ScheduleSays, plan::Plan},
};

impl Track {
    /// Does what is due, but for what waits for a summary: that is made of several alarms.
    pub(super) fn run(&mut self, turn: &mut Turn<'_>) {
        self.make_up(turn);
        self.close_window(turn);
        for place in 0..self.cases.len() {
            self.escalate(place, turn);
        }
    }

    /// At the end of a window the present state is sent if what was told last is no longer true.
    fn close_window(&mut self, turn: &mut Turn<'_>) {
        let length = Window::length(turn.book.policy.debounce_s);
        let Some(window) = self.window.take_if(|window| window.since.passed(turn.now) >= length) else { return };
        // What is still to be announced makes it true.
        let untrue = self.untrue() && !self.is_unmet();
        let present = self.present;
        let Some(case) = self.newest().filter(|_| untrue) else { return };
        let id = case.id;
        let mut facts = case.facts.clone();
        facts.kind = ItemKind::State;
        facts.folded = window.folded;
        facts.late = late(window.since.passed(turn.now) - length);
        if let ScheduleSays::Held { until } = says(&facts, turn.now.utc, turn) {
            // A raise that is held already is not counted again.
            let counted = present == Some(Truth::Over) || self.held.as_ref().is_some_and(|held| held.holds(id));
            let raises = window.folded.max(u32::from(!counted));
            self.hold(
                until,
                Line {
                    occurrence: id,
                    since: facts.raised,
                    raises,
                    announce: false,
                    apart: false,
                    not_before: turn.now.utc,
                },
            );
            return;
        }
        let reached = case.escalation.iter().flat_map(|escalation| &escalation.reached).cloned().collect::<Vec<_>>();
        let mut groups = turn.reachable(self.audience.iter().chain(&reached));
        if groups.is_empty() {
            groups = Plan::of(turn.book, &facts).first().to_vec();
        }
        // Whoever cannot be told now may be when the next window ends.
        self.window = Some(Window::open(facts.priority, turn.now));
        if groups.is_empty() {
            turn.nobody();
        } else {
            let event = (turn.mint)();
            self.say(event, &facts, id, groups, turn);
        }
    }

    /// Takes the steps and repeats that are due, all in one: a group hears of it once.
    fn escalate(&mut self, place: usize, turn: &mut Turn<'_>) {
        let case = &mut self.cases[place];
        let Some(escalation) = &mut case.escalation else { return };
        let Some(due) = escalation.take(turn.now) else { return };
        let plan = Plan::of(turn.book, &case.facts);
        let steps = usize::try_from(escalation.steps).unwrap_or(usize::MAX);
        let again = if due.repeat { turn.reachable(&escalation.reached) } else { Vec::new() };
        let next = plan.stages.iter().take(steps.saturating_add(1)).flatten();
        let next: Vec<_> = next.filter(|group| !escalation.reached.contains(group)).cloned().collect();
        escalation.reached.extend(next.iter().cloned());
        // A further group would have been told now, and there is none.
        escalation.unanswered = next.is_empty() && (1..=steps).contains(&plan.stages.len());
        let mut facts = case.facts.clone();
        facts.at = turn.now.utc;
        facts.late = late(due.overdue);
        let id: OccurrenceId = case.id;
        if again.is_empty() && next.is_empty() {
            turn.look_for_anybody();
            return;
        }
        let event = (turn.mint)();
        for (kind, groups) in [(ItemKind::Escalate, next), (ItemKind::Repeat, again)] {
            facts.kind = kind;
            self.say(event, &facts, id, groups, turn);
        }
    }
}
