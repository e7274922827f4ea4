//! Readings in bulk: out of the store for files, and back from them. Which columns a file has is its reader's business.

mod export;
mod import;
mod intake;

use std::sync::Arc;

use mcs_core::{calibration::CalibrationHistory, device::Device, site::Role, time::Timestamp};
use mcs_proto::{
    convert::serial_number,
    wire::{
        ExportReadingsRequest, ExportReadingsResponse, ImportReadingsRequest, ImportReadingsResponse,
        transfers_server::Transfers,
    },
};
use tonic::{Request, Response, Status, Streaming};

pub use intake::Intake;

use super::{
    caller, chunk,
    chunk::Messages,
    error::{refused, senseless, usage},
    history::History,
};
use crate::{
    clock::Clock,
    plant::{Ask, PlantError, PlantHandle},
};

/// A point with what its values are computed with.
type Point = (Device, CalibrationHistory);

/// Answers `mcs.v1.Transfers`.
pub(super) struct TransferService {
    pub(super) clock: Clock,
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
    pub(super) intake: Arc<dyn Intake>,
}

impl TransferService {
    /// Every point there ever was.
    async fn points(&self) -> Result<Vec<Point>, Status> {
        self.plant.ask(|reply| Ask::Points { reply }).await.map_err(|error| refused(&error))
    }

    /// The points that have or had one of these numbers, in order of the number; all when none is named.
    async fn points_of(&self, sns: &[String]) -> Result<Vec<Point>, Status> {
        let mut points = self.points().await?;
        if !sns.is_empty() {
            let mut wanted = Vec::with_capacity(sns.len());
            for sn in sns {
                let sn = serial_number(sn).map_err(|error| senseless(&error))?;
                if !points.iter().any(|(device, _)| device.sn == sn) {
                    return Err(refused(&PlantError::NoSuchDevice { sn }));
                }
                wanted.push(sn);
            }
            wanted.sort_unstable();
            points.retain(|(device, _)| wanted.binary_search(&device.sn).is_ok());
        }
        points.sort_by(|(a, _), (b, _)| (&a.sn, a.point).cmp(&(&b.sn, b.point)));
        Ok(points)
    }
}

#[tonic::async_trait]
impl Transfers for TransferService {
    type ExportReadingsStream = Messages<ExportReadingsResponse>;
    type ImportReadingsStream = Messages<ImportReadingsResponse>;

    async fn export_readings(
        &self,
        request: Request<ExportReadingsRequest>,
    ) -> Result<Response<Self::ExportReadingsStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ExportReadingsRequest { sns, from_us, to_us } = request.into_inner();
        if from_us > to_us {
            return Err(usage("the time ends before it begins", "give an earlier beginning or a later end"));
        }
        let points = self.points_of(&sns).await?;
        let history = Arc::clone(&self.history);
        let span = (Timestamp::from_micros(from_us), Timestamp::from_micros(to_us));
        Ok(Response::new(chunk::stream(export::pack, move |chunks| export::run(&*history, &points, span, chunks))))
    }

    async fn import_readings(
        &self,
        request: Request<Streaming<ImportReadingsRequest>>,
    ) -> Result<Response<Self::ImportReadingsStream>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let points = self.points().await?;
        let import = import::Import::new(points, self.clock, Arc::clone(&self.intake), by);
        Ok(Response::new(import.run(request.into_inner())))
    }
}
