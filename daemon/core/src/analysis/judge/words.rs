//! Numbers and spans as people read them, and the verdict.

use crate::{
    analysis::{SensorReport, Severity, Unheard},
    quantity::Unit,
    time::Span,
};

/// Three significant digits, without an exponent.
pub(super) fn number(x: f64) -> String {
    let size = x.abs();
    let decimals: usize = match size {
        _ if size >= 99.95 || size == 0.0 => 0,
        _ if size >= 9.995 => 1,
        _ if size >= 0.9995 => 2,
        _ if size >= 0.009_995 => 3,
        _ => 5,
    };
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// With its sign.
pub(super) fn signed(x: f64) -> String {
    if x > 0.0 { format!("+{}", number(x)) } else { number(x) }
}

/// With its unit, where that is known.
pub(super) fn in_unit(text: &str, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::One) | None => text.to_owned(),
        Some(unit) => format!("{text} {unit}"),
    }
}

/// A span in its two largest units: `6 h 5 min`.
pub(super) fn span(span: Span) -> String {
    let seconds = span.as_micros().abs() / 1_000_000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let two = |big: i64, unit: &str, small: i64, below: &str| {
        if small == 0 { format!("{big} {unit}") } else { format!("{big} {unit} {small} {below}") }
    };
    match seconds {
        86_400.. => two(days, "d", hours, "h"),
        3_600.. => two(hours, "h", minutes, "min"),
        60.. => two(minutes, "min", seconds % 60, "s"),
        _ => format!("{} s", number(span.as_secs_f64().abs())),
    }
}

/// `1 reading`, `12 readings`.
pub(super) fn count(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// What an error code of the gas family means.
pub(super) const fn meaning(code: u16) -> &'static str {
    match code {
        1 => "sensor could not be read",
        2 => "sensor data abnormal",
        3 => "temperature sensor fails",
        10 => "battery below 20 %",
        11 => "battery below 10 %",
        20 => "weak network",
        21 => "SIM card",
        30 => "storage of the device full, data may be lost",
        40 => "restarted by its watchdog",
        50 => "calibration lost",
        _ => "unknown code",
    }
}

/// Sensors named in the verdict; the others are counted.
const NAMED: usize = 4;

/// The report in one line.
pub(super) fn verdict(
    sensors: &[SensorReport],
    unheard: &[Unheard],
    (act, watch, healthy): (usize, usize, usize),
    complete: Option<f64>,
) -> String {
    if sensors.is_empty() && unheard.is_empty() {
        return "There are no readings.".to_owned();
    }
    let listed = |mut names: Vec<String>, all: usize| {
        if all > NAMED {
            names.push(format!("{} more", all - NAMED));
        }
        names.join(", ")
    };
    let names = |severity: Severity| {
        let of: Vec<&SensorReport> = sensors.iter().filter(|sensor| sensor.severity == Some(severity)).collect();
        let names: Vec<String> = of
            .iter()
            .take(NAMED)
            .map(|sensor| {
                let kind = sensor.findings.first().map_or("", |finding| finding.kind.as_str());
                format!("{} {kind}", sensor.sn)
            })
            .collect();
        listed(names, of.len())
    };
    let mut parts = Vec::new();
    if !unheard.is_empty() {
        let names = unheard.iter().take(NAMED).map(|sensor| sensor.sn.to_string()).collect();
        parts.push(format!("{} not heard at all ({})", unheard.len(), listed(names, unheard.len())));
    }
    if act > 0 {
        parts.push(format!("{act} of {} to act on ({})", sensors.len(), names(Severity::Act)));
    }
    if watch > 0 {
        parts.push(format!("{watch} to watch ({})", names(Severity::Watch)));
    }
    parts.push(match (act + watch + unheard.len(), healthy) {
        (0, 1) => "The sensor is healthy".to_owned(),
        (0, n) => format!("All {n} sensors are healthy"),
        (_, n) => format!("{n} healthy"),
    });
    if let Some(percent) = complete {
        parts.push(format!("{} complete", percent_text(percent)));
    }
    format!("{}.", parts.join("; "))
}

/// A percentage that says 100 only when nothing is missing.
pub(super) fn percent_text(percent: f64) -> String {
    let cut = (percent * 100.0).floor() / 100.0;
    if cut >= 100.0 { "100 %".to_owned() } else { format!("{cut:.2} %") }
}

#[cfg(test)]
mod tests {
    use super::{number, percent_text, signed, span};
    use crate::time::Span;

    #[test]
    fn numbers_have_three_digits_that_matter() {
        let told = [0.0, 0.001_234, 0.0523, 1.5, 20.94, 1234.5, -7.0].map(number);
        assert_eq!(told, ["0", "0.00123", "0.052", "1.5", "20.9", "1234", "-7"]);
        assert_eq!([signed(2.0), signed(-2.0)], ["+2", "-2"]);
    }

    #[test]
    fn spans_have_two_units() {
        let told = [Span::millis(500), Span::secs(95), Span::hours(6), Span::hours(49)].map(span);
        assert_eq!(told, ["0.5 s", "1 min 35 s", "6 h", "2 d 1 h"]);
    }

    #[test]
    fn only_what_is_complete_is_a_hundred_percent() {
        assert_eq!([100.0, 99.999, 12.5].map(percent_text), ["100 %", "99.99 %", "12.50 %"]);
    }
}
