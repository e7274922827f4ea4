//! Stored history through changed rules, point by point, off the plant.
//!
//! In memory are the alarms of one point by either rules and a thousand readings of it, however long the history is.

use std::ops::ControlFlow;

use mcs_core::{
    alarm::PointRules,
    calibration::CalibrationHistory,
    device::{Device, PointSettings},
    evaluation::value_of,
    rule::{Layers, Replay, ReplayTotals, Replaying},
    time::Timestamp,
};
use mcs_proto::wire::ReplayRulesResponse;
use tonic::Status;

use super::{
    error::{refused, unanswered},
    history::History,
    rule::{Proposals, invalid, proposed},
    tell::Tell,
};
use crate::{plant::PlantError, store::ReadingQuery};

/// Readings between two words about how far it is.
const EACH: u64 = 100_000;

/// The points a change reaches.
pub(super) struct Plan {
    points: Vec<Point>,
    unaffected: u64,
}

struct Point {
    device: Device,
    calibrations: CalibrationHistory,
    before: PointSettings,
    after: PointSettings,
}

/// Finds the points that would be judged by other rules. What cannot be used at any of them is said at once.
pub(super) fn plan(
    points: Vec<(Device, CalibrationHistory)>,
    layers: &Layers,
    changes: &Proposals,
) -> Result<Plan, Status> {
    let (mut plan, mut complaints) = (Plan { points: Vec::new(), unaffected: 0 }, Vec::new());
    for (device, calibrations) in points {
        let before = layers.of_device(&device).settings;
        let (above, wanted) = proposed(layers, &device, changes);
        let after = above.of_device(&wanted).settings;
        if before.rules == after.rules {
            plan.unaffected += 1;
            continue;
        }
        if let Err(errors) = PointRules::new(&after, mcs_core::alarm::CalibrationFacts::default()) {
            complaints.extend(errors.0.iter().map(|error| format!("{}: {error}", device.sn)));
        }
        plan.points.push(Point { device, calibrations, before, after });
    }
    if complaints.is_empty() { Ok(plan) } else { Err(refused(&PlantError::InvalidRules { complaints })) }
}

/// Judges the history of each point twice and tells what differs.
pub(super) fn run(
    plan: Plan,
    window: (Timestamp, Timestamp),
    history: &dyn History,
    tell: &mut Tell<'_, ReplayRulesResponse>,
) -> Result<(), Status> {
    let total = plan.points.len() as u64;
    let mut totals = ReplayTotals { unaffected: plan.unaffected, ..ReplayTotals::default() };
    for point in plan.points {
        let Point { device, calibrations, before, after } = point;
        let replay = Replay::new(&device, window, &before, &after);
        let mut replay = replay.map_err(|errors| invalid(&device.sn, &errors))?;
        let query = ReadingQuery {
            point: device.point,
            from: window.0 - Replay::RUN_IN,
            to: window.1,
            limit: 0,
            newest: false,
        };
        let (done, heard) = (totals.points, totals.readings);
        let mut gone = false;
        let mut told = heard;
        let damaged = history.readings(&query, &mut |readings| {
            for reading in readings {
                replay.hear(&reading, value_of(&reading, &calibrations));
            }
            let readings = heard + replay.readings();
            if readings - told < EACH {
                return ControlFlow::Continue(());
            }
            told = readings;
            let flow = tell((&Replaying::Progress { done, total, readings }).into());
            gone = flow.is_break();
            flow
        });
        let damaged = damaged.map_err(|error| unanswered(&error))?;
        if gone {
            return Ok(());
        }
        let found = replay.finish(damaged.spans().len() as u64);
        totals.points += 1;
        totals.readings += found.readings;
        totals.gained += found.gained.len() as u64;
        totals.lost += found.lost.len() as u64;
        let progress = Replaying::Progress { done: totals.points, total, readings: totals.readings };
        if tell((&Replaying::Point(Box::new(found))).into()).is_break() || tell((&progress).into()).is_break() {
            return Ok(());
        }
    }
    let _ = tell((&Replaying::Done(totals)).into());
    Ok(())
}
