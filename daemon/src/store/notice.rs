//! What is owed to people, as stored: outcomes, deliveries, messages, attempts, and how far the transitions have been taken up.
//!
//! A transition is the row that is owed; it is written with its alarm. What notify makes of it comes here as a log of steps, in
//! order, some at a time in a transaction. Each beginning of that log is a state a new start can go on from: what is owed stands
//! before what remembers that it was said, and both before the position.

use mcs_core::{
    id::{EventId, OccurrenceId, ShortName},
    notice::{Attempt, Delivery, Facts, ItemKind, Outcome},
    time::Timestamp,
};

use super::{
    Audit, StoreHandle, WorkError,
    table::{audit, delivery, message, notice},
};

/// Rows removed at once.
const PRUNED_AT_ONCE: u32 = 500;

/// What tells one delivery from another: the same again is the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryKey {
    /// The transition it tells of, or an id of its own.
    pub event: EventId,
    /// Why it is said.
    pub kind: ItemKind,
    /// By what.
    pub channel: ShortName,
    /// To whom.
    pub group: ShortName,
}

/// Something owed to a group over a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDelivery {
    /// The transition it tells of, or an id of its own.
    pub event: EventId,
    /// By what.
    pub channel: ShortName,
    /// To whom.
    pub group: ShortName,
    /// When it became owed.
    pub created: Timestamp,
    /// What is said.
    pub facts: Facts,
}

impl NewDelivery {
    /// What tells it from others.
    pub fn key(&self) -> DeliveryKey {
        let (channel, group) = (self.channel.clone(), self.group.clone());
        DeliveryKey { event: self.event, kind: self.facts.kind, channel, group }
    }
}

/// A message as it is sent, the same at each try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The key by which the provider tells it from others.
    pub id: EventId,
    /// By what it is sent.
    pub channel: ShortName,
    /// When it was made.
    pub created: Timestamp,
    /// JSON.
    pub body: String,
    /// What is in it.
    pub deliveries: Vec<DeliveryKey>,
}

/// What becomes of a message after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterTry {
    /// It is done.
    Accepted,
    /// It is tried again.
    Again {
        /// When.
        next: Timestamp,
    },
    /// It is not tried again.
    GivenUp,
}

/// One step of notify on its way to the record.
#[derive(Debug, Clone, PartialEq)]
pub enum NoticeStep {
    /// What became of a transition.
    Outcome {
        /// The transition.
        event: EventId,
        /// Its alarm.
        occurrence: OccurrenceId,
        /// When it was decided.
        at: Timestamp,
        /// What.
        outcome: Outcome,
    },
    /// Something is owed. Twice is once.
    Owed(Box<NewDelivery>),
    /// What is remembered of an alarm; `None`: nothing any more.
    Track {
        /// Of which.
        key: String,
        /// What.
        state: Option<Vec<u8>>,
    },
    /// Transitions up to this row have been taken up.
    Upto(u64),
    /// Deliveries have found their message. Twice is once.
    Message(Box<NewMessage>),
    /// A message was tried.
    Tried {
        /// Which.
        message: EventId,
        /// How.
        attempt: Attempt,
        /// And then.
        then: AfterTry,
    },
    /// A delivery was accepted before it was on record.
    AcceptedBefore {
        /// Which.
        delivery: DeliveryKey,
        /// When this was found.
        at: Timestamp,
    },
    /// A delivery that is in no message is not sent.
    GivenUp {
        /// Which.
        delivery: DeliveryKey,
        /// When.
        at: Timestamp,
        /// Why.
        why: String,
    },
    /// A channel is gone: what was owed over it is not sent.
    ChannelGone {
        /// Which.
        channel: ShortName,
        /// When.
        at: Timestamp,
    },
}

/// A delivery that waits for its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedDelivery {
    /// Its number.
    pub id: u64,
    /// What tells it from others.
    pub key: DeliveryKey,
    /// How urgent it is.
    pub priority: mcs_core::alarm::Priority,
    /// When it became owed.
    pub created: Timestamp,
}

/// A message that is not accepted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageToSend {
    /// Its key.
    pub id: EventId,
    /// When it was made.
    pub created: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next.
    pub next: Timestamp,
    /// JSON.
    pub body: String,
    /// What is in it.
    pub deliveries: Vec<DeliveryKey>,
}

/// Which deliveries, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeliveryQuery {
    /// In these states; empty is all.
    pub states: Vec<mcs_core::notice::DeliveryState>,
    /// Over this channel.
    pub channel: Option<ShortName>,
    /// Of this alarm.
    pub occurrence: Option<OccurrenceId>,
    /// At most so many; zero is as many as allowed.
    pub page_size: u32,
    /// Only those with smaller numbers.
    pub before: Option<u64>,
}

/// A page of deliveries.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryPage {
    /// Newest first.
    pub deliveries: Vec<Delivery>,
    /// Whether older ones follow.
    pub more: bool,
}

impl StoreHandle {
    /// Writes steps in order, all or none. Blocks until they are durable.
    pub fn write_notices(&self, steps: std::sync::Arc<[NoticeStep]>) -> Result<(), WorkError> {
        self.work("notice", move |connection| steps.iter().try_for_each(|step| notice::write(connection, step)))
    }

    /// A person has a delivery sent again that was given up or dropped; false if there is none such. Blocks.
    pub fn retry_delivery(&self, id: u64, line: Audit) -> Result<bool, WorkError> {
        self.work("notice.retry", move |connection| {
            let there = delivery::owe_again(connection, id, line.at)?;
            if there {
                audit::insert(connection, &line)?;
            }
            Ok(there)
        })
    }

    /// A person decides that a delivery need not be sent; false if it is settled or there is none such. Blocks.
    pub fn drop_delivery(&self, id: u64, line: Audit) -> Result<bool, WorkError> {
        self.work("notice.drop", move |connection| {
            let there = delivery::drop(connection, id, line.at, line.comment.as_deref())?;
            if there {
                message::give_up_empty(connection)?;
                audit::insert(connection, &line)?;
            }
            Ok(there)
        })
    }

    /// Removes settled deliveries, messages and attempts older than this; how many deliveries. Blocks.
    pub fn prune_notices(&self, before: Timestamp) -> Result<u64, WorkError> {
        let mut removed = 0;
        loop {
            let (some, rest) = self.work("prune notices", move |connection| {
                let some = delivery::prune(connection, before, PRUNED_AT_ONCE)?;
                Ok((some, message::prune(connection, before, PRUNED_AT_ONCE)?))
            })?;
            removed += some as u64;
            if some + rest == 0 {
                return Ok(removed);
            }
        }
    }
}
