//! The loss ledger.

use mcs_core::ledger::LedgerDay;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

impl Item for LedgerDay {
    const COLUMNS: &'static [Column] = &[
        Column::text("DAY"),
        Column::text("SN"),
        Column::text("COMPLETE"),
        Column::number("RECEIVED"),
        Column::number("MISSING"),
        Column::number("RECOVERED"),
        Column::number("UNRECORDED"),
        Column::number("QUARANTINED"),
        Column::number("REFUSED"),
        Column::number("DUPLICATE").wide(),
        Column::number("CONFLICT").wide(),
        Column::number("LATE").wide(),
        Column::number("RESTARTS").wide(),
    ];

    fn name(&self) -> String {
        format!("{}/{}", self.day, self.sn)
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let counts = &self.counts;
        vec![
            Cell::new(&self.day),
            Cell::new(&self.sn),
            completeness(self),
            Cell::new(counts.received),
            Cell::new(counts.missing),
            Cell::new(counts.recovered),
            Cell::new(counts.unrecorded),
            Cell::new(counts.quarantined),
            Cell::new(counts.refused),
            Cell::new(counts.duplicate),
            Cell::new(counts.conflict),
            Cell::new(counts.late),
            Cell::new(counts.restarts),
        ]
    }
}

/// Without packet numbers a gap leaves no trace, so the answer is neither yes nor no.
fn completeness(day: &LedgerDay) -> Cell {
    match (day.complete, day.no_identity) {
        (false, _) => Cell::new("no").tone(Tone::Bad),
        (true, true) => Cell::new("unknown").tone(Tone::Warn),
        (true, false) => Cell::new("yes").tone(Tone::Good),
    }
}
