//! The daemon's configuration.

use mcs_core::setting::Setting;

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::all,
    wire::{GetConfigRequest, config_client::ConfigClient},
};

impl Client {
    /// Every setting in force, in the order of mcsd.toml(5).
    pub async fn config(&self) -> Result<Vec<Setting>, ClientError> {
        let mut stub = ConfigClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE);
        let answer = self.call(GetConfigRequest {}, async |request| stub.get_config(request).await).await?;
        Ok(all(answer.settings)?)
    }
}
