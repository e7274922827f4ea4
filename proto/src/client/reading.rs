//! Readings, newest and past.

use mcs_core::{
    id::SerialNumber,
    reading::{Interval, ReadingRecord},
    time::{Span, Timestamp},
};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::all,
    wire::{
        LatestReadingsRequest, ReadingHistoryRequest, ReadingHistoryResponse, ReadingIntervalsRequest,
        ReadingIntervalsResponse, readings_client::ReadingsClient,
    },
};

impl Client {
    fn readings_stub(&self) -> ReadingsClient<tonic::transport::Channel> {
        ReadingsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// The newest live reading of each device named (of all when none is), and the daemon's time.
    pub async fn latest(&self, sns: &[SerialNumber]) -> Result<(Timestamp, Vec<ReadingRecord>), ClientError> {
        let mut stub = self.readings_stub();
        let message = LatestReadingsRequest { sns: sns.iter().map(ToString::to_string).collect() };
        let answer = self.call(message, async |request| stub.latest_readings(request).await).await?;
        Ok((Timestamp::from_micros(answer.now_us), all(answer.readings)?))
    }

    /// Stored readings from `from` up to but not including `to`, oldest first, at most `limit` (0 is all).
    pub async fn history(
        &self,
        sn: &SerialNumber,
        from: Timestamp,
        to: Timestamp,
        limit: u64,
    ) -> Result<Items<ReadingHistoryResponse, ReadingRecord>, ClientError> {
        let mut stub = self.readings_stub();
        let message =
            ReadingHistoryRequest { sn: sn.to_string(), from_us: from.as_micros(), to_us: to.as_micros(), limit };
        let messages = self.open(message, async |request| stub.reading_history(request).await).await?;
        Ok(Items::new(self, messages, |message| all(message.readings))
            .telling_damage(|message| all(std::mem::take(&mut message.damaged))))
    }

    /// The same, summarised in intervals of `every`.
    pub async fn intervals(
        &self,
        sn: &SerialNumber,
        from: Timestamp,
        to: Timestamp,
        every: Span,
    ) -> Result<Items<ReadingIntervalsResponse, Interval>, ClientError> {
        let mut stub = self.readings_stub();
        let message = ReadingIntervalsRequest {
            sn: sn.to_string(),
            from_us: from.as_micros(),
            to_us: to.as_micros(),
            every_us: every.as_micros(),
        };
        let messages = self.open(message, async |request| stub.reading_intervals(request).await).await?;
        Ok(Items::new(self, messages, |message| all(message.intervals))
            .telling_damage(|message| all(std::mem::take(&mut message.damaged))))
    }
}
