//! Starting the writer thread, and waiting for its end.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
    time::Instant,
};

use rusqlite::Connection;

use super::{
    super::{
        OpenError, Outlet, ReserveSize, StoreOptions, disk::Disk, gauge::StoreGauge, handle::Inbox,
        ledger::SharedPending, rate,
    },
    RESIZE_EVERY, Writer,
    apply::Place,
    batch::Batch,
    budget::Budget,
    checkpoint::Checkpoint,
    clock,
    ladder::Ladder,
};

/// What the writer is made of.
pub(in super::super) struct Setup {
    pub(in super::super) connection: Connection,
    pub(in super::super) dir: PathBuf,
    pub(in super::super) database: PathBuf,
    pub(in super::super) inbox: Inbox,
    pub(in super::super) outlet: Box<dyn Outlet>,
    pub(in super::super) gauge: Arc<StoreGauge>,
    pub(in super::super) pending: SharedPending,
    pub(in super::super) options: StoreOptions,
    /// Keeps a second daemon out until the writer has ended.
    pub(in super::super) lock: super::super::lock::DirLock,
}

/// Starts the thread.
pub(in super::super) fn spawn(setup: Setup) -> Result<Joiner, OpenError> {
    let Setup { mut connection, dir, database, inbox, outlet, gauge, pending, options, lock } = setup;
    let now = Instant::now();
    let mut disk = Disk::new(&dir);
    disk.look();
    let reserve = match options.reserve {
        ReserveSize::Fixed(bytes) => bytes,
        ReserveSize::Measured => rate::reserve_bytes(&connection, clock::now())?,
    };
    let writer = Writer {
        place: Place::load(&connection)?,
        checkpoint: Checkpoint::watch(&mut connection)?,
        ladder: Ladder::new(&dir, &options, reserve, &disk),
        connection,
        inbox,
        outlet,
        gauge,
        pending,
        options,
        disk,
        budget: Budget::full(now),
        database,
        applied: None,
        batch: Batch::default(),
        works: std::collections::VecDeque::new(),
        retry: None,
        // This run, and what was counted again, are written first of all.
        ledger_due: now,
        measure_due: now,
        resize_due: now + RESIZE_EVERY,
        run: None,
        stopping: false,
    };
    // Before anybody looks: a disk that is nearly full must not seem empty for a moment.
    writer.measure();
    let thread = std::thread::Builder::new()
        .name("store".into())
        .spawn(move || {
            writer.run();
            drop(lock);
        })
        .map_err(|source| OpenError::File { what: "start a thread for", path: dir, source })?;
    Ok(Joiner(Mutex::new(Some(thread))))
}

/// The thread, to be waited for once.
#[derive(Debug)]
pub(in super::super) struct Joiner(Mutex<Option<JoinHandle<()>>>);

impl Joiner {
    /// Waits until the writer has ended. A second caller does not wait.
    pub(in super::super) fn join(&self) {
        let thread = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended in a panic");
        }
    }
}
