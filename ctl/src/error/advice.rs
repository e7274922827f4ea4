//! What to do next about what went wrong.

use mcs_proto::{client::ClientError, context::ContextError};

use super::Error;
use crate::{output::OutputError, sim::SimError, words::say};

impl Error {
    /// What to do next, where this program knows better than the daemon.
    pub(super) fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Daemon { source, .. } | Self::Sim(SimError::Client(source)) => return daemon_advice(source),
            Self::Sim(error) => return error.advice().map(str::to_owned),
            Self::Readings(error) => return error.advice(),
            Self::UnknownDevice { sn, .. } => {
                return Some(say!("do-register", sn = sn.as_str()));
            }
            Self::SocketPlace { source: ContextError::NoSuch { .. } } | Self::Context(ContextError::NoSuch { .. }) => {
                say!("do-contexts")
            }
            Self::Context(ContextError::Exists { .. }) => say!("do-replace"),
            Self::NoSocketNamed => say!("do-give-socket"),
            Self::NoneInUse => say!("do-name-context"),
            Self::Unexplained { alike, .. } => {
                return Some(match alike {
                    Some(name) => say!("do-mean", name = name.as_str()),
                    None => say!("do-explain"),
                });
            }
            Self::NoneMatches => say!("do-devices"),
            Self::OtherCursor { .. } => say!("do-cursor"),
            Self::Notify(error) => return Some(error.advice()),
            Self::Map(error) => return Some(error.advice()),
            Self::Export(error) => return Some(error.advice().to_owned()),
            Self::Analyze(error) => return error.advice(),
            Self::StreamEnded => say!("do-stream"),
            Self::NoPeriod { .. } => say!("do-period"),
            Self::OutsideCalendar => say!("do-calendar"),
            Self::NoAlarmNamed => say!("do-alarm"),
            Self::NothingToChange { .. } => say!("do-set"),
            Self::NotDiscovered { .. } => say!("do-discovered"),
            Self::NoReading { .. } => {
                say!("do-reading")
            }
            Self::JobFailed { .. } => say!("do-job"),
            Self::Unconfirmed { .. } => say!("do-yes"),
            Self::CommentNeeded { .. } => say!("do-comment"),
            Self::Zone { .. } => say!("do-zone"),
            Self::NoLevel => say!("do-level"),
            Self::EmptyKey => say!("do-key"),
            Self::NoPlace => say!("do-place"),
            Self::NoTarget { .. } => say!("do-targets"),
            Self::NoZone { .. } => say!("do-zones"),
            Self::NobodyInZone { like: Some(like), .. } => say!("do-zone-like", name = like.as_str()),
            Self::NobodyInZone { like: None, .. } => say!("do-zone-members"),
            Self::NoJob { .. } => say!("do-jobs"),
            Self::DatabaseThere { .. } => say!("do-force"),
            Self::NotArchived { .. } => say!("do-archive"),
            Self::ObjectDamaged { .. } => {
                say!("do-verify")
            }
            Self::Output(OutputError::Template { .. }) => say!("do-fields"),
            Self::SocketPlace { .. }
            | Self::Context(_)
            | Self::NoText { .. }
            | Self::Calibration { .. }
            | Self::Declined
            | Self::Killed { .. }
            | Self::Told { .. }
            | Self::Output(OutputError::Write { .. } | OutputError::Format { .. })
            | Self::File { .. }
            | Self::Unreadable { .. }
            | Self::Runtime { .. } => return None,
        };
        Some(advice)
    }
}

fn daemon_advice(error: &ClientError) -> Option<String> {
    match error {
        ClientError::Unreachable { .. } => Some(say!("do-start")),
        ClientError::Timeout { .. } => Some(say!("do-timeout")),
        ClientError::Refused { advice, .. } => (!advice.is_empty()).then(|| advice.clone()),
        ClientError::SocketPath { .. } => Some(say!("do-socket")),
        ClientError::Protocol { .. } => Some(say!("do-versions")),
    }
}
