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
        self.history_of(std::slice::from_ref(sn), from, to, limit, false).await
    }

    /// The same of several devices, in order of time, serial number and packet number; with `newest` the last ones within
    /// the limit, not the first.
    pub async fn history_of(
        &self,
        sns: &[SerialNumber],
        from: Timestamp,
        to: Timestamp,
        limit: u64,
        newest: bool,
    ) -> Result<Items<ReadingHistoryResponse, ReadingRecord>, ClientError> {
        let mut stub = self.readings_stub();
        // One device stands where older daemons look for it.
        let (sn, sns) = match sns {
            [one] => (one.to_string(), Vec::new()),
            several => (String::new(), several.iter().map(ToString::to_string).collect()),
        };
        let message =
            ReadingHistoryRequest { sn, from_us: from.as_micros(), to_us: to.as_micros(), limit, sns, newest };
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
