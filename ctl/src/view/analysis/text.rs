//! The analysis on a terminal: the verdict, the worst sensors with reasons, when things happened, how complete it is.

use mcs_core::analysis::{DayReport, Finding, Report, SensorReport, Severity};
use unicode_width::UnicodeWidthStr;

use super::{Answer, columns, heat, spark, words};
use crate::{
    output::{Colour, Tone, paint},
    time::Zone,
};

/// Healthy sensors in the table unless all are asked for.
const HEALTHY: usize = 8;
/// Days named as the least complete ones.
const WORST_DAYS: usize = 3;
/// Where the words of a finding begin.
const INDENT: usize = 8;
/// A line is never narrower than this, however narrow the terminal is.
const NARROWEST: usize = 40;

/// How it may look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Cells in a line.
    pub(super) width: usize,
    /// Whether to colour.
    pub(super) colour: Colour,
    /// Whether to show all sensors and all findings.
    pub(super) wide: bool,
}

/// The whole text.
pub(super) fn text(answer: &Answer, zone: &Zone, look: Look) -> String {
    let look = Look { width: look.width.max(NARROWEST), ..look };
    let report = &answer.report;
    let mut lines = wrapped(&report.verdict.text, 0, look.width);
    if let (Colour::On, Some(first)) = (look.colour, lines.first_mut()) {
        *first = format!("\u{1b}[1m{first}\u{1b}[0m");
    }
    lines.push(String::new());
    for (title, fact) in words::facts(answer, zone) {
        lines.extend(titled(title, &fact, look.width));
    }
    if !report.sensors.is_empty() {
        table(report, look, &mut lines);
        findings(report, zone, look, &mut lines);
        when(report, look, &mut lines);
        complete(report, look, &mut lines);
    }
    lines.push(String::new());
    lines.join("\n")
}

fn heading(title: &str, look: Look, lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(match look.colour {
        Colour::On => format!("\u{1b}[1m{title}\u{1b}[0m"),
        Colour::Off => title.to_owned(),
    });
}

fn table(report: &Report, look: Look, lines: &mut Vec<String>) {
    heading("Sensors, the worst first", look, lines);
    let ill = report.sensors.iter().filter(|sensor| sensor.severity.is_some()).count();
    let most = if look.wide { report.sensors.len() } else { ill + HEALTHY };
    let shown: Vec<&SensorReport> = report.sensors.iter().take(most).collect();
    lines.extend(columns::lines(&shown, look.width, look.colour));
    if report.sensors.len() > most {
        lines.push(format!("and {} more, all healthy; -o wide shows them", report.sensors.len() - most));
    }
}

fn findings(report: &Report, zone: &Zone, look: Look, lines: &mut Vec<String>) {
    let matters = |finding: &&Finding| look.wide || finding.severity > Severity::Note;
    let mut any = false;
    for sensor in &report.sensors {
        for finding in sensor.findings.iter().filter(matters) {
            if !any {
                heading("Findings", look, lines);
                any = true;
            }
            lines.extend(told(sensor, finding, zone, look));
        }
    }
}

/// What, why, since when, what to do.
fn told(sensor: &SensorReport, finding: &Finding, zone: &Zone, look: Look) -> Vec<String> {
    let name = sensor.name.as_deref().map(|name| format!(" ({})", words::safe(name))).unwrap_or_default();
    let what = format!("{}{name}: {}", sensor.sn, finding.what);
    let mut lines = wrapped(&what, INDENT, look.width);
    let state = finding.severity.as_str();
    if let Some(first) = lines.first_mut() {
        let painted = paint(state.to_owned(), words::tone(Some(finding.severity)), look.colour);
        *first = format!("{painted}{}{}", " ".repeat(INDENT - state.len()), first.trim_start());
    }
    let since = finding.since.map(|since| format!("since {}; ", words::minute(zone, since))).unwrap_or_default();
    for text in [format!("{since}{}", finding.why), format!("→ {}", finding.advice)] {
        let rest = wrapped(&text, INDENT, look.width);
        lines.extend(rest.into_iter().map(|line| paint(line, Tone::Dim, look.colour)));
    }
    lines
}

fn when(report: &Report, look: Look, lines: &mut Vec<String>) {
    heading("When things happened, by hour and weekday of the site's time", look, lines);
    for layer in &report.heat {
        lines.extend(heat::lines(layer, look.width, look.colour));
    }
}

fn complete(report: &Report, look: Look, lines: &mut Vec<String>) {
    let days = plant_days(report);
    if days.is_empty() {
        return;
    }
    heading("Completeness by day, all sensors together", look, lines);
    let shares: Vec<Option<f64>> = days.iter().map(|(_, share)| *share).collect();
    let (first, last) = (days.first().map_or("", |(day, _)| day), days.last().map_or("", |(day, _)| day));
    let room = look.width.saturating_sub(first.len() + last.len() + 4);
    lines.push(format!("  {first} {} {last}", spark::shares(&shares, room)));
    let mut worst: Vec<(&str, f64)> = days
        .iter()
        .filter_map(|(day, share)| Some((day.as_str(), (*share)?)))
        .filter(|(_, share)| *share < 1.0)
        .collect();
    worst.sort_by(|a, b| a.1.total_cmp(&b.1));
    let named: Vec<String> =
        worst.iter().take(WORST_DAYS).map(|(day, share)| format!("{day} {}", words::percent(100.0 * share))).collect();
    if !named.is_empty() {
        lines.push(format!("  the least complete: {}", named.join(", ")));
    }
}

/// Each day of the plant with what it has of what was expected.
pub(super) fn plant_days(report: &Report) -> Vec<(String, Option<f64>)> {
    let mut days: std::collections::BTreeMap<&str, (u64, u64)> = std::collections::BTreeMap::new();
    for day in report.sensors.iter().flat_map(|sensor| &sensor.days) {
        let DayReport { day, received, expected, .. } = day;
        let sum = days.entry(day.as_str()).or_default();
        if let Some(expected) = expected {
            sum.0 += received.min(expected);
            sum.1 += expected;
        }
    }
    let share = |(received, expected): (u64, u64)| (expected > 0).then(|| received as f64 / expected as f64);
    days.into_iter().map(|(day, sum)| (day.to_owned(), share(sum))).collect()
}

/// A fact with its title before it.
fn titled(title: &str, fact: &str, width: usize) -> Vec<String> {
    const TITLES: usize = 11;
    let mut lines = wrapped(fact, TITLES, width);
    if let Some(first) = lines.first_mut() {
        *first = format!("{title:TITLES$}{}", first.trim_start());
    }
    lines
}

/// Words in lines of at most this width, with blanks before them. A word that is longer stands alone.
fn wrapped(text: &str, indent: usize, width: usize) -> Vec<String> {
    let blank = " ".repeat(indent);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent + line.width() + 1 + word.width() > width {
            lines.push(format!("{blank}{line}"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(format!("{blank}{line}"));
    lines
}
