//! Who would be told: by playing it through.

use super::{Desk, escalation::Tempo, facts::kind_of};
use crate::{
    alarm::SystemCause,
    id::EventId,
    notice::{
        Book, Facts, ItemKind, Outcome, Owed, SimulatedStep, Simulation, Told,
        plan::{Plan, tried, unreachable},
    },
    time::{Monotonic, Now, Span, Timestamp},
};

/// No schedule is closed longer, but for one that a gap of its zone closes.
const LONGEST: Span = Span::hours(24 * 8);
/// More steps than any escalation takes until nobody is left to be told.
const MOST_STEPS: usize = 64;

/// Plays it through on a desk of its own, with a clock that jumps from step to step.
pub(super) fn simulate(book: &Book, owed: &Owed, now: Timestamp) -> Simulation {
    let facts = Facts::of(owed, kind_of(owed.transition.kind));
    let mut desk = Desk::new();
    let mut ids = (1..).map(EventId);
    let mut mint = || ids.next().unwrap_or(owed.transition.event);
    let mut out = Told::default();
    let start = Monotonic::from_micros(0);
    let mut at = Now { utc: now, mono: start };
    desk.hear(owed, book, at, &mut mint, &mut out);
    let outcome = out.outcomes.pop().map_or(Outcome::Nothing, |(_, _, outcome)| outcome);
    let mut steps = Vec::new();
    note(&mut steps, &mut desk, &out, at);
    let mut nobody_answered = None;
    for _ in 0..MOST_STEPS {
        let Some(due) = desk.next_due().filter(|due| *due - start <= LONGEST) else { break };
        at = Now { utc: now + (due - start), mono: due };
        out.clear();
        desk.tick(book, at, &mut mint, &mut out);
        note(&mut steps, &mut desk, &out, at);
        if out.causes.iter().any(|(cause, present, _)| *cause == SystemCause::NobodyAnswered && *present) {
            nobody_answered = Some(at.utc);
            break;
        }
    }
    let escalates = steps.iter().any(|step| step.kind == ItemKind::Repeat);
    Simulation {
        outcome,
        schedule: book.policy.schedule_says(facts.priority, facts.is_about_gas(), now, &book.tz),
        routes: tried(book, &facts),
        everybody: Plan::of(book, &facts).everybody,
        unreachable: unreachable(book, &facts),
        steps,
        repeats_every: Tempo::of(facts.priority).filter(|_| escalates).map(|tempo| tempo.every),
        nobody_answered,
    }
}

/// Notes what is said, and that every provider accepts it.
fn note(steps: &mut Vec<SimulatedStep>, desk: &mut Desk, out: &Told, now: Now) {
    let mut answers = Told::default();
    for item in &out.items {
        desk.accepted(item.event, &item.group, now, &mut answers);
        match steps.last_mut().filter(|step| step.at == now.utc && step.kind == item.facts.kind) {
            Some(step) => step.groups.push(item.group.clone()),
            None => steps.push(SimulatedStep { at: now.utc, kind: item.facts.kind, groups: vec![item.group.clone()] }),
        }
    }
}
