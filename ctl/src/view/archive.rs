//! The archive: its days, and what was found of them.

use mcs_core::archived::{ArchiveStats, ArchivedDay, Checked, DayState, Prunable, Restored};

use super::local;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

const fn tone(state: DayState) -> Tone {
    match state {
        DayState::Verified => Tone::Good,
        DayState::Open | DayState::Exported | DayState::Uploaded => Tone::Warn,
        DayState::Lost => Tone::Bad,
    }
}

/// A day's name; a part that came too late has its number.
fn name(day: &str, part: u32) -> String {
    if part == 0 { day.to_owned() } else { format!("{day}/late{part}") }
}

impl Item for ArchivedDay {
    const COLUMNS: &'static [Column] = &[
        Column::text("DAY"),
        Column::text("STATE"),
        Column::number("READINGS"),
        Column::number("BYTES"),
        Column::number("REVISION"),
        Column::text("TARGET"),
        Column::text("HERE"),
        Column::text("ERROR"),
        Column::text("OBJECT").wide(),
        Column::text("CHANGED").wide(),
        Column::text("SHA-256").wide(),
    ];

    fn name(&self) -> String {
        name(&self.day, self.part)
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let state = if self.stale && self.state == DayState::Verified {
            Cell::new("verified, changed since").tone(Tone::Warn)
        } else {
            Cell::new(self.state.as_str()).tone(tone(self.state))
        };
        vec![
            Cell::new(name(&self.day, self.part)),
            state,
            Cell::or_dash(self.readings),
            Cell::or_dash(self.bytes),
            Cell::or_dash((self.revision > 0).then_some(self.revision)),
            Cell::or_dash(self.target.as_ref()),
            Cell::yes_no(self.pruned.is_none()),
            Cell::or_dash(self.error.as_ref()).tone(if self.error.is_some() { Tone::Bad } else { Tone::Dim }),
            Cell::or_dash(self.object.as_ref()),
            Cell::new(zone.show(self.changed)),
            Cell::or_dash(self.sha256.as_ref()),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts: Vec<(&'static str, Cell)> =
            Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone)).collect();
        facts.push(("STARTS", Cell::new(zone.show(self.starts))));
        facts.push(("ENDS", Cell::new(zone.show(self.ends))));
        facts.push(("TIME ZONE", Cell::new(&self.tz)));
        facts.push(("FAILURES IN A ROW", Cell::new(self.attempts)));
        facts.push(("REMOVED HERE", local(zone, self.pruned)));
        facts
    }
}

impl Item for Checked {
    const COLUMNS: &'static [Column] = &[
        Column::text("DAY"),
        Column::text("WHOLE"),
        Column::text("FINDING"),
        Column::text("STATE"),
        Column::text("TARGET"),
        Column::text("OBJECT").wide(),
    ];

    fn name(&self) -> String {
        name(&self.day, self.part)
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(name(&self.day, self.part)),
            Cell::yes_no(self.whole).tone(if self.whole { Tone::Good } else { Tone::Bad }),
            Cell::or_dash(self.finding.as_ref()),
            Cell::new(self.state.as_str()).tone(tone(self.state)),
            Cell::new(&self.target),
            Cell::new(&self.object),
        ]
    }
}

impl Item for Restored {
    const COLUMNS: &'static [Column] = &[
        Column::text("DAY"),
        Column::number("READINGS"),
        Column::number("RESTORED"),
        Column::number("PRESENT"),
        Column::number("CONFLICTS"),
        Column::text("OBJECT").wide(),
    ];

    fn name(&self) -> String {
        name(&self.day, self.part)
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(name(&self.day, self.part)),
            Cell::new(self.readings),
            Cell::new(self.restored),
            Cell::new(self.present),
            Cell::new(self.conflicts),
            Cell::new(&self.object),
        ]
    }
}

impl Item for Prunable {
    const COLUMNS: &'static [Column] = &[Column::text("DAY"), Column::text("LEAVES"), Column::text("WHY NOT")];

    fn name(&self) -> String {
        self.day.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.day), Cell::yes_no(self.leaves), Cell::or_dash(self.why.as_ref())]
    }
}

impl Item for ArchiveStats {
    const COLUMNS: &'static [Column] = &[
        Column::text("TARGET"),
        Column::text("NIGHTLY"),
        Column::number("VERIFIED"),
        Column::number("EMPTY"),
        Column::number("PENDING"),
        Column::number("LOST"),
        Column::number("FAILING"),
        Column::number("READINGS"),
        Column::number("BYTES"),
        Column::text("FIRST DAY"),
        Column::text("LAST DAY"),
        Column::text("ERROR"),
    ];

    fn name(&self) -> String {
        self.target.clone().unwrap_or_else(|| "none".to_owned())
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let bad = |count: u64| Cell::new(count).tone(if count > 0 { Tone::Bad } else { Tone::Plain });
        vec![
            Cell::or_dash(self.target.as_ref()),
            Cell::new(if self.enabled { "on" } else { "off" }),
            Cell::new(self.verified),
            Cell::new(self.empty),
            Cell::new(self.pending),
            bad(self.lost),
            bad(self.failing),
            Cell::new(self.readings),
            Cell::new(self.bytes),
            Cell::or_dash(self.first_day.as_ref()),
            Cell::or_dash(self.last_day.as_ref()),
            Cell::or_dash(self.error.as_ref()),
        ]
    }
}
