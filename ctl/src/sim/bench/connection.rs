//! One lean connection of the load generator: writes in batches, remembers when each publish left, times its answer.

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use mcs_core::{device::Credential, id::SerialNumber};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::wire::{self, Answer};
use crate::sim::error::SimError;

/// A connection that stands.
pub(super) struct Connection {
    stream: TcpStream,
    topic: String,
    outgoing: Vec<u8>,
    incoming: Vec<u8>,
    flying: VecDeque<(u16, Instant)>,
    last_id: u16,
}

/// How long a server may take to let a client in.
const CONNECT_WITHIN: Duration = Duration::from_secs(10);

impl Connection {
    /// Connects and logs in.
    pub(super) async fn open(
        address: SocketAddr,
        sn: &SerialNumber,
        credential: &Credential,
    ) -> Result<Self, SimError> {
        let refused = |why: String| SimError::Connect { sn: sn.clone(), address: address.to_string(), why };
        match tokio::time::timeout(CONNECT_WITHIN, Self::log_in(address, sn, credential)).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(refused(error.to_string())),
            Err(_) => Err(refused(format!("no answer within {} s", CONNECT_WITHIN.as_secs()))),
        }
    }

    async fn log_in(address: SocketAddr, sn: &SerialNumber, credential: &Credential) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let mut connection = Self {
            stream,
            topic: format!("mcs/{sn}/up"),
            outgoing: Vec::new(),
            incoming: Vec::new(),
            flying: VecDeque::new(),
            last_id: 0,
        };
        wire::connect(&mut connection.outgoing, sn.as_str(), credential.user.as_str(), &credential.password);
        connection.flush().await?;
        loop {
            if let Some(answer) = connection.take()? {
                return match answer {
                    Answer::Connected { code: 0 } => Ok(connection),
                    Answer::Connected { code } => {
                        Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("refused with code {code}")))
                    }
                    Answer::Acknowledged(_) | Answer::Other => Err(io::ErrorKind::InvalidData.into()),
                };
            }
            connection.read().await?;
        }
    }

    /// Publishes without an answer.
    pub(super) fn in_flight(&self) -> usize {
        self.flying.len()
    }

    /// Queues a publish that counts as sent `now`.
    pub(super) fn queue(&mut self, payload: &[u8], now: Instant) {
        self.last_id = if self.last_id == u16::MAX { 1 } else { self.last_id + 1 };
        wire::publish(&mut self.outgoing, &self.topic, self.last_id, payload);
        self.flying.push_back((self.last_id, now));
    }

    /// Sends what is queued.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        if !self.outgoing.is_empty() {
            self.stream.write_all(&self.outgoing).await?;
            self.outgoing.clear();
        }
        Ok(())
    }

    /// Waits for answers and tells how long each took. May be given up and called again without missing any.
    pub(super) async fn answers(&mut self, mut answered: impl FnMut(Duration)) -> io::Result<()> {
        self.read().await?;
        let now = Instant::now();
        while let Some(answer) = self.take()? {
            let Answer::Acknowledged(id) = answer else { continue };
            // Servers answer in order, so this looks at the first one only.
            let Some(index) = self.flying.iter().position(|(flying, _)| *flying == id) else {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("packet {id} was acknowledged, but not sent"),
                ));
            };
            if let Some((_, sent)) = self.flying.remove(index) {
                answered(now.saturating_duration_since(sent));
            }
        }
        Ok(())
    }

    /// Says farewell, so that no will is spoken.
    pub(super) async fn close(mut self) {
        wire::disconnect(&mut self.outgoing);
        // The work is done; a server that is gone already needs no farewell.
        drop(self.flush().await);
    }

    async fn read(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.incoming).await? == 0 {
            return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "the server closed the connection"));
        }
        Ok(())
    }

    fn take(&mut self) -> io::Result<Option<Answer>> {
        let mut rest = &self.incoming[..];
        let answer = wire::take_answer(&mut rest).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        let used = self.incoming.len() - rest.len();
        self.incoming.drain(..used);
        Ok(answer)
    }
}
