//! The completeness calendar: a row for each sensor, a cell for each day.

use std::collections::BTreeSet;

use mcs_core::analysis::{DayReport, Report, SensorReport};
use serde::Serialize;

use super::words;

/// Columns; in longer records a cell stands for several days.
const COLUMNS: usize = 62;
/// Columns from one date to the next.
const EVERY: usize = 5;

/// The calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Calendar {
    /// Days in a cell.
    days: usize,
    /// Month and day, or nothing where there would be no room.
    heads: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Row {
    sn: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Cell {
    class: &'static str,
    mark: &'static str,
    title: String,
}

/// The calendar of a report, its sensors in the order of their serial numbers.
pub(super) fn of(report: &Report) -> Calendar {
    let all: BTreeSet<&str> = report.sensors.iter().flat_map(|s| &s.days).map(|day| day.day.as_str()).collect();
    let all: Vec<&str> = all.into_iter().collect();
    let days = all.len().div_ceil(COLUMNS).max(1);
    let mut sensors: Vec<&SensorReport> = report.sensors.iter().collect();
    sensors.sort_by(|a, b| a.sn.cmp(&b.sn));
    let head = |(place, chunk): (usize, &[&str])| {
        let day = chunk.first().filter(|_| place % EVERY == 0);
        day.and_then(|day| day.get(5..)).unwrap_or("").to_owned()
    };
    Calendar {
        days,
        heads: all.chunks(days).enumerate().map(head).collect(),
        rows: sensors
            .iter()
            .map(|sensor| Row { sn: sensor.sn.to_string(), cells: all.chunks(days).map(|d| cell(sensor, d)).collect() })
            .collect(),
    }
}

fn cell(sensor: &SensorReport, days: &[&str]) -> Cell {
    let of = |day: &&str| sensor.days.binary_search_by_key(day, |report| report.day.as_str()).ok();
    let reports: Vec<&DayReport> = days.iter().filter_map(|day| sensor.days.get(of(day)?)).collect();
    let (received, expected) = reports.iter().fold((0, 0), |(received, expected), day| {
        (received + day.received, expected + day.expected.unwrap_or_default())
    });
    let first = days.first().copied().unwrap_or_default();
    let when = if days.len() > 1 { format!("{first} and after") } else { first.to_owned() };
    let (class, mark) = match expected {
        0 if received == 0 => ("n", ""),
        0 => ("c4", ""),
        _ => grade(received as f64 / expected as f64),
    };
    let title = if reports.is_empty() {
        format!("{when}: before its first reading")
    } else {
        format!("{when}: {} of {}", words::grouped(received), words::grouped(expected))
    };
    Cell { class, mark, title }
}

/// Told by a mark as well as by colour.
fn grade(share: f64) -> (&'static str, &'static str) {
    match share {
        _ if share >= 0.9999 => ("c4", ""),
        _ if share >= 0.99 => ("c3", "·"),
        _ if share >= 0.9 => ("c2", "–"),
        _ if share > 0.0 => ("c1", "="),
        _ => ("c0", "×"),
    }
}
