//! Told when the daemon ends: whoever copies, checks or transfers stops soon.

use std::{ops::ControlFlow, sync::Arc};

use tokio::sync::watch;

/// Whether the daemon ends. Cheap to clone; all clones are told.
#[derive(Debug, Clone)]
pub(super) struct Ending(Arc<watch::Sender<bool>>);

impl Ending {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// It ends.
    pub(super) fn begin(&self) {
        self.0.send_replace(true);
    }

    /// Whether it does.
    pub(super) fn begun(&self) -> bool {
        *self.0.borrow()
    }

    /// The same for work that goes on piece by piece.
    pub(super) fn going_on(&self) -> ControlFlow<()> {
        if self.begun() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// The same for a question to SQLite.
    pub(super) fn interrupt(&self) -> Arc<dyn Fn() -> bool + Send + Sync> {
        let own = self.clone();
        Arc::new(move || own.begun())
    }

    /// Completes when it ends.
    pub(super) async fn comes(&self) {
        // The sender lives as long as this does.
        let _ = self.0.subscribe().wait_for(|begun| *begun).await;
    }
}
