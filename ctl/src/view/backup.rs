//! Backups.

use mcs_core::backup::{self, Backup, BackupState};

use super::{local, size};
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

impl Item for Backup {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("MADE"),
        Column::text("STATE"),
        Column::number("SIZE"),
        Column::text("VERIFIED"),
        Column::text("PLACE"),
        Column::text("ERROR"),
        Column::text("REMOVED").wide(),
        Column::text("SHA256").wide(),
    ];

    fn name(&self) -> String {
        self.name.clone()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let state = self.state();
        let tone = match state {
            BackupState::Verified => Tone::Good,
            BackupState::Unfinished => Tone::Plain,
            BackupState::Failed => Tone::Bad,
            BackupState::Removed => Tone::Dim,
        };
        vec![
            Cell::new(&self.name),
            Cell::new(zone.show(self.made)),
            Cell::new(state.as_str()).tone(tone),
            Cell::or_dash(self.bytes.map(size)),
            local(zone, self.verified),
            Cell::new(&self.place),
            Cell::or_dash(self.error.as_ref()),
            local(zone, self.removed),
            Cell::or_dash(self.sha256.map(|sha256| backup::hex(&sha256))),
        ]
    }
}
