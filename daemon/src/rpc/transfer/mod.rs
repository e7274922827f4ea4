//! Readings in bulk: out of the store for files, and back from them. Which columns a file has is its reader's business.

mod export;
mod import;
mod intake;

use std::sync::Arc;

use mcs_core::{site::Role, time::Timestamp};
use mcs_proto::wire::{
    ExportReadingsRequest, ExportReadingsResponse, ImportReadingsRequest, ImportReadingsResponse,
    transfers_server::Transfers,
};
use tonic::{Request, Response, Status, Streaming};

pub use intake::Intake;

use super::{
    caller, chunk,
    chunk::Messages,
    error::usage,
    history::History,
    points::{self, Point},
};
use crate::{clock::Clock, plant::PlantHandle};

/// Answers `mcs.v1.Transfers`.
pub(super) struct TransferService {
    pub(super) clock: Clock,
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
    pub(super) intake: Arc<dyn Intake>,
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
        let points = points::of(&self.plant, &sns).await?;
        let history = Arc::clone(&self.history);
        let span = (Timestamp::from_micros(from_us), Timestamp::from_micros(to_us));
        Ok(Response::new(chunk::stream(export::pack, move |chunks| export::run(&*history, &points, span, chunks))))
    }

    async fn import_readings(
        &self,
        request: Request<Streaming<ImportReadingsRequest>>,
    ) -> Result<Response<Self::ImportReadingsStream>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let points = points::all(&self.plant).await?;
        let import = import::Import::new(points, self.clock, Arc::clone(&self.intake), by);
        Ok(Response::new(import.run(request.into_inner())))
    }
}
