//! How others speak to the room: poke it, test a channel, say that the daemon lives. What is on record is read from the store.

use std::sync::Arc;

use mcs_core::id::ShortName;
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Poke, Settings,
    channel::{Accepted, SendError},
    desk::Ask,
    gauge::NotifyGauge,
};

/// Why the room does not do what it is asked.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// There is no such channel.
    #[error("there is no channel {name}")]
    NoSuchChannel {
        /// The name as given.
        name: ShortName,
    },
    /// The provider did not accept a test.
    #[error("channel {channel} did not accept the test")]
    Test {
        /// The channel.
        channel: ShortName,
        /// In its words.
        #[source]
        source: SendError,
    },
    /// The daemon is going down, or too much waits.
    #[error("the daemon is shutting down")]
    ShuttingDown,
}

/// A cheap handle to the room.
#[derive(Debug, Clone)]
pub struct NotifyHandle {
    pub(super) asks: mpsc::Sender<Ask>,
    pub(super) poke: Poke,
    pub(super) settings_poke: Poke,
    pub(super) settings: watch::Receiver<Arc<Settings>>,
    pub(super) gauge: Arc<NotifyGauge>,
}

impl NotifyHandle {
    /// Something was committed.
    pub fn poke(&self) {
        self.poke.poke();
    }

    /// What tells the room that its settings changed.
    pub const fn settings_poke(&self) -> &Poke {
        &self.settings_poke
    }

    /// The settings as the room knows them.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.borrow())
    }

    /// The settings, and each change of them.
    pub fn watch_settings(&self) -> watch::Receiver<Arc<Settings>> {
        self.settings.clone()
    }

    /// How it is doing.
    pub const fn gauge(&self) -> &Arc<NotifyGauge> {
        &self.gauge
    }

    /// Sends a test over a channel by the very path of alarms, and waits for the provider's word.
    pub async fn test(&self, channel: &ShortName) -> Result<Accepted, NotifyError> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Test(channel.clone(), reply)).await?;
        let unanswered = |_| match self.settings().directory.channel(channel.as_str()) {
            None => NotifyError::NoSuchChannel { name: channel.clone() },
            Some(_) => NotifyError::ShuttingDown,
        };
        let answer = answer.await.map_err(unanswered)?;
        self.settings_poke.poke();
        answer.map_err(|source| NotifyError::Test { channel: channel.clone(), source })
    }

    /// Tells every group that the daemon lives; how many deliveries that are.
    pub async fn say_alive(&self, lines: Vec<String>) -> Result<usize, NotifyError> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Alive(lines, reply)).await?;
        answer.await.map_err(|_| NotifyError::ShuttingDown)
    }

    async fn ask(&self, ask: Ask) -> Result<(), NotifyError> {
        self.asks.send(ask).await.map_err(|_| NotifyError::ShuttingDown)
    }
}
