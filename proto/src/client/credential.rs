//! What devices log in with.

use mcs_core::device::CredentialRecord;

use super::{Client, ClientError, MAX_MESSAGE, PAGE};
use crate::{
    convert::all,
    wire::{ListCredentialsRequest, credentials_client::CredentialsClient},
};

impl Client {
    /// Every credential in force, in order of user name.
    pub async fn credentials(&self) -> Result<Vec<CredentialRecord>, ClientError> {
        let mut stub = CredentialsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE);
        let mut credentials = Vec::new();
        let mut page_token = String::new();
        loop {
            let message = ListCredentialsRequest { page_size: PAGE, page_token };
            let page = self.call(message, async |request| stub.list_credentials(request).await).await?;
            credentials.append(&mut all(page.credentials)?);
            page_token = page.next_page_token;
            if page_token.is_empty() {
                return Ok(credentials);
            }
        }
    }
}
