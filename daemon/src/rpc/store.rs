//! The store itself: what it holds, and whether it is whole.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use mcs_core::{
    site::Role,
    storage::{StoreChecked, StoreFinding, StoreVerified},
};
use mcs_proto::wire::{
    StoreStatsRequest, StoreStatsResponse, VerifyStoreRequest, VerifyStoreResponse, store_server::Store,
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{broken, unanswered},
    tell,
};
use crate::store::{Checked, Finding, Progress, StoreHandle};

/// Progress is told this often at most.
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// Answers `mcs.v1.Store`.
#[derive(Debug)]
pub(super) struct StoreService {
    pub(super) store: StoreHandle,
    pub(super) retention_days: Option<u32>,
}

#[tonic::async_trait]
impl Store for StoreService {
    type VerifyStoreStream = Messages<VerifyStoreResponse>;

    async fn store_stats(&self, request: Request<StoreStatsRequest>) -> Result<Response<StoreStatsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let (store, retention_days) = (self.store.clone(), self.retention_days);
        let stats = tokio::task::spawn_blocking(move || store.stats(retention_days)).await;
        let stats = stats.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?;
        Ok(Response::new((&stats).into()))
    }

    async fn verify_store(
        &self,
        request: Request<VerifyStoreRequest>,
    ) -> Result<Response<Self::VerifyStoreStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let queries = self.store.queries().clone();
        Ok(Response::new(tell::stream(move |tell| {
            let mut told: Option<Instant> = None;
            let verified = queries.verify(&mut |checked| match checked {
                Checked::Progress(_) if told.is_some_and(|told| told.elapsed() < TOLD_EVERY) => {
                    ControlFlow::Continue(())
                }
                Checked::Progress(Progress { done, total }) => {
                    told = Some(Instant::now());
                    tell((&StoreChecked::Progress { done, total }).into())
                }
                Checked::Finding(Finding { what, why }) => {
                    tell((&StoreChecked::Finding(StoreFinding { what, why })).into())
                }
            });
            let verified = verified.map_err(|error| unanswered(&error))?;
            let verified = StoreVerified {
                segments: verified.segments,
                readings: verified.readings,
                summaries: verified.summaries,
                findings: verified.findings,
                whole: verified.whole,
            };
            // A caller that is gone needs no result.
            let _ = tell((&StoreChecked::Verified(verified)).into());
            Ok(())
        })))
    }
}
