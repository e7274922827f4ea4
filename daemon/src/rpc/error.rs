//! Refusals of the rooms behind, as they go onto the wire: what failed and why, and what to do next.

use std::error::Error;

use mcs_core::{alarm::MaskRefusal, notice::ChannelKind};
use mcs_proto::{
    convert::WireError,
    error::{BusinessCode, ErrorKind, status},
};
use tonic::Status;

use super::live::LiveError;
use crate::{
    access::Denied,
    archive::ArchiveError,
    backup::BackupError,
    notify::{NotifyError, SettingsError},
    plant::{MapError, PlantError},
    schedule::JobsError,
    store::{QueryError, WorkError},
    target::{TargetError, TransferError},
};

/// The error with its causes, in one line.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

/// The plant refused.
pub(super) fn refused(error: &PlantError) -> Status {
    let (kind, code, advice) = match error {
        PlantError::NoSuchDevice { .. } => {
            business(BusinessCode::NoSuchDevice, "`mcsctl device list` shows those there are")
        }
        PlantError::DeviceExists { .. } => {
            business(BusinessCode::DeviceExists, "change it with `mcsctl device set`, or remove it first")
        }
        PlantError::RevisionConflict { .. } => {
            (ErrorKind::Conflict, None, "read the device again and repeat the change")
        }
        PlantError::InvalidSettings { .. } => {
            business(BusinessCode::AlarmSettingsInvalid, "correct the settings and try again")
        }
        PlantError::InvalidRules { .. } => {
            business(BusinessCode::AlarmSettingsInvalid, "correct the rules and try again; nothing was changed")
        }
        PlantError::NotRecommended { .. } => {
            (ErrorKind::Conflict, None, "correct it, or say --override with --reason; nothing was changed")
        }
        PlantError::InvalidCalibration { .. } => {
            business(BusinessCode::CalibrationInvalid, "correct the coefficients and try again")
        }
        PlantError::NoSuchAlarm { .. } => (ErrorKind::NotFound, None, "`mcsctl alarm list` shows those there are"),
        PlantError::AlarmRefused { .. } => (ErrorKind::Conflict, None, "`mcsctl alarm show` tells where it stands"),
        PlantError::MaskRefused { why } => match why {
            MaskRefusal::RoleTooLow { .. } => {
                business(BusinessCode::NotPermitted, "ask somebody with that role, or have an admin add a rule")
            }
            MaskRefusal::TooLong { .. } | MaskRefusal::SamePerson { .. } => {
                business(BusinessCode::NotPermitted, "ask for less, or ask somebody else")
            }
            MaskRefusal::SecondPerson { .. } => {
                (ErrorKind::Conflict, None, "repeat it with the name and password of a second person")
            }
            MaskRefusal::LongerThanEver { .. }
            | MaskRefusal::TooShort
            | MaskRefusal::NoReason
            | MaskRefusal::TooManyWords { .. }
            | MaskRefusal::NoWatcher
            | MaskRefusal::NoWorkOrder => (ErrorKind::Usage, None, "correct the request and try again"),
        },
        PlantError::NotSo { .. } => (ErrorKind::Conflict, None, "`mcsctl alarm masks` shows what stands"),
        PlantError::NoSuchCredential { .. } => {
            (ErrorKind::NotFound, None, "leave the sharing out to make a credential of its own")
        }
        PlantError::CredentialInUse { .. } => {
            (ErrorKind::Conflict, None, "add it with --share and that credential, or remove the devices that share it")
        }
        PlantError::NoSuchZone { .. } => (ErrorKind::NotFound, None, "`mcsctl zone list` shows those there are"),
        PlantError::ZoneConflict { .. } => (ErrorKind::Conflict, None, "read the zone again and repeat the change"),
        PlantError::InvalidZone { .. } => (ErrorKind::Usage, None, "correct the zone and try again"),
        PlantError::Map(why) => match why {
            MapError::Conflict { .. } => (ErrorKind::Conflict, None, "read the map again and repeat the change"),
            MapError::NoSuchDevices { .. } => {
                business(BusinessCode::NoSuchDevice, "`mcsctl device list` shows those there are; nothing was placed")
            }
            MapError::NoSuchPage { .. } => (ErrorKind::NotFound, None, "`mcsctl map area list` shows those there are"),
            MapError::TooManyPages => (ErrorKind::Conflict, None, "remove one with `mcsctl map area remove`"),
            MapError::Twice { .. } | MapError::TooManyPoints { .. } | MapError::Title => {
                (ErrorKind::Usage, None, "correct the request and try again")
            }
        },
        PlantError::NoRandomness => (ErrorKind::Failed, None, "look at the machine: it must give random numbers"),
        PlantError::ShuttingDown => (ErrorKind::Unreachable, None, "try again when it runs"),
    };
    status(kind, code, &chain(error), advice)
}

const fn business(code: BusinessCode, advice: &'static str) -> (ErrorKind, Option<BusinessCode>, &'static str) {
    (code.kind(), Some(code), advice)
}

/// The request does not mean anything.
pub(super) fn senseless(error: &WireError) -> Status {
    let code = match error {
        WireError::Calibration { .. } => Some(BusinessCode::CalibrationInvalid),
        WireError::Missing { .. }
        | WireError::Name { .. }
        | WireError::Unknown { .. }
        | WireError::OutOfRange { .. } => None,
    };
    status(ErrorKind::Usage, code, &chain(error), "correct the request and try again")
}

/// The request contradicts itself.
pub(super) fn usage(message: &str, advice: &str) -> Status {
    status(ErrorKind::Usage, None, message, advice)
}

/// The caller may not.
pub(super) fn denied(why: &Denied) -> Status {
    let advice = match why {
        Denied::NoRole { .. } => {
            "run it as the daemon's own user, join the socket's group, or have an admin add a rule"
        }
        Denied::AskedForLess { .. } => "use a client that does not bound its own role; a wall changes nothing",
        Denied::RoleTooLow { .. } => "ask somebody with that role, or have an admin add a rule",
    };
    status(ErrorKind::NotPermitted, Some(BusinessCode::NotPermitted), &chain(why), advice)
}

/// The live task could not answer.
pub(super) fn live_refused(error: &LiveError) -> Status {
    let (kind, advice) = match error {
        LiveError::OtherBoot { .. } => (ErrorKind::Conflict, "list the alarms again and repeat"),
        LiveError::ShuttingDown => (ErrorKind::Unreachable, "try again when it runs"),
    };
    status(kind, None, &chain(error), advice)
}

/// A target cannot be used or changed.
pub(super) fn target_refused(error: &TargetError) -> Status {
    let (kind, code) = match error {
        TargetError::NoSuch { .. } => (ErrorKind::NotFound, None),
        TargetError::S3(_) | TargetError::Folder { .. } | TargetError::NoSecret { .. } => {
            (ErrorKind::Usage, Some(BusinessCode::StorageSettingsInvalid))
        }
        TargetError::Vault { .. } | TargetError::Stored { .. } => (ErrorKind::Conflict, None),
        TargetError::Client { .. } | TargetError::Query(_) | TargetError::Work(_) => (ErrorKind::Failed, None),
    };
    let fault = error.fault();
    status(kind, code, &fault.message, &fault.advice)
}

/// Something cannot be done with the archive.
pub(super) fn archive_refused(error: &ArchiveError) -> Status {
    let (kind, code) = match error {
        ArchiveError::Target(error) => return target_refused(error),
        ArchiveError::NoSuchDay { .. } => (ErrorKind::NotFound, Some(BusinessCode::NoSuchArchive)),
        ArchiveError::Transfer(TransferError::Missing { .. }) => {
            (ErrorKind::NotFound, Some(BusinessCode::NoSuchArchive))
        }
        ArchiveError::Transfer(TransferError::Target { .. } | TransferError::File { .. }) => {
            (ErrorKind::Failed, Some(BusinessCode::ArchiveUploadFailed))
        }
        ArchiveError::NoTarget { .. } | ArchiveError::DiskFull { .. } | ArchiveError::Busy => {
            (ErrorKind::Conflict, None)
        }
        ArchiveError::ShuttingDown => (ErrorKind::Unreachable, None),
        ArchiveError::Damaged { .. }
        | ArchiveError::Query(_)
        | ArchiveError::Work(_)
        | ArchiveError::Spool { .. }
        | ArchiveError::Line { .. }
        | ArchiveError::TimeZone { .. } => (ErrorKind::Failed, None),
    };
    let fault = error.fault();
    status(kind, code, &fault.message, &fault.advice)
}

/// The store could not answer.
pub(super) fn unanswered(error: &QueryError) -> Status {
    let text = chain(error);
    let (kind, advice) = match error {
        QueryError::Deadline { .. } => (ErrorKind::Timeout, "ask for a shorter time, or by interval"),
        QueryError::Cursor => (ErrorKind::Usage, "begin again with the first page"),
        QueryError::Row { .. } | QueryError::Sqlite(_) => {
            tracing::error!(error = %text, "the store could not answer a question");
            (ErrorKind::Failed, "the daemon's log tells more")
        }
    };
    status(kind, None, &text, advice)
}

/// The store did not do something.
pub(super) fn undone(error: &WorkError) -> Status {
    let text = chain(error);
    let (kind, advice) = match error {
        WorkError::NotWell => (ErrorKind::Conflict, "see `mcsctl status`; try again when the store is well"),
        WorkError::Gone => (ErrorKind::Unreachable, "try again when it runs"),
        WorkError::Damaged { .. } => (ErrorKind::Conflict, "`mcsctl store verify` tells what is damaged"),
        WorkError::Sqlite(_) | WorkError::Row { .. } => {
            tracing::error!(error = %text, "the store could not do a piece of work");
            (ErrorKind::Failed, "the daemon's log tells more")
        }
    };
    status(kind, None, &text, advice)
}

/// The runner of jobs refused.
pub(super) fn job_refused(error: &JobsError) -> Status {
    let (kind, advice) = match error {
        JobsError::NoSuchJob { .. } => (ErrorKind::NotFound, "`mcsctl job list` shows those there are"),
        JobsError::Running { .. } => (ErrorKind::Conflict, "wait for its end; `mcsctl job list` tells how it stands"),
        JobsError::Record(_) => (ErrorKind::Conflict, "look at the disk: `mcsctl status`"),
        JobsError::ShuttingDown => (ErrorKind::Unreachable, "try again when it runs"),
    };
    status(kind, None, &chain(error), advice)
}

/// A backup cannot be listed or looked at.
pub(super) fn backup_refused(error: &BackupError) -> Status {
    let (kind, advice) = match error {
        BackupError::NoSuchBackup { .. } => (ErrorKind::NotFound, "`mcsctl backup list` shows those there are"),
        BackupError::Stopped => (ErrorKind::Unreachable, "try again when it runs"),
        BackupError::NoRoom { .. }
        | BackupError::File { .. }
        | BackupError::Copy(_)
        | BackupError::NotWhole { .. }
        | BackupError::Differs { .. }
        | BackupError::Checksum { .. }
        | BackupError::NoChecksum { .. }
        | BackupError::Exists { .. }
        | BackupError::Directory(_)
        | BackupError::Record(_)
        | BackupError::Target { .. }
        | BackupError::Transfer(_)
        | BackupError::Query(_) => (ErrorKind::Failed, "the daemon's log tells more"),
    };
    status(kind, None, &chain(error), advice)
}

/// The settings of notices are not changed.
pub(super) fn settings_refused(error: &SettingsError) -> Status {
    let kind = match error {
        SettingsError::NoSuch { .. } | SettingsError::Dangling { .. } => ErrorKind::NotFound,
        SettingsError::InUse { .. } | SettingsError::OtherKind { .. } | SettingsError::Vault { .. } => {
            ErrorKind::Conflict
        }
        SettingsError::Invalid { .. } => ErrorKind::Usage,
        SettingsError::Json(_) => ErrorKind::Failed,
        SettingsError::Query(error) => return unanswered(error),
        SettingsError::Work(error) => return undone(error),
    };
    status(kind, None, &chain(error), error.advice())
}

/// A channel could not be tested; `kind` is what it is.
pub(super) fn test_refused(error: &NotifyError, kind: Option<ChannelKind>) -> Status {
    let (error_kind, code, advice) = match error {
        NotifyError::NoSuchChannel { .. } => {
            (ErrorKind::NotFound, None, "`mcsctl notify channel list` shows those there are")
        }
        NotifyError::Test { .. } => {
            let code = kind.map(|kind| match kind {
                ChannelKind::Smtp => BusinessCode::MailFailed,
                ChannelKind::Dingtalk | ChannelKind::Feishu | ChannelKind::Wecom | ChannelKind::Webhook => {
                    BusinessCode::WebhookFailed
                }
                ChannelKind::AliyunSms => BusinessCode::SmsFailed,
            });
            (ErrorKind::Failed, code, "correct what it says with `mcsctl notify channel set` and test again")
        }
        NotifyError::ShuttingDown => (ErrorKind::Unreachable, None, "try again when it runs"),
    };
    status(error_kind, code, &chain(error), advice)
}

/// Devices connect to the daemon itself.
pub(super) fn no_broker() -> Status {
    let advice = "set ingest.broker in mcsd.toml, or leave it as it is: devices connect to the daemon itself";
    status(ErrorKind::Conflict, None, "no external broker is configured", advice)
}

/// There is no delivery with this number.
pub(super) fn no_such_delivery(id: u64) -> Status {
    let advice = "`mcsctl notify outbox list` shows those there are";
    status(ErrorKind::NotFound, None, &format!("there is no delivery {id}"), advice)
}

/// A delivery does not stand where it could be changed so.
pub(super) fn delivery_refused(id: u64, why: &str) -> Status {
    let advice = "`mcsctl notify outbox show` tells where it stands";
    status(ErrorKind::Conflict, None, &format!("delivery {id} stays as it is: {why}"), advice)
}

/// A question to the store ended without an answer.
pub(super) fn broken(error: &tokio::task::JoinError) -> Status {
    tracing::error!(%error, "a question to the store broke off");
    status(ErrorKind::Failed, None, "the question to the store broke off", "the daemon's log tells more")
}
