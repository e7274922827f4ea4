//! One alarm in words.

use super::{
    Letter, Text,
    words::{Label, Words},
    write::{NAME, SENTENCE, instant, line, moment, number},
};
use crate::{
    alarm::{Condition, LifeState, Priority},
    notice::{Facts, ItemKind},
    time::{Span, Timestamp},
};

/// A mask that ends within so long ends soon.
pub(super) const SOON: Span = Span::mins(15);

/// A message about one alarm.
pub(super) fn one(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> Text {
    let title = format!("{}{}", headline(facts, letter, words), site(letter));
    let mut lines = Vec::new();
    lines.push(words.label(Label::Place, &whole_place(facts, words)));
    if let Some(value) = value(facts, words) {
        let limit = facts.limit.map(|limit| number(limit, facts.decimals));
        let worst = worst(facts);
        let text = words.beside(&value, limit.as_deref(), worst.as_deref());
        lines.push(words.label(Label::Value, &if facts.held { words.held(&text) } else { text }));
    }
    lines.push(words.label(Label::Raised, &instant(facts.raised, letter.tz)));
    if let Some(returned) = facts.returned {
        lines.push(words.label(Label::Returned, &instant(returned, letter.tz)));
    }
    lines.push(words.label(Label::State, words.state(facts.state)));
    if let Some(by) = &facts.by {
        lines.push(words.label(Label::By, &words.by(&line(by, NAME), &instant(facts.at, letter.tz))));
    }
    if let Some(text) = note(facts, words) {
        lines.push(words.label(Label::Note, &text));
    }
    mask_lines(facts, letter, words, &mut lines);
    if facts.folded > 0 {
        lines.push(words.folded(facts.folded));
    }
    lines.extend(facts.lines.iter().map(|text| line(text, SENTENCE)));
    marks(facts, words, &mut lines);
    lines.extend(what_to_do(facts, words));
    Text { title, lines }
}

/// What a title says of an alarm, without the site.
pub(super) fn headline(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> String {
    let mut parts = vec![format!("{}{}", head(facts, words), what(facts, words))];
    parts.extend(place(facts));
    parts.push(when(facts, letter, words));
    parts.join(" · ")
}

/// Where several sites send to one telephone, the site is vital too.
pub(super) fn site(letter: &Letter<'_>) -> String {
    let name = line(letter.site, NAME);
    if name.is_empty() { name } else { format!(" · {name}") }
}

/// The bracket: whether it is a drill, how urgent, why it is said, and what is special about it.
fn head(facts: &Facts, words: &dyn Words) -> String {
    words.head(&[urgency(facts, words), reasons(facts, words)].concat())
}

pub(super) fn urgency(facts: &Facts, words: &dyn Words) -> Vec<&'static str> {
    let mut head = Vec::new();
    if facts.drill {
        head.push(words.drill());
    }
    if facts.occurrence.is_some() || facts.kind == ItemKind::Summary {
        head.push(words.priority(facts.priority));
    }
    head
}

pub(super) fn reasons(facts: &Facts, words: &dyn Words) -> Vec<&'static str> {
    let mut head = Vec::new();
    match (&facts.mask, facts.kind) {
        (Some(mask), ItemKind::Mask) => head.push(words.mask(mask.kind)),
        (None, ItemKind::Mask) => head.push(words.mask_ended()),
        (Some(_) | None, kind) => head.extend(words.kind(kind)),
    }
    if facts.unrecorded {
        head.push(words.unrecorded());
    }
    if facts.late {
        head.push(words.late());
    }
    head
}

/// What is wrong, and how much against which limit.
pub(super) fn what(facts: &Facts, words: &dyn Words) -> String {
    let sensor = facts.sensor.map(|sensor| words.sensor(sensor));
    let condition = facts.condition.map(|condition| words.condition(condition));
    let of_system = facts.cause.map(|cause| words.cause(cause));
    let mut parts: Vec<String> = [sensor, condition, of_system].into_iter().flatten().map(str::to_owned).collect();
    parts.extend(measured(facts, words));
    if facts.condition == Some(Condition::Zone) {
        parts.extend(facts.zone.as_ref().map(ToString::to_string));
    }
    format!("{}{}", parts.join(" "), cause(facts, words).map(|cause| words.because(&cause)).unwrap_or_default())
}

/// The cause, where it is the message.
pub(super) fn cause(facts: &Facts, words: &dyn Words) -> Option<String> {
    let text = facts.text.as_deref().filter(|_| facts.condition.is_none_or(said_in_title));
    text.map(|text| line(&words.told(text), SENTENCE / 2))
}

/// What there is to say besides, whole.
pub(super) fn note(facts: &Facts, words: &dyn Words) -> Option<String> {
    let text = facts.text.as_deref().map(|text| line(&words.told(text), SENTENCE));
    text.filter(|text| !text.is_empty())
}

/// Conditions of which the cause is the message.
const fn said_in_title(condition: Condition) -> bool {
    match condition {
        Condition::System | Condition::Fault | Condition::Zone => true,
        Condition::OverRange
        | Condition::HighHigh
        | Condition::LowLow
        | Condition::High
        | Condition::Low
        | Condition::Stel
        | Condition::Rate
        | Condition::Twa
        | Condition::UnderRange
        | Condition::Offline
        | Condition::Stuck
        | Condition::Uncalibrated
        | Condition::NoLimit
        | Condition::LowBat
        | Condition::WeakSignal
        | Condition::Clock => false,
    }
}

/// The value against its limit while it is beyond it; else the value now and the worst it was.
fn measured(facts: &Facts, words: &dyn Words) -> Option<String> {
    if let (ItemKind::Once, Some(peak)) = (facts.kind, facts.peak) {
        return Some(words.peak(&amount(peak, facts, words)));
    }
    let value = value(facts, words)?;
    let text = match (compared(facts), facts.limit) {
        (Some(sign), Some(limit)) if facts.state.active() => {
            format!("{value} {sign} {}", number(limit, facts.decimals))
        }
        _ if facts.held || facts.state.active() => value,
        _ => words.now(&value, worst(facts).as_deref()),
    };
    Some(if facts.held { words.held(&text) } else { text })
}

fn value(facts: &Facts, words: &dyn Words) -> Option<String> {
    facts.value.map(|value| amount(value, facts, words))
}

fn amount(value: f64, facts: &Facts, words: &dyn Words) -> String {
    let unit = facts.unit.map(|unit| words.unit(unit)).unwrap_or_default();
    let text = number(value, facts.decimals);
    if unit.is_empty() { text } else { format!("{text} {unit}") }
}

/// The worst value, where it is another one.
fn worst(facts: &Facts) -> Option<String> {
    let worst = number(facts.peak?, facts.decimals);
    (facts.value.map(|value| number(value, facts.decimals)).as_ref() != Some(&worst)).then_some(worst)
}

/// The sign between value and limit, if it is true of the two.
pub(super) fn compared(facts: &Facts) -> Option<&'static str> {
    let (value, limit) = (facts.value?, facts.limit?);
    let (sign, holds) = match facts.condition? {
        Condition::OverRange
        | Condition::HighHigh
        | Condition::High
        | Condition::Zone
        | Condition::Stel
        | Condition::Rate
        | Condition::Twa
        | Condition::Clock => ("≥", value >= limit),
        Condition::LowLow | Condition::Low | Condition::UnderRange | Condition::LowBat | Condition::WeakSignal => {
            ("≤", value <= limit)
        }
        Condition::Fault
        | Condition::Offline
        | Condition::Stuck
        | Condition::Uncalibrated
        | Condition::NoLimit
        | Condition::System => return None,
    };
    holds.then_some(sign)
}

/// Name and serial number; nothing for the system.
pub(super) fn place(facts: &Facts) -> Option<String> {
    let name = facts.name.as_deref().map(|name| line(name, NAME)).filter(|name| !name.is_empty());
    match (name, &facts.sn) {
        (Some(name), Some(sn)) if name != sn.as_str() => Some(format!("{name} {sn}")),
        (_, Some(sn)) => Some(sn.to_string()),
        (name, None) => name,
    }
}

fn whole_place(facts: &Facts, words: &dyn Words) -> String {
    let mut parts: Vec<String> = place(facts).into_iter().collect();
    parts.extend(facts.area.as_ref().map(|area| words.area(area.as_str())));
    parts.extend(facts.zone.as_ref().map(|zone| words.zone(zone.as_str())));
    if parts.is_empty() {
        parts.push(words.condition(Condition::System).to_owned());
    }
    parts.join(" · ")
}

/// Since when it is present, when it ended, or who did what when.
fn when(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> String {
    let time = |at: Timestamp| moment(at, letter.tz);
    match (facts.kind, &facts.mask, &facts.by, facts.returned) {
        (ItemKind::Mask, Some(mask), _, _) => words.until(&time(mask.until), mask.until - facts.at <= SOON),
        (ItemKind::Ack | ItemKind::Reset | ItemKind::Withdraw, _, Some(by), _) => {
            words.by(&line(by, NAME), &time(facts.at))
        }
        (ItemKind::Once, _, _, Some(returned)) => format!("{} – {}", time(facts.raised), time(returned)),
        (_, _, _, Some(returned)) if !facts.state.active() => words.back(&time(returned)),
        _ => words.since(&time(facts.raised)),
    }
}

pub(super) fn mask_lines(facts: &Facts, letter: &Letter<'_>, words: &dyn Words, lines: &mut Vec<String>) {
    let Some(mask) = &facts.mask else { return };
    let span = format!("{} – {}", instant(mask.since, letter.tz), instant(mask.until, letter.tz));
    lines.push(words.label(Label::By, &words.by(&line(&mask.by, NAME), &format!("{} {span}", words.mask(mask.kind)))));
    lines.push(words.reason(&line(&mask.reason, SENTENCE)));
    lines.extend(mask.watcher.as_deref().map(|who| words.watcher(&line(who, NAME))));
    lines.extend(mask.confirmed_by.as_deref().map(|who| words.confirmed(&line(who, NAME))));
    lines.extend(mask.work_order.as_deref().map(|order| words.work_order(&line(order, NAME))));
}

pub(super) fn marks(facts: &Facts, words: &dyn Words, lines: &mut Vec<String>) {
    let marks =
        [(facts.drill, words.drilled()), (facts.unrecorded, words.not_recorded()), (facts.late, words.told_late())];
    lines.extend(marks.into_iter().filter(|(set, _)| *set).map(|(_, text)| text.to_owned()));
}

/// The command that comes next in its life.
fn what_to_do(facts: &Facts, words: &dyn Words) -> Option<String> {
    let id = facts.occurrence?;
    match facts.state {
        LifeState::UnackActive | LifeState::UnackReturned | LifeState::LatchedUnack => {
            Some(words.label(Label::Acknowledge, &format!("mcsctl alarm ack {id}")))
        }
        LifeState::LatchedAcked => {
            let verified = if facts.condition == Some(Condition::OverRange) { " --verified \"…\"" } else { "" };
            Some(words.label(Label::Reset, &format!("mcsctl alarm reset {id}{verified}")))
        }
        LifeState::Normal | LifeState::AckedActive => None,
    }
}

/// Most urgent first; of equally urgent ones as they came.
pub(super) fn by_urgency(facts: &[Facts]) -> Vec<&Facts> {
    let mut sorted: Vec<&Facts> = facts.iter().collect();
    sorted.sort_by_key(|facts| std::cmp::Reverse((facts.occurrence.is_some(), rank(facts.priority))));
    sorted
}

const fn rank(priority: Priority) -> u8 {
    priority as u8
}
