//! The desk's end of a courier.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mcs_core::notice::{Allowance, Channel, Packer};
use tokio::sync::{mpsc, oneshot, watch};

use super::{Courier, News, busy::Busy, line::Line};
use crate::{
    notify::{
        Poke,
        channel::{Accepted, SendError},
        room::Room,
    },
    store::{DeliveryKey, NewDelivery},
};

/// Deliveries lent to a courier at most: beyond it they wait for the store.
const MOST_LENT: usize = 4_096;
/// Tests that may wait for a courier.
const ASKS: usize = 16;

/// Where the answer to a test goes.
pub(in super::super) type TestReply = oneshot::Sender<Result<Accepted, SendError>>;

/// Deliveries whose record is late, for the courier to send as they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Lent(Arc<Mutex<BTreeMap<DeliveryKey, Arc<NewDelivery>>>>);

impl Lent {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeliveryKey, Arc<NewDelivery>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of them, as they are now.
    pub(super) fn all(&self) -> Vec<Arc<NewDelivery>> {
        self.lock().values().cloned().collect()
    }
}

/// The desk's end of a courier.
#[derive(Debug)]
pub(in super::super) struct CourierHandle {
    poke: Poke,
    lent: Lent,
    asks: mpsc::Sender<TestReply>,
}

impl CourierHandle {
    /// A courier for a channel, to be spawned, and the desk's end of it.
    pub(in super::super) fn new(
        channel: &Channel,
        broken: Option<Self>,
        room: Room,
        news: mpsc::Sender<News>,
        stop: watch::Receiver<bool>,
    ) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let (asks, asked) = mpsc::channel(ASKS);
        // What was lent to one that broke is lent to its successor.
        let lent = broken.map(|broken| broken.lent).unwrap_or_default();
        let handle = Self { poke: Poke::default(), lent, asks };
        let courier = Courier {
            channel: channel.clone(),
            room,
            poke: handle.poke.clone(),
            lent: handle.lent.clone(),
            news,
            line: Line::new(),
            packer: Packer::new(Allowance::of(channel.kind)),
            letters: Vec::new(),
            busy: Busy::default(),
            told_stuck: std::collections::HashSet::new(),
            resting_until: None,
            restored: false,
        };
        (handle, courier.run(asked, stop))
    }

    /// Something is new.
    pub(in super::super) fn poke(&self) {
        self.poke.poke();
    }

    /// Lends a delivery whose record is late; false if too many are lent already.
    pub(in super::super) fn lend(&self, delivery: NewDelivery) -> bool {
        let mut lent = self.lent.lock();
        if lent.len() >= MOST_LENT {
            return false;
        }
        lent.insert(delivery.key(), Arc::new(delivery));
        true
    }

    /// It is on record now: the courier finds it there.
    pub(in super::super) fn take_back(&self, key: &DeliveryKey) {
        self.lent.lock().remove(key);
    }

    /// Has it send a test; without an answer it is gone, or too many tests wait.
    pub(in super::super) fn test(&self, reply: TestReply) {
        let _ = self.asks.try_send(reply);
    }
}
