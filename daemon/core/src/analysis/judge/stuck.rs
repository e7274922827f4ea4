//! A voltage that no longer moves.

use super::{Case, finding, words};
use crate::{
    analysis::{Finding, FindingKind, Severity, Stuck},
    time::Span,
};

/// Shorter than this nobody would look at a sensor for it.
const SHORTEST: Span = Span::mins(30);
/// Fewer readings may be alike by the way they are rounded.
const FEWEST: u64 = 30;

pub(super) fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) -> Option<Stuck> {
    let runs = &case.stats.runs;
    let (run, goes_on) = runs.longest()?;
    let plausible = runs.plausible();
    let stuck = Stuck { number: run.number, from: run.from, to: run.to, readings: run.readings, plausible, goes_on };
    if run.readings >= FEWEST && run.length() >= SHORTEST && run.readings as f64 > plausible {
        findings.push(told(case, &stuck));
    }
    Some(stuck)
}

fn told(case: &Case<'_>, stuck: &Stuck) -> Finding {
    let unit = if case.stats.has_voltage() { " mV" } else { "" };
    let severity = if stuck.goes_on { Severity::Act } else { Severity::Watch };
    let still = if stuck.goes_on { ", to the end of the record" } else { ", then it moved again" };
    let length = words::span(stuck.to - stuck.from);
    finding(
        severity,
        FindingKind::Stuck,
        format!("stuck at {}{unit} for {length}{still}", stuck.number),
        format!(
            "{} in a row the same to the last digit; its own noise makes {} plausible",
            words::count(stuck.readings, "reading"),
            words::number(stuck.plausible.ceil())
        ),
        "test it with gas; if it does not respond, replace the sensor",
    )
    .since(Some(stuck.from))
}
