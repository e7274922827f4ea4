//! The level a sensor shows when nothing happens: its clean-air level, day by day.

use super::{
    calendar::{Calendar, DayNumber},
    robust::{median, scatter, slope, thinned},
    sensor::SensorStats,
};
use crate::time::{Span, Timestamp};

/// A record is compared with its own first days, at most a week of them.
const BASELINE: usize = 7;
/// Days from which a level is told by the day; below, by the hour.
const FEW_DAYS: usize = 5;
/// Points through which a line is laid.
const POINTS: usize = 400;
/// Above this share of readings at the very smallest value, values are cut off and say nothing about the level.
const CUT_OFF: f64 = 0.5;

/// Where a clean-air level went.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Levels {
    /// Units a day.
    pub(super) per_day: f64,
    pub(super) baseline: f64,
    pub(super) recent: f64,
    /// The standard deviation of the levels: around the first days' level, or around the line where that is less. A level
    /// that jumps is quiet before, one that creeps is near its line.
    pub(super) scatter: f64,
    /// From here on every level was nearer to the recent one than to the baseline.
    pub(super) since: Option<Timestamp>,
    /// Days with a level.
    pub(super) days: usize,
    pub(super) from_voltage: bool,
}

/// The levels of a sensor; `None` if the record is shorter than three days.
pub(super) fn levels(stats: &SensorStats, calendar: &mut Calendar) -> Option<Levels> {
    let gain = stats.steps.gain().filter(|_| stats.has_voltage());
    let from_voltage = gain.is_some() && (stats.floor_share() > CUT_OFF || stats.value.count == 0);
    let factor = if from_voltage { gain? } else { 1.0 };
    let hours = quiet_hours(stats, from_voltage, factor);
    let days = by_day(&hours, calendar);
    if days.len() < 3 {
        return None;
    }
    let points: Vec<(Timestamp, f64)> = if days.len() < FEW_DAYS { hours } else { days.clone() };
    let third = points.len().div_ceil(3);
    let ends = if days.len() < FEW_DAYS { third } else { third.min(BASELINE) };
    let values = |points: &[(Timestamp, f64)]| points.iter().map(|(_, level)| *level).collect::<Vec<f64>>();
    let mut first = values(points.get(..ends)?);
    let mut last = values(points.get(points.len() - ends..)?);
    let around_middle = scatter(&first)?;
    let (baseline, recent) = (median(&mut first)?, median(&mut last)?);
    let line: Vec<(f64, f64)> = points.iter().map(|(time, level)| (in_days(*time), *level)).collect();
    let per_day = slope(&thinned(&line, POINTS))?;
    let around_line = scatter(&line.iter().map(|(x, level)| level - per_day * x).collect::<Vec<f64>>())?;
    Some(Levels {
        per_day,
        baseline,
        recent,
        scatter: around_middle.min(around_line),
        since: since(&points, baseline, recent),
        days: days.len(),
        from_voltage,
    })
}

/// The means of hours in which the sensor moved no more than it usually does, and was there at least half the hour.
fn quiet_hours(stats: &SensorStats, from_voltage: bool, factor: f64) -> Vec<(Timestamp, f64)> {
    let hours: Vec<(Timestamp, u32, f64, f64)> = stats
        .buckets
        .iter()
        .filter_map(|(start, bucket)| {
            let (count, mean, spread) = if from_voltage { bucket.of_voltage() } else { bucket.of_value() };
            Some((start, count, mean?, spread))
        })
        .collect();
    let middle = |values: Vec<f64>| median(&mut { values }).unwrap_or_default();
    let usual_count = middle(hours.iter().map(|(_, count, ..)| f64::from(*count)).collect());
    let usual_spread = middle(hours.iter().map(|(.., spread)| *spread).collect());
    hours
        .into_iter()
        .filter(|(_, count, _, spread)| f64::from(*count) >= usual_count / 2.0 && *spread <= 3.0 * usual_spread)
        .map(|(start, _, mean, _)| (start, mean * factor))
        .collect()
}

/// The median of each day's quiet hours, at the day's first one.
fn by_day(hours: &[(Timestamp, f64)], calendar: &mut Calendar) -> Vec<(Timestamp, f64)> {
    let mut days: Vec<(Timestamp, f64)> = Vec::new();
    let mut today: Vec<f64> = Vec::new();
    let mut current: Option<(DayNumber, Timestamp)> = None;
    for (start, level) in hours {
        let day = calendar.at(*start).day;
        if let Some((number, from)) = current
            && number != day
        {
            days.extend(median(&mut today).map(|level| (from, level)));
            today.clear();
            current = None;
        }
        current.get_or_insert((day, *start));
        today.push(*level);
    }
    days.extend(current.and_then(|(_, from)| median(&mut today).map(|level| (from, level))));
    days
}

fn since(points: &[(Timestamp, f64)], baseline: f64, recent: f64) -> Option<Timestamp> {
    let moved = |level: f64| (level - recent).abs() < (level - baseline).abs();
    let still = points.iter().rev().take_while(|(_, level)| moved(*level)).count();
    points.get(points.len() - still).map(|(time, _)| *time)
}

fn in_days(time: Timestamp) -> f64 {
    (time - Timestamp::EPOCH).as_secs_f64() / Span::hours(24).as_secs_f64()
}
