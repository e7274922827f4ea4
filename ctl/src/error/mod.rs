//! What can go wrong, how it is told, and the exit code it ends with.
//!
//! Told as one line on standard error: what failed, why, what to do next, and the business code where there is one; or as
//! one JSON object when the output is JSON.

mod exit;
mod report;

pub(crate) use exit::Exit;
pub(crate) use report::{complain, tell};

use std::{io, path::PathBuf};

use mcs_core::{
    calibration::CalibrationError,
    id::{SerialNumber, ShortName},
};
use mcs_proto::{client::ClientError, socket::SocketError};

use crate::{
    analyze::AnalyzeError,
    command::{map::MapError, notify::NotifyError},
    file::FileError,
    output::OutputError,
    sim::SimError,
    time::{Cursor, UnknownZone},
};

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The daemon refused, or could not be asked.
    #[error("cannot {doing}")]
    Daemon {
        /// What was tried.
        doing: String,
        /// Why it did not work.
        #[source]
        source: ClientError,
    },
    /// The place given cannot hold a socket.
    #[error("cannot reach mcsd")]
    SocketPlace {
        /// Why.
        #[source]
        source: SocketError,
    },
    /// A stream that has no end ended.
    #[error("the daemon ended the stream")]
    StreamEnded,
    /// The site's time zone is not known here.
    #[error("cannot reckon in the site's time")]
    Zone {
        /// Which.
        #[source]
        source: UnknownZone,
    },
    /// The times given make no period.
    #[error("{from} to {to} is no period of time")]
    NoPeriod {
        /// The start, as understood.
        from: String,
        /// The end, as understood.
        to: String,
    },
    /// The calendar does not reach that far.
    #[error("the time lies outside the calendar")]
    OutsideCalendar,
    /// The coefficients cannot be used.
    #[error("cannot set the calibration")]
    Calibration {
        /// Why.
        #[source]
        source: CalibrationError,
    },
    /// Neither a number nor a device and a type.
    #[error("no alarm is named")]
    NoAlarmNamed,
    /// Nothing to change was named.
    #[error("nothing to change for {sn}")]
    NothingToChange {
        /// The device.
        sn: SerialNumber,
    },
    /// The device is not on the discovered list.
    #[error("{sn} is not among the discovered devices")]
    NotDiscovered {
        /// The device.
        sn: SerialNumber,
    },
    /// The device has not been heard since the daemon started.
    #[error("there is no live reading of {sn}")]
    NoReading {
        /// The device.
        sn: SerialNumber,
    },
    /// A destructive act was not confirmed because there is nobody to ask.
    #[error("cannot {doing} without confirmation")]
    Unconfirmed {
        /// What was to be done.
        doing: String,
    },
    /// A job did not do what it is for.
    #[error("the job {name} failed: {why}")]
    JobFailed {
        /// The job.
        name: String,
        /// Why.
        why: String,
    },
    /// A program that was started for this was ended.
    #[error("{name} was ended by signal {signal}")]
    Killed {
        /// The program.
        name: &'static str,
        /// The signal.
        signal: i32,
    },
    /// Files could not be analysed.
    #[error(transparent)]
    Analyze(#[from] AnalyzeError),
    /// A simulation could not be run.
    #[error(transparent)]
    Sim(#[from] SimError),
    /// A command about notices is wrong.
    #[error(transparent)]
    Notify(#[from] NotifyError),
    /// A command about the map is wrong.
    #[error(transparent)]
    Map(#[from] MapError),
    /// A person said no.
    #[error("nothing was done")]
    Declined,
    /// Acknowledging everything with a critical alarm among it.
    #[error("critical alarms are among them: {alarms}")]
    CommentNeeded {
        /// The critical alarms, in words.
        alarms: String,
    },
    /// Nobody takes the output, or it cannot be made.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A generated file could not be written.
    #[error("cannot write {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Rules to try without the level they are for.
    #[error("a rule to try needs a level and what it shall say")]
    NoLevel,
    /// A secret key that is none.
    #[error("the secret key is empty")]
    EmptyKey,
    /// Neither a folder nor a bucket.
    #[error("neither a folder nor a bucket was named")]
    NoPlace,
    /// No such target.
    #[error("there is no target {name}")]
    NoTarget {
        /// Its name.
        name: ShortName,
    },
    /// No such zone.
    #[error("there is no zone {name}")]
    NoZone {
        /// Its name.
        name: ShortName,
    },
    /// The archive does not know the day.
    #[error("there is no {day} in the archive")]
    NotArchived {
        /// The day.
        day: String,
    },
    /// What was fetched is not what was uploaded.
    #[error("{object} is not what was uploaded; nothing was kept")]
    ObjectDamaged {
        /// The object.
        object: String,
    },
    /// A file of readings cannot be written or read.
    #[error(transparent)]
    Readings(#[from] FileError),
    /// A file names a device that is not registered.
    #[error("{place}: no device {sn}")]
    UnknownDevice {
        /// The file, and which line or row of it.
        place: String,
        /// The device.
        sn: SerialNumber,
    },
    /// No device matches.
    #[error("no device matches")]
    NoneMatches,
    /// A cursor of another kind of history.
    #[error("--after {cursor} belongs to another history")]
    OtherCursor {
        /// The cursor.
        cursor: Cursor,
    },
    /// The program could not start.
    #[error("cannot start")]
    Runtime {
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl Error {
    /// The exit code it ends with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Daemon { source, .. } => source.kind().into(),
            Self::Sim(error) => error.kind().into(),
            Self::StreamEnded => Exit::Unreachable,
            Self::Analyze(
                AnalyzeError::NotAnArchive { .. } | AnalyzeError::Empty { .. } | AnalyzeError::EmptyFolder { .. },
            )
            | Self::SocketPlace { .. }
            | Self::NoPeriod { .. }
            | Self::OutsideCalendar
            | Self::Calibration { .. }
            | Self::NothingToChange { .. }
            | Self::NoAlarmNamed
            | Self::Unconfirmed { .. }
            | Self::Unreadable { .. }
            | Self::EmptyKey
            | Self::NoLevel
            | Self::NoPlace
            | Self::OtherCursor { .. }
            | Self::Output(OutputError::Template { .. }) => Exit::Usage,
            Self::Analyze(AnalyzeError::Missing { .. })
            | Self::NotDiscovered { .. }
            | Self::NoReading { .. }
            | Self::NoTarget { .. }
            | Self::NoZone { .. }
            | Self::NotArchived { .. }
            | Self::UnknownDevice { .. }
            | Self::NoneMatches => Exit::NotFound,
            Self::Notify(error) => {
                if error.is_missing() {
                    Exit::NotFound
                } else {
                    Exit::Usage
                }
            }
            Self::Map(error) => error.exit(),
            Self::ObjectDamaged { .. } => Exit::Found,
            Self::Readings(error) if error.reader_gone() => Exit::Ok,
            Self::Readings(error) if error.is_usage() => Exit::Usage,
            Self::CommentNeeded { .. } => Exit::Conflict,
            Self::Output(error) if error.reader_gone() => Exit::Ok,
            Self::Zone { .. }
            | Self::Analyze(AnalyzeError::Open { .. } | AnalyzeError::Page { .. } | AnalyzeError::Thread { .. })
            | Self::Declined
            | Self::JobFailed { .. }
            | Self::Killed { .. }
            | Self::Output(OutputError::Write { .. } | OutputError::Format { .. })
            | Self::File { .. }
            | Self::Readings(_)
            | Self::Runtime { .. } => Exit::Failed,
        }
    }

    /// What to do next, where this program knows better than the daemon.
    fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Daemon { source, .. } | Self::Sim(SimError::Client(source)) => return daemon_advice(source),
            Self::Sim(error) => return error.advice().map(str::to_owned),
            Self::Readings(error) => return error.advice(),
            Self::UnknownDevice { sn, .. } => {
                return Some(format!(
                    "register it with \"mcsctl device add {sn}\" and import again, or pass over such readings with --skip-unknown"
                ));
            }
            Self::NoneMatches => "see \"mcsctl device list\"",
            Self::OtherCursor { .. } => "repeat the command that told it, with nothing but --after added",
            Self::Notify(error) => return Some(error.advice()),
            Self::Map(error) => error.advice(),
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
            Self::NotArchived { .. } => "see \"mcsctl archive list\"; a day is archived two hours after its end",
            Self::ObjectDamaged { .. } => {
                "run \"mcsctl archive verify\" for this day; it says whether it can be made again"
            }
            Self::Output(OutputError::Template { .. }) => "see the fields with -o json",
            Self::SocketPlace { .. }
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

    /// The product's own error code; 0 where there is none.
    fn code(&self) -> u32 {
        match self {
            Self::Daemon { source: ClientError::Refused { code, .. }, .. }
            | Self::Sim(SimError::Client(ClientError::Refused { code, .. })) => *code,
            _other => 0,
        }
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

/// Says what was being done when the daemon refused.
pub(crate) trait Doing<T> {
    /// Completes the sentence "cannot …".
    fn doing(self, what: impl Into<String>) -> Result<T, Error>;
}

impl<T> Doing<T> for Result<T, ClientError> {
    fn doing(self, what: impl Into<String>) -> Result<T, Error> {
        self.map_err(|source| Error::Daemon { doing: what.into(), source })
    }
}
