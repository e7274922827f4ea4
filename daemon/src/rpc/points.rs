//! The points that requests name by serial number.

use mcs_core::{calibration::CalibrationHistory, device::Device};
use mcs_proto::{convert::serial_number, wire::DamagedSpan};
use tonic::Status;

use super::error::{refused, senseless};
use crate::{
    plant::{Ask, PlantError, PlantHandle},
    store::Damaged,
};

/// A point with what its values are computed with.
pub(super) type Point = (Device, CalibrationHistory);

/// Every point there ever was.
pub(super) async fn all(plant: &PlantHandle) -> Result<Vec<Point>, Status> {
    plant.ask(|reply| Ask::Points { reply }).await.map_err(|error| refused(&error))
}

/// The points that have or had one of these numbers, in order of the number, older ones of a number first; all when none is
/// named.
pub(super) async fn of(plant: &PlantHandle, sns: &[String]) -> Result<Vec<Point>, Status> {
    let mut wanted = Vec::with_capacity(sns.len());
    for sn in sns {
        wanted.push(serial_number(sn).map_err(|error| senseless(&error))?);
    }
    let mut points = all(plant).await?;
    for sn in &wanted {
        if !points.iter().any(|(device, _)| device.sn == *sn) {
            return Err(refused(&PlantError::NoSuchDevice { sn: sn.clone() }));
        }
    }
    if !wanted.is_empty() {
        wanted.sort_unstable();
        points.retain(|(device, _)| wanted.binary_search(&device.sn).is_ok());
    }
    points.sort_by(|(a, _), (b, _)| (&a.sn, a.point).cmp(&(&b.sn, b.point)));
    Ok(points)
}

/// What could not be read, by serial number.
pub(super) fn damaged(points: &[Point], damaged: &Damaged) -> Vec<DamagedSpan> {
    let mut told = Vec::new();
    for span in damaged.spans() {
        if let Some((device, _)) = points.iter().find(|(device, _)| device.point == span.point) {
            told.push(DamagedSpan {
                sn: device.sn.to_string(),
                from_us: span.from.as_micros(),
                to_us: span.to.as_micros(),
                why: span.why.clone(),
            });
        }
    }
    told
}
