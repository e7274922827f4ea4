//! Connections of the control socket, each with the caller at its other end.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{UnixListener, UnixStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::spawn_blocking,
};
use tonic::transport::server::Connected;

use crate::access::{AccessTable, Caller, Peer};

/// Connections open at once: a few walls and people, and the scripts they run. Beyond it new ones wait in the kernel.
const CONNECTIONS: usize = 256;
/// Wait after a failed accept, so that a lack of file descriptors neither spins nor floods the log.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A connection whose caller is known.
#[derive(Debug)]
pub(super) struct Admitted {
    stream: UnixStream,
    caller: Caller,
    _place: OwnedSemaphorePermit,
}

/// Accepts connections and finds out who is calling, until nobody takes them any more. One slow look-up does not hold
/// up the others.
pub(super) async fn accept(
    listener: UnixListener,
    access: Arc<AccessTable>,
    admitted: mpsc::Sender<io::Result<Admitted>>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let stream = tokio::select! {
            () = admitted.closed() => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection on the control socket");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            },
        };
        let (access, admitted) = (Arc::clone(&access), admitted.clone());
        tokio::spawn(async move {
            // A peer that is gone before it could be asked has no credentials and nothing to say.
            let Ok(credentials) = stream.peer_cred() else { return };
            let Ok(peer) = spawn_blocking(move || Peer::look_up(credentials)).await else { return };
            let caller = access.admit(peer);
            // Closed only when the daemon goes down.
            let _ = admitted.send(Ok(Admitted { stream, caller, _place: place })).await;
        });
    }
}

impl Connected for Admitted {
    type ConnectInfo = Caller;

    fn connect_info(&self) -> Caller {
        self.caller.clone()
    }
}

impl AsyncRead for Admitted {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Admitted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
