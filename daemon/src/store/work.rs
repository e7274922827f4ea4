//! House work: small pieces the writer does between two commits, each in a transaction of its own.
//!
//! Sealing, pruning and what people change about the archive must go through the one connection that writes, and must never be in
//! an alarm's way: a piece is short (its maker answers for that; the gauge tells the longest), it waits until nothing else does,
//! it is refused while the store is not well, and one that fails takes nothing else with it.

use std::sync::mpsc::{SyncSender, sync_channel};

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
    /// The store has ended.
    #[error("the store has ended")]
    Gone,
}

/// A piece of work on its way to the writer.
pub(super) struct Work {
    /// What the gauge and the log call it.
    pub(super) name: &'static str,
    /// What is to be done inside a transaction.
    pub(super) run: Box<dyn FnOnce(&Connection) -> rusqlite::Result<()> + Send>,
    /// Told once it is durable, or why it is not.
    pub(super) done: SyncSender<Result<(), WorkError>>,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("name", &self.name).finish_non_exhaustive()
    }
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
        let (done, answer) = sync_channel(1);
        let (put, value) = sync_channel(1);
        let run = Box::new(move |connection: &Connection| {
            let value = work(connection)?;
            // The receiver waits below.
            let _ = put.send(value);
            Ok(())
        });
        self.post(Message::Work(Work { name, run, done }))?;
        answer.recv().map_err(|_| WorkError::Gone)??;
        value.try_recv().map_err(|_| WorkError::Gone)
    }
}
