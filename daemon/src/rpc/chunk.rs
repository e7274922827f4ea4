//! Items found by blocking code, gathered into messages and handed to a stream through a bounded channel.

use std::{ops::ControlFlow, time::Duration};

use tokio::{runtime::Handle, sync::mpsc, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::error::unanswered;
use crate::store::QueryError;

/// Items in a message at most.
pub(super) const ITEMS: usize = 500;
/// Messages that may wait for the client.
const WAITING: usize = 4;
/// A client that takes nothing for this long is given up: a question to the store must not stay open for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// A stream of messages.
pub(super) type Messages<M> = ReceiverStream<Result<M, Status>>;

/// Gathers items into messages.
pub(super) struct Chunks<T, M> {
    messages: mpsc::Sender<Result<M, Status>>,
    runtime: Handle,
    pack: fn(Vec<T>) -> M,
    gathered: Vec<T>,
}

/// Runs `find` where blocking is allowed; what it pushes becomes the stream, and what it returns its last message.
pub(super) fn stream<T, M>(
    pack: fn(Vec<T>) -> M,
    find: impl FnOnce(&mut Chunks<T, M>) -> Result<Option<M>, QueryError> + Send + 'static,
) -> Messages<M>
where
    T: Send + 'static,
    M: Send + 'static,
{
    let (messages, stream) = mpsc::channel(WAITING);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut chunks = Chunks { messages, runtime, pack, gathered: Vec::new() };
        match find(&mut chunks) {
            Ok(last) => {
                let _ = chunks.finish(last);
            }
            Err(error) => {
                let _ = chunks.deliver(Err(unanswered(&error)));
            }
        }
    });
    ReceiverStream::new(stream)
}

impl<T, M> Chunks<T, M> {
    /// Adds an item. Says stop when nobody takes them any more.
    pub(super) fn push(&mut self, item: T) -> ControlFlow<()> {
        self.gathered.push(item);
        if self.gathered.len() < ITEMS { ControlFlow::Continue(()) } else { self.send() }
    }

    /// Sends a message of another kind at once; before the first item, or it overtakes those gathered.
    pub(super) fn tell(&self, message: M) -> ControlFlow<()> {
        self.deliver(Ok(message))
    }

    fn finish(&mut self, last: Option<M>) -> ControlFlow<()> {
        if !self.gathered.is_empty() {
            self.send()?;
        }
        last.map_or(ControlFlow::Continue(()), |last| self.deliver(Ok(last)))
    }

    fn send(&mut self) -> ControlFlow<()> {
        let message = (self.pack)(std::mem::take(&mut self.gathered));
        self.deliver(Ok(message))
    }

    fn deliver(&self, message: Result<M, Status>) -> ControlFlow<()> {
        match self.runtime.block_on(timeout(PATIENCE, self.messages.send(message))) {
            Ok(Ok(())) => ControlFlow::Continue(()),
            // The client is gone, or takes nothing.
            Ok(Err(_)) | Err(_) => ControlFlow::Break(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc as blocking;

    use tokio_stream::StreamExt as _;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn items_come_in_messages_of_bounded_size() {
        let stream = stream(
            |items: Vec<usize>| items,
            |chunks| {
                (0..1234)
                    .try_for_each(|i| chunks.push(i))
                    .is_continue()
                    .then_some(None)
                    .ok_or(QueryError::Deadline { after: PATIENCE })
            },
        );
        let sizes: Vec<usize> = stream.map(|message| message.expect("items").len()).collect().await;
        assert_eq!(sizes, [500, 500, 234]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_stops_when_the_client_is_gone() {
        let (stopped, told) = blocking::channel();
        let stream = stream(
            |items: Vec<usize>| items,
            move |chunks| {
                let mut found = 0;
                while chunks.push(found).is_continue() {
                    found += 1;
                }
                stopped.send(found).expect("the test to wait");
                Ok(None)
            },
        );
        drop(stream);
        let found = told.recv_timeout(Duration::from_secs(10)).expect("the work to stop");
        assert!(found <= ITEMS * (WAITING + 1), "{found}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_failure_ends_the_stream_with_its_reason() {
        let mut stream = stream(|items: Vec<u8>| items, |_| Err(QueryError::Deadline { after: PATIENCE }));
        let status = stream.next().await.expect("an answer").expect_err("a failure");
        assert_eq!(status.code(), tonic::Code::DeadlineExceeded);
        assert!(stream.next().await.is_none());
    }
}
