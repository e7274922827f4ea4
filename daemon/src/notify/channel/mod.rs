//! Ways to reach people: one file each, all with the same promise.
//!
//! [`Sender::send`] sends one message once. *Accepted* means that the provider said so in the words it has for it, not that the
//! connection held. Whatever else it says is told apart, because it decides what happens next: tried again, waited, or given up.

use std::time::Duration;

use futures_util::future::BoxFuture;
use mcs_core::notice::{Contact, Facts, Language};
use serde::{Deserialize, Serialize};

/// One message on its way to one provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Tells this message from every other; the same at each try. Providers and receivers may drop what they have seen.
    pub key: String,
    /// The site's name.
    pub site: String,
    /// IANA time zone in which people read times.
    pub tz: String,
    /// In which language.
    pub language: Language,
    /// Whom to address or mention.
    pub to: Vec<Contact>,
    /// What it says: one, or several in a digest, most urgent first.
    pub facts: Vec<Facts>,
    /// More that happened and found no place, counted.
    pub more: u32,
}

/// Why a provider did not accept a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// It could not be reached, or failed by its own fault: try again.
    #[error("{0}")]
    Failed(String),
    /// It says that too much was sent: try again after this long, and send nothing else over this channel until then.
    #[error("throttled for {} s: {why}", after.as_secs())]
    Throttled {
        /// How long.
        after: Duration,
        /// In its words.
        why: String,
    },
    /// It will not take this message or this configuration, however often it is tried: a person must do something.
    #[error("refused: {0}")]
    Refused(String),
}

/// A provider's word that it has the message, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted(pub String);

/// Sends messages over one configured channel.
pub trait Sender: Send + Sync {
    /// Sends a message once. Ends within [`TIMEOUT`].
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>>;
}

/// How long one try may take.
pub const TIMEOUT: Duration = Duration::from_secs(15);
