//! From what was kept to what is said: a report for each sensor, with findings.
//!
//! Each file judges one thing. Thresholds are constants with their reason; a finding names the numbers it rests on.

mod battery;
mod complete;
mod course;
mod drift;
mod error;
mod mark;
mod noise;
mod signal;
mod stuck;
mod words;

use super::{
    Finding, FindingKind, Report, SensorReport, Severity, Values, Verdict,
    calendar::Calendar,
    report::{Crossings, ErrorCode, Marks, Period, Unheard},
    sensor::SensorStats,
};
use crate::{
    id::SerialNumber,
    time::{Span, Timestamp},
};

/// What every judge is given.
pub(super) struct Case<'a> {
    stats: &'a SensorStats,
    /// When the record of the whole plant ends.
    end: Timestamp,
    period: Option<Span>,
}

/// Judges all sensors and puts the worst first.
pub(super) fn plant(
    sensors: Vec<(&SerialNumber, &SensorStats)>,
    silent: Vec<(&SerialNumber, &SensorStats)>,
    calendar: &mut Calendar,
    end: Option<Timestamp>,
) -> Report {
    let first = sensors.iter().map(|(_, stats)| stats.first).min();
    let last = sensors.iter().map(|(_, stats)| stats.last).max();
    let period = first.zip(last).map(|(from, to)| Period { from, to });
    let end = period.map_or(Timestamp::EPOCH, |period| end.map_or(period.to, |end| end.max(period.to)));
    let readings = sensors.iter().map(|(_, stats)| stats.count).sum();
    let mut sensors: Vec<SensorReport> =
        sensors.into_iter().map(|(sn, stats)| sensor(sn, stats, end, calendar)).collect();
    sensors.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.sn.cmp(&b.sn)));
    let unheard =
        |(sn, stats): (&SerialNumber, &SensorStats)| Unheard { sn: sn.clone(), name: stats.known.name.clone() };
    let mut silent: Vec<Unheard> = silent.into_iter().map(unheard).collect();
    silent.sort_by(|a, b| a.sn.cmp(&b.sn));
    Report { verdict: verdict(&sensors, &silent), period, readings, heat: Vec::new(), unheard: silent, sensors }
}

fn sensor(sn: &SerialNumber, stats: &SensorStats, end: Timestamp, calendar: &mut Calendar) -> SensorReport {
    let period = stats.known.period.or_else(|| stats.spacings.period());
    let case = Case { stats, end, period };
    let mut findings = Vec::new();
    let stuck = stuck::judge(&case, &mut findings);
    let completeness = complete::judge(&case, &mut findings);
    let drop_outs = complete::drop_outs(&case);
    let drift = drift::judge(&case, calendar, &mut findings);
    let noise = noise::judge(&case, calendar, &mut findings);
    let battery = battery::judge(&case, calendar, &mut findings);
    let signal = signal::judge(&case, calendar, &mut findings);
    error::judge(&case, &mut findings);
    mark::judge(&case, &mut findings);
    findings.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.kind));
    SensorReport {
        sn: sn.clone(),
        name: stats.known.name.clone(),
        kind: stats.known.kind,
        unit: stats.unit,
        range: stats.known.range,
        limits: stats.known.limits,
        severity: findings.iter().map(|finding| finding.severity).max().filter(|worst| *worst > Severity::Note),
        findings,
        period: Period { from: stats.first, to: stats.last },
        values: values(stats),
        completeness,
        drop_outs,
        noise,
        drift,
        stuck,
        battery,
        signal,
        errors: error_codes(stats),
        marks: marks(stats),
        crossings: crossings(stats),
        days: course::days(&case, calendar),
        hours_step_s: stats.buckets.width().as_secs_f64(),
        hours: course::hours(stats),
    }
}

/// Worst first: by severity, then by how much there is of it, then by what is missing.
fn rank(sensor: &SensorReport) -> (Option<Severity>, usize, usize, u64) {
    let count = |severity| sensor.findings.iter().filter(|finding| finding.severity == severity).count();
    let missing = sensor.completeness.percent.map_or(0.0, |percent| 100.0 - percent);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a percentage")]
    let missing = (missing * 100.0) as u64;
    (sensor.severity, count(Severity::Act), count(Severity::Watch), missing)
}

fn values(stats: &SensorStats) -> Values {
    Values {
        count: stats.value.count,
        mean: stats.value.mean(),
        min: stats.value.min(),
        max: stats.value.max(),
        last: stats.value.last(),
        temp_mean: stats.temp.mean(),
    }
}

fn error_codes(stats: &SensorStats) -> Vec<ErrorCode> {
    let code = |(code, mark): (&u16, &_)| ErrorCode { code: *code, meaning: words::meaning(*code), mark: *mark };
    stats.errors.iter().map(code).collect()
}

const fn marks(stats: &SensorStats) -> Marks {
    let facts = &stats.facts;
    Marks {
        uncalibrated: facts.uncalibrated,
        no_voltage: facts.no_voltage,
        clock: facts.clock,
        conflict: facts.conflict,
        over_range: facts.over_range,
        under_range: facts.under_range,
        late: facts.late,
    }
}

fn crossings(stats: &SensorStats) -> Option<Crossings> {
    stats.watches().then_some(Crossings { first: stats.reached_first, second: stats.reached_second })
}

fn verdict(sensors: &[SensorReport], unheard: &[Unheard]) -> Verdict {
    let count = |severity| sensors.iter().filter(|sensor| sensor.severity == severity).count();
    let (act, watch, healthy) = (count(Some(Severity::Act)), count(Some(Severity::Watch)), count(None));
    let sum = |of: fn(&SensorReport) -> u64| sensors.iter().map(of).sum::<u64>();
    let expected = sum(|sensor| sensor.completeness.expected.unwrap_or_default());
    let received = sum(|sensor| match sensor.completeness.expected {
        Some(expected) => sensor.completeness.received.min(expected),
        None => 0,
    });
    let complete_percent = (expected > 0).then(|| 100.0 * received as f64 / expected as f64);
    let text = words::verdict(sensors, unheard, (act, watch, healthy), complete_percent);
    let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Verdict { text, act: wide(act + unheard.len()), watch: wide(watch), healthy: wide(healthy), complete_percent }
}

impl Case<'_> {
    /// Whether something seen last at this time was still so at the end.
    fn lately(&self, last: Option<Timestamp>) -> bool {
        last.is_some_and(|last| self.stats.last - last < Span::hours(24))
    }

    /// The share of this sensor's readings, %.
    fn percent(&self, count: u64) -> f64 {
        100.0 * count as f64 / self.stats.count.max(1) as f64
    }
}

/// A finding in few words.
fn finding(severity: Severity, kind: FindingKind, what: String, why: String, advice: &'static str) -> Finding {
    Finding { severity, kind, what, why, since: None, advice }
}

impl Finding {
    fn since(mut self, since: Option<Timestamp>) -> Self {
        self.since = since;
        self
    }
}
