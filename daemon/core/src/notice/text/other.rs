//! What is about no alarm: a summary, a mask, a test of a channel, the daily word that the daemon lives.

use super::{
    Letter, Text,
    alarm::{SOON, marks, mask_lines, note, place, reasons, site, urgency},
    words::{Label, Words},
    write::{NAME, SENTENCE, line, moment, zone},
};
use crate::notice::{Facts, ItemKind};

/// A message about one of these.
pub(super) fn one(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> Text {
    let title = format!("{}{}", subject(facts, letter, words), site(letter));
    let mut lines = Vec::new();
    if let Some(by) = facts.by.as_deref().filter(|_| facts.mask.is_none()) {
        lines.push(words.label(Label::By, &line(by, NAME)));
    }
    mask_lines(facts, letter, words, &mut lines);
    if let Some(text) = note(facts, words) {
        lines.push(words.label(Label::Note, &text));
    }
    lines.extend(facts.lines.iter().map(|text| line(text, SENTENCE)));
    if facts.kind == ItemKind::Summary {
        lines.push(words.times_in(&zone(facts.at, letter.tz)));
    }
    marks(facts, words, &mut lines);
    if facts.kind == ItemKind::Test {
        lines.push(words.tested().to_owned());
    }
    Text { title, lines }
}

/// What its title says, without the site.
pub(super) fn subject(facts: &Facts, letter: &Letter<'_>, words: &dyn Words) -> String {
    let head = [urgency(facts, words), reasons(facts, words)].concat();
    let mut parts = Vec::new();
    match facts.kind {
        ItemKind::Alive => parts.push(words.alive().to_owned()),
        ItemKind::Test => parts.push(words.test().to_owned()),
        // Its lines begin with the most urgent.
        ItemKind::Summary => {
            parts.extend(facts.lines.first().map(|text| line(text, SENTENCE / 2)));
            parts.extend(Some(others(&facts.lines)).filter(|others| *others > 0).map(|others| words.others(others)));
        }
        ItemKind::Raise
        | ItemKind::Realarm
        | ItemKind::Return
        | ItemKind::Ack
        | ItemKind::Reset
        | ItemKind::Withdraw
        | ItemKind::Escalate
        | ItemKind::Repeat
        | ItemKind::State
        | ItemKind::Once
        | ItemKind::Mask => {}
    }
    parts.extend(place(facts));
    match &facts.mask {
        Some(mask) => {
            parts.push(words.until(&moment(mask.until, letter.tz), mask.until - facts.at <= SOON));
        }
        None => parts.push(moment(facts.at, letter.tz)),
    }
    format!("{}{}", words.head(&head), parts.join(" · "))
}

/// How many there are besides the first line; a last one like `+ 12` stands for twelve.
fn others(lines: &[String]) -> usize {
    let folded = lines.last().and_then(|last| last.strip_prefix("+ ")?.parse::<usize>().ok());
    folded.map_or(lines.len().saturating_sub(1), |folded| lines.len().saturating_sub(2) + folded)
}

#[cfg(test)]
mod tests {
    use super::others;

    #[test]
    fn lines_that_stand_for_several_are_counted() {
        for (lines, count) in [(&[][..], 0), (&["a"], 0), (&["a", "b"], 1), (&["a", "b", "+ 12"], 13)] {
            let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            assert_eq!(others(&lines), count, "{lines:?}");
        }
    }
}
