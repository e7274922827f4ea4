//! A stream whose messages leave one by one, as something that takes a while goes on.

use std::{ops::ControlFlow, time::Duration};

use tokio::{runtime::Handle, sync::mpsc, time::timeout};
use tokio_stream::wrappers::ReceiverStream;
use tonic::Status;

use super::chunk::Messages;

/// Messages that may wait for the client.
const WAITING: usize = 16;
/// A client that takes nothing for this long is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Tells the client something; says stop when it is gone.
pub(super) type Tell<'a, M> = dyn FnMut(M) -> ControlFlow<()> + 'a;

/// Runs `work` where blocking is allowed; what it tells becomes the stream.
pub(super) fn stream<M: Send + 'static>(
    work: impl FnOnce(&mut Tell<'_, M>) -> Result<(), Status> + Send + 'static,
) -> Messages<M> {
    let (messages, stream) = mpsc::channel(WAITING);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let deliver = |message| match runtime.block_on(timeout(PATIENCE, messages.send(message))) {
            Ok(Ok(())) => ControlFlow::Continue(()),
            Ok(Err(_)) | Err(_) => ControlFlow::Break(()),
        };
        if let Err(status) = work(&mut |message| deliver(Ok(message))) {
            let _ = deliver(Err(status));
        }
    });
    ReceiverStream::new(stream)
}
