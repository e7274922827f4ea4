//! The configuration that is in force.

use std::sync::Arc;

use mcs_core::{setting::Setting, site::Role};
use mcs_proto::wire::{GetConfigRequest, GetConfigResponse, config_server::Config};
use tonic::{Request, Response, Status};

use super::caller;

/// Answers `mcs.v1.Config`.
#[derive(Debug)]
pub(super) struct ConfigService {
    pub(super) settings: Arc<[Setting]>,
}

#[tonic::async_trait]
impl Config for ConfigService {
    async fn get_config(&self, request: Request<GetConfigRequest>) -> Result<Response<GetConfigResponse>, Status> {
        // It names people and their roles.
        caller::require(&request, Role::Engineer)?;
        Ok(Response::new(GetConfigResponse { settings: self.settings.iter().map(Into::into).collect() }))
    }
}
