//! The exit codes.

use std::process::ExitCode;

use mcs_proto::error::ErrorKind;

/// How the program ends. The numbers are documented in mcsctl(1) and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Ok = 0,
    /// It failed and none of the others fits.
    Failed = 1,
    /// The request itself is wrong.
    Usage = 2,
    /// What it names does not exist.
    NotFound = 3,
    /// The caller's role does not reach.
    NotPermitted = 4,
    /// Nobody answers.
    Unreachable = 5,
    /// The state of things does not allow it now.
    Conflict = 6,
    /// No answer in time.
    Timeout = 7,
    /// It is done as far as it could be.
    PartlyDone = 8,
    /// A check found a problem.
    Found = 10,
}

impl Exit {
    /// Every one.
    pub(crate) const ALL: [Self; 10] = [
        Self::Ok,
        Self::Failed,
        Self::Usage,
        Self::NotFound,
        Self::NotPermitted,
        Self::Unreachable,
        Self::Conflict,
        Self::Timeout,
        Self::PartlyDone,
        Self::Found,
    ];

    /// Its name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::NotFound => "not-found",
            Self::NotPermitted => "not-permitted",
            Self::Unreachable => "unreachable",
            Self::Conflict => "conflict",
            Self::Timeout => "timeout",
            Self::PartlyDone => "partly-done",
            Self::Found => "found",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Failed => Self::Failed,
            ErrorKind::Usage => Self::Usage,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::NotPermitted => Self::NotPermitted,
            ErrorKind::Unreachable => Self::Unreachable,
            ErrorKind::Conflict => Self::Conflict,
            ErrorKind::Timeout => Self::Timeout,
        }
    }
}
