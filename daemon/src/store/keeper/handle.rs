//! How the rest of the store speaks to the keeper.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc::{SyncSender, sync_channel},
    },
    thread::JoinHandle,
};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};

use super::{
    super::{StoreHandle, work::WorkError},
    Admitted, Pruned, Recompute, RecomputedDay,
};

/// Orders that may wait: whoever gives one waits for its answer, so few are enough.
pub(super) const ORDERS: usize = 16;

/// Where the answer to an order goes.
pub(super) type Answer<T> = SyncSender<Result<T, WorkError>>;

/// What the keeper can be told.
pub(in super::super) enum Order {
    /// Look now whether there is something to do.
    Poke,
    /// Do all there is to do as of this instant.
    Rounds { at: Timestamp, done: Answer<()> },
    /// Take in readings of long ago.
    Admit { point: PointId, readings: Vec<Reading>, done: Answer<Admitted> },
    /// Let days go that ended before this instant.
    Prune { before: Timestamp, done: Answer<Pruned> },
    /// Change readings in their places.
    Recompute { task: Recompute, done: Answer<RecomputedDay> },
    /// End.
    Stop,
}

/// The keeper's orders, and its thread to be waited for once.
#[derive(Debug)]
pub(in super::super) struct KeeperHandle {
    orders: SyncSender<Order>,
    stop: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl KeeperHandle {
    pub(super) const fn new(orders: SyncSender<Order>, stop: Arc<AtomicBool>, thread: JoinHandle<()>) -> Self {
        Self { orders, stop, thread: Mutex::new(Some(thread)) }
    }

    /// Gives an order and waits for the answer.
    pub(super) fn ask<T>(&self, order: impl FnOnce(Answer<T>) -> Order) -> Result<T, WorkError> {
        let (done, answer) = sync_channel(1);
        self.orders.send(order(done)).map_err(|_| WorkError::Gone)?;
        answer.recv().map_err(|_| WorkError::Gone)?
    }

    /// Ends the keeper after the piece it is at, and waits for it. The writer must still be there.
    pub(in super::super) fn stop(&self) {
        self.stop.store(true, Relaxed);
        // A full channel is emptied by the keeper, which then meets the flag.
        let _ = self.orders.try_send(Order::Stop);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the store's keeper ended in a panic");
        }
    }
}

impl StoreHandle {
    /// Asks the keeper to look now whether there is something to seal, gather or forget. Does not wait.
    pub fn poke(&self) {
        // With so many orders waiting it looks soon anyway.
        let _ = self.keeper().orders.try_send(Order::Poke);
    }

    /// Has the keeper do all there is to do as of an instant, and waits for it: for whoever wants the house in order before going
    /// on. An instant in the past does less, one in the future seals what is still coming in.
    pub fn keep_house(&self, at: Timestamp) -> Result<(), WorkError> {
        self.keeper().ask(|done| Order::Rounds { at, done })
    }
}
