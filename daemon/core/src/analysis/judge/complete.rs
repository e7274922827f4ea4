//! How much of a sensor's record is there, and when it was not heard.

use super::{Case, finding, words};
use crate::{
    analysis::{Completeness, DropOut, Finding, FindingKind, Severity, spacing::Spacing},
    time::Span,
};

/// More than two periods without a reading are a drop-out: two readings in a row did not come.
const PERIODS: f64 = 2.5;
/// Drop-outs of this length are worth a look.
const LONG: Span = Span::hours(1);
/// Not heard for this long at the end is silence, in periods and at least in time.
const SILENT_PERIODS: i64 = 10;
const SILENT: Span = Span::mins(5);
const WATCH_BELOW: f64 = 99.0;
const ACT_BELOW: f64 = 90.0;
/// Drop-outs shown.
const SHOWN: usize = 20;
/// More restarts than one a day are not maintenance.
const RESTARTS: u64 = 3;

pub(super) fn judge(case: &Case<'_>, findings: &mut Vec<Finding>) -> Completeness {
    let stats = case.stats;
    let expected = case.period.map(|period| expected(case.end - stats.first, period));
    let percent = expected
        .filter(|expected| *expected > 0)
        .map(|expected| (100.0 * stats.count as f64 / expected as f64).min(100.0));
    let drop_outs = stats.spacings.longer_than(limit(case)) + u64::from(open(case).is_some());
    let completeness = Completeness {
        period_s: case.period.map(Span::as_secs_f64),
        period_given: stats.known.period.is_some(),
        expected,
        received: stats.count,
        percent,
        missing_by_seq: stats.packets.missing,
        recovered: stats.packets.recovered,
        restarts: stats.packets.restarts,
        duplicates: stats.duplicates,
        disordered: stats.disordered,
        drop_outs,
    };
    findings.extend(silent(case));
    findings.extend(long_drop_outs(case, drop_outs));
    findings.extend(incomplete(&completeness));
    findings.extend(restarts(case, &completeness));
    completeness
}

/// Readings expected in a span that begins with one.
pub(super) fn expected(span: Span, period: Span) -> u64 {
    let periods = span.as_micros().max(0) / period.as_micros().max(1);
    u64::try_from(periods).unwrap_or_default() + 1
}

/// Longer spacings are drop-outs.
fn limit(case: &Case<'_>) -> Span {
    #[expect(clippy::cast_possible_truncation, reason = "a span of time")]
    case.period.map_or(Span::hours(i64::MAX), |period| Span::micros((period.as_micros() as f64 * PERIODS) as i64))
}

/// The times without readings, longest first.
pub(super) fn drop_outs(case: &Case<'_>) -> Vec<DropOut> {
    let limit = limit(case);
    let closed = case.stats.spacings.longest().iter().filter(|spacing| spacing.length() > limit);
    let mut list: Vec<DropOut> = closed.map(|spacing| drop_out(spacing, false)).collect();
    list.extend(open(case).map(|spacing| drop_out(&spacing, true)));
    list.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    list.truncate(SHOWN);
    list
}

fn drop_out(spacing: &Spacing, open: bool) -> DropOut {
    let (from, to) = (spacing.from, spacing.to);
    DropOut { from, to, seconds: spacing.length().as_secs_f64(), missing_by_seq: spacing.missing, open }
}

/// The silence up to the end of the record.
fn open(case: &Case<'_>) -> Option<Spacing> {
    let spacing = Spacing { from: case.stats.last, to: case.end, missing: 0 };
    let silent = case.period?.times(SILENT_PERIODS).max(SILENT);
    (spacing.length() > silent).then_some(spacing)
}

fn silent(case: &Case<'_>) -> Option<Finding> {
    let spacing = open(case)?;
    let what = format!("silent for the last {} of the record", words::span(spacing.length()));
    let why = format!("its last reading is older than {SILENT_PERIODS} periods; others went on");
    let advice = "look at its power, its network and the daemon's list of refused devices";
    Some(finding(Severity::Act, FindingKind::Silent, what, why, advice).since(Some(spacing.from)))
}

fn long_drop_outs(case: &Case<'_>, count: u64) -> Option<Finding> {
    let longest = case.stats.spacings.longest().first().filter(|spacing| spacing.length() > limit(case))?;
    let long = case.stats.spacings.longest().iter().filter(|spacing| spacing.length() >= LONG).count();
    let missing = match longest.missing {
        0 => String::new(),
        n => format!(", {} lost by packet number", words::count(n, "reading")),
    };
    let severity = if long > 0 { Severity::Watch } else { Severity::Note };
    let what = format!("not heard for {}", words::span(longest.length()));
    let why = format!("{} in all; the longest{missing}", words::count(count, "drop-out"));
    let advice = "compare with work on site and with other devices of the same gateway";
    Some(finding(severity, FindingKind::DropOuts, what, why, advice).since(Some(longest.from)))
}

fn incomplete(completeness: &Completeness) -> Option<Finding> {
    let percent = completeness.percent?;
    let severity = match percent {
        _ if percent < ACT_BELOW => Severity::Act,
        _ if percent < WATCH_BELOW => Severity::Watch,
        _ => return None,
    };
    let what = format!("{} of the readings are there", words::percent_text(percent));
    let why = format!(
        "{} of {} expected, one each {} s; {} missing by packet number",
        completeness.received,
        completeness.expected.unwrap_or_default(),
        words::number(completeness.period_s.unwrap_or_default()),
        completeness.missing_by_seq
    );
    let advice = "look at signal and drop-outs; what the device still holds can be read from it";
    Some(finding(severity, FindingKind::Incomplete, what, why, advice))
}

fn restarts(case: &Case<'_>, completeness: &Completeness) -> Option<Finding> {
    let days = (case.stats.last - case.stats.first).as_secs_f64() / 86_400.0;
    let restarts = completeness.restarts;
    if restarts <= RESTARTS || restarts as f64 <= days {
        return None;
    }
    let what = format!("its packet number started again {restarts} times");
    let why = format!("in {} days; a device that restarts by itself loses what it had not sent", words::number(days));
    let advice = "look at its power supply and its firmware";
    Some(finding(Severity::Watch, FindingKind::Restarts, what, why, advice))
}
