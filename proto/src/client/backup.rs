//! Backups.

use mcs_core::backup::Backup;

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{all, required},
    wire::{ListBackupsRequest, VerifyBackupsRequest, VerifyBackupsResponse, backups_client::BackupsClient},
};

impl Client {
    fn backups_stub(&self) -> BackupsClient<tonic::transport::Channel> {
        BackupsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Backups, newest first.
    pub async fn backups(&self, include_removed: bool) -> Result<Vec<Backup>, ClientError> {
        let mut stub = self.backups_stub();
        let message = ListBackupsRequest { include_removed };
        let answer = self.call(message, async |request| stub.list_backups(request).await).await?;
        Ok(all(answer.backups)?)
    }

    /// Reads a backup back, or each there is, and opens it; one with an error is not whole.
    pub async fn verify_backups(
        &self,
        name: Option<&str>,
    ) -> Result<Items<VerifyBackupsResponse, Backup>, ClientError> {
        let mut stub = self.backups_stub();
        let message = VerifyBackupsRequest { name: name.unwrap_or_default().to_owned() };
        let messages = self.open(message, async |request| stub.verify_backups(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![required("backup", message.backup)?.try_into()?])))
    }
}
