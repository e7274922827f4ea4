//! What became of an imported file.

use std::path::Path;

use mcs_core::transfer::Imported;
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// What became of the readings of a file.
#[derive(Debug, Serialize)]
pub(crate) struct ImportedFile {
    file: String,
    new: u64,
    duplicate: u64,
    conflict: u64,
    refused: u64,
    skipped: u64,
}

impl ImportedFile {
    /// Of this file.
    pub(crate) fn new(path: &Path, imported: &Imported, skipped: u64) -> Self {
        let Imported { new, duplicate, conflict, .. } = *imported;
        let refused = imported.refused();
        Self { file: path.display().to_string(), new, duplicate, conflict, refused, skipped }
    }
}

impl Item for ImportedFile {
    const COLUMNS: &'static [Column] = &[
        Column::text("FILE"),
        Column::number("NEW"),
        Column::number("DUPLICATE"),
        Column::number("CONFLICT"),
        Column::number("REFUSED"),
        Column::number("SKIPPED"),
    ];

    fn name(&self) -> String {
        self.file.clone()
    }

    fn cells(&self, _: &Zone) -> Vec<Cell> {
        let wrong = |n: u64| Cell::new(n).tone(if n == 0 { Tone::Plain } else { Tone::Warn });
        vec![
            Cell::new(&self.file),
            Cell::new(self.new),
            Cell::new(self.duplicate),
            wrong(self.conflict),
            wrong(self.refused),
            Cell::new(self.skipped),
        ]
    }
}
