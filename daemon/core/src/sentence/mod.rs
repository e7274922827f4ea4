//! What the daemon says of the plant and of itself, in both languages.
//!
//! On record a sentence stands in English, so that what is searched for, exported and audited is the same whoever reads it. Whoever
//! shows it to a person asks [`told`] for the words of that person's language. Values in it stay as they are: numbers, names, what
//! another program complained of.

mod table;

pub use table::*;

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

use crate::language::Language;

/// Between two sentences of one text.
const BETWEEN: &str = "; ";
/// The most values a sentence has.
const MOST: usize = 3;

/// A sentence in both languages; `{0}`, `{1}`, `{2}` stand for its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    english: &'static str,
    chinese: &'static str,
}

impl Sentence {
    /// As it is kept, without values.
    pub const fn plain(self) -> &'static str {
        self.english
    }

    /// As it is kept, with these values.
    pub fn with(self, values: &[&dyn Display]) -> String {
        let mut text = String::new();
        // A text takes whatever is written.
        let _ = self.write(&mut text, values);
        text
    }

    /// Writes it as it is kept.
    pub fn write(self, to: &mut dyn fmt::Write, values: &[&dyn Display]) -> fmt::Result {
        fill(self.english, to, |to, n| values.get(n).map_or(Ok(()), |value| write!(to, "{value}")))
    }

    /// The Chinese for this text, if it is this sentence.
    fn chinese_of(self, text: &str) -> Option<String> {
        let values = values(self.english, text)?;
        let mut said = String::with_capacity(self.chinese.len() + text.len());
        fill(self.chinese, &mut said, |to, n| to.write_str(&in_chinese(values[n]))).ok()?;
        Some(said)
    }
}

/// A text of the daemon in this language. What is none of its sentences stays as it is.
pub fn told(text: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(text),
        Language::Chinese => sentences(text).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

/// The sentences of a text in Chinese; `None` if none is known.
fn sentences(text: &str) -> Option<String> {
    let (mut said, mut rest, mut known) = (String::new(), text, false);
    loop {
        // A sentence may hold what stands between two; the shortest that is one is meant.
        let mut ends = rest.match_indices(BETWEEN).map(|(at, _)| at).chain([rest.len()]);
        let found = ends.find_map(|end| Some((end, whole(&rest[..end])?)));
        let end = if let Some((end, words)) = found {
            known = true;
            said.push_str(&words);
            end
        } else {
            let end = rest.find(BETWEEN).unwrap_or(rest.len());
            said.push_str(&rest[..end]);
            end
        };
        match rest[end..].strip_prefix(BETWEEN) {
            Some(more) => rest = more,
            None => return known.then_some(said),
        }
        said.push('；');
    }
}

/// One sentence in Chinese.
fn whole(text: &str) -> Option<String> {
    table::ALL.iter().find_map(|sentence| sentence.chinese_of(text))
}

/// A value in Chinese: a sentence itself, or names of which the last are counted.
fn in_chinese(value: &str) -> Cow<'_, str> {
    let words = whole(value).or_else(|| AND_MORE.chinese_of(value));
    words.map_or(Cow::Borrowed(value), Cow::Owned)
}

/// Writes a template, asking for each value.
fn fill(
    template: &str,
    to: &mut dyn fmt::Write,
    mut value: impl FnMut(&mut dyn fmt::Write, usize) -> fmt::Result,
) -> fmt::Result {
    let mut rest = template;
    while let Some((before, n, after)) = place(rest) {
        to.write_str(before)?;
        value(to, n)?;
        rest = after;
    }
    to.write_str(rest)
}

/// What stands before the first place for a value, which value, and what stands after it.
fn place(template: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (n, after) = rest.split_once('}')?;
    Some((before, n.parse().ok().filter(|n| *n < MOST)?, after))
}

/// The values in a text that is made of this template.
fn values<'t>(template: &str, text: &'t str) -> Option<[&'t str; MOST]> {
    let mut values = [""; MOST];
    let (mut template, mut rest) = (template, text);
    let mut open: Option<usize> = None;
    loop {
        let next = place(template);
        let literal = next.map_or(template, |(before, ..)| before);
        let value = match (open, next) {
            (None, _) => {
                rest = rest.strip_prefix(literal)?;
                None
            }
            (Some(n), Some(_)) => {
                let (value, after) = rest.split_once(literal)?;
                rest = after;
                Some((n, value))
            }
            (Some(n), None) => {
                let value = rest.strip_suffix(literal)?;
                rest = "";
                Some((n, value))
            }
        };
        if let Some((n, value)) = value {
            if value.is_empty() {
                return None;
            }
            values[n] = value;
        }
        match next {
            Some((_, n, after)) => (open, template) = (Some(n), after),
            None => return rest.is_empty().then_some(values),
        }
    }
}

#[cfg(test)]
mod tests;
