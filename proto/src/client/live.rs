//! The live stream.

use mcs_core::live::LiveMessage;

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::wire::{WatchRequest, WatchResponse, live_client::LiveClient};

impl Client {
    /// The plant as it is and every change that follows, without a gap. With the boot id and revision of the last
    /// message seen it goes on from there if the daemon still can; otherwise it begins with a snapshot.
    pub async fn watch(&self, resume: Option<(String, u64)>) -> Result<Items<WatchResponse, LiveMessage>, ClientError> {
        let mut stub = LiveClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE);
        let (boot_id, rev) = resume.unwrap_or_default();
        let messages = self.open(WatchRequest { boot_id, rev }, async |request| stub.watch(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }
}
