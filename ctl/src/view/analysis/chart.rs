//! A sensor's course as the paths of an SVG chart: the band from smallest to largest, the mean in it, limits across.

use std::fmt::Write as _;

use mcs_core::analysis::{HourReport, SensorReport};
use serde::Serialize;

use super::{spark, words};
use crate::time::Zone;

/// The drawing's size in its own units, and the plot in it.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 170.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 712.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 146.0;
/// Steps drawn; a screen does not show more.
const STEPS: usize = 360;
/// A limit is drawn when it lies no further away than this many times the height of the course.
const REACH: f64 = 3.0;

/// A chart ready to be written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Chart {
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    band: String,
    line: String,
    /// Gridlines and their numbers.
    values: Vec<Tick>,
    /// Days and their dates.
    times: Vec<Tick>,
    limits: Vec<Tick>,
    /// For those who cannot see it.
    label: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Tick {
    at: f64,
    text: String,
}

/// One step of the course.
#[derive(Debug, Clone, Copy)]
struct Step {
    x: f64,
    mean: f64,
    min: f64,
    max: f64,
    /// Whether readings are missing before it.
    apart: bool,
}

/// The chart of a sensor; `None` without values.
pub(super) fn of(sensor: &SensorReport, zone: &Zone) -> Option<Chart> {
    let (first, last) = (sensor.hours.first()?, sensor.hours.last()?);
    let start = first.start.as_micros() as f64;
    let span = ((last.start - first.start).as_secs_f64() + sensor.hours_step_s) * 1e6;
    let x_of = |us: f64| LEFT + (RIGHT - LEFT) * ((us - start) / span).clamp(0.0, 1.0);
    let steps = steps(&sensor.hours, sensor.hours_step_s, &x_of);
    let limits: Vec<f64> = [sensor.limits.high, sensor.limits.high_high, sensor.limits.low, sensor.limits.low_low]
        .into_iter()
        .flatten()
        .collect();
    let (low, high) = ends(&steps, &limits);
    let y_of = |value: f64| BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
    let shown = |value: &f64| (low..=high).contains(value);
    Some(Chart {
        width: WIDTH,
        height: HEIGHT,
        left: LEFT,
        right: RIGHT,
        top: TOP,
        bottom: BOTTOM,
        band: band(&steps, &y_of),
        line: line(&steps, &y_of),
        values: gridlines(low, high, &y_of),
        times: times(first, span, zone, &x_of),
        limits: limits
            .iter()
            .filter(|limit| shown(limit))
            .map(|limit| tick(y_of(*limit), words::number(*limit)))
            .collect(),
        label: format!("Values of {} from {} to {}", sensor.sn, words::number(low), words::number(high)),
    })
}

fn tick(at: f64, text: String) -> Tick {
    Tick { at: round(at), text }
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// Hours gathered into no more steps than can be seen.
fn steps(hours: &[HourReport], step_s: f64, x_of: &impl Fn(f64) -> f64) -> Vec<Step> {
    let together = hours.len().div_ceil(STEPS).max(1);
    let mut before: Option<&HourReport> = None;
    hours
        .chunks(together)
        .filter_map(|chunk| {
            let (first, last) = (chunk.first()?, chunk.last()?);
            let count: f64 = chunk.iter().map(|hour| f64::from(hour.count)).sum();
            let sum: f64 = chunk.iter().map(|hour| hour.mean * f64::from(hour.count)).sum();
            let middle = f64::midpoint(first.start.as_micros() as f64, last.start.as_micros() as f64);
            let apart = before.is_some_and(|before| (first.start - before.start).as_secs_f64() > 2.5 * step_s);
            before = Some(last);
            Some(Step {
                x: x_of(middle + step_s * 5e5),
                mean: sum / count.max(1.0),
                min: chunk.iter().map(|hour| hour.min).fold(f64::INFINITY, f64::min),
                max: chunk.iter().map(|hour| hour.max).fold(f64::NEG_INFINITY, f64::max),
                apart,
            })
        })
        .collect()
}

/// The smallest and the largest value drawn, with a little room, and with limits that are near.
fn ends(steps: &[Step], limits: &[f64]) -> (f64, f64) {
    let low = steps.iter().map(|step| step.min).fold(f64::INFINITY, f64::min);
    let high = steps.iter().map(|step| step.max).fold(f64::NEG_INFINITY, f64::max);
    let reach = REACH * (high - low);
    let near = limits.iter().filter(|limit| **limit >= low - reach && **limit <= high + reach);
    let (low, high) = near.fold((low, high), |(low, high), limit| (low.min(*limit), high.max(*limit)));
    let room = if high > low { 0.04 * (high - low) } else { (0.1 * high.abs()).max(1.0) };
    (low - room, high + room)
}

/// Pieces of the course without a gap in them.
fn pieces(steps: &[Step]) -> impl Iterator<Item = &[Step]> {
    steps.chunk_by(|_, later| !later.apart)
}

fn band(steps: &[Step], y_of: &impl Fn(f64) -> f64) -> String {
    let mut path = String::new();
    for piece in pieces(steps) {
        for (place, step) in piece.iter().enumerate() {
            push(&mut path, place == 0, step.x, y_of(step.max));
        }
        for step in piece.iter().rev() {
            push(&mut path, false, step.x, y_of(step.min));
        }
        path.push('Z');
    }
    path
}

fn line(steps: &[Step], y_of: &impl Fn(f64) -> f64) -> String {
    let mut path = String::new();
    for piece in pieces(steps) {
        for (place, step) in piece.iter().enumerate() {
            push(&mut path, place == 0, step.x, y_of(step.mean));
        }
    }
    path
}

fn push(path: &mut String, first: bool, x: f64, y: f64) {
    // Writing into memory cannot fail.
    let _ = write!(path, "{}{x:.1} {y:.1}", if first { 'M' } else { 'L' });
}

/// Numbers beside the course, all with as many decimals as tell them apart.
fn gridlines(low: f64, high: f64, y_of: &impl Fn(f64) -> f64) -> Vec<Tick> {
    let values = values(low, high);
    let step = values.windows(2).map(|pair| pair[1] - pair[0]).next().unwrap_or(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "limited to few decimals")]
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as usize;
    // Adding nothing takes the sign from a zero.
    values.into_iter().map(|value| tick(y_of(value), format!("{:.decimals$}", value + 0.0))).collect()
}

/// Round numbers between two ends, four or so (Heckbert's nice numbers, in *Graphics Gems*, 1990).
fn values(low: f64, high: f64) -> Vec<f64> {
    let rough = (high - low) / 4.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|nice| nice * power).find(|step| *step >= rough);
    let Some(step) = step.filter(|step| step.is_finite() && *step > 0.0) else { return Vec::new() };
    let first = (low / step).ceil();
    (0..8).map(|n| (first + f64::from(n)) * step).take_while(|value| *value <= high).collect()
}

/// Midnights, six at most, by the site's clock.
fn times(first: &HourReport, span: f64, zone: &Zone, x_of: &impl Fn(f64) -> f64) -> Vec<Tick> {
    use mcs_core::time::{Span, Timestamp};
    const DAY_US: f64 = 86_400e6;
    #[expect(clippy::cast_possible_truncation, reason = "a few days")]
    let every = ((span / DAY_US / 6.0).ceil() as i64).max(1);
    let mut ticks = Vec::new();
    let mut date = zone.wall_clock(first.start).date();
    loop {
        let Ok(next) = date.checked_add(jiff::Span::new().days(every.min(10_000))) else { return ticks };
        let Some(midnight) = zone.instant(date.to_datetime(jiff::civil::Time::midnight())) else { return ticks };
        let us = (midnight - Timestamp::EPOCH).as_micros() as f64;
        #[expect(clippy::cast_possible_truncation, reason = "a span of time")]
        if midnight > first.start + Span::micros(span as i64) {
            return ticks;
        }
        // A date needs room to the right of its line.
        if midnight >= first.start && x_of(us) < RIGHT - 44.0 {
            ticks.push(tick(x_of(us), date.to_string()));
        }
        date = next;
    }
}

/// A course without axes, for the table: the means in a drawing of 120 by 22.
pub(super) fn small(sensor: &SensorReport) -> String {
    let hours = &sensor.hours;
    let (Some(first), Some(last)) = (hours.first(), hours.last()) else { return String::new() };
    let span = (last.start - first.start).as_secs_f64().max(1.0);
    let x_of = |us: f64| 1.0 + 118.0 * (us - first.start.as_micros() as f64) / 1e6 / span;
    let mut steps: Vec<Step> = steps(hours, 0.0, &x_of);
    let together = steps.len().div_ceil(60).max(1);
    steps = steps.chunks(together).filter_map(|chunk| chunk.first().copied()).collect();
    let (low, high) = spark::ends(sensor, steps.iter().map(|step| step.mean));
    let y_of = |value: f64| if high > low { 20.0 - 18.0 * (value - low) / (high - low) } else { 11.0 };
    let mut path = String::new();
    for (place, step) in steps.iter().enumerate() {
        push(&mut path, place == 0, step.x, y_of(step.mean));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gridlines_stand_at_round_numbers() {
        assert_eq!(values(0.0, 100.0), [0.0, 50.0, 100.0]);
        assert_eq!(values(-3.0, 17.0), [0.0, 5.0, 10.0, 15.0]);
        assert_eq!(values(1.0, 1.0), Vec::<f64>::new());
    }

    #[test]
    fn a_limit_far_away_does_not_flatten_the_course() {
        let step = Step { x: 0.0, mean: 5.0, min: 4.0, max: 6.0, apart: false };
        assert!(ends(&[step], &[1000.0]).1 < 7.0);
        assert!(ends(&[step], &[10.0]).1 > 10.0);
        assert!(ends(&[Step { min: 5.0, max: 5.0, ..step }], &[]).1 > 5.0);
    }
}
