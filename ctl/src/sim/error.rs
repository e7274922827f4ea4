//! What can go wrong in a simulated plant, and what to do about it.

use std::{io, path::PathBuf};

use mcs_core::{
    calibration::CalibrationError,
    id::{NameError, SerialNumber},
};
use mcs_proto::{client::ClientError, error::ErrorKind};

/// A plan that cannot be simulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PlanError {
    /// A scenario that is not written as it should be.
    #[error("{given:?} is not a {what}: write it like {example}")]
    Scenario {
        /// Which kind of scenario.
        what: &'static str,
        /// The text as given.
        given: String,
        /// How it is written.
        example: &'static str,
    },
    /// A scenario for a device that is not part of the plant.
    #[error("the plant has no device {sn}: its devices are {first} to {last}")]
    NoSuchDevice {
        /// The device named.
        sn: SerialNumber,
        /// The first one there is.
        first: SerialNumber,
        /// The last one there is.
        last: SerialNumber,
    },
    /// A sensor type that cannot be simulated.
    #[error("detectors of type {kind} are not simulated: choose from {known}")]
    NotSimulated {
        /// The type.
        kind: String,
        /// Those that are.
        known: String,
    },
    /// A prefix that gives no serial numbers.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A profile without a usable calibration.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
}

/// Why a simulation could not be run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SimError {
    /// The plan makes no sense.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The daemon did not do what was asked.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The credential file cannot be read or written.
    #[error("cannot use the credential file {}", path.display())]
    Credentials {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A device is registered, but nobody here knows its password.
    #[error("{sn} is registered, but its password is not in {}", path.display())]
    NoPassword {
        /// The device.
        sn: SerialNumber,
        /// The file asked.
        path: PathBuf,
    },
    /// The daemon listens nowhere for devices.
    #[error("the daemon listens nowhere for devices")]
    NoEndpoint,
    /// An address that is not one.
    #[error("{given:?} is not an address: write it like 127.0.0.1:1883")]
    Address {
        /// The text as given.
        given: String,
    },
    /// The file of acknowledged readings cannot be written.
    #[error("cannot write {}", path.display())]
    AckedFile {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file of a written history cannot be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A connection of the load generator failed before the measurement began.
    #[error("{sn} could not connect to {address}: {why}")]
    Connect {
        /// The device.
        sn: SerialNumber,
        /// Where to.
        address: String,
        /// Why.
        why: String,
    },
    /// The process to be measured cannot be read.
    #[error("cannot read the counters of process {pid}")]
    Process {
        /// Its number.
        pid: u32,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A program of the product is not installed.
    #[error("cannot find {name}, neither beside this program nor on PATH")]
    Program {
        /// Its name.
        name: &'static str,
    },
    /// A program could not be started or waited for.
    #[error("cannot run {name}")]
    Start {
        /// Its name.
        name: &'static str,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A program ended though it should not have, or would not do its work.
    #[error("{name} failed: {said}")]
    Failed {
        /// Its name.
        name: &'static str,
        /// The end of what it said.
        said: String,
    },
    /// The machine refused something simple.
    #[error("cannot {what}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl SimError {
    /// How coarse callers see it.
    pub(crate) fn kind(&self) -> ErrorKind {
        match self {
            Self::Plan(_) | Self::Address { .. } => ErrorKind::Usage,
            Self::Client(error) => error.kind(),
            Self::NoPassword { .. } | Self::NoEndpoint => ErrorKind::Conflict,
            Self::Connect { .. } => ErrorKind::Unreachable,
            Self::Process { .. } | Self::Program { .. } => ErrorKind::NotFound,
            Self::Credentials { .. }
            | Self::AckedFile { .. }
            | Self::Write { .. }
            | Self::Start { .. }
            | Self::Failed { .. }
            | Self::Io { .. } => ErrorKind::Failed,
        }
    }

    /// What to do next, in one sentence; `None` where the error says it or the daemon did.
    pub(crate) fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Plan(_)
            | Self::Client(_)
            | Self::Address { .. }
            | Self::Write { .. }
            | Self::Start { .. }
            | Self::Failed { .. }
            | Self::Io { .. } => None,
            Self::Credentials { .. } => Some("name another file with --credentials"),
            Self::NoPassword { .. } => Some(
                "name the file of the earlier run with --credentials, choose another --prefix, or let --rotate-secrets make new passwords",
            ),
            Self::NoEndpoint => Some("start the daemon with --mqtt ADDR, or name the address with --mqtt"),
            Self::AckedFile { .. } => Some("name another file with --acked"),
            Self::Connect { .. } => Some("see the daemon's log; a wrong password is cured by --rotate-secrets"),
            Self::Process { .. } => Some("name the daemon's process with --pid, as its user"),
            Self::Program { .. } => {
                Some("build the whole workspace (cargo build --release) or put the programs into one directory")
            }
        }
    }
}
