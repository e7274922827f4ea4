//! The live stream over gRPC.

use std::pin::Pin;

use futures_util::{Stream, stream};
use mcs_core::site::Role;
use mcs_proto::wire::{WatchRequest, WatchResponse, live_server::Live};
use tonic::{Request, Response, Status};

use super::{LiveHandle, Subscription};
use crate::rpc::{caller, error::live_refused};

/// Answers `mcs.v1.Live`.
#[derive(Debug)]
pub(in crate::rpc) struct LiveService {
    live: LiveHandle,
}

impl LiveService {
    pub(in crate::rpc) const fn new(live: LiveHandle) -> Self {
        Self { live }
    }
}

#[tonic::async_trait]
impl Live for LiveService {
    type WatchStream = Pin<Box<dyn Stream<Item = Result<WatchResponse, Status>> + Send>>;

    async fn watch(&self, request: Request<WatchRequest>) -> Result<Response<Self::WatchStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let WatchRequest { boot_id, rev } = request.into_inner();
        let resume = (!boot_id.is_empty()).then_some((boot_id, rev));
        let subscription = self.live.subscribe(resume).await.map_err(|error| live_refused(&error))?;
        Ok(Response::new(Box::pin(stream::unfold(subscription, next))))
    }
}

/// Each client encodes for itself, at its own pace.
async fn next(mut subscription: Subscription) -> Option<(Result<WatchResponse, Status>, Subscription)> {
    let message = subscription.next().await?;
    Some((Ok(WatchResponse::from(&*message)), subscription))
}
