//! One MQTT connection of one device, 3.1.1 or 5, through rumqttc.
//!
//! rumqttc would send again by itself, but only within a session the server kept. A device keeps its own backlog, so each
//! connection here is a fresh client that ends with the first error; what it leaves unanswered goes back to the outbox.

use std::{future::Future, net::SocketAddr, pin::Pin, time::Duration};

use mcs_core::{
    device::Credential,
    id::SerialNumber,
    topic::{BROADCAST, Leaf},
};
use rumqttc::v5;

/// Which dialect a device speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// MQTT 3.1.1.
    V311,
    /// MQTT 5.
    V5,
}

/// Delivery promises a simulated device asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Qos {
    /// Sent and forgotten.
    AtMostOnce,
    /// Kept until acknowledged.
    AtLeastOnce,
}

/// How a device connects.
#[derive(Debug, Clone)]
pub(crate) struct LinkOptions {
    /// Where to.
    pub(crate) address: SocketAddr,
    /// Which dialect.
    pub(crate) dialect: Dialect,
    /// Publishes without an answer at most.
    pub(crate) window: u16,
}

/// Something that happened on the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    /// The server took the connection.
    Connected,
    /// The oldest publish handed over left with this packet id.
    Sent(u16),
    /// This packet was acknowledged.
    Acked(u16),
    /// This packet was refused with a reason.
    Refused(u16, String),
    /// Something of no interest here.
    Other,
}

/// The connection ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    /// Why.
    pub(crate) why: String,
    /// Whether the server does not want this device with this password; trying again is pointless.
    pub(crate) forbidden: bool,
    /// What was still heard before the end.
    pub(crate) heard: Vec<Happened>,
}

enum Client {
    V311(rumqttc::AsyncClient),
    V5(v5::AsyncClient),
}

enum EventLoop {
    V311(Box<rumqttc::EventLoop>),
    V5(Box<v5::EventLoop>),
}

type Step = Pin<Box<dyn Future<Output = (EventLoop, Result<Happened, Ended>)> + Send>>;

/// A connection being made or standing. Dropped, it breaks off without a farewell, as a lost network does.
pub(crate) struct Link {
    client: Client,
    step: Step,
    topic: String,
    status: String,
}

/// Room for the packet ids of subscriptions and the status message beside the window's.
const SPARE_IDS: u16 = 8;
/// As the protocol of the detectors wants it.
const KEEP_ALIVE: Duration = Duration::from_mins(1);
/// The largest packet a device sends or takes: batches are bounded by the daemon at 64 KiB.
const PACKET_MAX: usize = 72 * 1024;
const OFFLINE: &str = r#"{"status":"offline"}"#;
const ONLINE: &str = r#"{"status":"online"}"#;

impl Link {
    /// Begins to connect.
    pub(crate) fn open(sn: &SerialNumber, credential: &Credential, options: &LinkOptions) -> Self {
        let topic = |leaf: Leaf| format!("mcs/{sn}/{}", leaf.as_str());
        let status = topic(Leaf::Status);
        let (host, port) = (options.address.ip().to_string(), options.address.port());
        let (user, password) = (credential.user.as_str(), credential.password.as_str());
        let room = options.window + SPARE_IDS;
        let (client, events) = match options.dialect {
            Dialect::V311 => {
                let mut mqtt = rumqttc::MqttOptions::new(sn.as_str(), host, port);
                mqtt.set_keep_alive(KEEP_ALIVE).set_credentials(user, password).set_inflight(room);
                mqtt.set_max_packet_size(PACKET_MAX, PACKET_MAX);
                mqtt.set_last_will(rumqttc::LastWill::new(&status, OFFLINE, rumqttc::QoS::AtLeastOnce, true));
                let (client, events) = rumqttc::AsyncClient::new(mqtt, usize::from(room));
                (Client::V311(client), EventLoop::V311(Box::new(events)))
            }
            Dialect::V5 => {
                let mut mqtt = v5::MqttOptions::new(sn.as_str(), host, port);
                mqtt.set_keep_alive(KEEP_ALIVE).set_credentials(user, password).set_outgoing_inflight_upper_limit(room);
                let will =
                    v5::mqttbytes::v5::LastWill::new(&status, OFFLINE, v5::mqttbytes::QoS::AtLeastOnce, true, None);
                mqtt.set_last_will(will);
                let (client, events) = v5::AsyncClient::new(mqtt, usize::from(room));
                (Client::V5(client), EventLoop::V5(Box::new(events)))
            }
        };
        let link = Self { client, step: Box::pin(step(events)), topic: topic(Leaf::Up), status };
        for filter in [topic(Leaf::Cmd), topic(Leaf::Down), BROADCAST.to_owned()] {
            link.subscribe(filter);
        }
        link
    }

    /// Waits for what happens next. May be given up and called again without missing anything. After an end it must not be
    /// called again.
    pub(crate) async fn next(&mut self) -> Result<Happened, Ended> {
        let (mut events, outcome) = (&mut self.step).await;
        match outcome {
            Ok(happened) => {
                self.step = Box::pin(step(events));
                Ok(happened)
            }
            Err(mut ended) => {
                ended.heard = events.remaining();
                self.step = Box::pin(std::future::pending());
                Err(ended)
            }
        }
    }

    /// Hands over a report; false if the client has no room, which its window prevents.
    pub(crate) fn publish(&self, qos: Qos, payload: Vec<u8>) -> bool {
        self.hand_over(&self.topic, qos, false, payload)
    }

    /// Hands over the message "I am here"; retained, as the protocol wants it.
    pub(crate) fn say_online(&self) -> bool {
        self.hand_over(&self.status, Qos::AtLeastOnce, true, ONLINE.as_bytes().to_vec())
    }

    /// Asks for a farewell, so that the server does not speak the will.
    pub(crate) fn close(&self) {
        // A client without room is broken off instead; the run is over either way.
        match &self.client {
            Client::V311(client) => drop(client.try_disconnect()),
            Client::V5(client) => drop(client.try_disconnect()),
        }
    }

    fn hand_over(&self, topic: &str, qos: Qos, retain: bool, payload: Vec<u8>) -> bool {
        match &self.client {
            Client::V311(client) => client.try_publish(topic, qos.v311(), retain, payload).is_ok(),
            Client::V5(client) => client.try_publish(topic, qos.v5(), retain, payload).is_ok(),
        }
    }

    fn subscribe(&self, filter: String) {
        // The channel is new and has room for these.
        match &self.client {
            Client::V311(client) => drop(client.try_subscribe(filter, rumqttc::QoS::AtLeastOnce)),
            Client::V5(client) => drop(client.try_subscribe(filter, v5::mqttbytes::QoS::AtLeastOnce)),
        }
    }
}

impl Qos {
    const fn v311(self) -> rumqttc::QoS {
        match self {
            Self::AtMostOnce => rumqttc::QoS::AtMostOnce,
            Self::AtLeastOnce => rumqttc::QoS::AtLeastOnce,
        }
    }

    const fn v5(self) -> v5::mqttbytes::QoS {
        match self {
            Self::AtMostOnce => v5::mqttbytes::QoS::AtMostOnce,
            Self::AtLeastOnce => v5::mqttbytes::QoS::AtLeastOnce,
        }
    }
}

impl EventLoop {
    /// What was read from the network together with the end of it.
    fn remaining(&mut self) -> Vec<Happened> {
        match self {
            Self::V311(events) => events.state.events.drain(..).map(|event| from_v311(&event)).collect(),
            Self::V5(events) => events.state.events.drain(..).map(|event| from_v5(&event)).collect(),
        }
    }
}

/// One step of the event loop, which owns it meanwhile: giving up waiting then never interrupts it half way.
async fn step(events: EventLoop) -> (EventLoop, Result<Happened, Ended>) {
    let ended = |why: String, forbidden| Ended { why, forbidden, heard: Vec::new() };
    match events {
        EventLoop::V311(mut events) => {
            use rumqttc::{ConnectReturnCode as Code, ConnectionError};
            let outcome = events.poll().await.map(|event| from_v311(&event)).map_err(|error| {
                let forbidden = matches!(
                    error,
                    ConnectionError::ConnectionRefused(Code::BadUserNamePassword | Code::NotAuthorized)
                );
                ended(error.to_string(), forbidden)
            });
            (EventLoop::V311(events), outcome)
        }
        EventLoop::V5(mut events) => {
            use v5::{ConnectionError, mqttbytes::v5::ConnectReturnCode as Code};
            let outcome = events.poll().await.map(|event| from_v5(&event)).map_err(|error| {
                let forbidden = matches!(
                    error,
                    ConnectionError::ConnectionRefused(Code::BadUserNamePassword | Code::NotAuthorized)
                );
                ended(error.to_string(), forbidden)
            });
            (EventLoop::V5(events), outcome)
        }
    }
}

fn from_v311(event: &rumqttc::Event) -> Happened {
    match event {
        rumqttc::Event::Incoming(rumqttc::Packet::ConnAck(_)) => Happened::Connected,
        rumqttc::Event::Incoming(rumqttc::Packet::PubAck(ack)) => Happened::Acked(ack.pkid),
        rumqttc::Event::Outgoing(rumqttc::Outgoing::Publish(id)) => Happened::Sent(*id),
        rumqttc::Event::Incoming(_) | rumqttc::Event::Outgoing(_) => Happened::Other,
    }
}

fn from_v5(event: &v5::Event) -> Happened {
    use v5::mqttbytes::v5::{Packet, PubAckReason};
    match event {
        v5::Event::Incoming(Packet::ConnAck(_)) => Happened::Connected,
        v5::Event::Incoming(Packet::PubAck(ack)) => match ack.reason {
            PubAckReason::Success | PubAckReason::NoMatchingSubscribers => Happened::Acked(ack.pkid),
            PubAckReason::UnspecifiedError
            | PubAckReason::ImplementationSpecificError
            | PubAckReason::NotAuthorized
            | PubAckReason::TopicNameInvalid
            | PubAckReason::PacketIdentifierInUse
            | PubAckReason::QuotaExceeded
            | PubAckReason::PayloadFormatInvalid => Happened::Refused(ack.pkid, format!("{:?}", ack.reason)),
        },
        v5::Event::Outgoing(rumqttc::Outgoing::Publish(id)) => Happened::Sent(*id),
        v5::Event::Incoming(_) | v5::Event::Outgoing(_) => Happened::Other,
    }
}
