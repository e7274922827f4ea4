//! Hand-overs.

use mcs_core::{
    shift::{Shift, ShiftReport},
    time::Timestamp,
};

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::{all, required},
    wire::{AcceptShiftRequest, ListShiftsRequest, ReportShiftRequest, shifts_client::ShiftsClient},
};

impl Client {
    fn shift_stub(&self) -> ShiftsClient<tonic::transport::Channel> {
        ShiftsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// What the oncoming shift must know of the time since this moment.
    pub async fn report_shift(&self, since: Timestamp) -> Result<ShiftReport, ClientError> {
        let mut stub = self.shift_stub();
        let message = ReportShiftRequest { since_us: since.as_micros() };
        let answer = self.call(message, async |request| stub.report_shift(request).await).await?;
        Ok(required("report", answer.report)?.try_into()?)
    }

    /// Somebody takes over with what the report of this moment says.
    pub async fn accept_shift(
        &self,
        since: Timestamp,
        accepter: &str,
        note: Option<&str>,
    ) -> Result<Shift, ClientError> {
        let mut stub = self.shift_stub();
        let message = AcceptShiftRequest {
            since_us: since.as_micros(),
            accepter: accepter.to_owned(),
            note: note.map(str::to_owned),
        };
        let answer = self.call(message, async |request| stub.accept_shift(request).await).await?;
        Ok(required("shift", answer.shift)?.try_into()?)
    }

    /// Hand-overs, newest first.
    pub async fn shifts(&self, most: u32) -> Result<Vec<Shift>, ClientError> {
        let mut stub = self.shift_stub();
        let answer = self.call(ListShiftsRequest { most }, async |request| stub.list_shifts(request).await).await?;
        Ok(all(answer.shifts)?)
    }
}
