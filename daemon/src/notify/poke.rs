//! How the room is told to look again: something was committed, or its settings changed.

use std::sync::Arc;

use tokio::sync::Notify;

/// Wakes whoever waits for it; a poke that comes while nobody waits is not lost, and many are as good as one. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Poke(Arc<Notify>);

impl Poke {
    /// Something is new.
    pub fn poke(&self) {
        self.0.notify_one();
    }

    /// Waits until something is new.
    pub async fn poked(&self) {
        self.0.notified().await;
    }
}
