//! A stream of messages, each of several items, read item by item.

use std::{
    collections::VecDeque,
    path::Path,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use mcs_core::reading::DamagedSpan;
use tokio_stream::Stream;

use super::{Client, ClientError};
use crate::convert::WireError;

/// How the items of one message become domain values.
type Unpack<M, T> = fn(M) -> Result<Vec<T>, WireError>;

/// What a message says is damaged; it is taken out.
type Damage<M> = fn(&mut M) -> Result<Vec<DamagedSpan>, WireError>;

/// Items from the daemon as they come. Ends after its first error.
#[derive(Debug)]
pub struct Items<M, T> {
    messages: Option<tonic::Streaming<M>>,
    unpack: Unpack<M, T>,
    damage: Damage<M>,
    damaged: Vec<DamagedSpan>,
    ready: VecDeque<T>,
    socket: Arc<Path>,
    deadline: Duration,
}

impl<M, T> Items<M, T> {
    pub(super) fn new(client: &Client, messages: tonic::Streaming<M>, unpack: Unpack<M, T>) -> Self {
        Self {
            messages: Some(messages),
            unpack,
            damage: |_| Ok(Vec::new()),
            damaged: Vec::new(),
            ready: VecDeque::new(),
            socket: Arc::clone(&client.socket),
            deadline: client.deadline,
        }
    }

    /// The same, of messages that can say what is damaged.
    pub(super) fn telling_damage(self, damage: Damage<M>) -> Self {
        Self { damage, ..self }
    }

    /// Stretches whose readings are stored but cannot be read; complete once the stream has ended. With any of them the items
    /// are not all there are.
    pub fn damaged(&self) -> &[DamagedSpan] {
        &self.damaged
    }

    fn take(&mut self, mut message: M) -> Result<(), WireError> {
        self.damaged.append(&mut (self.damage)(&mut message)?);
        self.ready = (self.unpack)(message)?.into();
        Ok(())
    }
}

// Nothing in it is ever pinned: the messages' stream is itself `Unpin`.
impl<M, T> Unpin for Items<M, T> {}

impl<M, T> Stream for Items<M, T> {
    type Item = Result<T, ClientError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(messages) = self.messages.as_mut() else { return Poll::Ready(None) };
            let failed = match ready!(Pin::new(messages).poll_next(cx)) {
                Some(Ok(message)) => match self.take(message) {
                    Ok(()) => continue,
                    Err(error) => Some(error.into()),
                },
                Some(Err(status)) => Some(ClientError::from_status(&status, &self.socket, self.deadline)),
                None => None,
            };
            self.messages = None;
            return Poll::Ready(failed.map(Err));
        }
    }
}
