//! Acknowledgements owed to the broker. They are paid in the order of receipt, as MQTT wants it, each when its verdict is
//! there. One task a session; it ends with its session, and what it still owed then is the broker's to send again.

use std::sync::atomic::Ordering::Relaxed;

use mcs_core::id::SerialNumber;
use rumqttc::{AsyncClient, Publish, QoS};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::board::{Board, Counters};
use crate::ingest::{Roster, Verdict};

/// Packet ids there are, and so the most a broker can wait for.
pub(super) const PACKET_IDS: usize = u16::MAX as usize;

/// One acknowledgement owed.
pub(super) struct Debt {
    /// The publish's packet id, in this session and no other.
    pub(super) packet: u16,
    /// Whose publish it is.
    pub(super) sn: Option<SerialNumber>,
    /// What becomes of it; `None`: it may be acknowledged at once.
    pub(super) verdict: Option<oneshot::Receiver<Verdict>>,
    /// Its share of the memory that unacknowledged publishes may take.
    pub(super) room: Option<OwnedSemaphorePermit>,
}

/// Why a session must begin anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unpaid {
    /// Something could not be stored: the broker has to send it again, which it does for a new connection.
    Refused,
    /// The session is over.
    Ended,
}

/// Pays until the session is over or something cannot be paid.
pub(super) async fn pay(mut debts: mpsc::Receiver<Debt>, client: AsyncClient, board: Board, roster: Roster) -> Unpaid {
    while let Some(Debt { packet, sn, verdict, room }) = debts.recv().await {
        let accepted = match verdict {
            None => true,
            // A device that was removed while its publish was on its way is a stranger now.
            Some(verdict) => matches!(verdict.await, Ok(Verdict::Accepted)) || sn.is_some_and(|sn| !roster.knows(&sn)),
        };
        drop(room);
        board.counters.in_flight.fetch_sub(1, Relaxed);
        if !accepted {
            Counters::count(&board.counters.refused);
            return Unpaid::Refused;
        }
        let mut publish = Publish::new("", QoS::AtLeastOnce, []);
        publish.pkid = packet;
        // The queue has room for every packet id, so this fails only when the session is over.
        if client.try_ack(&publish).is_err() {
            return Unpaid::Ended;
        }
    }
    Unpaid::Ended
}
