//! What devices log in with, as far as it is told.

use mcs_core::site::Role;
use mcs_proto::wire::{ListCredentialsRequest, ListCredentialsResponse, credentials_server::Credentials};
use tonic::{Request, Response, Status};

use super::{caller, error::refused, page};
use crate::plant::{Ask, PlantHandle};

/// Answers `mcs.v1.Credentials`.
#[derive(Debug)]
pub(super) struct CredentialService {
    pub(super) plant: PlantHandle,
}

#[tonic::async_trait]
impl Credentials for CredentialService {
    async fn list_credentials(
        &self,
        request: Request<ListCredentialsRequest>,
    ) -> Result<Response<ListCredentialsResponse>, Status> {
        let by = caller::require(&request, Role::Admin)?;
        let ListCredentialsRequest { page_size, page_token } = request.into_inner();
        let after = page::place(&page_token, |text| Some(text.to_owned()))?;
        let credentials = self.plant.ask(|reply| Ask::Credentials { by, reply }).await.map_err(|e| refused(&e))?;
        let first = after.map_or(0, |user| credentials.partition_point(|record| record.user.as_str() <= user.as_str()));
        let rest = &credentials[first..];
        let shown = &rest[..rest.len().min(page::size(page_size))];
        let more = shown.len() < rest.len();
        let next = shown.last().filter(|_| more).map(|last| page::cursor(last.user.as_str()));
        Ok(Response::new(ListCredentialsResponse {
            credentials: shown.iter().map(Into::into).collect(),
            next_page_token: next.unwrap_or_default(),
        }))
    }
}
