//! MQTT 3.1.1. What is refused has no reason code: the connection is closed, and no PUBACK leaves.

use std::rc::Rc;

use ntex::{io::types::PeerAddr, rt, time::Seconds};
use ntex_mqtt::{
    QoS,
    v3::{Handshake, HandshakeAck, ProtocolMessage, ProtocolMessageAck, Publish, Session},
};

use super::{
    Shared,
    link::{Link, LinkError, Login, LoginError, Outcome, close_when_ended},
};

/// What the handlers of one connection share.
pub(super) type State = Session<Rc<Link>>;

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
    match Link::log_in(shared, &login) {
        Ok(link) => {
            let sink = handshake.sink();
            let gone = handshake.io().on_disconnect();
            rt::spawn(close_when_ended(link.connection(), gone, move || sink.close()));
            let idle = Seconds(link.idle_seconds());
            let ack = handshake.ack(link, false);
            if keep_alive == 0 { ack.idle_timeout(idle) } else { ack }
        }
        Err(LoginError::BadCredentials) => handshake.bad_username_or_pwd(),
        Err(LoginError::NotAuthorized) => handshake.not_authorized(),
        Err(LoginError::LockedOut) => handshake.service_unavailable(),
    }
}

/// Answers a publish: an error closes the connection.
pub(super) async fn take(session: &State, publish: Publish) -> Result<(), LinkError> {
    let payload = publish.read_all().await.map_err(|_| LinkError::Refused)?;
    let acknowledged = publish.qos() != QoS::AtMostOnce;
    match session.publish(publish.publish_topic(), payload, acknowledged, publish.retain()).await {
        Outcome::Accepted => Ok(()),
        Outcome::Forbidden | Outcome::Lost => Err(LinkError::Refused),
    }
}

/// Answers everything else.
pub(super) fn protocol(session: &State, message: ProtocolMessage) -> ProtocolMessageAck {
    match message {
        ProtocolMessage::Subscribe(mut subscribe) => {
            for mut topic in &mut subscribe {
                match session.subscribe(topic.topic()) {
                    Ok(()) => topic.confirm(topic.qos().min(QoS::AtLeastOnce)),
                    Err(_) => topic.fail(),
                }
            }
            subscribe.ack()
        }
        ProtocolMessage::Unsubscribe(unsubscribe) => unsubscribe.ack(),
        ProtocolMessage::Disconnect(disconnect) => {
            session.goodbye();
            disconnect.ack()
        }
        ProtocolMessage::Ping(ping) => ping.ack(),
        ProtocolMessage::PublishRelease(release) => release.ack(),
    }
}
