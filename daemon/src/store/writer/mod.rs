//! The writer thread: takes all that waits, writes it in one transaction with one sync, then tells everybody.
//!
//! ```text
//!  receive ─▶ insert into the open transaction ─▶ due? ─▶ COMMIT ─▶ outlet, callers, acknowledgements
//!     ▲                      │ an error: roll back, keep all of it in memory, try again for ever
//!     └──────────────────────┴── reserve, alarms only, owed: see the ladder
//! ```

mod apply;
mod batch;
mod budget;
mod checkpoint;
pub(super) mod clock;
mod failure;
mod labour;
mod ladder;
mod settle;
mod thread;
mod turn;

pub(super) use failure::is_full;
pub(super) use thread::{Joiner, Setup, spawn};

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use rusqlite::Connection;

use self::{
    apply::{Applied, Place},
    batch::Batch,
    budget::Budget,
    checkpoint::Checkpoint,
    ladder::Ladder,
};
use super::{Outlet, StoreOptions, disk::Disk, gauge::StoreGauge, handle::Inbox, ledger::SharedPending, work::Work};

/// How often the ledger and the daemon's heartbeat are written.
const LEDGER_EVERY: Duration = Duration::from_mins(1);

/// How often the writer looks around when nothing happens.
const TICK: Duration = Duration::from_secs(1);

/// How often files and the free disk are measured.
const MEASURE_EVERY: Duration = Duration::from_secs(2);

/// How often the reserve is fitted to the plant's rate.
const RESIZE_EVERY: Duration = Duration::from_hours(1);

/// The writer. Its state is owned by its thread alone.
struct Writer {
    connection: Connection,
    inbox: Inbox,
    outlet: Box<dyn Outlet>,
    gauge: Arc<StoreGauge>,
    pending: SharedPending,
    options: StoreOptions,
    disk: Disk,
    ladder: Ladder,
    budget: Budget,
    checkpoint: Checkpoint,
    database: std::path::PathBuf,
    /// As of the last commit.
    place: Place,
    /// There while a transaction is open.
    applied: Option<Applied>,
    batch: Batch,
    /// House work that waits.
    works: VecDeque<Work>,
    retry: Option<Retry>,
    ledger_due: Instant,
    measure_due: Instant,
    resize_due: Instant,
    /// The number of this run, once it is written.
    run: Option<i64>,
    stopping: bool,
}

/// A pause after a failure.
#[derive(Debug, Clone, Copy)]
struct Retry {
    at: Instant,
    pause: Duration,
}
