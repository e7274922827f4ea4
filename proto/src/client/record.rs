//! The record of alarms and its figures.

use mcs_core::{
    alarm::{Condition, Occurrence, Priority},
    id::SerialNumber,
    performance::Performance,
    time::Timestamp,
};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{WireError, required},
    wire::{self, MeasureAlarmsRequest, ReadAlarmsRequest, ReadAlarmsResponse, records_client::RecordsClient},
};

/// Which occurrences of the record.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordQuery {
    /// Raised from this moment on,
    pub from: Timestamp,
    /// and before this one.
    pub to: Timestamp,
    /// Of these devices; empty: of all, and those of the system and of zones.
    pub sns: Vec<SerialNumber>,
    /// These conditions; empty: all.
    pub conditions: Vec<Condition>,
    /// At least as urgent.
    pub least: Priority,
}

/// An occurrence, and whether it was announced when it was raised.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// As it is now.
    pub alarm: Occurrence,
    /// Else a mask withheld it.
    pub announced: bool,
}

impl Client {
    fn record_stub(&self) -> RecordsClient<tonic::transport::Channel> {
        RecordsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Occurrences raised in a time, oldest first.
    pub async fn alarm_record(&self, query: &RecordQuery) -> Result<Items<ReadAlarmsResponse, Recorded>, ClientError> {
        let mut stub = self.record_stub();
        let message = ReadAlarmsRequest {
            from_us: query.from.as_micros(),
            to_us: query.to.as_micros(),
            sns: query.sns.iter().map(ToString::to_string).collect(),
            types: query.conditions.iter().map(|condition| condition.as_str().to_owned()).collect(),
            least: wire::Priority::from(query.least).into(),
        };
        let messages = self.open(message, async |request| stub.read_alarms(request).await).await?;
        Ok(Items::new(self, messages, unpack))
    }

    /// The figures of ISA-18.2 over a time, for so many operators.
    pub async fn measure_alarms(
        &self,
        from: Timestamp,
        to: Timestamp,
        operators: u32,
    ) -> Result<Performance, ClientError> {
        let mut stub = self.record_stub();
        let message = MeasureAlarmsRequest { from_us: from.as_micros(), to_us: to.as_micros(), operators };
        let answer = self.call(message, async |request| stub.measure_alarms(request).await).await?;
        Ok(required("performance", answer.performance)?.try_into()?)
    }
}

fn unpack(message: ReadAlarmsResponse) -> Result<Vec<Recorded>, WireError> {
    let one = |recorded: wire::RecordedAlarm| {
        Ok(Recorded { alarm: required("alarm", recorded.alarm)?.try_into()?, announced: recorded.announced })
    };
    message.alarms.into_iter().map(one).collect()
}
