//! The daemon's settings, and what is wrong with a file of them.

use mcs_core::setting::{Origin, Setting, SettingFault};

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

impl Item for Setting {
    const COLUMNS: &'static [Column] = &[Column::text("KEY"), Column::text("VALUE"), Column::text("FROM")];

    fn name(&self) -> String {
        self.key.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let from = match (&self.file, self.line) {
            (Some(file), Some(line)) => Cell::new(format!("{file}:{line}")),
            (Some(file), None) => Cell::new(file),
            (None, _) => Cell::new(self.origin.as_str()),
        };
        let tone = if self.origin == Origin::Default { Tone::Dim } else { Tone::Plain };
        vec![Cell::new(&self.key), Cell::new(&self.value), from.tone(tone)]
    }
}

impl Item for SettingFault {
    const COLUMNS: &'static [Column] = &[Column::text("FILE"), Column::number("LINE"), Column::text("FAULT")];

    fn name(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.file), Cell::new(self.line), Cell::new(&self.text).tone(Tone::Bad)]
    }
}
