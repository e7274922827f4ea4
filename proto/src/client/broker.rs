//! The external broker.

use mcs_core::broker::{BrokerCheck, BrokerStatus};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::required,
    wire::{GetBrokerRequest, TestBrokerRequest, TestBrokerResponse, broker_client::BrokerClient},
};

impl Client {
    fn broker_stub(&self) -> BrokerClient<tonic::transport::Channel> {
        BrokerClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// How the link to the broker is; `None` if none is configured.
    pub async fn broker(&self) -> Result<Option<BrokerStatus>, ClientError> {
        let mut stub = self.broker_stub();
        let answer = self.call(GetBrokerRequest {}, async |request| stub.get_broker(request).await).await?;
        Ok(answer.link.map(TryInto::try_into).transpose()?)
    }

    /// Tries the broker's limits; each check is told when it is done.
    pub async fn test_broker(&self) -> Result<Items<TestBrokerResponse, BrokerCheck>, ClientError> {
        let mut stub = self.broker_stub();
        let messages = self.open(TestBrokerRequest {}, async |request| stub.test_broker(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![required("check", message.check)?.try_into()?])))
    }
}
