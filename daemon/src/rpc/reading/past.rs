//! The stored readings of some points in a span of time: one by one, or by interval.

use std::{collections::HashMap, ops::ControlFlow, sync::Arc};

use mcs_core::{
    device::Device,
    evaluation::{limited, shown},
    id::PointId,
    reading::{Interval, Reading, ReadingRecord},
    time::{Span, Timestamp},
};
use mcs_proto::wire::{self, ReadingHistoryResponse, ReadingIntervalsResponse};

use crate::{
    rpc::{
        History,
        chunk::Chunks,
        points::{self, Point},
    },
    store::{Damaged, QueryError, ReadingQuery, Summary},
};

/// Most of the newest readings that are gathered at once.
pub(super) const MOST_NEWEST: u64 = 100_000;

/// What is asked for. The points stand in the order of their serial numbers.
pub(super) struct Past {
    pub(super) history: Arc<dyn History>,
    pub(super) points: Vec<Point>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

impl Past {
    /// Finds the readings and computes their values. Blocks.
    pub(super) fn readings(
        &self,
        limit: u64,
        newest: bool,
        chunks: &mut Chunks<wire::Reading, ReadingHistoryResponse>,
    ) -> Result<Option<ReadingHistoryResponse>, QueryError> {
        let places: HashMap<PointId, usize> =
            self.points.iter().enumerate().map(|(place, (device, _))| (device.point, place)).collect();
        let mut each = |readings: &[Reading]| {
            readings.iter().try_for_each(|reading| match places.get(&reading.point) {
                Some(place) => chunks.push((&record(&self.points[*place], reading)).into()),
                None => ControlFlow::Continue(()),
            })
        };
        let damaged = match self.points.as_slice() {
            [(device, _)] => {
                let query = ReadingQuery { newest, ..self.query(device, limit) };
                self.history.readings(&query, &mut |readings| each(&readings))?
            }
            several if newest && limit > 0 => self.newest(several, &places, limit, &mut each)?,
            several => {
                let ids: Vec<PointId> = several.iter().map(|(device, _)| device.point).collect();
                let mut left = if limit == 0 { usize::MAX } else { usize::try_from(limit).unwrap_or(usize::MAX) };
                self.history.merged(&ids, self.from, self.to, &mut |readings| {
                    let now = &readings[..readings.len().min(left)];
                    left -= now.len();
                    each(now)?;
                    if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                })?
            }
        };
        let damaged = points::damaged(&self.points, &damaged);
        Ok((!damaged.is_empty()).then(|| ReadingHistoryResponse { readings: Vec::new(), damaged }))
    }

    /// The newest readings of all points together, gathered point by point.
    fn newest(
        &self,
        points: &[Point],
        places: &HashMap<PointId, usize>,
        limit: u64,
        each: &mut dyn FnMut(&[Reading]) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut damaged = Damaged::default();
        let mut kept: Vec<Reading> = Vec::new();
        for (device, _) in points {
            let query = ReadingQuery { newest: true, ..self.query(device, limit as u64) };
            let met = self.history.readings(&query, &mut |readings| {
                kept.extend(readings);
                ControlFlow::Continue(())
            })?;
            met.into_iter().for_each(|span| damaged.add(span));
            if kept.len() > limit {
                kept.sort_by_key(|reading| (reading.time, places.get(&reading.point), reading.seq));
                kept.drain(..kept.len() - limit);
            }
        }
        kept.sort_by_key(|reading| (reading.time, places.get(&reading.point), reading.seq));
        let _ = each(&kept);
        Ok(damaged)
    }

    /// The values by interval, over all points that stood for a number one after the other. Blocks.
    pub(super) fn intervals(
        &self,
        every: Span,
        chunks: &mut Chunks<wire::Interval, ReadingIntervalsResponse>,
    ) -> Result<Option<ReadingIntervalsResponse>, QueryError> {
        let mut damaged = Damaged::default();
        // The last of a point waits: the next point may have begun in the same interval.
        let mut waiting: Option<(&Device, Summary)> = None;
        for (device, calibrations) in &self.points {
            let met = self.history.summaries(&self.query(device, 0), every, calibrations, &mut |summary| {
                let summary = match waiting.take() {
                    Some((_, earlier)) if earlier.start == summary.start => {
                        let mut values = earlier.values;
                        values.merge(&summary.values);
                        Summary { values, ..summary }
                    }
                    Some((device, done)) => {
                        chunks.push((&interval(device, &done)).into())?;
                        summary
                    }
                    None => summary,
                };
                waiting = Some((device, summary));
                ControlFlow::Continue(())
            })?;
            met.into_iter().for_each(|span| damaged.add(span));
        }
        if let Some((device, last)) = waiting {
            let _ = chunks.push((&interval(device, &last)).into());
        }
        let damaged = points::damaged(&self.points, &damaged);
        Ok((!damaged.is_empty()).then(|| ReadingIntervalsResponse { intervals: Vec::new(), damaged }))
    }

    fn query(&self, device: &Device, limit: u64) -> ReadingQuery {
        ReadingQuery { point: device.point, from: self.from, to: self.to, limit, newest: false }
    }
}

fn record((device, calibrations): &Point, reading: &Reading) -> ReadingRecord {
    ReadingRecord::from_parts(device.sn.clone(), &device.settings, reading, calibrations)
}

fn interval(device: &Device, summary: &Summary) -> Interval {
    let settings = &device.settings;
    let Summary { start, values } = summary;
    let as_shown = |value| shown(value, settings);
    Interval {
        sn: device.sn.clone(),
        start: *start,
        count: values.count,
        mean: values.mean().map(|mean| limited(mean, settings)),
        min: values.min().and_then(as_shown),
        max: values.max().and_then(as_shown),
        last: values.last().and_then(as_shown),
        unit: settings.unit,
    }
}
