//! Why a call of the client did not succeed.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tonic::Code;

use crate::{
    convert::WireError,
    error::{ErrorKind, detail},
    socket::SocketError,
};

/// Why a call did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Nobody answers on the socket.
    #[error("no daemon answers on {}", socket.display())]
    Unreachable {
        /// The socket.
        socket: PathBuf,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// The daemon refused.
    #[error("{message}")]
    Refused {
        /// Why, coarsely.
        kind: ErrorKind,
        /// Why, in words.
        message: String,
        /// What to do next; empty where there is nothing to add.
        advice: String,
        /// The business code; 0 where there is none.
        code: u32,
    },
    /// No answer in time.
    #[error("no answer within {} ms", after.as_millis())]
    Timeout {
        /// The deadline that passed.
        after: Duration,
    },
    /// The path cannot be a socket's.
    #[error("the socket cannot be used")]
    SocketPath {
        /// Why.
        #[from]
        source: SocketError,
    },
    /// The daemon's answer does not make sense to this version.
    #[error("the daemon's answer does not make sense to this version")]
    Protocol {
        /// What does not.
        #[from]
        source: WireError,
    },
}

impl ClientError {
    /// Why, as coarse as an exit code.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Unreachable { .. } => ErrorKind::Unreachable,
            Self::Refused { kind, .. } => *kind,
            Self::Timeout { .. } => ErrorKind::Timeout,
            Self::SocketPath { .. } => ErrorKind::Usage,
            Self::Protocol { .. } => ErrorKind::Failed,
        }
    }

    pub(super) fn from_status(status: &tonic::Status, socket: &Path, deadline: Duration) -> Self {
        let detail = detail(status);
        match status.code() {
            // Said by the transport itself, not by a handler, which would have left a detail.
            Code::Unavailable | Code::Unknown if detail.is_none() => {
                Self::Unreachable { socket: socket.to_path_buf(), source: io::Error::other(innermost(status)) }
            }
            Code::DeadlineExceeded | Code::Cancelled if detail.is_none() => Self::Timeout { after: deadline },
            Code::Unimplemented => Self::Refused {
                kind: ErrorKind::Failed,
                message: "the daemon does not know this call".to_owned(),
                advice: "this program and the daemon are of different versions: install the same one".to_owned(),
                code: 0,
            },
            code => {
                let detail = detail.unwrap_or_default();
                Self::Refused {
                    kind: ErrorKind::from_grpc(code),
                    message: status.message().to_owned(),
                    advice: detail.advice,
                    code: detail.code,
                }
            }
        }
    }
}

/// The transport wraps what happened several times; the innermost says it.
fn innermost(status: &tonic::Status) -> String {
    let mut error: &dyn std::error::Error = status;
    while let Some(source) = error.source() {
        error = source;
    }
    if std::ptr::addr_eq(error, std::ptr::from_ref(status)) { status.message().to_owned() } else { error.to_string() }
}
