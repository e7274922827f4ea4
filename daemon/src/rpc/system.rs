//! Who answers here, and how it is doing.

use mcs_core::site::{Role, Site};
use mcs_proto::{
    API_LEVEL,
    wire::{GetInfoRequest, GetInfoResponse, GetStatusRequest, GetStatusResponse, system_server::System},
};
use tonic::{Request, Response, Status};

use super::{caller, error::refused};
use crate::{
    plant::{Ask, PlantHandle},
    schedule::JobsHandle,
};

/// Answers `mcs.v1.System`.
#[derive(Debug)]
pub(super) struct SystemService {
    pub(super) site: Site,
    pub(super) version: String,
    pub(super) plant: PlantHandle,
    pub(super) jobs: JobsHandle,
}

#[tonic::async_trait]
impl System for SystemService {
    async fn get_info(&self, request: Request<GetInfoRequest>) -> Result<Response<GetInfoResponse>, Status> {
        let role = caller::role(&request)?;
        Ok(Response::new(GetInfoResponse {
            version: self.version.clone(),
            api_level: API_LEVEL,
            site: self.site.name.clone(),
            tz: self.site.tz.clone(),
            role: role.as_str().to_owned(),
        }))
    }

    async fn get_status(&self, request: Request<GetStatusRequest>) -> Result<Response<GetStatusResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let mut status = self.plant.ask(|reply| Ask::Status { reply }).await.map_err(|error| refused(&error))?;
        status.failing_jobs = self.jobs.failing();
        Ok(Response::new((&status).into()))
    }
}
