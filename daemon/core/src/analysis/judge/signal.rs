//! Signal strength and its change.

use super::{Case, finding, words};
use crate::analysis::{
    Finding, FindingKind, Severity, Signal,
    calendar::{Calendar, DayNumber},
    robust::median,
};

/// Networks differ in what they stand (Wi-Fi ends at -85 dBm, NB-IoT at -130), and files do not name the network: this is
/// weak for most of them.
const WEAK: i16 = -110;
/// A fall of this much, dB, is an antenna, a cable or something new in the way.
const FALL: f64 = 10.0;
const FEWEST: usize = 3;
const DAYS: usize = 7;

pub(super) fn judge(case: &Case<'_>, calendar: &Calendar, findings: &mut Vec<Finding>) -> Option<Signal> {
    let strengths = &case.stats.strengths;
    let signal =
        Signal { p5: strengths.quantile(0.05)?, median: strengths.quantile(0.5)?, p95: strengths.quantile(0.95)? };
    if signal.median <= WEAK {
        findings.push(finding(
            Severity::Watch,
            FindingKind::Signal,
            format!("weak signal: {} dBm", signal.median),
            format!("median {} dBm, one reading in twenty at or below {} dBm", signal.median, signal.p5),
            "move the antenna or the gateway; Wi-Fi needs -85 dBm, LTE -115 dBm, LoRa -140 dBm",
        ));
    }
    findings.extend(fall(case, calendar));
    Some(signal)
}

fn fall(case: &Case<'_>, calendar: &Calendar) -> Option<Finding> {
    let days: Vec<(DayNumber, f64)> =
        case.stats.days.all().iter().filter_map(|day| Some((day.number, day.rssi()?))).collect();
    if days.len() < FEWEST {
        return None;
    }
    let count = days.len().div_ceil(3).min(DAYS);
    let middle = |days: &[(DayNumber, f64)]| median(&mut days.iter().map(|(_, dbm)| *dbm).collect::<Vec<_>>());
    let (first, last) = (middle(days.get(..count)?)?, middle(days.get(days.len() - count..)?)?);
    if first - last < FALL {
        return None;
    }
    let still = days.iter().rev().take_while(|(_, dbm)| (dbm - last).abs() < (dbm - first).abs()).count();
    let since = days.get(days.len() - still).map(|(day, _)| calendar.start(*day));
    let what = format!("signal fell by {} dB", words::number(first - last));
    let why = format!("{first:.0} dBm in the first days, {last:.0} dBm in the last");
    let advice = "look at antenna and cable, and for something new in the way";
    Some(finding(Severity::Watch, FindingKind::Signal, what, why, advice).since(since))
}
