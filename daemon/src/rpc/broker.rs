//! The external broker: how the link to it is, and what can be tried with it.

use mcs_core::site::Role;
use mcs_proto::wire::{
    GetBrokerRequest, GetBrokerResponse, TestBrokerRequest, TestBrokerResponse, broker_server::Broker,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{caller, chunk::Messages, error::no_broker};
use crate::ingest::external::BrokerHandle;

/// Checks that may wait for the caller.
const WAITING: usize = 8;

/// Answers `mcs.v1.Broker`.
#[derive(Debug)]
pub(super) struct BrokerService {
    pub(super) broker: Option<BrokerHandle>,
}

#[tonic::async_trait]
impl Broker for BrokerService {
    type TestBrokerStream = Messages<TestBrokerResponse>;

    async fn get_broker(&self, request: Request<GetBrokerRequest>) -> Result<Response<GetBrokerResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let link = self.broker.as_ref().map(|broker| (&broker.status()).into());
        Ok(Response::new(GetBrokerResponse { link }))
    }

    async fn test_broker(
        &self,
        request: Request<TestBrokerRequest>,
    ) -> Result<Response<Self::TestBrokerStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let mut checks = self.broker.as_ref().ok_or_else(no_broker)?.test();
        let (told, stream) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            while let Some(check) = checks.recv().await {
                if told.send(Ok(TestBrokerResponse { check: Some((&check).into()) })).await.is_err() {
                    return;
                }
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }
}
