//! Stored readings of several points in one stream, in order.

use std::{collections::HashMap, ops::ControlFlow};

use mcs_core::{
    archive::Line,
    id::PointId,
    reading::{Reading, ReadingRecord},
    time::Timestamp,
};
use mcs_proto::{
    convert::Blocks,
    wire::{ExportReadingsResponse, ExportedDevice},
};

use super::{History, Point};
use crate::{
    rpc::{chunk::Chunks, points},
    store::QueryError,
};

/// A reading and the place of its device in the list.
pub(super) type Placed = (u32, Line);

/// Readings of one message.
pub(super) fn pack(readings: Vec<Placed>) -> ExportReadingsResponse {
    let mut blocks = Blocks::default();
    for (device, line) in readings {
        blocks.push(device, &line);
    }
    ExportReadingsResponse { readings: Some(blocks.take()), ..ExportReadingsResponse::default() }
}

/// Tells the devices, finds the readings and computes their values; what could not be read comes last. Blocks.
pub(super) fn run(
    history: &dyn History,
    points: &[Point],
    (from, to): (Timestamp, Timestamp),
    chunks: &mut Chunks<Placed, ExportReadingsResponse>,
) -> Result<Option<ExportReadingsResponse>, QueryError> {
    let told = |(device, _): &Point| ExportedDevice {
        sn: device.sn.to_string(),
        unit: device.settings.unit.as_str().to_owned(),
    };
    let first =
        ExportReadingsResponse { devices: points.iter().map(told).collect(), ..ExportReadingsResponse::default() };
    if chunks.tell(first).is_break() {
        return Ok(None);
    }
    let ids: Vec<PointId> = points.iter().map(|(device, _)| device.point).collect();
    let places: HashMap<PointId, u32> = ids.iter().copied().zip(0..).collect();
    let damaged = history.merged(&ids, from, to, &mut |readings| {
        readings.iter().try_for_each(|reading| match places.get(&reading.point) {
            Some(place) => chunks.push((*place, line(points, *place, reading))),
            None => ControlFlow::Continue(()),
        })
    })?;
    let damaged = points::damaged(points, &damaged);
    Ok((!damaged.is_empty()).then(|| ExportReadingsResponse { damaged, ..ExportReadingsResponse::default() }))
}

fn line(points: &[Point], place: u32, reading: &Reading) -> Line {
    let (device, calibrations) = &points[place as usize];
    (&ReadingRecord::from_parts(device.sn.clone(), &device.settings, reading, calibrations)).into()
}
