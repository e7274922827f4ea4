//! What to do next about what went wrong.

use mcs_proto::{client::ClientError, context::ContextError};

use super::Error;
use crate::{output::OutputError, sim::SimError};

impl Error {
    /// What to do next, where this program knows better than the daemon.
    pub(super) fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Daemon { source, .. } | Self::Sim(SimError::Client(source)) => return daemon_advice(source),
            Self::Sim(error) => return error.advice().map(str::to_owned),
            Self::Readings(error) => return error.advice(),
            Self::UnknownDevice { sn, .. } => {
                return Some(format!(
                    "register it with \"mcsctl device add {sn}\" and import again, or pass over such readings with --skip-unknown"
                ));
            }
            Self::SocketPlace { source: ContextError::NoSuch { .. } } | Self::Context(ContextError::NoSuch { .. }) => {
                "see \"mcsctl context list\""
            }
            Self::Context(ContextError::Exists { .. }) => "say --replace if it shall take its place",
            Self::NoSocketNamed => "give it with --socket",
            Self::NoneInUse => "name one; see \"mcsctl context list\"",
            Self::Unexplained { alike, .. } => {
                return Some(match alike {
                    Some(name) => format!("did you mean {name}?"),
                    None => "see \"mcsctl explain\"".to_owned(),
                });
            }
            Self::NoneMatches => "see \"mcsctl device list\"",
            Self::OtherCursor { .. } => "repeat the command that told it, with nothing but --after added",
            Self::Notify(error) => return Some(error.advice()),
            Self::Analyze(error) => return error.advice(),
            Self::StreamEnded => "see \"mcsctl status\" and watch again",
            Self::NoPeriod { .. } => "give a start before the end",
            Self::OutsideCalendar => "give a date between the years 1 and 9999",
            Self::NoAlarmNamed => "give the alarm's number, or --sn and --type",
            Self::NothingToChange { .. } => "name what to set, e.g. --high 800; see \"mcsctl device set --help\"",
            Self::NotDiscovered { .. } => "see \"mcsctl device discovered\", or register it with \"mcsctl device add\"",
            Self::NoReading { .. } => {
                "see with \"mcsctl device watch\" whether it reports, with \"mcsctl device discovered\" whether it is refused"
            }
            Self::JobFailed { .. } => "the daemon's log tells more; see \"mcsctl job history\" and \"mcsctl status\"",
            Self::Unconfirmed { .. } => "there is no terminal to ask on; add --yes if you mean it",
            Self::CommentNeeded { .. } => "say with --comment what you found or did",
            Self::Zone { .. } => "use -o json, which is in UTC, or update this program",
            Self::NoLevel => "give e.g. --set type:CH4 high=500 high-high=1000",
            Self::EmptyKey => "give the key as one line",
            Self::NoPlace => "give --folder, or --preset, --bucket and --access-key-id",
            Self::NoTarget { .. } => "see \"mcsctl archive target list\"",
            Self::NoZone { .. } => "see \"mcsctl zone list\"; \"mcsctl zone set\" makes one",
            Self::NoJob { .. } => "see \"mcsctl job list\"",
            Self::DatabaseThere { .. } => "say --force to have it moved aside",
            Self::NotArchived { .. } => "see \"mcsctl archive list\"; a day is archived two hours after its end",
            Self::ObjectDamaged { .. } => {
                "run \"mcsctl archive verify\" for this day; it says whether it can be made again"
            }
            Self::Output(OutputError::Template { .. }) => "see the fields with -o json",
            Self::SocketPlace { .. }
            | Self::Context(_)
            | Self::NoText { .. }
            | Self::Calibration { .. }
            | Self::Declined
            | Self::Killed { .. }
            | Self::Output(OutputError::Write { .. } | OutputError::Format { .. })
            | Self::File { .. }
            | Self::Unreadable { .. }
            | Self::Runtime { .. } => return None,
        };
        Some(advice.to_owned())
    }
}

fn daemon_advice(error: &ClientError) -> Option<String> {
    match error {
        ClientError::Unreachable { .. } => {
            Some("start it with \"mcsd run --data DIR\", or name its socket with --socket or MCS_SOCKET".to_owned())
        }
        ClientError::Timeout { .. } => Some("see \"mcsctl status\", or wait longer with --timeout".to_owned()),
        ClientError::Refused { advice, .. } => (!advice.is_empty()).then(|| advice.clone()),
        ClientError::SocketPath { .. } => Some("give a shorter path with --socket".to_owned()),
        ClientError::Protocol { .. } => Some(
            "mcsctl and mcsd may be of different versions; compare \"mcsctl --version\" and \"mcsd --version\""
                .to_owned(),
        ),
    }
}
