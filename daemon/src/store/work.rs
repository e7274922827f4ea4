//! House work: small pieces the writer does between two commits, each in a transaction of its own.
//!
//! Sealing, pruning and what people change about the archive must go through the one connection that writes, and must never be in
//! an alarm's way: a piece is short (its maker answers for that; the gauge tells the longest), it waits until nothing else does,
//! it is refused while the store is not well, and one that fails takes nothing else with it.

use std::{
    sync::mpsc::{Sender, SyncSender, sync_channel},
    time::Duration,
};

use mcs_core::{id::PointId, time::Timestamp};
use rusqlite::Connection;

use super::{StoreHandle, handle::Message};

/// Why a piece of work was not done. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The disk is full or the store cannot commit: recording and alarms come first.
    #[error("the store is not well; it takes no other work until it is")]
    NotWell,
    /// A statement failed.
    #[error("the store cannot write it")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored row says something this version has no word for.
    #[error("{table} holds {what}, which this mcsd does not understand")]
    Row {
        /// The table.
        table: &'static str,
        /// What could not be understood.
        what: String,
    },
    /// Every segment the readings could go to cannot be read.
    #[error("all segments of {point} around {start} are damaged; restore a backup")]
    Damaged {
        /// Whose.
        point: PointId,
        /// Where.
        start: Timestamp,
    },
    /// The store has ended.
    #[error("the store has ended")]
    Gone,
}

/// How long a piece of work held the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Took {
    /// Its statements.
    pub(super) run: Duration,
    /// Making it durable.
    pub(super) commit: Duration,
}

/// What is to be done inside a transaction.
pub(super) type Deed = Box<dyn FnOnce(&Connection) -> rusqlite::Result<()> + Send>;

/// A piece of work on its way to the writer.
pub(super) struct Work {
    /// What the gauge and the log call it.
    pub(super) name: &'static str,
    /// What is to be done inside a transaction.
    pub(super) run: Deed,
    /// Told once it is durable, or why it is not.
    pub(super) done: SyncSender<Result<Took, WorkError>>,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Has the writer do something in a transaction of its own, and waits until it is durable. Blocks.
pub(super) fn hand_over<T: Send + 'static>(
    writer: &Sender<Message>,
    name: &'static str,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Result<(T, Took), WorkError> {
    let (done, answer) = sync_channel(1);
    let (put, value) = sync_channel(1);
    let run = Box::new(move |connection: &Connection| {
        let value = work(connection)?;
        // The receiver waits below.
        let _ = put.send(value);
        Ok(())
    });
    writer.send(Message::Work(Work { name, run, done })).map_err(|_| WorkError::Gone)?;
    let took = answer.recv().map_err(|_| WorkError::Gone)??;
    value.try_recv().map(|value| (value, took)).map_err(|_| WorkError::Gone)
}

impl StoreHandle {
    /// Has the writer do something in a transaction of its own, and waits until it is durable. Blocks.
    ///
    /// It must take a few milliseconds at most: encode before, split what is long.
    pub(super) fn work<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, WorkError> {
        hand_over(self.writer(), name, work).map(|(value, _)| value)
    }
}
