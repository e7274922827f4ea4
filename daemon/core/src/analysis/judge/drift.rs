//! A clean-air level that moved away from where it was in the first days.

use super::{Case, finding, words};
use crate::{
    analysis::{
        Drift, Finding, FindingKind, Severity,
        calendar::Calendar,
        level::{Levels, levels},
    },
    quantity::Unit,
};

/// A shift is real when it is so many times the scatter of the first days' levels,
const SCATTERS: f64 = 6.0;
/// and so many times the noise from reading to reading, far below which a level wanders by itself.
const NOISES: f64 = 4.0;
/// Without a range or a limit to compare with, only a shift of so many times the noise is told.
const NOISES_ALONE: f64 = 8.0;
/// Of the range, %.
const RANGE_WATCH: f64 = 1.0;
const RANGE_ACT: f64 = 5.0;
/// Of the way from the baseline to the nearest limit.
const LIMIT_WATCH: f64 = 0.1;
const LIMIT_ACT: f64 = 0.3;

pub(super) fn judge(case: &Case<'_>, calendar: &mut Calendar, findings: &mut Vec<Finding>) -> Option<Drift> {
    let levels = levels(case.stats, calendar)?;
    let shift = levels.recent - levels.baseline;
    let drift = Drift {
        per_day: levels.per_day,
        baseline: levels.baseline,
        recent: levels.recent,
        shift,
        percent_of_range: span(case).map(|span| 100.0 * shift / span),
        days: levels.days,
        from_voltage: levels.from_voltage,
    };
    // A sensor that is stuck somewhere has not drifted there, and is told of already.
    let stuck = findings.iter().any(|finding| finding.kind == FindingKind::Stuck);
    if let Some(severity) = severity(case, &levels, &drift).filter(|_| !stuck) {
        findings.push(told(case, &levels, &drift, severity));
    }
    Some(drift)
}

/// The width of the range; one of a percentage of the explosive limit is known anyway.
fn span(case: &Case<'_>) -> Option<f64> {
    let known = case.stats.known.range.map(crate::quantity::Range::span);
    known.or((case.stats.unit == Some(Unit::PercentLel)).then_some(100.0))
}

/// The noise in the unit of the level.
fn noise(case: &Case<'_>) -> f64 {
    let sigma = case.stats.steps.sigma().unwrap_or_default();
    match case.stats.steps.gain() {
        Some(gain) if case.stats.has_voltage() => sigma * gain.abs(),
        _ => sigma,
    }
}

fn severity(case: &Case<'_>, levels: &Levels, drift: &Drift) -> Option<Severity> {
    let (size, noise) = (drift.shift.abs(), noise(case));
    if size <= SCATTERS * levels.scatter || size <= NOISES * noise || size == 0.0 {
        return None;
    }
    let by_range = drift.percent_of_range.map(|percent| grade(percent.abs(), RANGE_WATCH, RANGE_ACT));
    let by_limit = to_limit(case, drift.baseline).map(|way| grade(size / way, LIMIT_WATCH, LIMIT_ACT));
    match (by_range, by_limit) {
        (None, None) => (size > NOISES_ALONE * noise).then_some(Severity::Watch),
        (range, limit) => range.flatten().max(limit.flatten()),
    }
}

fn grade(size: f64, watch: f64, act: f64) -> Option<Severity> {
    match size {
        _ if size >= act => Some(Severity::Act),
        _ if size >= watch => Some(Severity::Watch),
        _ => None,
    }
}

/// From the baseline to the nearest limit that it is not beyond already.
fn to_limit(case: &Case<'_>, baseline: f64) -> Option<f64> {
    let limits = &case.stats.known.limits;
    let ways = [limits.high.map(|high| high - baseline), limits.low.map(|low| baseline - low)];
    ways.into_iter().flatten().filter(|way| *way > 0.0).min_by(f64::total_cmp)
}

fn told(case: &Case<'_>, levels: &Levels, drift: &Drift, severity: Severity) -> Finding {
    let unit = case.stats.unit;
    let share = drift.percent_of_range.map(|percent| format!(", {} % of the range", words::signed(percent)));
    let basis = if drift.from_voltage { "; told from voltages, the values are cut off" } else { "" };
    let advice = if span(case).is_none() {
        "zero it in clean air or calibrate it; its range is not known here, so weigh it against yours"
    } else {
        "zero it in clean air or calibrate it, and check again in a week"
    };
    finding(
        severity,
        FindingKind::Drift,
        format!(
            "clean-air level drifted by {}{}",
            words::in_unit(&words::signed(drift.shift), unit),
            share.unwrap_or_default()
        ),
        format!(
            "quiet-hour level {} in the first days, {} in the last, {} a day over {} days; levels scatter by {}{basis}",
            words::number(drift.baseline),
            words::in_unit(&words::number(drift.recent), unit),
            words::signed(drift.per_day),
            drift.days,
            words::number(levels.scatter),
        ),
        advice,
    )
    .since(levels.since)
}
