//! The three words a text message has room for: its template belongs to the provider, only these are ours.

use super::{
    Letter,
    alarm::{by_urgency, cause, compared, place, reasons, urgency},
    words::Words,
    words_of,
    write::{cut, line, moment, number},
};
use crate::{
    notice::{Facts, Language},
    sensor::SensorType,
};

/// Characters a provider takes for one of them.
const ROOM: usize = 35;

/// What fills a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Where: name and serial number.
    pub device: String,
    /// What, and how urgent.
    pub what: String,
    /// How much against which limit.
    pub value: String,
}

/// Fills a template with the most urgent of a message, and says how many more there are.
pub fn short(letter: &Letter<'_>, language: Language) -> Short {
    let words = words_of(language);
    let sorted = by_urgency(letter.facts);
    let others = sorted.len().saturating_sub(1) + letter.more as usize;
    let others = (others > 0).then(|| words.others(others));
    let site = line(letter.site, ROOM);
    let Some(first) = sorted.first() else {
        return Short { device: site, what: others.unwrap_or_default(), value: "-".to_owned() };
    };
    let device = place(first).unwrap_or(site);
    let of_system = first.cause.map(|cause| words.cause(cause));
    let condition = of_system.or_else(|| first.condition.map(|condition| words.condition(condition)));
    let sensor = first.sensor.map(SensorType::as_str);
    let vital = urgency(first, words).into_iter().chain(sensor).chain(condition);
    let what: Vec<&str> = vital.chain(reasons(first, words)).collect();
    let others = others.map(|others| format!(" {others}")).unwrap_or_default();
    let room = ROOM.saturating_sub(others.chars().count());
    let said = cause(first, words).or_else(|| first.lines.first().map(|text| line(text, ROOM)));
    let value = value(first, words).or(said).unwrap_or_else(|| moment(first.at, letter.tz));
    Short {
        device: cut(&device, ROOM),
        what: format!("{}{others}", cut(&what.join(" "), room)),
        value: cut(&value, ROOM),
    }
}

fn value(facts: &Facts, words: &dyn Words) -> Option<String> {
    let unit = facts.unit.map(|unit| words.unit(unit)).unwrap_or_default();
    let value = format!("{}{unit}", number(facts.value?, facts.decimals));
    let text = match (compared(facts), facts.limit) {
        (Some(sign), Some(limit)) => format!("{value} {sign} {}", number(limit, facts.decimals)),
        _ => value,
    };
    Some(if facts.held { words.held(&text) } else { text })
}
