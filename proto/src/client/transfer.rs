//! Readings in bulk: out of the store, and back.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use mcs_core::{
    archive::Line, id::SerialNumber, quantity::Unit, reading::DamagedSpan, time::Timestamp, transfer::Imported,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::{Client, ClientError, MAX_MESSAGE};
use crate::{
    convert::{Blocks, WireError, all, serial_number, unit},
    wire::{
        ExportReadingsRequest, ExportReadingsResponse, ImportReadingsRequest, ImportReadingsResponse,
        transfers_client::TransfersClient,
    },
};

/// Messages of an import on their way: one is being taken while the next is made.
const UNDER_WAY: usize = 2;

impl Client {
    fn transfers_stub(&self) -> TransfersClient<tonic::transport::Channel> {
        TransfersClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Stored readings of these devices (of every one there ever was when none is named) from `from` up to but not
    /// including `to`, in order of time, serial number and packet number.
    pub async fn export(&self, sns: &[SerialNumber], from: Timestamp, to: Timestamp) -> Result<Export, ClientError> {
        let mut stub = self.transfers_stub();
        let message = ExportReadingsRequest {
            sns: sns.iter().map(ToString::to_string).collect(),
            from_us: from.as_micros(),
            to_us: to.as_micros(),
        };
        let messages = self.open(message, async |request| stub.export_readings(request).await).await?;
        let (socket, deadline) = (Arc::clone(&self.socket), self.deadline);
        Ok(Export { messages, devices: Vec::new(), damaged: Vec::new(), socket, deadline })
    }

    /// Begins to import readings from a place, e.g. a file, whose name is kept with who imported them.
    pub async fn import(&self, origin: &str) -> Result<Import, ClientError> {
        let mut stub = self.transfers_stub();
        let (messages, sent) = mpsc::channel(UNDER_WAY);
        let first = ImportReadingsRequest { origin: origin.to_owned(), ..ImportReadingsRequest::default() };
        // There is room: nothing was sent before.
        let _ = messages.try_send(first);
        let answers = self.open(ReceiverStream::new(sent), async |request| stub.import_readings(request).await).await?;
        let (socket, deadline) = (Arc::clone(&self.socket), self.deadline);
        Ok(Import { messages: Some(messages), answers, so_far: Imported::default(), socket, deadline })
    }
}

/// Readings of an export as they come.
#[derive(Debug)]
pub struct Export {
    messages: tonic::Streaming<ExportReadingsResponse>,
    devices: Vec<(SerialNumber, Option<Unit>)>,
    damaged: Vec<DamagedSpan>,
    socket: Arc<Path>,
    deadline: Duration,
}

impl Export {
    /// The next ones; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<Line>>, ClientError> {
        let message = self.messages.message().await;
        let message = message.map_err(|status| ClientError::from_status(&status, &self.socket, self.deadline))?;
        let Some(ExportReadingsResponse { devices, readings, damaged }) = message else { return Ok(None) };
        for device in devices {
            self.devices.push((serial_number(&device.sn)?, Some(unit(&device.unit)?)));
        }
        self.damaged.append(&mut all(damaged)?);
        let lines = readings.map(|block| block.lines(&self.devices)).transpose()?;
        Ok(Some(lines.unwrap_or_default()))
    }

    /// Stretches whose readings are stored but cannot be read; complete at the end.
    pub fn damaged(&self) -> &[DamagedSpan] {
        &self.damaged
    }
}

/// Readings on their way into the store.
#[derive(Debug)]
pub struct Import {
    messages: Option<mpsc::Sender<ImportReadingsRequest>>,
    answers: tonic::Streaming<ImportReadingsResponse>,
    so_far: Imported,
    socket: Arc<Path>,
    deadline: Duration,
}

impl Import {
    /// Readings in one message; ten thousand are about a megabyte.
    pub const BATCH: usize = 10_000;

    /// Sends readings, [`Self::BATCH`] at most. Waits while the daemon is busy with those before.
    pub async fn send(&mut self, lines: &[Line]) -> Result<(), ClientError> {
        let mut message = ImportReadingsRequest::default();
        let mut devices: BTreeMap<&SerialNumber, u32> = BTreeMap::new();
        let mut blocks = Blocks::default();
        for line in lines {
            let next = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            let device = *devices.entry(&line.sn).or_insert_with(|| {
                message.sns.push(line.sn.to_string());
                next
            });
            blocks.push(device, line);
        }
        message.readings = Some(blocks.take());
        let Some(messages) = self.messages.clone() else { return Ok(()) };
        loop {
            tokio::select! {
                room = messages.reserve() => {
                    if let Ok(room) = room {
                        room.send(message);
                        return Ok(());
                    }
                    // The daemon takes no more, and its answer says why.
                    while self.answer().await? {}
                    return Ok(());
                }
                answer = self.answers.message() => self.note(answer)?,
            };
        }
    }

    /// What became of the readings that the daemon has answered for.
    pub const fn so_far(&self) -> &Imported {
        &self.so_far
    }

    /// Says that these were all, and waits until they are durable.
    pub async fn finish(mut self) -> Result<Imported, ClientError> {
        self.messages = None;
        while self.answer().await? {}
        Ok(self.so_far)
    }

    /// Takes one answer; whether there was one.
    async fn answer(&mut self) -> Result<bool, ClientError> {
        let answer = self.answers.message().await;
        self.note(answer)
    }

    fn note(&mut self, answer: Result<Option<ImportReadingsResponse>, tonic::Status>) -> Result<bool, ClientError> {
        let answer = answer.map_err(|status| ClientError::from_status(&status, &self.socket, self.deadline))?;
        let Some(answer) = answer else {
            // An end that was not asked for.
            return if self.messages.take().is_some() {
                Err(WireError::Missing { field: "the rest of the answer" }.into())
            } else {
                Ok(false)
            };
        };
        self.so_far.add(&answer.try_into()?);
        Ok(true)
    }
}
