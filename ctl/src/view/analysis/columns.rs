//! The table of sensors, as wide as the terminal: what matters less is left out first.

use mcs_core::analysis::SensorReport;
use unicode_width::UnicodeWidthStr;

use super::{spark, words};
use crate::output::{Cell, Colour, Tone, paint};

/// Cells of a sparkline.
const SPARK: usize = 20;
const GAP: usize = 2;

/// A column, its place in the order of importance (0 is never left out), and what it shows.
struct Shown {
    title: &'static str,
    rank: u8,
    right: bool,
    cell: fn(&SensorReport) -> Cell,
}

const COLUMNS: [Shown; 12] = [
    Shown { title: "SN", rank: 0, right: false, cell: |s| Cell::new(&s.sn) },
    Shown { title: "NAME", rank: 5, right: false, cell: |s| Cell::new(words::safe(s.name.as_deref().unwrap_or(""))) },
    Shown { title: "STATE", rank: 0, right: false, cell: state },
    Shown { title: "COMPLETE", rank: 1, right: true, cell: complete },
    Shown { title: "UNIT", rank: 4, right: false, cell: |s| Cell::or_dash(s.unit) },
    Shown { title: "MEAN", rank: 3, right: true, cell: |s| number(s.values.mean) },
    Shown { title: "MAX", rank: 6, right: true, cell: |s| number(s.values.max) },
    Shown {
        title: "DRIFT/D",
        rank: 6,
        right: true,
        cell: |s| Cell::or_dash(s.drift.map(|d| words::signed(d.per_day))),
    },
    Shown { title: "NOISE", rank: 7, right: true, cell: |s| number(s.noise.and_then(|n| n.sigma_units)) },
    Shown {
        title: "BAT",
        rank: 5,
        right: true,
        cell: |s| Cell::or_dash(s.battery.map(|b| format!("{:.0} %", b.last))),
    },
    Shown { title: "DBM", rank: 7, right: true, cell: |s| Cell::or_dash(s.signal.map(|s| s.median)) },
    Shown { title: "COURSE", rank: 2, right: false, cell: |s| Cell::new(spark::of(s, SPARK)) },
];

fn state(sensor: &SensorReport) -> Cell {
    Cell::new(words::state(sensor.severity)).tone(words::tone(sensor.severity))
}

fn complete(sensor: &SensorReport) -> Cell {
    let tone = match sensor.completeness.percent {
        Some(percent) if percent < 90.0 => Tone::Bad,
        Some(percent) if percent < 99.0 => Tone::Warn,
        Some(_) | None => Tone::Plain,
    };
    Cell::or_dash(sensor.completeness.percent.map(words::percent)).tone(tone)
}

fn number(x: Option<f64>) -> Cell {
    Cell::or_dash(x.map(words::number))
}

/// The lines of the table.
pub(super) fn lines(sensors: &[&SensorReport], width: usize, colour: Colour) -> Vec<String> {
    let rows: Vec<Vec<Cell>> =
        sensors.iter().map(|sensor| COLUMNS.iter().map(|column| (column.cell)(sensor)).collect()).collect();
    let widths: Vec<usize> = COLUMNS
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let cells = rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.text.width());
            // A column without anything in it is left out.
            match cells.max().unwrap_or_default() {
                0 => 0,
                widest => widest.max(column.title.width()),
            }
        })
        .collect();
    let kept = kept(&widths, width);
    let heading: Vec<Cell> = COLUMNS.iter().map(|column| Cell::new(column.title)).collect();
    std::iter::once(&heading).chain(&rows).map(|row| line(row, &widths, &kept, colour)).collect()
}

/// Which columns fit.
fn kept(widths: &[usize], width: usize) -> Vec<bool> {
    let mut kept: Vec<bool> = widths.iter().map(|width| *width > 0).collect();
    let total = |kept: &[bool]| -> usize {
        widths.iter().zip(kept).filter(|(_, kept)| **kept).map(|(width, _)| width + GAP).sum()
    };
    for rank in (1..=7).rev() {
        for (place, column) in COLUMNS.iter().enumerate().rev() {
            if column.rank == rank && total(&kept) > width + GAP {
                kept[place] = false;
            }
        }
    }
    kept
}

fn line(row: &[Cell], widths: &[usize], kept: &[bool], colour: Colour) -> String {
    let mut line = String::new();
    for (((cell, column), width), _) in row.iter().zip(&COLUMNS).zip(widths).zip(kept).filter(|(_, kept)| **kept) {
        let room = " ".repeat(width.saturating_sub(cell.text.width()));
        let text = paint(cell.text.clone(), cell.tone, colour);
        let (before, after) = if column.right { (room.as_str(), "") } else { ("", room.as_str()) };
        line.extend([before, &text, after, "  "]);
    }
    line.truncate(line.trim_end().len());
    line
}
