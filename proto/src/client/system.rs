//! Who answers, and how it is doing.

use mcs_core::{site::Role, status::Status};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert,
    wire::{GetInfoRequest, GetStatusRequest, system_client::SystemClient},
};

/// Who answers here.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Info {
    /// The daemon's version.
    pub version: String,
    /// The level of its contract.
    pub api_level: u32,
    /// The site's name.
    pub site: String,
    /// The site's time zone.
    pub tz: String,
    /// The role the daemon gives the caller.
    pub role: Role,
}

impl Client {
    fn system(&self) -> SystemClient<tonic::transport::Channel> {
        SystemClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Who answers here, and what the caller may do.
    pub async fn info(&self) -> Result<Info, ClientError> {
        let mut stub = self.system();
        let info = self.call(GetInfoRequest {}, async |request| stub.get_info(request).await).await?;
        Ok(Info {
            role: convert::role(&info.role)?,
            version: info.version,
            api_level: info.api_level,
            site: info.site,
            tz: info.tz,
        })
    }

    /// How the daemon is doing.
    pub async fn status(&self) -> Result<Status, ClientError> {
        let mut stub = self.system();
        let status = self.call(GetStatusRequest {}, async |request| stub.get_status(request).await).await?;
        Ok(status.try_into()?)
    }
}
