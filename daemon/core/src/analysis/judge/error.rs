//! Error codes of the device.

use super::{Case, finding, words};
use crate::analysis::{Finding, FindingKind, Severity};

/// Above this share of readings, %, an error counts however long ago it was.
const OFTEN: f64 = 1.0;

pub(super) fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) {
    for (code, mark) in &case.stats.errors {
        let percent = case.percent(mark.count);
        let lately = case.lately(mark.last);
        let severity = match (worst(*code), lately || percent >= OFTEN) {
            (severity, true) => severity,
            (Severity::Act | Severity::Watch, false) => Severity::Watch.min(worst(*code)),
            (Severity::Note, false) => Severity::Note,
        };
        let still = if lately { "still in the last day" } else { "not in the last day" };
        let what = format!("error code {code}: {}", words::meaning(*code));
        let why =
            format!("{}, {} % of its readings, {still}", words::count(mark.count, "reading"), words::number(percent));
        findings.push(finding(severity, FindingKind::ErrorCode, what, why, advice(*code)).since(mark.first));
    }
}

/// How much a code matters while it is there.
const fn worst(code: u16) -> Severity {
    match code {
        1 | 2 | 11 | 30 | 50 => Severity::Act,
        3 | 10 | 20 | 21 | 40 => Severity::Watch,
        _ => Severity::Note,
    }
}

const fn advice(code: u16) -> &'static str {
    match code {
        1 | 2 => "test it with gas and replace the sensor if the code stays",
        3 => "replace the detector's temperature sensor; values are not compensated meanwhile",
        10 | 11 => "change or charge the battery",
        20 | 21 => "look at antenna, network and SIM card",
        30 => "let it send what it holds, then look why it could not",
        40 => "look at its power supply and its firmware",
        50 => "calibrate it; its values are doubtful until then",
        _ => "ask its maker what the code means",
    }
}
