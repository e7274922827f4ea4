//! Backups.

use mcs_core::site::Role;
use mcs_proto::wire::{
    ListBackupsRequest, ListBackupsResponse, VerifyBackupsRequest, VerifyBackupsResponse, backups_server::Backups,
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{backup_refused, broken},
    tell,
};
use crate::backup;

/// Answers `mcs.v1.Backups`.
#[derive(Debug)]
pub(super) struct BackupService {
    pub(super) backups: backup::Backups,
}

#[tonic::async_trait]
impl Backups for BackupService {
    type VerifyBackupsStream = Messages<VerifyBackupsResponse>;

    async fn list_backups(
        &self,
        request: Request<ListBackupsRequest>,
    ) -> Result<Response<ListBackupsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let include_removed = request.into_inner().include_removed;
        let backups = self.backups.clone();
        let listed = tokio::task::spawn_blocking(move || backups.list(include_removed)).await;
        let listed = listed.map_err(|error| broken(&error))?.map_err(|error| backup_refused(&error))?;
        Ok(Response::new(ListBackupsResponse { backups: listed.iter().map(Into::into).collect() }))
    }

    async fn verify_backups(
        &self,
        request: Request<VerifyBackupsRequest>,
    ) -> Result<Response<Self::VerifyBackupsStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let name = request.into_inner().name;
        let backups = self.backups.clone();
        Ok(Response::new(tell::stream(move |tell| {
            let name = (!name.is_empty()).then_some(name);
            let looked = backups
                .verify(name.as_deref(), &mut |backup| tell(VerifyBackupsResponse { backup: Some((&backup).into()) }));
            looked.map_err(|error| backup_refused(&error))
        })))
    }
}
