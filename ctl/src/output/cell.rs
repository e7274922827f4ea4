//! What a noun looks like to a person: columns with cells, and a name.

use std::fmt::Display;

use serde::Serialize;

use crate::time::Zone;

/// A noun that can be printed. Its serialised form is what programs read; the rest is for people.
pub(crate) trait Item: Serialize {
    /// The columns of its table, in order.
    const COLUMNS: &'static [Column];

    /// Optional objects inside its serialised form with the fields they have when present, so that CSV always has the
    /// same columns.
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = &[];

    /// Objects inside whose fields differ from one to the next: one text in CSV.
    const WHOLE: &'static [&'static str] = &[];

    /// Fields that change with time alone: no news to whoever follows it.
    const PASSING: &'static [&'static str] = &[];

    /// Whether it is shown as facts rather than as a row when people follow it.
    const ALONE: bool = false;

    /// What other commands call it: a serial number, an alarm's number.
    fn name(&self) -> String;

    /// Its cells, one for each column.
    fn cells(&self, zone: &Zone) -> Vec<Cell>;

    /// Every fact a person may want when this is the only thing shown.
    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone)).collect()
    }
}

/// What stands between the rows of a list and is none of them: a table shows it as a line of its own, JSON and YAML as an
/// object under its name, where that is wanted; other formats have no place for it.
pub(crate) trait Beside: Serialize {
    /// Its name in JSON.
    const NAME: &'static str;

    /// Its line in a table.
    fn line(&self, zone: &Zone) -> Cell;
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) title: &'static str,
    /// Shown by `-o wide` only.
    pub(crate) wide: bool,
    /// Numbers stand to the right.
    pub(crate) right: bool,
}

impl Column {
    /// A column of text.
    pub(crate) const fn text(title: &'static str) -> Self {
        Self { title, wide: false, right: false }
    }
    /// A column of numbers.
    pub(crate) const fn number(title: &'static str) -> Self {
        Self { title, wide: false, right: true }
    }
    /// Shown by `-o wide` only.
    pub(crate) const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

/// How a cell is coloured where colour is on. Its text says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// To be looked at.
    Warn,
    /// Wrong.
    Bad,
    /// Of little interest.
    Dim,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    /// What it says.
    pub(crate) text: String,
    /// How it is coloured.
    pub(crate) tone: Tone,
}

impl Cell {
    /// What stands where there is nothing.
    const NOTHING: &'static str = "-";

    /// A cell with this text.
    pub(crate) fn new(text: impl Display) -> Self {
        Self { text: text.to_string(), tone: Tone::Plain }
    }

    /// The text, or a dash where there is none.
    pub(crate) fn or_dash(text: Option<impl Display>) -> Self {
        match text {
            Some(text) => Self::new(text),
            None => Self { text: Self::NOTHING.to_owned(), tone: Tone::Dim },
        }
    }

    /// Yes or no.
    pub(crate) fn yes_no(yes: bool) -> Self {
        Self::new(if yes { "yes" } else { "no" })
    }

    /// In this tone.
    pub(crate) fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// The text with everything taken out that could move a cursor or change a terminal: names and texts come from
    /// devices and people.
    pub(crate) fn safe(&self) -> String {
        self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }
}
