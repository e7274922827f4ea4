//! The writer thread.

use std::{
    sync::{Mutex, PoisonError},
    thread::JoinHandle,
};

/// The thread, to be waited for once.
#[derive(Debug)]
pub(super) struct Joiner(Mutex<Option<JoinHandle<()>>>);

impl Joiner {
    pub(super) const fn new(thread: JoinHandle<()>) -> Self {
        Self(Mutex::new(Some(thread)))
    }

    /// Waits until the writer has ended. A second caller does not wait.
    pub(super) fn join(&self) {
        let thread = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended in a panic");
        }
    }
}
