//! Numbers, states and what stands above the details, in the words of both the terminal and the page.

use mcs_core::{
    analysis::{SensorReport, Severity},
    time::Timestamp,
};

use super::Answer;
use crate::{output::Tone, time::Zone};

/// Three digits that matter.
pub(super) fn number(x: f64) -> String {
    let size = x.abs();
    let decimals: usize = match size {
        _ if size >= 99.95 => 0,
        _ if size >= 9.995 => 1,
        _ if size >= 0.9995 || size == 0.0 => 2,
        _ if size >= 0.009_995 => 3,
        _ => 5,
    };
    let text = format!("{x:.decimals$}");
    // What was rounded away has no sign either.
    if text.trim_matches(['-', '0', '.']).is_empty() { "0".to_owned() } else { text }
}

/// With a sign where it is above zero.
pub(super) fn signed(x: f64) -> String {
    let text = number(x);
    if x > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// Received of expected; 100 only when nothing is missing.
pub(super) fn percent(percent: f64) -> String {
    let cut = (percent * 100.0).floor() / 100.0;
    if cut >= 100.0 { "100 %".to_owned() } else { format!("{cut:.2} %") }
}

/// How a sensor is, in one word.
pub(super) const fn state(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(severity) => severity.as_str(),
        None => "healthy",
    }
}

/// How that word is coloured.
pub(super) const fn tone(severity: Option<Severity>) -> Tone {
    match severity {
        Some(Severity::Act) => Tone::Bad,
        Some(Severity::Watch) => Tone::Warn,
        Some(Severity::Note) => Tone::Dim,
        None => Tone::Good,
    }
}

/// What was found, in one word each.
pub(super) fn kinds(sensor: &SensorReport) -> String {
    let mut kinds: Vec<&str> = sensor.findings.iter().map(|finding| finding.kind.as_str()).collect();
    kinds.dedup();
    kinds.join(", ")
}

/// Text that came from files and people, safe on a terminal.
pub(super) fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A site day and time without seconds.
pub(super) fn minute(zone: &Zone, time: Timestamp) -> String {
    zone.wall_clock(time).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Where it comes from and how far it reaches, one fact a line.
pub(super) fn facts(answer: &Answer, zone: &Zone) -> Vec<(&'static str, String)> {
    let report = &answer.report;
    let mut facts = Vec::new();
    if let Some(site) = &answer.site {
        facts.push(("Site", safe(site)));
    }
    if let Some(period) = report.period {
        let days = (period.to - period.from).as_secs_f64() / 86_400.0;
        let (from, to) = (minute(zone, period.from), minute(zone, period.to));
        facts.push(("Period", format!("{from} to {to} ({} days), UTC{}", number(days), answer.offset)));
    }
    facts.push(("Readings", format!("{} of {} sensors", grouped(report.readings), report.sensors.len())));
    for unheard in &report.unheard {
        let name = unheard.name.as_deref().map(|name| format!(" ({})", safe(name))).unwrap_or_default();
        facts.push(("Not heard", format!("{}{name}: not one reading in this time", unheard.sn)));
    }
    if let Some(source) = &answer.source {
        let files = source.files.len();
        let what = if files == 1 { "file" } else { "files" };
        facts.push(("Read from", format!("{files} {what}, {} lines", grouped(source.lines))));
        if source.broken_lines > 0 {
            facts
                .push(("Broken", format!("{} lines could not be read and are left out", grouped(source.broken_lines))));
        }
        for cut in &source.cut {
            let path = safe(&cut.path.display().to_string());
            facts.push((
                "Cut off",
                format!("{path} after line {}, near byte {}: {}", cut.after_line, cut.byte, cut.why),
            ));
        }
    }
    facts
}

/// Digits in groups of three.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_matters() {
        assert_eq!(
            [0.0, -0.000_001, 0.0523, 1.5, 20.94, 1234.5].map(number),
            ["0", "0", "0.052", "1.50", "20.9", "1234"]
        );
        assert_eq!([0.5, -0.5, 0.0].map(signed), ["+0.500", "-0.500", "0"]);
        assert_eq!([1, 1000, 25_920_000].map(grouped), ["1", "1 000", "25 920 000"]);
        assert_eq!([100.0, 99.999].map(percent), ["100 %", "99.99 %"]);
    }
}
