//! Where archives and backups go.

use mcs_core::{site::Role, target::Probe};
use mcs_proto::{
    convert::{NewPlace, new_target, target_name},
    wire::{
        ListTargetsRequest, ListTargetsResponse, SetTargetRequest, SetTargetResponse, TestTargetRequest,
        TestTargetResponse, UnsetTargetRequest, UnsetTargetResponse, targets_server::Targets as TargetsRpc,
    },
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{broken, senseless, target_refused},
};
use crate::{
    clock::Clock,
    secret::Secret,
    target::{NewTarget, TargetError, Targets},
};

/// Steps that may wait for the client: there are fewer.
const STEPS: usize = 8;

/// Answers `mcs.v1.Targets`.
#[derive(Debug)]
pub(super) struct TargetService {
    pub(super) clock: Clock,
    pub(super) targets: Targets,
}

impl TargetService {
    /// Asks where blocking is allowed.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Targets) -> Result<T, TargetError> + Send + 'static,
    ) -> Result<T, Status> {
        let targets = self.targets.clone();
        let answer = tokio::task::spawn_blocking(move || question(&targets)).await;
        answer.map_err(|error| broken(&error))?.map_err(|error| target_refused(&error))
    }
}

#[tonic::async_trait]
impl TargetsRpc for TargetService {
    type TestTargetStream = Messages<TestTargetResponse>;

    async fn list_targets(
        &self,
        request: Request<ListTargetsRequest>,
    ) -> Result<Response<ListTargetsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let targets = self.ask(Targets::list).await?;
        Ok(Response::new(ListTargetsResponse { targets: targets.iter().map(Into::into).collect() }))
    }

    async fn set_target(&self, request: Request<SetTargetRequest>) -> Result<Response<SetTargetResponse>, Status> {
        let by = caller::require(&request, Role::Admin)?;
        let (name, place) = new_target(request.into_inner()).map_err(|error| senseless(&error))?;
        let new = match place {
            NewPlace::Folder { path } => NewTarget::Folder { path },
            NewPlace::Bucket { new, secret } => NewTarget::S3 { new, secret: secret.map(Secret::new) },
        };
        let now = self.clock.now().utc;
        let target = self.ask(move |targets| targets.set(&name, new, &by, now)).await?;
        Ok(Response::new(SetTargetResponse { target: Some((&target).into()) }))
    }

    async fn unset_target(
        &self,
        request: Request<UnsetTargetRequest>,
    ) -> Result<Response<UnsetTargetResponse>, Status> {
        let by = caller::require(&request, Role::Admin)?;
        let name = target_name(&request.into_inner().name).map_err(|error| senseless(&error))?;
        let now = self.clock.now().utc;
        self.ask(move |targets| targets.unset(&name, &by, now)).await?;
        Ok(Response::new(UnsetTargetResponse {}))
    }

    async fn test_target(
        &self,
        request: Request<TestTargetRequest>,
    ) -> Result<Response<Self::TestTargetStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let name = target_name(&request.into_inner().name).map_err(|error| senseless(&error))?;
        let (messages, stream) = mpsc::channel(STEPS);
        let targets = self.targets.clone();
        tokio::spawn(async move {
            let tell = |probe: Probe| {
                // There is room for every step.
                let _ = messages.try_send(Ok((&probe).into()));
            };
            if let Err(error) = targets.test(name.as_str(), tell).await {
                let _ = messages.try_send(Err(target_refused(&error)));
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }
}
