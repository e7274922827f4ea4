//! What leaves the ingest room: an observation (or why there is none) and the token that acknowledges it.

use mcs_core::{
    id::{ConnectionId, SerialNumber},
    observation::Observation,
    time::{Monotonic, Timestamp},
};
use tokio::sync::oneshot;

/// What became of a frame, told to the connection it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is durable, or the ledger names it: acknowledge.
    Accepted,
    /// It must not be acknowledged.
    Refused,
}

/// The right to acknowledge one publish. Dropped unused, the publish is refused and never acknowledged.
#[derive(Debug)]
pub struct AckToken(oneshot::Sender<Verdict>);

impl AckToken {
    /// The frame is safe; the PUBACK may leave.
    pub fn accept(self) {
        // The connection may be gone; its device will send the frame again and identity will know it.
        let _ = self.0.send(Verdict::Accepted);
    }
}

/// A token and the future its connection waits on.
pub fn verdict_channel() -> (AckToken, oneshot::Receiver<Verdict>) {
    let (sender, receiver) = oneshot::channel();
    (AckToken(sender), receiver)
}

/// What a device said, or what it tried to say.
#[derive(Debug)]
pub enum Said {
    /// Decoded.
    Observation(Observation),
    /// Nobody can decode it: kept raw, acknowledged, counted.
    Poison {
        /// The topic as sent.
        topic: String,
        /// The payload, cut to the quarantine's bound.
        payload: Vec<u8>,
        /// Why it cannot be decoded.
        why: String,
    },
    /// Its connection ended without a goodbye, and it had asked for this to be known.
    Will,
    /// Its publish was refused (rules or limits) and not acknowledged.
    Refusal,
}

/// A device nobody registered tried to connect.
#[derive(Debug, Clone)]
pub struct Knock {
    /// The serial number it claims (its client id).
    pub sn: SerialNumber,
    /// The user name it tried.
    pub user: String,
    /// Where it came from.
    pub address: String,
    /// When.
    pub at: Timestamp,
}

/// The way a frame came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Its device is connected to us.
    Endpoint,
    /// Through the external broker.
    Broker,
}

/// What became of the link to the external broker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkNews {
    /// Its connection ended; a new one is tried.
    Broken,
    /// Nothing comes through it.
    Lost {
        /// What people should know and do.
        text: String,
    },
    /// It is up.
    Back,
}

/// What the plant hears from the ingest room.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are frames; a box for each would be an allocation a reading")]
pub enum Heard {
    /// A frame of a registered device.
    Frame(Observed),
    /// A stranger at the door.
    Knock(Knock),
    /// The link to the external broker was lost, or is back.
    Link(LinkNews),
}

/// One frame on its way from a connection to the plant.
#[derive(Debug)]
pub struct Observed {
    /// The registered device it speaks for.
    pub sn: SerialNumber,
    /// The way it came.
    pub route: Route,
    /// The connection it came on.
    pub connection: ConnectionId,
    /// When its last byte was read.
    pub received: Timestamp,
    /// The same moment on the clock that never steps.
    pub mono: Monotonic,
    /// The broker's client marked it retained.
    pub retained: bool,
    /// Its sender waits for the acknowledgement before it sends more: the commit should not dawdle.
    pub pressed: bool,
    /// What it says.
    pub said: Said,
    /// The acknowledgement owed; none for QoS 0 and wills.
    pub ack: Option<AckToken>,
}
