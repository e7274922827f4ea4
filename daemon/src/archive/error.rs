//! Why something cannot be done with the archive.

use mcs_core::target::Fault;

use crate::{
    store::{QueryError, WorkError},
    target::{TargetError, TransferError},
};

/// Why something cannot be done with the archive. [`Self::fault`] says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// No target of the configured name is set.
    #[error("no target {name:?} is set, so there is nowhere to archive to")]
    NoTarget {
        /// The name the configuration gives.
        name: String,
    },
    /// The target cannot be used.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A transfer failed.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// There is no such day in the archive.
    #[error("there is no {day} in the archive")]
    NoSuchDay {
        /// The day.
        day: String,
    },
    /// The object is not what was uploaded.
    #[error("{object} is damaged: {what}")]
    Damaged {
        /// The object.
        object: String,
        /// What is wrong.
        what: String,
    },
    /// The store cannot be read.
    #[error("the readings cannot be read")]
    Query(#[from] QueryError),
    /// The store cannot be written.
    #[error("the state of the archive cannot be written")]
    Work(#[from] WorkError),
    /// A file in the spool.
    #[error("cannot {doing} in the spool of the data directory")]
    Spool {
        /// What was tried.
        doing: &'static str,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// Recording comes first.
    #[error("only {free_mib} MiB of the disk are free; recording needs them")]
    DiskFull {
        /// What is free.
        free_mib: u64,
    },
    /// A line that cannot be put back.
    #[error("{object}: {what}")]
    Line {
        /// The object.
        object: String,
        /// The line, and what is wrong with it.
        what: String,
    },
    /// A day's time zone that this machine no longer knows.
    #[error("the time zone {tz} is not known here")]
    TimeZone {
        /// Its name.
        tz: String,
    },
    /// Too many wait for the archive already.
    #[error("the archive is busy")]
    Busy,
    /// The daemon is going down.
    #[error("the daemon is shutting down")]
    ShuttingDown,
}

impl ArchiveError {
    /// What is wrong in one sentence, with its causes, and what to do.
    pub fn fault(&self) -> Fault {
        let advice = match self {
            Self::Target(error) => return error.fault(),
            Self::Transfer(error) => return error.fault(),
            Self::NoTarget { .. } => {
                "set one with \"mcsctl archive target set\", or name another with archive.target in mcsd.toml"
            }
            Self::NoSuchDay { .. } => "\"mcsctl archive list\" shows those there are",
            Self::Damaged { .. } => "run \"mcsctl archive verify\" for this day; it says whether it can be made again",
            Self::Query(_) | Self::Work(_) => "see \"mcsctl status\" and the daemon's log",
            Self::Spool { .. } => "see that the data directory is writable and has room",
            Self::DiskFull { .. } => "make room on the disk of the data directory",
            Self::Line { .. } => "bring device and calibration back that the line names, then restore again",
            Self::TimeZone { .. } => "install a newer mcsd",
            Self::Busy => "wait until what is under way is done",
            Self::ShuttingDown => "try again when it runs",
        };
        Fault { message: chain(self), advice: advice.to_owned() }
    }

    /// Whether the next day would fail just so: the target, the store or the disk, not the day.
    pub(super) const fn concerns_all(&self) -> bool {
        match self {
            Self::NoTarget { .. }
            | Self::Target(_)
            | Self::Transfer(_)
            | Self::Work(_)
            | Self::Spool { .. }
            | Self::DiskFull { .. }
            | Self::Busy
            | Self::ShuttingDown => true,
            Self::NoSuchDay { .. }
            | Self::Damaged { .. }
            | Self::Query(_)
            | Self::Line { .. }
            | Self::TimeZone { .. } => false,
        }
    }
}

/// The error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
