//! A client of our own that finds out what the broker does: it publishes to itself and does not acknowledge.
//!
//! It has a client id and a topic that nobody else uses. It speaks MQTT 5, in which brokers say more of themselves, and in
//! which its session ends by itself. A broker that makes client ids of user names would take it for the link and end that
//! session; so it does not ask for a clean one, and where there is a session already it says goodbye at once.

use std::{sync::Arc, time::Duration};

use rumqttc::v5::{
    AsyncClient, ConnectionError, Event, EventLoop, MqttOptions, StateError,
    mqttbytes::{
        QoS,
        v5::{ConnectReturnCode, Packet, PubAckReason, Publish, SubscribeReasonCode},
    },
};
use tokio::time::{Instant, timeout, timeout_at};

use super::{
    Settings,
    settings::{Access, CONNECT_SECONDS, KEEP_ALIVE, SettingsError},
};

/// Where brokers say what they are.
const VERSION: &str = "$SYS/broker/version";
/// How long the broker keeps the probe's session, in seconds, if the probe breaks.
const SESSION_SECONDS: u32 = 60;
/// How long what a broker says at a subscription may take.
const GREETING: Duration = Duration::from_secs(1);
/// Nothing came for this long: nothing more comes.
const QUIET: Duration = Duration::from_millis(700);
/// A broker that takes longer than this for all of it is too slow to say anything about.
const PATIENCE: Duration = Duration::from_secs(20);
/// Publishes and acknowledgements that may wait for the network.
const REQUESTS: usize = 16_384;

/// Why nothing was found out.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProbeError {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The broker speaks only older versions, in which it cannot say what its limits are.
    #[error("the broker does not speak MQTT 5")]
    OldProtocol,
    /// Another client has the id.
    #[error("the broker gives clients of one user one session: nothing can be tried beside the link")]
    SharedSession,
    /// It must not do that there.
    #[error("the user may not {what} {topic}")]
    NotAllowed {
        /// `read` or `write`.
        what: &'static str,
        /// The probe's own topic.
        topic: String,
    },
    /// The connection.
    #[error("{0}")]
    Connection(String),
    /// It took too long.
    #[error("the broker was too slow to say")]
    TooSlow,
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    NoRandomness,
}

impl From<ConnectionError> for ProbeError {
    fn from(error: ConnectionError) -> Self {
        let code = match &error {
            ConnectionError::ConnectionRefused(code) => Some(*code),
            ConnectionError::MqttState(StateError::ConnFail { reason }) => Some(*reason),
            _ => None,
        };
        match code {
            Some(ConnectReturnCode::RefusedProtocolVersion | ConnectReturnCode::UnsupportedProtocolVersion) => {
                Self::OldProtocol
            }
            Some(_) | None => Self::Connection(error.to_string()),
        }
    }
}

/// What became of publishes that nobody acknowledged, and after they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flood {
    /// Published, and acknowledged by the broker.
    pub(super) sent: u32,
    /// Came back before any was acknowledged.
    pub(super) held: u32,
    /// Came back in all.
    pub(super) came: u32,
}

/// A connected probe.
pub(super) struct Probe {
    client: AsyncClient,
    events: EventLoop,
    topic: String,
    /// What the broker says it is.
    pub(super) version: Option<String>,
    /// Publishes it lets a client have unacknowledged.
    pub(super) receive_maximum: Option<u16>,
    /// Longest packet it takes.
    pub(super) max_packet: Option<u32>,
}

impl Probe {
    /// Connects and subscribes to its own topic.
    pub(super) async fn connect(settings: &Arc<Settings>) -> Result<Self, ProbeError> {
        let mut random = [0; 8];
        getrandom::fill(&mut random).map_err(|_| ProbeError::NoRandomness)?;
        let random = format!("{:016x}", u64::from_be_bytes(random));
        let Access { login, transport } = settings.access().await?;
        let id = format!("{}-probe-{random}", settings.client_id);
        let mut options = MqttOptions::new(id, &settings.host, settings.port);
        if let Some((user, password)) = login {
            options.set_credentials(user, password);
        }
        options
            .set_transport(transport)
            .set_clean_start(false)
            .set_session_expiry_interval(Some(SESSION_SECONDS))
            .set_manual_acks(true)
            .set_keep_alive(KEEP_ALIVE)
            .set_connection_timeout(CONNECT_SECONDS);
        let (client, events) = AsyncClient::new(options, REQUESTS);
        // A topic of commands: whoever takes readings for the daemon may read all and write these.
        let topic = format!("mcs/mcsd-probe-{random}/cmd");
        let mut probe = Self { client, events, topic, version: None, receive_maximum: None, max_packet: None };
        probe.subscribe().await?;
        Ok(probe)
    }

    async fn subscribe(&mut self) -> Result<(), ProbeError> {
        let until = Instant::now() + Duration::from_secs(CONNECT_SECONDS) + GREETING;
        let mut answers = 0;
        while answers < 2 || self.version.is_none() {
            let packet = match timeout_at(until, self.incoming()).await {
                Ok(packet) => packet?,
                // It need not say what it is.
                Err(_) if answers > 0 => return Ok(()),
                Err(_) => return Err(ProbeError::TooSlow),
            };
            match packet {
                Packet::ConnAck(greeting) => {
                    if greeting.session_present {
                        let _ = self.client.try_disconnect();
                        let _ = timeout(GREETING, self.events.poll()).await;
                        return Err(ProbeError::SharedSession);
                    }
                    if let Some(properties) = greeting.properties {
                        (self.receive_maximum, self.max_packet) = (properties.receive_max, properties.max_packet_size);
                    }
                    request(self.client.try_subscribe(&self.topic, QoS::AtLeastOnce))?;
                    request(self.client.try_subscribe(VERSION, QoS::AtMostOnce))?;
                }
                Packet::SubAck(answer) => {
                    let allowed = matches!(answer.return_codes.first(), Some(SubscribeReasonCode::Success(_)));
                    if answers == 0 && !allowed {
                        return Err(ProbeError::NotAllowed { what: "read", topic: self.topic.clone() });
                    }
                    answers += 1;
                    if !allowed {
                        return Ok(());
                    }
                }
                Packet::Publish(publish) => self.hear(&publish),
                _ => {}
            }
        }
        Ok(())
    }

    /// Publishes so many messages to itself, and acknowledges none until no more come.
    pub(super) async fn flood(&mut self, count: u32) -> Result<Flood, ProbeError> {
        for number in 0..count {
            request(self.client.try_publish(&self.topic, QoS::AtLeastOnce, false, number.to_be_bytes().to_vec()))?;
        }
        let until = Instant::now() + PATIENCE;
        let (mut sent, mut held) = (0, Vec::new());
        while held.len() < count as usize || sent < count {
            let Some(packet) = self.next(until).await? else { break };
            match packet {
                Packet::PubAck(answer) => match answer.reason {
                    PubAckReason::NotAuthorized => {
                        return Err(ProbeError::NotAllowed { what: "write", topic: self.topic.clone() });
                    }
                    _ => sent += 1,
                },
                Packet::Publish(publish) if publish.topic == self.topic.as_bytes() => held.push(publish),
                _ => {}
            }
        }
        if sent < count {
            return Err(ProbeError::TooSlow);
        }
        let before = u32::try_from(held.len()).unwrap_or(u32::MAX);
        for publish in &held {
            request(self.client.try_ack(publish))?;
        }
        let mut came = before;
        while came < count {
            let Some(packet) = self.next(until).await? else { break };
            if let Packet::Publish(publish) = packet
                && publish.topic == self.topic.as_bytes()
            {
                came += 1;
                request(self.client.try_ack(&publish))?;
            }
        }
        Ok(Flood { sent, held: before, came })
    }

    /// Says goodbye; the session ends a minute later.
    pub(super) async fn close(mut self) {
        let _ = self.client.try_disconnect();
        let _ = timeout(GREETING, async { while self.events.poll().await.is_ok() {} }).await;
    }

    /// The next packet, or nothing if none comes any more.
    async fn next(&mut self, until: Instant) -> Result<Option<Packet>, ProbeError> {
        if Instant::now() >= until {
            return Err(ProbeError::TooSlow);
        }
        timeout(QUIET, self.incoming()).await.ok().transpose()
    }

    async fn incoming(&mut self) -> Result<Packet, ProbeError> {
        loop {
            if let Event::Incoming(packet) = self.events.poll().await? {
                return Ok(packet);
            }
        }
    }

    fn hear(&mut self, publish: &Publish) {
        if publish.topic == VERSION.as_bytes() {
            // As it comes; people look at it.
            let text: String = String::from_utf8_lossy(&publish.payload).chars().filter(|c| !c.is_control()).collect();
            self.version = Some(text.chars().take(100).collect());
        }
    }
}

fn request(asked: Result<(), rumqttc::v5::ClientError>) -> Result<(), ProbeError> {
    asked.map_err(|_| ProbeError::Connection("too much waits for the network".into()))
}
