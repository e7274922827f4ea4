//! Why files cannot be exported.

use std::{io, path::PathBuf};

use mcs_core::id::UserName;

/// Why files cannot be exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// There is no such group on this machine.
    #[error("there is no group {name}")]
    NoGroup {
        /// Its name.
        name: String,
    },
    /// A device logs in under the name the daemon shall have.
    #[error("the user {user} is a device's")]
    Taken {
        /// The name.
        user: UserName,
    },
    /// A path has a line of its own in it, or is not text.
    #[error("{} cannot stand in a configuration file", path.display())]
    Path {
        /// The path.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("cannot put {} in place", path.display())]
    Put {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// No secret can be made.
    #[error("the machine gives no random numbers")]
    Random(#[from] getrandom::Error),
}

impl ExportError {
    /// Whether the caller asked for something that cannot be.
    pub(crate) const fn is_usage(&self) -> bool {
        match self {
            Self::NoGroup { .. } | Self::Taken { .. } | Self::Path { .. } => true,
            Self::Put { .. } | Self::Random(_) => false,
        }
    }

    /// What to do next.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::NoGroup { .. } => "install Mosquitto first, or leave --group out",
            Self::Taken { .. } => "name another with --user",
            Self::Path { .. } => "use a plain path",
            Self::Put { .. } => "look at the folder's owner and at the disk; what was there before still is",
            Self::Random(_) => "try again",
        }
    }
}
