//! Why a target cannot be used.

use std::path::PathBuf;

use mcs_core::target::{Fault, S3Fault};

use crate::{
    secret::VaultError,
    store::{QueryError, WorkError},
};

/// Why a target cannot be used. [`Self::fault`] says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// There is none of this name.
    #[error("there is no target {name:?}")]
    NoSuch {
        /// The name.
        name: String,
    },
    /// The bucket cannot be used as described.
    #[error(transparent)]
    S3(#[from] S3Fault),
    /// A bucket without its secret key.
    #[error("the secret key of {name} is missing")]
    NoSecret {
        /// The target.
        name: String,
    },
    /// A folder that cannot be used.
    #[error("{} {why}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do.
        advice: &'static str,
    },
    /// The secret cannot be sealed or opened.
    #[error("the secret key of {name} cannot be used")]
    Vault {
        /// The target.
        name: String,
        /// Why.
        #[source]
        source: VaultError,
    },
    /// What is stored of it makes no sense to this version.
    #[error("the target {name} is stored in a way that this mcsd does not understand")]
    Stored {
        /// The target.
        name: String,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The client for it cannot be made.
    #[error("no client for {name} can be made")]
    Client {
        /// The target.
        name: String,
        /// Why.
        #[source]
        source: object_store::Error,
    },
    /// The store cannot be read.
    #[error("the targets cannot be read")]
    Query(#[from] QueryError),
    /// The store cannot be written.
    #[error("the targets cannot be changed")]
    Work(#[from] WorkError),
}

impl TargetError {
    /// What is wrong in one sentence, with its causes, and what to do.
    pub fn fault(&self) -> Fault {
        let advice = match self {
            Self::NoSuch { .. } => "set it with \"mcsctl archive target set\"",
            Self::S3(S3Fault::PlainHttp { .. }) => "use https://, or add --allow-http",
            Self::S3(_) => "correct it and set the target again",
            Self::NoSecret { .. } | Self::Stored { .. } => "set the target again, with its secret key",
            Self::Folder { advice, .. } => advice,
            Self::Vault { .. } => "do what it says, then set the target again",
            Self::Client { .. } => {
                "see that this machine has CA certificates (package ca-certificates), then try again"
            }
            Self::Query(_) | Self::Work(_) => "see \"mcsctl status\" and the daemon's log",
        };
        Fault { message: chain(self), advice: advice.to_owned() }
    }
}

/// The error with its causes, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        // Some errors repeat their source.
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        cause = inner.source();
    }
    text
}
