//! How restless a sensor is, against its own first days.

use super::{Case, finding, words};
use crate::analysis::{
    Finding, FindingKind, Noise, Severity,
    calendar::{Calendar, DayNumber},
    noise::sigma_of,
    robust::median,
};

/// Compared are the first and the last third of the days, a week of each at most.
const DAYS: usize = 7;
/// Days a comparison needs.
const FEWEST: usize = 3;
/// A day's noise is known to a few percent; sensors differ by such a factor only when something happened to them.
const LOUDER: f64 = 2.5;
const MUCH_LOUDER: f64 = 8.0;
/// A sensor that became so quiet may be covered, blocked or poisoned.
const QUIETER: f64 = 0.4;

pub(super) fn judge(case: &Case<'_>, calendar: &Calendar, findings: &mut Vec<Finding>) -> Option<Noise> {
    let stats = case.stats;
    let sigma = stats.steps.sigma()?;
    let gain = stats.steps.gain().map(f64::abs);
    let sigma_units = if stats.has_voltage() { gain.map(|gain| gain * sigma) } else { Some(sigma) };
    let days = stats.daily_noise();
    let ends = ends(&days);
    let ratio = ends.and_then(|(baseline, recent)| (baseline > 0.0).then(|| recent / baseline));
    let noise = Noise {
        sigma,
        sigma_units,
        baseline: ends.map(|(baseline, _)| sigma_of(baseline)),
        recent: ends.map(|(_, recent)| sigma_of(recent)),
        ratio,
    };
    // One that is stuck is quiet, too, and is told of already.
    let stuck = findings.iter().any(|finding| finding.kind == FindingKind::Stuck);
    if let (Some(ratio), Some((baseline, recent))) = (ratio, ends)
        && (ratio >= LOUDER || (ratio <= QUIETER && !stuck))
    {
        let unit = if stats.has_voltage() { " mV" } else { "" };
        let since = since(&days, baseline, recent).map(|day| calendar.start(day));
        findings.push(told(ratio, (sigma_of(baseline), sigma_of(recent)), unit).since(since));
    }
    Some(noise)
}

/// The noise of the first and of the last days.
fn ends(days: &[(DayNumber, f64)]) -> Option<(f64, f64)> {
    if days.len() < FEWEST {
        return None;
    }
    let count = days.len().div_ceil(3).min(DAYS);
    let middle = |days: &[(DayNumber, f64)]| median(&mut days.iter().map(|(_, noise)| *noise).collect::<Vec<_>>());
    Some((middle(days.get(..count)?)?, middle(days.get(days.len() - count..)?)?))
}

/// The first day from which on every day was nearer to the recent noise.
fn since(days: &[(DayNumber, f64)], baseline: f64, recent: f64) -> Option<DayNumber> {
    let middle = (baseline * recent).sqrt();
    let changed = |noise: f64| if recent > baseline { noise > middle } else { noise < middle };
    let still = days.iter().rev().take_while(|(_, noise)| changed(*noise)).count();
    days.get(days.len() - still).map(|(day, _)| *day)
}

fn told(ratio: f64, (baseline, recent): (f64, f64), unit: &str) -> Finding {
    let why = format!(
        "standard deviation from reading to reading {}{unit} in the first days, {}{unit} in the last",
        words::number(baseline),
        words::number(recent)
    );
    if ratio > 1.0 {
        finding(
            if ratio >= MUCH_LOUDER { Severity::Act } else { Severity::Watch },
            FindingKind::Noisy,
            format!("noise grew to {} times its baseline", words::number(ratio)),
            why,
            "look for moisture, a loose connector or a disturbing drive nearby; replace the sensor if it stays",
        )
    } else {
        finding(
            Severity::Watch,
            FindingKind::Dull,
            format!("noise fell to {} % of its baseline", words::number(100.0 * ratio)),
            why,
            "test it with gas: it may be covered, blocked or poisoned",
        )
    }
}
