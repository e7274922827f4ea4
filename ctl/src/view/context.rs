//! Daemons with names.

use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// A name of the file.
#[derive(Debug, Serialize)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) socket: String,
    /// Whether it is used where nothing else is said.
    pub(crate) in_use: bool,
    /// Which site answers there; `None` where nobody does, or nobody was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answers: Option<Answer>,
}

/// Who answers.
#[derive(Debug, Serialize)]
pub(crate) struct Answer {
    pub(crate) site: String,
    pub(crate) version: String,
    pub(crate) role: &'static str,
}

impl Item for Named {
    const COLUMNS: &'static [Column] = &[Column::text("NAME"), Column::text("SOCKET"), Column::text("IN USE")];

    fn name(&self) -> String {
        self.name.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.name), Cell::new(&self.socket), Cell::yes_no(self.in_use)]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts: Vec<_> = Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone)).collect();
        let answers = self.answers.as_ref().map(|answer| {
            Cell::new(format!("{} (mcsd {}), as {}", answer.site, answer.version, answer.role)).tone(Tone::Good)
        });
        facts.push(("ANSWERS", answers.unwrap_or_else(|| Cell::new("nobody").tone(Tone::Bad))));
        facts
    }
}
