//! MQTT 5. What is refused gets a reason code in its PUBACK, and the connection lives on.

use std::{num::NonZeroU16, rc::Rc};

use ntex::{io::types::PeerAddr, rt};
use ntex_mqtt::{
    QoS,
    v5::{
        Handshake, HandshakeAck, ProtocolMessage, ProtocolMessageAck, Publish, PublishAck, Session,
        codec::{ConnectAckReason, DisconnectReasonCode, PublishAckReason, SubscribeAckReason},
    },
};

use super::{
    Shared,
    link::{Link, LinkError, Login, LoginError, Outcome, close_when_ended},
};
use crate::ingest::rules::SubscribeRefusal;

/// What the handlers of one connection share.
pub(super) type State = Session<Rc<Link>>;

impl TryFrom<LinkError> for PublishAck {
    type Error = LinkError;
    /// Errors of ours end the connection; refusals are answered, not errors.
    fn try_from(error: LinkError) -> Result<Self, LinkError> {
        Err(error)
    }
}

/// Answers a CONNECT.
pub(super) fn log_in(shared: &Shared, handshake: Handshake) -> HandshakeAck<Rc<Link>> {
    let connect = handshake.packet();
    let login = Login {
        peer: handshake.io().query::<PeerAddr>().get().map(PeerAddr::into_inner),
        client_id: &connect.client_id,
        user: connect.username.as_deref(),
        password: connect.password.as_deref(),
        will_topic: connect.last_will.as_ref().map(|will| &*will.topic),
    };
    let keep_alive = connect.keep_alive;
    let limits = shared.limits;
    match Link::log_in(shared, &login) {
        Ok(link) => {
            let sink = handshake.sink();
            let gone = handshake.io().on_disconnect();
            rt::spawn(close_when_ended(link.connection(), gone, move || sink.close()));
            let ack = handshake.ack(link).with(|ack| {
                ack.receive_max = NonZeroU16::new(limits.in_flight).unwrap_or(NonZeroU16::MIN);
                ack.max_packet_size = Some(limits.packet_bytes);
                ack.wildcard_subscription_available = false;
                ack.shared_subscription_available = false;
                ack.subscription_identifiers_available = false;
            });
            if keep_alive == 0 { ack.keep_alive(limits.idle_seconds) } else { ack }
        }
        Err(LoginError::BadCredentials) => handshake.failed(ConnectAckReason::BadUserNameOrPassword),
        Err(LoginError::NotAuthorized) => handshake.failed(ConnectAckReason::NotAuthorized),
        Err(LoginError::LockedOut) => handshake.failed(ConnectAckReason::ConnectionRateExceeded),
    }
}

/// Answers a publish.
pub(super) async fn take(session: &State, publish: Publish) -> Result<PublishAck, LinkError> {
    let payload = publish.read_all().await.map_err(|_| LinkError::Refused)?;
    let acknowledged = publish.qos() != QoS::AtMostOnce;
    match session.publish(publish.publish_topic(), payload, acknowledged, publish.retain()).await {
        Outcome::Accepted => Ok(publish.ack()),
        Outcome::Lost => Err(LinkError::Refused),
        Outcome::Forbidden => Ok(publish.ack().reason_code(PublishAckReason::NotAuthorized)),
    }
}

/// Answers everything else.
pub(super) fn protocol(session: &State, message: ProtocolMessage) -> ProtocolMessageAck {
    match message {
        ProtocolMessage::Subscribe(mut subscribe) => {
            for mut topic in &mut subscribe {
                match session.subscribe(topic.topic()) {
                    Ok(()) => topic.confirm(topic.options().qos.min(QoS::AtLeastOnce)),
                    Err(SubscribeRefusal::Wildcard) => {
                        topic.fail(SubscribeAckReason::WildcardSubscriptionsNotSupported);
                    }
                    Err(SubscribeRefusal::Shared) => topic.fail(SubscribeAckReason::SharedSubscriptionNotSupported),
                    Err(SubscribeRefusal::NotGranted) => topic.fail(SubscribeAckReason::NotAuthorized),
                }
            }
            subscribe.ack()
        }
        ProtocolMessage::Unsubscribe(unsubscribe) => unsubscribe.ack(),
        ProtocolMessage::Disconnect(disconnect) => {
            // "Disconnect with will" is a client that wants its will known.
            if disconnect.packet().reason_code != DisconnectReasonCode::DisconnectWithWillMessage {
                session.goodbye();
            }
            disconnect.ack()
        }
        ProtocolMessage::Ping(ping) => ping.ack(),
        ProtocolMessage::PublishRelease(release) => release.ack(),
        ProtocolMessage::Auth(_) => message.disconnect(),
    }
}
