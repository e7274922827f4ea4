//! What can go wrong, how it is told, and the exit code it ends with.
//!
//! Told as one line on standard error: what failed, why, what to do next, and the business code where there is one; or as
//! one JSON object when the output is JSON.

mod advice;
mod exit;
mod report;

pub(crate) use exit::Exit;
pub(crate) use report::{complain, tell};

use std::{io, path::PathBuf};

use mcs_core::{
    calibration::CalibrationError,
    id::{SerialNumber, ShortName},
};
use mcs_proto::{client::ClientError, context::ContextError};

use crate::{
    analyze::AnalyzeError,
    command::{map::MapError, notify::NotifyError},
    file::FileError,
    mosquitto::ExportError,
    output::OutputError,
    sim::SimError,
    time::{Cursor, UnknownZone},
    words::say,
};

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The daemon refused, or could not be asked.
    #[error("{}", say!("error-cannot", doing = doing.as_str()))]
    Daemon {
        /// What was tried.
        doing: String,
        /// Why it did not work.
        #[source]
        source: ClientError,
    },
    /// The place given cannot hold a socket.
    #[error("{}", say!("error-reach"))]
    SocketPlace {
        /// Why.
        #[source]
        source: ContextError,
    },
    /// Names of daemons cannot be read or changed.
    #[error(transparent)]
    Context(#[from] ContextError),
    /// A name for no socket.
    #[error("{}", say!("error-no-socket-named"))]
    NoSocketNamed,
    /// A path that cannot be written down.
    #[error("{}", say!("error-no-text", path = path.display().to_string()))]
    NoText {
        /// The path.
        path: PathBuf,
    },
    /// No name is in use.
    #[error("{}", say!("error-none-in-use"))]
    NoneInUse,
    /// Nothing has this number or name.
    #[error("{}", say!("error-unexplained", given = given.as_str()))]
    Unexplained {
        /// As given.
        given: String,
        /// A name like it.
        alike: Option<String>,
    },
    /// A stream that has no end ended.
    #[error("{}", say!("error-stream-ended"))]
    StreamEnded,
    /// The site's time zone is not known here.
    #[error("{}", say!("error-zone-time"))]
    Zone {
        /// Which.
        #[source]
        source: UnknownZone,
    },
    /// The times given make no period.
    #[error("{}", say!("error-no-period", from = from.as_str(), to = to.as_str()))]
    NoPeriod {
        /// The start, as understood.
        from: String,
        /// The end, as understood.
        to: String,
    },
    /// The calendar does not reach that far.
    #[error("{}", say!("error-outside-calendar"))]
    OutsideCalendar,
    /// The coefficients cannot be used.
    #[error("{}", say!("error-calibration"))]
    Calibration {
        /// Why.
        #[source]
        source: CalibrationError,
    },
    /// Neither a number nor a device and a type.
    #[error("{}", say!("error-no-alarm-named"))]
    NoAlarmNamed,
    /// Nothing to change was named.
    #[error("{}", say!("error-nothing-to-change", sn = sn.as_str()))]
    NothingToChange {
        /// The device.
        sn: SerialNumber,
    },
    /// The device is not on the discovered list.
    #[error("{}", say!("error-not-discovered", sn = sn.as_str()))]
    NotDiscovered {
        /// The device.
        sn: SerialNumber,
    },
    /// The device has not been heard since the daemon started.
    #[error("{}", say!("error-no-reading", sn = sn.as_str()))]
    NoReading {
        /// The device.
        sn: SerialNumber,
    },
    /// A destructive act was not confirmed because there is nobody to ask.
    #[error("{}", say!("error-unconfirmed", doing = doing.as_str()))]
    Unconfirmed {
        /// What was to be done.
        doing: String,
    },
    /// A job did not do what it is for.
    #[error("{}", say!("error-job-failed", name = name.as_str(), why = why.as_str()))]
    JobFailed {
        /// The job.
        name: String,
        /// Why.
        why: String,
    },
    /// A program that was started for this was ended.
    #[error("{}", say!("error-killed", name = name.to_string(), signal = *signal))]
    Killed {
        /// The program.
        name: &'static str,
        /// The signal.
        signal: i32,
    },
    /// A program that was started for this did not do it, in its own words.
    #[error("{said}")]
    Told {
        /// What it said.
        said: String,
        /// How it ended.
        exit: Exit,
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
    /// Files for a broker cannot be exported.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A person said no.
    #[error("{}", say!("error-declined"))]
    Declined,
    /// Acknowledging everything with a critical alarm among it.
    #[error("{}", say!("error-comment-needed", alarms = alarms.as_str()))]
    CommentNeeded {
        /// The critical alarms, in words.
        alarms: String,
    },
    /// Nobody takes the output, or it cannot be made.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A generated file could not be written.
    #[error("{}", say!("error-write", path = path.display().to_string()))]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file could not be read.
    #[error("{}", say!("error-read", path = path.display().to_string()))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Rules to try without the level they are for.
    #[error("{}", say!("error-no-level"))]
    NoLevel,
    /// A secret key that is none.
    #[error("{}", say!("error-empty-key"))]
    EmptyKey,
    /// Neither a folder nor a bucket.
    #[error("{}", say!("error-no-place"))]
    NoPlace,
    /// No such target.
    #[error("{}", say!("error-no-target", name = name.to_string()))]
    NoTarget {
        /// Its name.
        name: ShortName,
    },
    /// No such zone.
    #[error("{}", say!("error-no-zone", name = name.to_string()))]
    NoZone {
        /// Its name.
        name: ShortName,
    },
    /// No such job.
    #[error("{}", say!("error-no-job", name = name.as_str()))]
    NoJob {
        /// Its name.
        name: String,
    },
    /// A database would be replaced.
    #[error("{}", say!("error-database-there", path = path.display().to_string()))]
    DatabaseThere {
        /// The file.
        path: PathBuf,
    },
    /// A new zone without members.
    #[error("{}", say!("error-nobody-in-zone", name = name.as_str()))]
    NobodyInZone {
        /// Its name.
        name: ShortName,
        /// The zone that was probably meant.
        like: Option<ShortName>,
    },
    /// The archive does not know the day.
    #[error("{}", say!("error-not-archived", day = day.as_str()))]
    NotArchived {
        /// The day.
        day: String,
    },
    /// What was fetched is not what was uploaded.
    #[error("{}", say!("error-object-damaged", object = object.as_str()))]
    ObjectDamaged {
        /// The object.
        object: String,
    },
    /// A file of readings cannot be written or read.
    #[error(transparent)]
    Readings(#[from] FileError),
    /// A file names a device that is not registered.
    #[error("{}", say!("error-unknown-device", place = place.as_str(), sn = sn.as_str()))]
    UnknownDevice {
        /// The file, and which line or row of it.
        place: String,
        /// The device.
        sn: SerialNumber,
    },
    /// No device matches.
    #[error("{}", say!("error-none-matches"))]
    NoneMatches,
    /// A cursor of another kind of history.
    #[error("{}", say!("error-other-cursor", cursor = cursor.to_string()))]
    OtherCursor {
        /// The cursor.
        cursor: Cursor,
    },
    /// The program could not start.
    #[error("{}", say!("error-runtime"))]
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
            Self::SocketPlace { source } | Self::Context(source) => of_context(source),
            Self::StreamEnded => Exit::Unreachable,
            Self::Told { exit, .. } => *exit,
            Self::Analyze(
                AnalyzeError::NotAnArchive { .. } | AnalyzeError::Empty { .. } | AnalyzeError::EmptyFolder { .. },
            )
            | Self::NoSocketNamed
            | Self::NoText { .. }
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
            | Self::NoJob { .. }
            | Self::NobodyInZone { .. }
            | Self::NotArchived { .. }
            | Self::UnknownDevice { .. }
            | Self::NoneInUse
            | Self::Unexplained { .. }
            | Self::NoneMatches => Exit::NotFound,
            Self::Notify(error) => {
                if error.is_missing() {
                    Exit::NotFound
                } else {
                    Exit::Usage
                }
            }
            Self::Map(error) => error.exit(),
            Self::Export(error) => {
                if error.is_usage() {
                    Exit::Usage
                } else {
                    Exit::Failed
                }
            }
            Self::ObjectDamaged { .. } => Exit::Found,
            Self::Readings(error) if error.reader_gone() => Exit::Ok,
            Self::Readings(error) if error.is_usage() => Exit::Usage,
            Self::CommentNeeded { .. } | Self::DatabaseThere { .. } => Exit::Conflict,
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

    /// The product's own error code; 0 where there is none.
    fn code(&self) -> u32 {
        match self {
            Self::Daemon { source: ClientError::Refused { code, .. }, .. }
            | Self::Sim(SimError::Client(ClientError::Refused { code, .. })) => *code,
            _other => 0,
        }
    }
}

/// How a program ends that was told of a daemon it does not know.
const fn of_context(error: &ContextError) -> Exit {
    match error {
        ContextError::NoSuch { .. } => Exit::NotFound,
        ContextError::Exists { .. } => Exit::Conflict,
        ContextError::File { .. } => Exit::Failed,
        ContextError::NoHome | ContextError::Invalid { .. } | ContextError::Socket(_) => Exit::Usage,
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
