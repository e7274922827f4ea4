//! The store itself.

use mcs_core::storage::{StoreChecked, StoreStats};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::wire::{StoreStatsRequest, VerifyStoreRequest, VerifyStoreResponse, store_client::StoreClient};

impl Client {
    fn store_stub(&self) -> StoreClient<tonic::transport::Channel> {
        StoreClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// What the store holds.
    pub async fn store_stats(&self) -> Result<StoreStats, ClientError> {
        let mut stub = self.store_stub();
        let answer = self.call(StoreStatsRequest {}, async |request| stub.store_stats(request).await).await?;
        Ok(answer.try_into()?)
    }

    /// Looks at everything that is stored; the last item is the result.
    pub async fn verify_store(&self) -> Result<Items<VerifyStoreResponse, StoreChecked>, ClientError> {
        let mut stub = self.store_stub();
        let messages = self.open(VerifyStoreRequest {}, async |request| stub.verify_store(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }
}
