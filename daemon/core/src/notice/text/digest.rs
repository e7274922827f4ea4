//! Several in one message: the most urgent in the title, then a line each.

use super::{
    Letter, Text,
    alarm::{by_urgency, headline, marks, site, what},
    other,
    words::{Label, Words},
};
use crate::{alarm::Priority, notice::Facts};

/// Numbers of alarms named in the command that acknowledges them.
const NAMED: usize = 20;

/// A message about several.
pub(super) fn several(letter: &Letter<'_>, words: &dyn Words) -> Text {
    let sorted = by_urgency(letter.facts);
    let Some((first, rest)) = sorted.split_first() else {
        return Text { title: format!("{}{}", words.elsewhere(letter.more), site(letter)), lines: Vec::new() };
    };
    let others = rest.len() + letter.more as usize;
    let counts = counts(&sorted, words);
    let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
    let first = what_and_where(first, letter, words);
    // What is about no alarm says for itself what it is.
    let head = Some(words.head(&counts)).filter(|_| !counts.is_empty()).unwrap_or_default();
    let title = format!("{head}{first} · {}{}", words.others(others), site(letter));
    let mut lines: Vec<String> = sorted.iter().map(|facts| one_line(facts, letter, words)).collect();
    if letter.more > 0 {
        lines.push(words.elsewhere(letter.more));
    }
    let mut said = Vec::new();
    for facts in &sorted {
        marks(facts, words, &mut said);
    }
    said.sort();
    said.dedup();
    lines.extend(said);
    lines.extend(acknowledge(&sorted, words));
    Text { title, lines }
}

fn what_and_where(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> String {
    if facts.occurrence.is_none() {
        return other::subject(facts, letter, words);
    }
    let parts: Vec<String> = [Some(what(facts, words)), super::alarm::place(facts)].into_iter().flatten().collect();
    parts.join(" · ")
}

/// A drill first, then how many of which priority.
fn counts(facts: &[&Facts], words: &dyn Words) -> Vec<String> {
    let drills = facts.iter().filter(|facts| facts.drill).count();
    let mut counts = Vec::new();
    if drills > 0 {
        counts.push(format!("{} {drills}", words.drill()));
    }
    for priority in Priority::ALL.into_iter().rev() {
        let of = facts.iter().filter(|facts| facts.occurrence.is_some() && !facts.drill && facts.priority == priority);
        match of.count() {
            0 => {}
            count => counts.push(format!("{} {count}", words.priority(priority))),
        }
    }
    counts
}

fn one_line(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> String {
    match facts.occurrence {
        Some(id) => format!("{} · #{id}", headline(facts, letter, words)),
        None => other::subject(facts, letter, words),
    }
}

fn acknowledge(facts: &[&Facts], words: &dyn Words) -> Option<String> {
    let open = facts.iter().filter(|facts| facts.state.unacknowledged());
    let mut ids: Vec<_> = open.filter_map(|facts| facts.occurrence).collect();
    ids.sort();
    ids.dedup();
    let named: Vec<String> = ids.iter().take(NAMED).map(ToString::to_string).collect();
    (!named.is_empty()).then(|| words.label(Label::Acknowledge, &format!("mcsctl alarm ack {}", named.join(" "))))
}
