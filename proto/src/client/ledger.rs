//! The loss ledger.

use mcs_core::{id::SerialNumber, ledger::LedgerDay};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::all,
    wire::{ListLedgerRequest, ledger_client::LedgerClient},
};

impl Client {
    /// The ledger of one device or of all, from one site day to another (`YYYY-MM-DD`, inclusive; empty is today).
    pub async fn ledger(
        &self,
        sn: Option<&SerialNumber>,
        from_day: &str,
        to_day: &str,
    ) -> Result<Vec<LedgerDay>, ClientError> {
        let mut stub = LedgerClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE);
        let message = ListLedgerRequest {
            sn: sn.map(ToString::to_string),
            from_day: from_day.to_owned(),
            to_day: to_day.to_owned(),
        };
        let answer = self.call(message, async |request| stub.list_ledger(request).await).await?;
        Ok(all(answer.days)?)
    }
}
