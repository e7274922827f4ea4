//! The course of a sensor by day and by hour.

use super::{Case, complete::expected};
use crate::{
    analysis::{
        DayReport, HourReport,
        calendar::{Calendar, DayNumber},
        day::Day,
        noise::sigma_of,
        sensor::SensorStats,
    },
    time::Timestamp,
};

/// Days beyond these are not filled in: a wrong clock must not make a calendar of centuries.
const LONGEST: usize = 4_000;

/// Every site day from the first one with a reading to the end of the record; those without a reading, too.
pub(super) fn days(case: &Case<'_>, calendar: &mut Calendar) -> Vec<DayReport> {
    let stats = case.stats;
    let noise = stats.daily_noise();
    let mut days = Vec::new();
    let (mut number, end) = (calendar.at(stats.first).day, calendar.at(case.end).day);
    let mut kept = stats.days.all().iter().peekable();
    while number <= end && days.len() < LONGEST {
        let day = kept.next_if(|day| day.number == number);
        let (from, to) = (calendar.start(number), calendar.start(number.next()));
        let expected = case.period.map(|period| {
            let (from, until) = (from.max(stats.first), to.min(case.end));
            let whole = u64::from(to > case.end);
            (expected(until - from, period) + whole).saturating_sub(1)
        });
        days.push(report(number, day, expected, &noise));
        number = number.next();
    }
    days
}

fn report(number: DayNumber, day: Option<&Day>, expected: Option<u64>, noise: &[(DayNumber, f64)]) -> DayReport {
    let count = |of: fn(&Day) -> u32| day.map_or(0, |day| u64::from(of(day)));
    let valued = day.filter(|day| day.valued > 0);
    DayReport {
        day: number.date().to_string(),
        received: count(|day| day.received),
        expected,
        missing_by_seq: count(|day| day.missing),
        errors: count(|day| day.errors),
        mean: valued.and_then(Day::mean),
        min: valued.map(|day| day.min),
        max: valued.map(|day| day.max),
        bat: day.and_then(Day::bat),
        rssi: day.and_then(Day::rssi),
        noise: noise.binary_search_by_key(&number, |(day, _)| *day).ok().map(|place| sigma_of(noise[place].1)),
    }
}

/// Hours with a value.
pub(super) fn hours(stats: &SensorStats) -> Vec<HourReport> {
    let hour = |(start, bucket): (Timestamp, &crate::analysis::bucket::Bucket)| {
        let mean = bucket.mean()?;
        Some(HourReport { start, count: bucket.count, mean, min: bucket.min, max: bucket.max })
    };
    stats.buckets.iter().filter_map(hour).collect()
}
