//! When the battery will be empty.

use super::{Case, finding, words};
use crate::{
    analysis::{
        Battery, Finding, FindingKind, Severity,
        calendar::{Calendar, DayNumber},
        robust::{slope, thinned},
    },
    time::{Span, Timestamp},
};

/// Below this a battery is low, as in the alarm rules.
const LOW: f64 = 20.0;
/// Below this it is urgent.
const VERY_LOW: f64 = 10.0;
/// A rise of this much from one day to the next is a new or a charged battery.
const CHARGED: f64 = 15.0;
/// A slope is told from so many days,
const FEWEST: usize = 3;
/// and only when it lost this much: charge is reported in whole percent.
const SPENT: f64 = 2.0;
/// A forecast is worth an errand within
const SOON: Span = Span::hours(7 * 24);
/// and worth knowing within
const AHEAD: Span = Span::hours(30 * 24);
const POINTS: usize = 400;
/// No forecast reaches further: ten years.
const FURTHEST: f64 = 3_650.0;

pub(super) fn judge(case: &Case<'_>, calendar: &Calendar, findings: &mut Vec<Finding>) -> Option<Battery> {
    let last = case.stats.bat?;
    let days: Vec<(DayNumber, f64)> =
        case.stats.days.all().iter().filter_map(|day| Some((day.number, day.bat()?))).collect();
    let from = days.windows(2).rposition(|pair| pair[1].1 - pair[0].1 >= CHARGED).map_or(0, |place| place + 1);
    let discharge = days.get(from..).unwrap_or_default();
    let points: Vec<(f64, f64)> = discharge.iter().map(|(day, level)| (f64::from(day.0), *level)).collect();
    let per_day = (points.len() >= FEWEST).then(|| slope(&thinned(&points, POINTS))).flatten();
    let spent = points.first().map_or(0.0, |(_, first)| first - last);
    let falls = per_day.filter(|slope| *slope < 0.0 && spent >= SPENT);
    let reaches = |level: f64| falls.and_then(|slope| after(case.stats.last, (last - level) / -slope));
    let battery = Battery {
        last,
        per_day,
        charged: (from > 0).then(|| days.get(from).map(|(day, _)| calendar.start(*day))).flatten(),
        low_on: reaches(LOW).filter(|_| last >= LOW),
        empty_on: reaches(0.0),
    };
    findings.extend(told(case, &battery));
    Some(battery)
}

fn after(time: Timestamp, days: f64) -> Option<Timestamp> {
    let us = days * 86_400e6;
    #[expect(clippy::cast_possible_truncation, reason = "limited to ten years")]
    (0.0..=FURTHEST).contains(&days).then(|| time + Span::micros(us as i64))
}

fn told(case: &Case<'_>, battery: &Battery) -> Option<Finding> {
    const ADVICE: &str = "change or charge the battery before then";
    let falls = battery.per_day.map(|slope| format!(", {} % a day", words::signed(slope))).unwrap_or_default();
    let why = format!("{} % at the end{falls}", words::number(battery.last));
    if battery.last < LOW {
        let severity = if battery.last < VERY_LOW { Severity::Act } else { Severity::Watch };
        let left = battery.empty_on.map(|empty| empty - case.stats.last);
        let severity = if left.is_some_and(|left| left < SOON) { Severity::Act } else { severity };
        let empty = left.map(|left| format!(", empty in {}", words::span(left))).unwrap_or_default();
        let what = format!("battery low: {} %{empty}", words::number(battery.last));
        return Some(finding(severity, FindingKind::Battery, what, why, "change or charge the battery now"));
    }
    let left = battery.low_on? - case.stats.last;
    let severity = match left {
        _ if left <= SOON => Severity::Act,
        _ if left <= AHEAD => Severity::Watch,
        _ => return None,
    };
    let empty = battery.empty_on.map(|empty| format!(", empty in {}", words::span(empty - case.stats.last)));
    let what = format!("battery below 20 % in {}{}", words::span(left), empty.unwrap_or_default());
    Some(finding(severity, FindingKind::Battery, what, why, ADVICE))
}
