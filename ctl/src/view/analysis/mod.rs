//! What an analysis looks like: for people as text with tables, sparklines and a heat map, or as a page with charts; for
//! programs every number there is.

mod calendar;
mod chart;
mod columns;
mod heat;
pub(crate) mod html;
mod row;
mod spark;
mod text;
mod words;

use mcs_core::{
    analysis::{Report, SensorReport},
    time::Timestamp,
};
use serde::Serialize;

use self::row::Row;
use crate::{
    analyze::Sources,
    output::{Cell, Colour, Column, Item, OutputError, Printer, terminal_width},
    time::Zone,
};

/// Lines are this wide where nobody knows how wide they may be.
const WIDTH: usize = 110;

/// The answer of `analyze` and of `report`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Answer {
    /// The site, of a live plant.
    site: Option<String>,
    /// The offset from UTC in which days and hours are reckoned, at the end of the record.
    offset: String,
    /// The files, where readings came from some.
    source: Option<Sources>,
    /// The analysis.
    #[serde(flatten)]
    pub(crate) report: Report,
}

impl Answer {
    /// From files.
    pub(crate) fn of_files(report: Report, source: Sources, zone: &Zone) -> Self {
        Self { site: None, offset: offset(&report, zone), source: Some(source), report }
    }

    /// From a live plant.
    pub(crate) fn of_plant(report: Report, site: String, zone: &Zone) -> Self {
        Self { site: Some(site), offset: offset(&report, zone), source: None, report }
    }

    /// Prints it: text for people, names of those who need somebody, one line a sensor as CSV, else everything.
    pub(crate) fn print(&self, printer: &mut Printer, colour: Colour) -> Result<(), OutputError> {
        if printer.for_people() {
            let width = terminal_width().unwrap_or(WIDTH);
            let text = text::text(self, printer.zone(), text::Look { width, colour, wide: printer.wide() });
            return printer.raw(text.as_bytes());
        }
        if !printer.rows_only() {
            return printer.one(self);
        }
        let wanted = |sensor: &&SensorReport| !printer.names_only() || sensor.severity.is_some();
        let heard = self.report.sensors.iter().filter(wanted).map(Row::of);
        let rows: Vec<Row> = self.report.unheard.iter().map(Row::unheard).chain(heard).collect();
        printer.list(&rows)
    }
}

fn offset(report: &Report, zone: &Zone) -> String {
    let end = report.period.map_or(Timestamp::EPOCH, |period| period.to);
    let shown = zone.show(end);
    shown.get(shown.len().saturating_sub(6)..).unwrap_or_default().to_owned()
}

impl Item for Answer {
    const COLUMNS: &'static [Column] = &[Column::text("VERDICT")];

    fn name(&self) -> String {
        "analysis".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.report.verdict.text)]
    }
}

#[cfg(test)]
mod tests;
