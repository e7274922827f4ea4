//! Transitions and alarms in the words of a scenario.

use mcs_core::alarm::{Notice, Occurrence, Transition};

use crate::clock;

/// Everything a scenario may say about a transition.
pub(crate) fn facts(t: &Transition) -> Vec<String> {
    let mut facts = vec![
        format!("{} {}", t.condition, t.kind.as_str()),
        t.state.as_str().to_owned(),
        notice(t).to_owned(),
        t.priority.as_str().to_owned(),
        format!("number {}", t.occurrence),
        format!("measured {}", clock::show(t.measured)),
        format!("received {}", clock::show(t.received)),
    ];
    facts.extend(t.value.map(|value| format!("value {value:.1}")));
    facts.extend(t.limit.map(|limit| format!("limit {limit:.1}")));
    facts.extend(t.by.as_ref().map(|by| format!("by {}", by.name)));
    facts.extend(said("comment", t.comment.as_deref()));
    facts
}

/// The notice, as a scenario says it.
pub(crate) fn notice(t: &Transition) -> &'static str {
    if t.notice == Notice::Nothing { "no notice" } else { t.notice.as_str() }
}

/// Everything a scenario may say about an open alarm.
pub(crate) fn look(open: &Occurrence) -> Vec<String> {
    let mut facts = vec![open.state.as_str().to_owned(), open.priority.as_str().to_owned()];
    facts.push(format!("number {}", open.id));
    facts.extend(open.drill.then(|| "drill".to_owned()));
    facts.extend(open.chattering.then(|| "chattering".to_owned()));
    facts.push(if open.held { "held" } else { "not held" }.to_owned());
    facts.push(open.masked.as_ref().map_or_else(|| "plain".to_owned(), |masked| format!("masked {masked}")));
    facts.push(format!("raised {}", clock::show(open.raised)));
    facts.extend(open.returned.map(|time| format!("returned {}", clock::show(time))));
    facts.extend(open.acked_by.as_ref().map(|by| format!("acked by {by}")));
    facts.extend(open.value.map(|value| format!("value {value:.1}")));
    facts.extend(open.peak.map(|peak| format!("peak {peak:.1}")));
    facts.extend(open.limit.map(|limit| format!("limit {limit:.1}")));
    facts.extend(said("text", open.text.as_deref()));
    facts
}

/// Each part of a text is a fact of its own.
fn said(what: &'static str, text: Option<&str>) -> impl Iterator<Item = String> {
    text.into_iter().flat_map(|text| text.split([',', ';'])).map(move |part| format!("{what} {}", part.trim()))
}
