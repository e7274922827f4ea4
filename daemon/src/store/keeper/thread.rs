//! The keeper's thread: rounds and orders, one after the other.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc::{Receiver, RecvTimeoutError, Sender, sync_channel},
    },
    time::{Duration, Instant},
};

use mcs_core::time::Timestamp;

use super::{
    super::{StoreOptions, connection, gauge::StoreGauge, handle::Message, work::WorkError},
    Keeper, KeeperHandle,
    damaged::Damaged,
    handle::{ORDERS, Order},
    pace::Pace,
    piece::Works,
};

/// The longest pause between two rounds, whatever was asked for.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// The pause after a round that failed.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_mins(1);

/// Starts the thread. Its first round comes after the first pause, so that the start has the disk to itself.
pub(in super::super) fn spawn(
    database: &Path,
    writer: Sender<Message>,
    gauge: Arc<StoreGauge>,
    options: &StoreOptions,
) -> std::io::Result<KeeperHandle> {
    let read = connection::reader(database).map_err(std::io::Error::other)?;
    read.set_prepared_statement_cache_capacity(48);
    let (orders, inbox) = sync_channel(ORDERS);
    let stop = Arc::new(AtomicBool::new(false));
    let keeper = Keeper {
        read,
        works: Works::new(writer, Arc::clone(&stop)),
        gauge,
        fingerprint: options.fingerprint,
        archive_target: options.archive_target.clone(),
        damaged: Damaged::default(),
        sealed_through: None,
        gathered_through: None,
        made_room: None,
        segments: Pace::new(128, 32, 2_048),
        rows: Pace::new(1_000, 500, 5_000),
        removals: Pace::new(64, 8, 512),
        pages: Pace::new(32, 8, 512),
    };
    let (stopped, every, clock) = (Arc::clone(&stop), options.keep_every, options.clock);
    let thread =
        std::thread::Builder::new().name("keeper".into()).spawn(move || keeper.run(&inbox, &stopped, every, clock))?;
    Ok(KeeperHandle::new(orders, stop, thread))
}

impl Keeper {
    fn run(mut self, orders: &Receiver<Order>, stop: &AtomicBool, every: Duration, clock: fn() -> Timestamp) {
        let every = every.min(LONGEST_PAUSE);
        let mut due = Instant::now() + every;
        while !stop.load(Relaxed) {
            match orders.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Order::Poke) | Err(RecvTimeoutError::Timeout) => {
                    let pause = match self.round(clock()) {
                        Ok(true) => Duration::ZERO,
                        Ok(false) => every,
                        Err(WorkError::Gone) => return,
                        Err(error) => {
                            tell(&error);
                            PAUSE_AFTER_FAILURE.max(every)
                        }
                    };
                    due = Instant::now() + pause;
                }
                // Whoever gave the order may have gone.
                Ok(Order::Rounds { at, done }) => {
                    let _ = done.send(self.rounds(at));
                }
                Ok(Order::Admit { point, readings, done }) => {
                    let _ = done.send(self.admit(point, readings, clock()));
                }
                Ok(Order::Recompute { task, done }) => {
                    let _ = done.send(self.recompute(&task));
                }
                Ok(Order::Prune { before, done }) => {
                    let _ = done.send(self.prune(before, clock()));
                }
            }
        }
    }

    fn rounds(&mut self, at: Timestamp) -> Result<(), WorkError> {
        while self.round(at)? {}
        Ok(())
    }
}

fn tell(error: &WorkError) {
    match error {
        WorkError::NotWell | WorkError::Gone => tracing::debug!(%error, "the keeper waits"),
        WorkError::Sqlite(_) | WorkError::Row { .. } | WorkError::Damaged { .. } => {
            tracing::warn!(
                error = error as &(dyn std::error::Error + 'static),
                "the keeper could not do its round; it tries again"
            );
        }
    }
}
