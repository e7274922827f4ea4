//! One connection to the broker, from CONNECT to its end. Everything it holds belongs to it alone: its client, its packet
//! ids, what it owes. So an acknowledgement can never be paid into another one, where the same packet id is another publish.

use std::{
    pin::pin,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};

use mcs_core::{broker::BrokerState, id::ConnectionId};
use rumqttc::{
    AsyncClient, ConnectReturnCode, ConnectionError, Event, Packet, Publish, QoS, StateError, SubscribeFilter,
    SubscribeReasonCode,
};
use tokio::{
    sync::{Semaphore, mpsc, watch},
    time::timeout,
};

use super::{
    board::Counters,
    debt::{self, Debt, PACKET_IDS, Unpaid},
    link::Link,
    reader::{Read, Reader},
    settings::{CONNECT_SECONDS, KEEP_ALIVE, SettingsError},
};
use crate::ingest::{Heard, IngestCounters, Observed, Route, verdict_channel};

/// What devices publish.
const TOPICS: [&str; 3] = ["mcs/+/up", "mcs/+/status", "mcs/+/ack"];
/// Room for every acknowledgement there can be, and for what we ask ourselves.
const REQUESTS: usize = PACKET_IDS + 16;
/// Payloads of unacknowledged publishes, in bytes; at it the broker is not read. Their number is bounded by the packet ids.
const PAYLOADS: usize = 64 * 1024 * 1024;
/// The client does something at least each keep-alive; when it does not for this long it is stuck, and is built anew.
const STUCK_AFTER: Duration = Duration::from_secs(4 * KEEP_ALIVE.as_secs());

/// Why a session ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum SessionEnd {
    /// The link's settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The broker does not let us in.
    #[error("the broker refuses the connection: {}", refusal(*.0))]
    NotLetIn(ConnectReturnCode),
    /// It does not give us what devices publish.
    #[error("the broker refuses the subscription to {0}; let the user read mcs/#")]
    NotSubscribed(&'static str),
    /// It no longer answers.
    #[error("the broker no longer answers")]
    Silent,
    /// It closed the connection, which another client of the same id does, too.
    #[error(
        "the broker closed the connection; if it does so at once again and again, another client has the same client id"
    )]
    Closed,
    /// The network.
    #[error("{0}")]
    Network(String),
    /// The client hangs.
    #[error("the connection was stuck")]
    Stuck,
    /// Something could not be stored, and must come again.
    #[error("a publish could not be stored; the broker is asked for it again")]
    Unstored,
    /// The plant is gone.
    #[error("the daemon is going down")]
    PlantGone,
}

fn refusal(code: ConnectReturnCode) -> &'static str {
    match code {
        ConnectReturnCode::BadUserNamePassword => "wrong user or password",
        ConnectReturnCode::NotAuthorized => "not authorised: look at user, password and certificate",
        ConnectReturnCode::BadClientId => "the client id is not allowed",
        ConnectReturnCode::ServiceUnavailable => "it is not available",
        ConnectReturnCode::RefusedProtocolVersion => "it does not speak MQTT 3.1.1",
        ConnectReturnCode::Success => "it let us in and did not",
    }
}

impl From<ConnectionError> for SessionEnd {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::ConnectionRefused(code) => Self::NotLetIn(code),
            ConnectionError::NetworkTimeout
            | ConnectionError::FlushTimeout
            | ConnectionError::MqttState(StateError::AwaitPingResp) => Self::Silent,
            ConnectionError::MqttState(StateError::ConnectionAborted) => Self::Closed,
            ConnectionError::MqttState(StateError::Io(error)) | ConnectionError::Io(error) => {
                Self::Network(error.to_string())
            }
            other => Self::Network(other.to_string()),
        }
    }
}

/// Runs one session until it ends. `up` is told when it is subscribed.
pub(super) async fn run(link: &Link, reader: &mut Reader, id: ConnectionId, up: &watch::Sender<bool>) -> SessionEnd {
    let options = match link.settings.options().await {
        Ok(options) => options,
        Err(error) => return error.into(),
    };
    let (client, mut events) = AsyncClient::new(options, REQUESTS);
    events.network_options.set_connection_timeout(CONNECT_SECONDS);
    let (owe, debts) = mpsc::channel(PACKET_IDS);
    link.board.counters.in_flight.store(0, Relaxed);
    let mut paying = pin!(debt::pay(debts, client.clone(), link.board.clone(), link.roster.clone()));
    let mut session = Session { link, reader, id, owe, room: Arc::new(Semaphore::new(PAYLOADS)) };
    let working = async {
        loop {
            let event = match timeout(STUCK_AFTER, events.poll()).await {
                Ok(Ok(event)) => event,
                Ok(Err(error)) => return SessionEnd::from(error),
                Err(_) => return SessionEnd::Stuck,
            };
            let Event::Incoming(packet) = event else { continue };
            match packet {
                // Also when the broker still has our session: what it may lack costs one packet.
                Packet::ConnAck(_) => {
                    Counters::count(&link.board.counters.connects);
                    let topics = TOPICS.map(|topic| SubscribeFilter::new(topic.to_owned(), QoS::AtLeastOnce));
                    if client.try_subscribe_many(topics).is_err() {
                        return SessionEnd::Stuck;
                    }
                }
                Packet::SubAck(answer) => {
                    let failed = answer.return_codes.iter().position(|code| *code == SubscribeReasonCode::Failure);
                    if let Some(topic) = failed.and_then(|place| TOPICS.get(place)) {
                        return SessionEnd::NotSubscribed(topic);
                    }
                    link.board.set(BrokerState::Up, None);
                    up.send_replace(true);
                }
                Packet::Publish(publish) => {
                    let listening = session.take(&publish).await;
                    if !listening {
                        return SessionEnd::PlantGone;
                    }
                }
                _ => {}
            }
        }
    };
    tokio::select! {
        end = working => end,
        unpaid = &mut paying => match unpaid {
            Unpaid::Refused => SessionEnd::Unstored,
            Unpaid::Ended => SessionEnd::Closed,
        },
    }
}

struct Session<'a> {
    link: &'a Link,
    reader: &'a mut Reader,
    id: ConnectionId,
    owe: mpsc::Sender<Debt>,
    room: Arc<Semaphore>,
}

impl Session<'_> {
    /// Takes one publish; false when the plant is gone. While the inbox is full, or too much is unacknowledged, this waits
    /// and the broker is not read. If that lasts the broker ends the connection, and sends all of it again later.
    async fn take(&mut self, publish: &Publish) -> bool {
        let counters = &self.link.board.counters;
        Counters::count(&counters.frames);
        IngestCounters::count(&self.link.inbox.counters.frames);
        let acknowledged = publish.qos != QoS::AtMostOnce;
        let now = self.link.clock.now();
        match self.reader.read(publish, Instant::now()) {
            Read::Heard { sn, said } => {
                let (ack, verdict) = acknowledged.then(verdict_channel).unzip();
                let observed = Observed {
                    sn: sn.clone(),
                    route: Route::Broker,
                    connection: self.id,
                    received: now.utc,
                    mono: now.mono,
                    retained: publish.retain,
                    pressed: self.link.board.pressed(),
                    said,
                    ack,
                };
                if acknowledged {
                    let size = u32::try_from(publish.payload.len().min(PAYLOADS)).unwrap_or(u32::MAX);
                    let room = Arc::clone(&self.room).acquire_many_owned(size).await.ok();
                    counters.in_flight.fetch_add(1, Relaxed);
                    let debt = Debt { packet: publish.pkid, sn: Some(sn), verdict, room };
                    if self.owe.send(debt).await.is_err() {
                        return true;
                    }
                }
                return self.link.inbox.put(Heard::Frame(observed)).await;
            }
            Read::Stranger { sn } => {
                Counters::count(&counters.strangers);
                if let Some(sn) = sn {
                    tracing::debug!(%sn, topic = publish.topic, "a device nobody registered publishes to the broker");
                    self.link.inbox.knock(sn.as_str(), "", self.link.settings.url.clone(), now.utc);
                }
            }
            Read::Kept => Counters::count(&counters.retained),
        }
        if acknowledged {
            counters.in_flight.fetch_add(1, Relaxed);
            let _ = self.owe.send(Debt { packet: publish.pkid, sn: None, verdict: None, room: None }).await;
        }
        true
    }
}
