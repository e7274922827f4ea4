//! The embedded MQTT endpoint, 3.1.1 and 5. It terminates devices: they publish `up`, `status` and `ack` and subscribe
//! their own command topics. A publish handler is a future and the PUBACK follows it, pipelined and in order, so an
//! acknowledgement leaves only after the commit while reading goes on.
//!
//! ```text
//! accept ─▶ gate (half-open bound) ─▶ TLS ─▶ WebSocket ─▶ CONNECT ─▶ doorman ─▶ link ─▶ inbox
//!           └───────── entrance, as the listener says ─┘                         └─ waits for the verdict, then PUBACK
//! ```
//!
//! The framework's workers are threads of their own; channels join them to the rest of the daemon.

mod entrance;
mod gate;
mod limits;
mod link;
mod link3;
mod link5;
mod listener;

use std::{io, sync::Arc, thread};

use ntex::{
    io::Io,
    rt, server,
    service::{cfg::SharedCfg, chain_factory, fn_factory_with_config, fn_service},
    time::Seconds,
};
use ntex_mqtt::{Control, MqttServer, MqttServiceConfig, QoS, v3, v5};
use tokio::sync::oneshot;

use self::{entrance::Entrance, gate::Gate, link::LinkError};
pub use self::{
    limits::Limits,
    listener::{Listener, Place, Transport},
};
use super::{Connections, Doorman, Inbox};
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
    /// Where a connection came in.
    listener: Arc<str>,
}

impl Shared {
    /// Joins what the endpoint needs.
    pub fn new(doorman: Arc<Doorman>, connections: Connections, inbox: Inbox, clock: Clock, limits: Limits) -> Self {
        let gate = Gate::new(limits.half_open, limits.half_open_per_address);
        Self { doorman, connections, inbox, clock, limits, gate, listener: Arc::from("") }
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
    pub async fn start(listeners: Vec<Listener>, shared: Shared) -> io::Result<Self> {
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

fn build(listeners: Vec<Listener>, shared: &Shared) -> io::Result<server::Server> {
    let limits = shared.limits;
    let mut builder = server::build()
        .workers(limits.workers)
        .maxconn(limits.connections)
        .backlog(limits.backlog)
        .disable_signals()
        .shutdown_timeout(Seconds(limits.shutdown_seconds));
    for (number, listener) in listeners.into_iter().enumerate() {
        let name = format!("mqtt-{number}");
        let gate = shared.gate.of_listener(number);
        let shared = Shared { gate, listener: listener.place.to_string().into(), ..shared.clone() };
        let entrance = Entrance { shared: shared.clone(), transport: listener.place.transport, tls: listener.tls };
        builder = builder
            .listen(&name, listener.socket, async move |_| {
                let entrance = entrance.clone();
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
                chain_factory(fn_service(async move |io: Io| entrance.pass(io).await)).and_then(versions)
            })?
            .config(&name, settings(&limits));
    }
    Ok(builder.run())
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
