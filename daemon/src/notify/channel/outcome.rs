//! What comes of one try.

use std::time::Duration;

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
    /// It will not take this message or this configuration: most likely a person must do something. It is tried again all the same,
    /// with long pauses: one bad answer may be a slip, and what is wrong may be set right at the provider.
    #[error("refused: {0}")]
    Refused(String),
}

/// A provider's word that it has the message, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted(pub String);
