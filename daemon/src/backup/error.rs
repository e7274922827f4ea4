//! Why there is no backup, or no restored database.

use std::{io, path::PathBuf};

use crate::{
    store::{CopyError, OpenError, QueryError, WorkError},
    target::{TargetError, TransferError},
};

/// Why a backup cannot be made, read or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is not enough room.
    #[error("{} has {free} bytes free, this needs {needed}; make room or set backup.folder", dir.display())]
    NoRoom {
        /// Where.
        dir: PathBuf,
        /// Bytes needed, with what must stay free.
        needed: u64,
        /// Bytes free.
        free: u64,
    },
    /// A file or folder cannot be used.
    #[error("cannot {what} {}", path.display())]
    File {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The copy could not be made.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// It is no whole database of a plant.
    #[error("{name} is not whole")]
    NotWhole {
        /// The backup.
        name: String,
        /// What is wrong with it.
        #[source]
        source: OpenError,
    },
    /// The copy does not hold what was copied.
    #[error("{name} does not hold what the database held when it was begun")]
    Differs {
        /// The backup.
        name: String,
    },
    /// Its bytes are not those that were written.
    #[error("{name} is damaged: its checksum is not the one it was written with")]
    Checksum {
        /// The backup.
        name: String,
    },
    /// A file without a checksum beside it.
    #[error("{} has no checksum beside it", path.display())]
    NoChecksum {
        /// The file that should be there.
        path: PathBuf,
    },
    /// The target cannot be used.
    #[error("the target {name} cannot be used")]
    Target {
        /// Its name.
        name: String,
        /// Why.
        #[source]
        source: TargetError,
    },
    /// The target did not take it, or did not give it back.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// None of this name.
    #[error("there is no backup {name}")]
    NoSuchBackup {
        /// The name as given.
        name: String,
    },
    /// There is a database already.
    #[error("there is a database already at {}", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The data directory cannot be used, e.g. because a daemon runs there.
    #[error(transparent)]
    Directory(OpenError),
    /// The backup's state cannot be recorded.
    #[error("it cannot be recorded")]
    Record(#[from] WorkError),
    /// What is on record cannot be read.
    #[error("the record of backups cannot be read")]
    Query(#[from] QueryError),
    /// The daemon is ending.
    #[error("the daemon is shutting down")]
    Stopped,
}

impl BackupError {
    /// The error with its causes, in one line.
    pub fn in_full(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        text
    }

    /// Whether it says that a backup is missing or not whole, rather than that it could not be looked at.
    pub(super) const fn is_about_it(&self) -> bool {
        match self {
            Self::NotWhole { .. } | Self::Differs { .. } | Self::Checksum { .. } | Self::NoSuchBackup { .. } => true,
            Self::NoRoom { .. }
            | Self::File { .. }
            | Self::Copy(_)
            | Self::NoChecksum { .. }
            | Self::Exists { .. }
            | Self::Directory(_)
            | Self::Record(_)
            | Self::Query(_)
            | Self::Target { .. }
            | Self::Transfer(_)
            | Self::Stopped => false,
        }
    }

    /// The exit code of a program that ends with it.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::NoSuchBackup { .. } => 3,
            Self::Exists { .. } | Self::Directory(OpenError::InUse { .. }) => 6,
            Self::NotWhole { .. } | Self::Checksum { .. } | Self::Differs { .. } => 10,
            Self::NoChecksum { .. } => 2,
            Self::NoRoom { .. }
            | Self::File { .. }
            | Self::Copy(_)
            | Self::Directory(_)
            | Self::Record(_)
            | Self::Target { .. }
            | Self::Transfer(_)
            | Self::Query(_)
            | Self::Stopped => 1,
        }
    }
}
