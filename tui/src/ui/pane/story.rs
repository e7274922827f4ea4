//! The life of an alarm in lines: each step with its time, what happened, the state after it, and who did it.

use mcs_core::{alarm::Transition, quantity::Resolution};

use super::page::Facts;
use crate::{
    event::Story,
    say,
    state::{State, device::Told, face::number},
    words::named,
};

/// The steps of the alarm whose page is open.
pub(super) fn facts(state: &State, told: &Told) -> Facts {
    let words = state.words();
    match &told.story {
        None => vec![(say!(words, "page-steps"), say!(words, "page-asking"))],
        Some(Err(refusal)) => vec![(say!(words, "page-steps"), refusal.text(words))],
        Some(Ok(story)) => {
            let heading = say!(words, "page-steps");
            let names = [heading].into_iter().chain(std::iter::repeat(String::new()));
            names.zip(story.transitions.iter().map(|step| line(state, story, step))).collect()
        }
    }
}

/// One step.
pub(super) fn line(state: &State, story: &Story, step: &Transition) -> String {
    let words = state.words();
    let point = story.alarm.sn.as_ref().and_then(|sn| state.plant.point(sn));
    let resolution = point.map_or(Resolution::DEFAULT, |point| point.resolution);
    let what = named(words, &format!("step-{}", step.kind.as_str()));
    let by = step.by.as_ref().map(|by| by.name.clone());
    let value = step.value.map(|value| number(Some(value), resolution));
    let said = [value, by, step.comment.clone()];
    let said: Vec<_> = said.into_iter().flatten().filter(|said| !said.is_empty()).collect();
    let time = state.clock.local_full(step.measured);
    let after = named(words, &format!("state-{}", step.state.as_str()));
    if said.is_empty() {
        format!("{time} {what}: {after}")
    } else {
        format!("{time} {what}: {after}, {}", said.join(", "))
    }
}
