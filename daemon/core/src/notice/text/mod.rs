//! What people read: a title that says everything vital, and lines that say the rest.
//!
//! Made of [`Facts`] alone, in either language, for a phone held at three in the morning: how urgent, what, how much against which
//! limit, where, since when (in the site's time, with its zone), and how to acknowledge it. Plain text in lines; whatever a person
//! typed comes without line breaks and cut to what fits.

mod alarm;
mod digest;
mod en;
mod other;
mod short;
mod words;
mod write;
mod zh;

pub use short::{Short, short};

use jiff::tz::TimeZone;

use super::{Facts, Language};
use crate::alarm::SystemCause;
use words::Words;

/// What one message is made of.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The site's name.
    pub site: &'a str,
    /// The time zone in which people read times.
    pub tz: &'a TimeZone,
    /// What it tells of.
    pub facts: &'a [Facts],
    /// More that happened and found no place, counted.
    pub more: u32,
}

/// A message in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The first line, or the subject: everything vital.
    pub title: String,
    /// The rest, line by line.
    pub lines: Vec<String>,
}

impl Text {
    /// Title and lines as plain text.
    pub fn plain(&self) -> String {
        let mut text = self.title.clone();
        for line in &self.lines {
            text.push('\n');
            text.push_str(line);
        }
        text
    }

    /// The same as Markdown: the title in bold, each line its own, and nothing in them taken for a mark.
    pub fn markdown(&self) -> String {
        let mut text = format!("**{}**", escape(&self.title));
        for line in &self.lines {
            text.push_str("\n\n");
            text.push_str(&escape(line));
        }
        text
    }
}

/// Writes a message in one language.
pub fn compose(letter: &Letter<'_>, language: Language) -> Text {
    let words = words_of(language);
    match letter.facts {
        [facts] if letter.more == 0 && facts.occurrence.is_some() => alarm::one(facts, letter, words),
        [facts] if letter.more == 0 => other::one(facts, letter, words),
        _ => digest::several(letter, words),
    }
}

/// The same in at most so many bytes: fewer alarms have a line, and those without one are counted. A title is never cut.
pub fn compose_within(letter: &Letter<'_>, language: Language, room: usize) -> Text {
    let text = compose(letter, language);
    if text.plain().len() <= room {
        return text;
    }
    let sorted: Vec<Facts> = alarm::by_urgency(letter.facts).into_iter().cloned().collect();
    let shorter = (1..sorted.len()).rev().map(|listed| {
        let more = letter.more.saturating_add(u32::try_from(sorted.len() - listed).unwrap_or(u32::MAX));
        compose(&Letter { facts: &sorted[..listed], more, ..*letter }, language)
    });
    let mut text = shorter.into_iter().find(|text| text.plain().len() <= room).unwrap_or(text);
    let words = words_of(language);
    let mut left_out = 0;
    while text.plain().len() > room && text.lines.len() > usize::from(left_out > 0) {
        if left_out > 0 {
            text.lines.pop();
        }
        text.lines.pop();
        left_out += 1;
        text.lines.push(words.lines_left_out(left_out));
    }
    text
}

/// What a SYSTEM alarm of this cause is called in a title and on a list.
pub fn cause(cause: SystemCause, language: Language) -> &'static str {
    words_of(language).cause(cause)
}

fn words_of(language: Language) -> &'static dyn Words {
    match language {
        Language::Chinese => &zh::Chinese,
        Language::English => &en::English,
    }
}

/// Plain text as Markdown that shows it as it is.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // A mark anywhere, or one only where a line begins.
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|')
            || (at == 0 && matches!(c, '-' | '+' | '='))
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests;
