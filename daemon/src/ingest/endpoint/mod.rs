//! The embedded MQTT endpoint, 3.1.1 and 5. It terminates devices: they publish `up`, `status` and `ack` and subscribe
//! their own command topics. A publish handler is a future and the PUBACK follows it, pipelined and in order, so an
//! acknowledgement leaves only after the commit while reading goes on.
//!
//! ```text
//! accept ─▶ gate (half-open bound) ─▶ CONNECT ─▶ doorman ─▶ link ─▶ inbox
//!                                                            └─ waits for the verdict, then PUBACK
//! ```
//!
//! The framework's workers are threads of their own; channels join them to the rest of the daemon.

mod gate;
mod limits;
mod link;
mod link3;
mod link5;

use std::{io, net::TcpListener, sync::Arc, thread};

use ntex::{
    io::{Io, types::PeerAddr},
    rt, server,
    service::{cfg::SharedCfg, chain_factory, fn_factory_with_config, fn_service},
    time::Seconds,
};
use ntex_mqtt::{Control, HandshakeError, MqttError, MqttServer, MqttServiceConfig, QoS, v3, v5};
use tokio::sync::oneshot;

pub use self::limits::Limits;
use self::{gate::Gate, link::LinkError};
use super::{Connections, Doorman, Inbox, inbox::IngestCounters};
use crate::clock::Clock;

/// What every connection shares.
#[derive(Debug, Clone)]
pub struct Shared {
    /// Decides logins.
    pub doorman: Arc<Doorman>,
    /// The table of connections.
    pub connections: Connections,
    /// The way to the plant.
    pub inbox: Inbox,
    /// The clocks.
    pub clock: Clock,
    /// Every bound.
    pub limits: Limits,
    gate: Gate,
}

impl Shared {
    /// Joins what the endpoint needs.
    pub fn new(doorman: Arc<Doorman>, connections: Connections, inbox: Inbox, clock: Clock, limits: Limits) -> Self {
        let gate = Gate::new(limits.half_open, limits.half_open_per_address);
        Self { doorman, connections, inbox, clock, limits, gate }
    }
}

/// A running endpoint.
#[derive(Debug)]
pub struct Endpoint {
    server: server::Server,
    thread: Option<thread::JoinHandle<()>>,
    connections: Connections,
}

impl Endpoint {
    /// Serves MQTT on these listeners.
    pub async fn start(listeners: Vec<TcpListener>, shared: Shared) -> io::Result<Self> {
        let connections = shared.connections.clone();
        let (started, running) = oneshot::channel();
        let thread = thread::Builder::new().name("mqtt".into()).spawn(move || {
            rt::System::new("mqtt", rt::DefaultRuntime).block_on(async move {
                match build(listeners, &shared) {
                    Ok(server) => {
                        let _ = started.send(Ok(server.clone()));
                        let _ = server.await;
                    }
                    Err(error) => {
                        let _ = started.send(Err(error));
                    }
                }
            });
        })?;
        let server = running.await.map_err(|_| io::Error::other("the MQTT endpoint did not start"))??;
        Ok(Self { server, thread: Some(thread), connections })
    }

    /// Stops accepting, ends every connection without its will, and waits for the workers.
    pub async fn stop(mut self) {
        self.server.pause().await;
        self.connections.end_all();
        self.server.stop(true).await;
        if let Some(thread) = self.thread.take() {
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn build(listeners: Vec<TcpListener>, shared: &Shared) -> io::Result<server::Server> {
    let limits = shared.limits;
    let mut builder = server::build()
        .workers(limits.workers)
        .maxconn(limits.connections)
        .backlog(limits.backlog)
        .disable_signals()
        .shutdown_timeout(Seconds(limits.shutdown_seconds));
    for (number, listener) in listeners.into_iter().enumerate() {
        let name = format!("mqtt-{number}");
        let shared = shared.clone();
        builder = builder
            .listen(&name, listener, async move |_| {
                let door = shared.clone();
                let (shared3, shared5) = (shared.clone(), shared.clone());
                let versions = MqttServer::new()
                    .v3(v3::MqttServer::new(async move |handshake| {
                        Ok::<_, LinkError>(link3::log_in(&shared3, handshake))
                    })
                    .protocol(fn_factory_with_config(async |session: link3::State| {
                        Ok::<_, LinkError>(fn_service(async move |message| {
                            Ok::<_, LinkError>(link3::protocol(&session, message))
                        }))
                    }))
                    .control(fn_service(async |_: Control<LinkError>| Ok::<_, LinkError>(None)))
                    .publish(fn_factory_with_config(async |session: link3::State| {
                        Ok::<_, LinkError>(fn_service(async move |publish| link3::take(&session, publish).await))
                    })))
                    .v5(v5::MqttServer::new(async move |handshake| {
                        Ok::<_, LinkError>(link5::log_in(&shared5, handshake))
                    })
                    .protocol(fn_factory_with_config(async |session: link5::State| {
                        Ok::<_, LinkError>(fn_service(async move |message| {
                            Ok::<_, LinkError>(link5::protocol(&session, message))
                        }))
                    }))
                    .control(fn_service(async |_: Control<LinkError>| Ok::<_, LinkError>(None)))
                    .publish(fn_factory_with_config(async |session: link5::State| {
                        Ok::<_, LinkError>(fn_service(async move |publish| link5::take(&session, publish).await))
                    })));
                chain_factory(fn_service(async move |io: Io| admit(&door, io))).and_then(versions)
            })?
            .config(&name, settings(&limits));
    }
    Ok(builder.run())
}

/// Counts the connection as half open until its CONNECT is answered, or turns it away.
fn admit(shared: &Shared, io: Io) -> Result<Io, MqttError<LinkError>> {
    let peer = io.query::<PeerAddr>().get().map(PeerAddr::into_inner);
    if let Some(peer) = peer {
        if !shared.gate.enter(peer) {
            IngestCounters::count(&shared.inbox.counters.turned_away);
            return Err(MqttError::Handshake(HandshakeError::Disconnected(None)));
        }
        let gate = shared.gate.clone();
        let gone = io.on_disconnect();
        rt::spawn(async move {
            gone.await;
            gate.leave(peer);
        });
    }
    Ok(io)
}

fn settings(limits: &Limits) -> SharedCfg {
    SharedCfg::new("mqtt")
        .add(
            MqttServiceConfig::new()
                .set_max_qos(QoS::ExactlyOnce)
                .set_max_size(limits.packet_bytes)
                .set_min_chunk_size(limits.packet_bytes)
                .set_max_payload_buffer_size(limits.packet_bytes as usize)
                .set_max_receive(limits.in_flight)
                .set_max_receive_size(limits.in_flight_bytes)
                .set_max_topic_alias(0)
                .set_connect_timeout(Seconds(limits.connect_seconds))
                .set_handshake_timeout(Seconds(limits.connect_seconds))
                .protocol_version_timeout(Seconds(limits.connect_seconds)),
        )
        .into()
}
