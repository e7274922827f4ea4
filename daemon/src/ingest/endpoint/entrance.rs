//! The way of a connection to its CONNECT: counted as half open, TLS, WebSocket. Each step has its deadline, and none of
//! them makes another connection wait.

use std::sync::Arc;

use ntex::{
    SharedCfg,
    http::{HttpServiceConfig, Method, Request, h1, header},
    io::{Filter, Io, IoBoxed, types::PeerAddr},
    rt,
    time::{Millis, Seconds, timeout},
    ws,
};
use ntex_mqtt::{HandshakeError, MqttError};
use ntex_tls::rustls::{PeerCert, TlsServerFilter};

use super::{Shared, gate::Proof, link::LinkError, listener::Transport};
use crate::ingest::{
    inbox::IngestCounters,
    tls::{Certificate, Tls},
};

/// The name of MQTT among the protocols inside a WebSocket.
const SUBPROTOCOL: &str = "mqtt";
/// Bytes of a request that asks for a WebSocket; browsers bring their cookies.
const REQUEST_BYTES: usize = 16 * 1024;
/// Headers of one.
const REQUEST_HEADERS: usize = 64;

type Entered = Result<IoBoxed, MqttError<LinkError>>;

/// What one listener's connections go through.
#[derive(Debug, Clone)]
pub(super) struct Entrance {
    pub(super) shared: Shared,
    pub(super) transport: Transport,
    pub(super) tls: Option<Tls>,
}

impl Entrance {
    /// Takes a fresh connection to where its CONNECT can be read, or turns it away.
    pub(super) async fn pass(&self, io: Io) -> Entered {
        self.count(&io)?;
        match &self.tls {
            Some(tls) if self.transport.secured() => {
                let io = self.shake_hands(tls, io).await?;
                self.unwrap(io).await
            }
            Some(_) | None => self.unwrap(io).await,
        }
    }

    /// Counts the connection as half open until its CONNECT is answered.
    fn count(&self, io: &Io) -> Result<(), MqttError<LinkError>> {
        let Some(peer) = io.query::<PeerAddr>().get().map(PeerAddr::into_inner) else { return Ok(()) };
        if !self.shared.gate.enter(peer) {
            IngestCounters::count(&self.shared.inbox.counters.turned_away);
            return Err(gone());
        }
        let gate = self.shared.gate.clone();
        let closed = io.on_disconnect();
        rt::spawn(async move {
            closed.await;
            gate.leave(peer);
        });
        Ok(())
    }

    /// TLS, with the certificate in force now. The framework's own acceptor stops accepting while some hundred peers have
    /// not answered; here the bound is that of half-open connections, and strangers only use up their own share.
    async fn shake_hands(&self, tls: &Tls, io: Io) -> Result<Io<impl Filter>, MqttError<LinkError>> {
        let peer = io.query::<PeerAddr>().get().map(PeerAddr::into_inner);
        let (config, certificate) = tls.current();
        let within = Millis::from(Seconds(self.shared.limits.connect_seconds));
        match TlsServerFilter::create(io, config, within).await {
            Ok(io) => {
                if let Some(peer) = peer {
                    let client = io.query::<PeerCert<'static>>();
                    let client = client.as_ref().map(|shown| Arc::new(Certificate::new(&shown.0)));
                    self.shared.gate.proved(peer, Proof { certificate, client });
                }
                Ok(io)
            }
            Err(error) => {
                IngestCounters::count(&self.shared.inbox.counters.handshakes_failed);
                tracing::debug!(?peer, %error, "TLS handshake failed");
                Err(gone())
            }
        }
    }

    async fn unwrap<F: Filter>(&self, io: Io<F>) -> Entered {
        if !self.transport.web() {
            return Ok(io.boxed());
        }
        let within = Seconds(self.shared.limits.connect_seconds);
        match timeout(within, upgrade(&io)).await {
            Ok(true) => {
                let frames = ws::Codec::new().max_size(self.shared.limits.packet_bytes as usize);
                Ok(ws::WsTransport::create(io, frames).boxed())
            }
            Ok(false) | Err(()) => Err(gone()),
        }
    }
}

fn gone() -> MqttError<LinkError> {
    MqttError::Handshake(HandshakeError::Disconnected(None))
}

/// Answers the request that begins a WebSocket; whether it has become one.
async fn upgrade<F: Filter>(io: &Io<F>) -> bool {
    let limits = HttpServiceConfig::new().set_max_headers(REQUEST_HEADERS).set_max_buf_size(REQUEST_BYTES);
    let codec = h1::Codec::new(0, SharedCfg::from(SharedCfg::new("ws").add(limits)).get());
    let Ok(Some((request, _))) = io.recv(&codec).await else { return false };
    let answer = answer(&request);
    let accepted = answer.starts_with(ACCEPTED);
    let sent = io.encode_slice(answer.as_bytes()).is_ok() && io.flush(true).await.is_ok();
    accepted && sent
}

const ACCEPTED: &str = "HTTP/1.1 101 ";

/// Written here and not by the framework, which promises chunks that never come and knows no subprotocols.
fn answer(request: &Request) -> String {
    let head = request.head();
    let refuse = |status: &str, header: &str, text: &str| {
        format!(
            "HTTP/1.1 {status}\r\nconnection: close\r\n{header}content-type: text/plain\r\ncontent-length: {}\r\n\r\n{text}",
            text.len()
        )
    };
    if head.method != Method::GET || ws::verify_handshake(head).is_err() {
        let header = "upgrade: websocket\r\nsec-websocket-version: 13\r\n";
        return refuse("426 Upgrade Required", header, "MQTT over WebSocket is served here\n");
    }
    let offered = head.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL).filter_map(|value| value.to_str().ok());
    if !offered.flat_map(|list| list.split(',')).any(|name| name.trim() == SUBPROTOCOL) {
        return refuse("400 Bad Request", "", "the subprotocol must be mqtt\n");
    }
    let key = head.headers().get(header::SEC_WEBSOCKET_KEY).and_then(|key| ws::hash_key(key.as_ref()).ok());
    match key {
        None => refuse("400 Bad Request", "", "the key is not one of WebSocket\n"),
        Some(key) => format!(
            "{ACCEPTED}Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: {key}\r\n\
             sec-websocket-protocol: {SUBPROTOCOL}\r\n\r\n"
        ),
    }
}
