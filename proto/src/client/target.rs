//! Where archives and backups go.

use mcs_core::{
    id::ShortName,
    target::{Probe, Target},
};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{NewPlace, all, required, set_request},
    wire::{
        ListTargetsRequest, TestTargetRequest, TestTargetResponse, UnsetTargetRequest, targets_client::TargetsClient,
    },
};

impl Client {
    fn targets_stub(&self) -> TargetsClient<tonic::transport::Channel> {
        TargetsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Every target in the order of their names.
    pub async fn targets(&self) -> Result<Vec<Target>, ClientError> {
        let mut stub = self.targets_stub();
        let answer = self.call(ListTargetsRequest {}, async |request| stub.list_targets(request).await).await?;
        Ok(all(answer.targets)?)
    }

    /// Sets a target in the place of the one of this name.
    pub async fn set_target(&self, name: &ShortName, place: NewPlace) -> Result<Target, ClientError> {
        let mut stub = self.targets_stub();
        let message = set_request(name, place);
        let answer = self.call(message, async |request| stub.set_target(request).await).await?;
        Ok(required("target", answer.target)?.try_into()?)
    }

    /// Forgets a target; what is stored there stays.
    pub async fn unset_target(&self, name: &ShortName) -> Result<(), ClientError> {
        let mut stub = self.targets_stub();
        let message = UnsetTargetRequest { name: name.to_string() };
        self.call(message, async |request| stub.unset_target(request).await).await?;
        Ok(())
    }

    /// Tries a target step by step.
    pub async fn test_target(&self, name: &ShortName) -> Result<Items<TestTargetResponse, Probe>, ClientError> {
        let mut stub = self.targets_stub();
        let message = TestTargetRequest { name: name.to_string() };
        let messages = self.open(message, async |request| stub.test_target(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }
}
