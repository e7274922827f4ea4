//! What readings themselves are marked with.

use super::{Case, finding, words};
use crate::analysis::{Finding, FindingKind, Mark, Severity};

pub(super) fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let facts = &case.stats.facts;
    let told = |kind, mark: Mark, (lately, before), what: &str, advice| {
        mark.seen().then(|| {
            let severity = if case.lately(mark.last) { lately } else { before };
            let percent = words::number(case.percent(mark.count));
            let why = format!("{}, {percent} % of its readings", words::count(mark.count, "reading"));
            finding(severity, kind, what.to_owned(), why, advice).since(mark.first)
        })
    };
    let (act, watch, note) = (Severity::Act, Severity::Watch, Severity::Note);
    findings.extend(told(
        FindingKind::Uncalibrated,
        facts.uncalibrated,
        (act, watch),
        "readings without a calibration have no value",
        "enter its calibration; readings from then on have values",
    ));
    findings.extend(told(
        FindingKind::NoVoltage,
        facts.no_voltage,
        (act, watch),
        "readings without a usable voltage",
        "look at the sensor, its connector and the rails set for it",
    ));
    findings.extend(told(
        FindingKind::OutOfRange,
        facts.over_range,
        (watch, note),
        "readings over range",
        "see what happened then; a sensor that was over range must be tested with gas",
    ));
    findings.extend(told(
        FindingKind::OutOfRange,
        facts.under_range,
        (watch, note),
        "readings under range",
        "zero it in clean air",
    ));
    findings.extend(told(
        FindingKind::Clock,
        facts.clock,
        (watch, note),
        "the device's clock was wrong",
        "see that it can reach its time server",
    ));
    findings.extend(told(
        FindingKind::Conflict,
        facts.conflict,
        (watch, watch),
        "two different readings with one identity",
        "see whether two devices use one serial number",
    ));
}
