//! How others speak to the room: poke it, test a channel, look into the outbox, suppose an alarm.

use std::sync::Arc;

use mcs_core::{
    alarm::Actor,
    id::ShortName,
    notice::{Attempt, Book, Delivery, DeliveryState, Desk, Owed, Simulation},
    time::Timestamp,
};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    Poke, Settings,
    channel::{Accepted, SendError},
    courier::CourierAsk,
    desk::Ask,
    gauge::NotifyGauge,
};
use crate::store::{Audit, DeliveryPage, DeliveryQuery, QueryError, StoreHandle, WorkError};

/// Why the room does not do what it is asked.
#[derive(Debug, thiserror::Error)]
pub enum NotifyError {
    /// There is no such channel.
    #[error("there is no channel {name}")]
    NoSuchChannel {
        /// The name as given.
        name: ShortName,
    },
    /// There is no such delivery.
    #[error("there is no delivery {id}")]
    NoSuchDelivery {
        /// The number as given.
        id: u64,
    },
    /// The delivery stands otherwise than what is asked of it needs.
    #[error("delivery {id} is {}; {advice}", state.as_str())]
    NotNow {
        /// The delivery.
        id: u64,
        /// How it stands.
        state: DeliveryState,
        /// What to do.
        advice: &'static str,
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
    /// The store cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The store cannot write it.
    #[error(transparent)]
    Work(#[from] WorkError),
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
    pub(super) store: StoreHandle,
    pub(super) tz: jiff::tz::TimeZone,
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

    /// How it is doing.
    pub const fn gauge(&self) -> &Arc<NotifyGauge> {
        &self.gauge
    }

    /// Sends a test over a channel by the very path of alarms, and waits for the provider's word.
    pub async fn test(&self, channel: &ShortName) -> Result<Accepted, NotifyError> {
        if self.settings().directory.channel(channel.as_str()).is_none() {
            return Err(NotifyError::NoSuchChannel { name: channel.clone() });
        }
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Courier(channel.clone(), CourierAsk::Test(reply))).await?;
        let answer = answer.await.map_err(|_| NotifyError::ShuttingDown)?;
        self.settings_poke.poke();
        answer.map_err(|source| NotifyError::Test { channel: channel.clone(), source })
    }

    /// Tells every group that the daemon lives; how many deliveries that are.
    pub async fn say_alive(&self, lines: Vec<String>) -> Result<usize, NotifyError> {
        let (reply, answer) = oneshot::channel();
        self.ask(Ask::Alive(lines, reply)).await?;
        answer.await.map_err(|_| NotifyError::ShuttingDown)
    }

    /// A page of deliveries, newest first.
    pub async fn deliveries(&self, query: DeliveryQuery) -> Result<DeliveryPage, NotifyError> {
        let queries = self.store.queries().clone();
        blocking(move || Ok(queries.delivery_page(&query)?)).await
    }

    /// One delivery, and every try of the message it is in.
    pub async fn delivery(&self, id: u64) -> Result<(Delivery, Vec<Attempt>), NotifyError> {
        let queries = self.store.queries().clone();
        blocking(move || queries.delivery(id)?.ok_or(NotifyError::NoSuchDelivery { id })).await
    }

    /// Has a delivery sent again that was given up or dropped; one that waits for its next try is tried now.
    pub async fn retry(&self, id: u64, by: &Actor, at: Timestamp) -> Result<Delivery, NotifyError> {
        let (delivery, _) = self.delivery(id).await?;
        let channel = delivery.channel.clone();
        match (delivery.state, delivery.message) {
            (DeliveryState::GivenUp | DeliveryState::Dropped, _) => {
                let (store, line) = (self.store.clone(), audit(id, "notify.outbox.retry", by, at, None));
                blocking(move || Ok(store.retry_delivery(id, line)?)).await?;
                self.ask(Ask::Owed(channel)).await?;
            }
            (DeliveryState::Sending, Some(message)) => {
                self.ask(Ask::Courier(channel, CourierAsk::Now(message))).await?;
            }
            (DeliveryState::Owed | DeliveryState::Sending, _) => self.ask(Ask::Owed(channel)).await?,
            (state @ DeliveryState::Accepted, _) => {
                return Err(NotifyError::NotNow { id, state, advice: "the provider has it" });
            }
        }
        Ok(self.delivery(id).await?.0)
    }

    /// Decides that a delivery need not be sent.
    pub async fn drop_delivery(
        &self,
        id: u64,
        by: &Actor,
        reason: Option<&str>,
        at: Timestamp,
    ) -> Result<Delivery, NotifyError> {
        let (delivery, _) = self.delivery(id).await?;
        if delivery.state.settled() {
            return Err(NotifyError::NotNow { id, state: delivery.state, advice: "nothing more is sent" });
        }
        let (store, line) = (self.store.clone(), audit(id, "notify.outbox.drop", by, at, reason));
        blocking(move || Ok(store.drop_delivery(id, line)?)).await?;
        if let Some(message) = delivery.message {
            // Others may be in the same message; it is sent without regard to this one.
            let alone = {
                let (queries, channel) = (self.store.queries().clone(), delivery.channel.clone());
                blocking(move || Ok(queries.messages_to_send(&channel)?.iter().all(|m| m.id != message))).await?
            };
            if alone {
                self.ask(Ask::Courier(delivery.channel, CourierAsk::Forget(message))).await?;
            }
        }
        Ok(self.delivery(id).await?.0)
    }

    /// Who would be told what, when, and why not, if this happened at that moment.
    pub fn simulate(&self, owed: &Owed, at: Timestamp) -> Simulation {
        let settings = self.settings();
        let directory = &settings.directory;
        let book = Book {
            policy: directory.policy.clone(),
            routes: directory.routes.clone(),
            groups: directory.groups.clone(),
            channels: directory.channels.iter().filter(|c| c.enabled).map(|c| c.name.clone()).collect(),
            tz: self.tz.clone(),
        };
        Desk::simulate(&book, owed, at)
    }

    async fn ask(&self, ask: Ask) -> Result<(), NotifyError> {
        self.asks.send(ask).await.map_err(|_| NotifyError::ShuttingDown)
    }
}

fn audit(id: u64, action: &'static str, by: &Actor, at: Timestamp, comment: Option<&str>) -> Audit {
    Audit {
        at,
        by: by.name.clone(),
        action,
        subject: id.to_string(),
        before: None,
        after: None,
        comment: comment.map(str::to_owned),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, NotifyError> + Send + 'static,
) -> Result<T, NotifyError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| NotifyError::ShuttingDown)?
}
