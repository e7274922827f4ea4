//! What a code or a name means.

use mcs_core::language::Language;
use serde::Serialize;

use crate::{
    explain::{Topic, Words},
    output::{Cell, Column, Item},
    time::Zone,
};

/// One topic, explained in one language.
#[derive(Debug, Serialize)]
pub(crate) struct Explanation {
    kind: &'static str,
    /// Its number, where it has one.
    code: Option<u32>,
    name: String,
    /// The exit code of a program that ends with it.
    exit: Option<u8>,
    means: &'static str,
    why: &'static str,
    next: &'static str,
}

impl Explanation {
    /// A topic in this language.
    pub(crate) fn of(topic: Topic, language: Language) -> Self {
        let Words { means, why, act } = topic.words(language);
        Self { kind: topic.kind(), code: topic.code(), name: topic.name(), exit: topic.exit(), means, why, next: act }
    }
}

impl Item for Explanation {
    const COLUMNS: &'static [Column] = &[
        Column::text("KIND"),
        Column::number("CODE"),
        Column::text("NAME"),
        Column::text("MEANS"),
        Column::number("EXIT").wide(),
        Column::text("WHY").wide(),
        Column::text("NEXT").wide(),
    ];

    fn name(&self) -> String {
        self.code.map_or_else(|| self.name.clone(), |code| code.to_string())
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.kind),
            Cell::or_dash(self.code),
            Cell::new(&self.name),
            Cell::new(self.means),
            Cell::or_dash(self.exit),
            Cell::or_dash((!self.why.is_empty()).then_some(self.why)),
            Cell::new(self.next),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let facts = Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone));
        // What there is not needs no line of its own.
        facts.filter(|(_, cell)| *cell != Cell::or_dash(None::<&str>)).collect()
    }
}
