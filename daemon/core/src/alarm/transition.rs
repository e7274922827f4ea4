//! One step in the life of an alarm, as it is committed, streamed and told.

use serde::{Deserialize, Serialize};

use super::{Condition, LifeState, Priority};
use crate::{
    id::{EventId, OccurrenceId, PointId, ZoneId},
    time::Timestamp,
};

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A point.
    Point(PointId),
    /// The monitoring system itself.
    System(SystemCause),
    /// A zone: points that vote together.
    Zone(ZoneId),
}

/// Why a `SYSTEM` alarm stands. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum SystemCause {
    /// The store cannot take readings.
    StoreFailing = 1,
    /// Less than 5 % of the disk is free.
    DiskCritical = 2,
    /// Less than 10 % of the disk is free.
    DiskLow = 3,
    /// Less than 15 % of the disk is free.
    DiskWarning = 4,
    /// The daemon was down.
    WasDown = 5,
    /// The server's clock stepped.
    ClockStep = 6,
    /// Frames nobody can decode arrive at a rate.
    Quarantine = 7,
    /// Publishes are refused at a rate.
    Refused = 8,
    /// A device nobody registered knocks.
    UnknownDevice = 9,
    /// Less than 90 % of the devices are online.
    ManyOffline = 10,
    /// Commits are late.
    StoreLate = 11,
    /// The database is damaged.
    StoreDamaged = 12,
    /// No point of a zone is known.
    ZoneBlind = 13,
    /// No channel reaches anybody.
    NobodyReachable = 14,
    /// Everybody was told and nobody acknowledged.
    NobodyAnswered = 15,
    /// The link to the external broker is lost.
    BrokerLink = 16,
    /// Readings wait longer than they should.
    Backlog = 17,
    /// Fewer than half of the usual readings arrive.
    ThroughputHalved = 18,
    /// The machine has no time or no memory left.
    Overload = 19,
    /// A device sends far more than its period allows.
    AbnormalTraffic = 20,
    /// A channel of notices fails.
    ChannelFailing = 21,
    /// A day could not be archived.
    ArchiveFailed = 22,
    /// No wall is connected.
    NoWall = 23,
    /// The licence ends within a day.
    LicenceGrace = 24,
    /// More than a fifth of a zone is masked.
    ZoneMasked = 25,
    /// A calibration must be renewed.
    CalibrationDue = 26,
    /// Limits of the external broker are too low for a plant.
    BrokerLimits = 27,
    /// The certificate devices are shown ends soon, or its successor cannot be used.
    Certificate = 28,
}

impl SystemCause {
    /// Every cause.
    pub const ALL: [Self; 28] = [
        Self::StoreFailing,
        Self::DiskCritical,
        Self::DiskLow,
        Self::DiskWarning,
        Self::WasDown,
        Self::ClockStep,
        Self::Quarantine,
        Self::Refused,
        Self::UnknownDevice,
        Self::ManyOffline,
        Self::StoreLate,
        Self::StoreDamaged,
        Self::ZoneBlind,
        Self::NobodyReachable,
        Self::NobodyAnswered,
        Self::BrokerLink,
        Self::Backlog,
        Self::ThroughputHalved,
        Self::Overload,
        Self::AbnormalTraffic,
        Self::ChannelFailing,
        Self::ArchiveFailed,
        Self::NoWall,
        Self::LicenceGrace,
        Self::ZoneMasked,
        Self::CalibrationDue,
        Self::BrokerLimits,
        Self::Certificate,
    ];

    /// How urgent it is.
    pub const fn priority(self) -> Priority {
        match self {
            Self::StoreFailing
            | Self::DiskCritical
            | Self::StoreDamaged
            | Self::ZoneBlind
            | Self::NobodyReachable
            | Self::NobodyAnswered => Priority::Critical,
            Self::DiskLow
            | Self::WasDown
            | Self::ClockStep
            | Self::ManyOffline
            | Self::StoreLate
            | Self::BrokerLink
            | Self::Backlog
            | Self::ThroughputHalved
            | Self::Overload
            | Self::ChannelFailing => Priority::High,
            Self::DiskWarning
            | Self::Quarantine
            | Self::Refused
            | Self::UnknownDevice
            | Self::AbnormalTraffic
            | Self::ArchiveFailed
            | Self::NoWall
            | Self::LicenceGrace
            | Self::ZoneMasked
            | Self::BrokerLimits
            | Self::Certificate => Priority::Medium,
            Self::CalibrationDue => Priority::Low,
        }
    }

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StoreFailing => "store-failing",
            Self::DiskCritical => "disk-critical",
            Self::DiskLow => "disk-low",
            Self::DiskWarning => "disk-warning",
            Self::WasDown => "was-down",
            Self::ClockStep => "clock-step",
            Self::Quarantine => "quarantine",
            Self::Refused => "refused",
            Self::UnknownDevice => "unknown-device",
            Self::ManyOffline => "many-offline",
            Self::StoreLate => "store-late",
            Self::StoreDamaged => "store-damaged",
            Self::ZoneBlind => "zone-blind",
            Self::NobodyReachable => "nobody-reachable",
            Self::NobodyAnswered => "nobody-answered",
            Self::BrokerLink => "broker-link",
            Self::Backlog => "backlog",
            Self::ThroughputHalved => "throughput-halved",
            Self::Overload => "overload",
            Self::AbnormalTraffic => "abnormal-traffic",
            Self::ChannelFailing => "channel-failing",
            Self::ArchiveFailed => "archive-failed",
            Self::NoWall => "no-wall",
            Self::LicenceGrace => "licence-grace",
            Self::ZoneMasked => "zone-masked",
            Self::CalibrationDue => "calibration-due",
            Self::BrokerLimits => "broker-limits",
            Self::Certificate => "certificate",
        }
    }

    /// The cause with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|c| *c as u8 == number)
    }

    /// The cause with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }
}

/// What happened to an occurrence. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum TransitionKind {
    /// The condition became present; a new occurrence.
    Raise = 1,
    /// The condition ended, by live evidence.
    Return = 2,
    /// A person acknowledged it.
    Ack = 3,
    /// A person ended a latch.
    Reset = 4,
    /// It must be looked at again.
    Realarm = 5,
    /// A newer occurrence took its place before this one was over; an acknowledgement or reset was still owed.
    Supersede = 6,
    /// Its point or rule is gone.
    Withdraw = 7,
    /// A mask was put on it.
    MaskOn = 8,
    /// A mask ended.
    MaskOff = 9,
    /// A mask ends soon.
    MaskReminder = 10,
}

impl TransitionKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Raise,
        Self::Return,
        Self::Ack,
        Self::Reset,
        Self::Realarm,
        Self::Supersede,
        Self::Withdraw,
        Self::MaskOn,
        Self::MaskOff,
        Self::MaskReminder,
    ];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raise => "raise",
            Self::Return => "return",
            Self::Ack => "ack",
            Self::Reset => "reset",
            Self::Realarm => "realarm",
            Self::Supersede => "supersede",
            Self::Withdraw => "withdraw",
            Self::MaskOn => "mask-on",
            Self::MaskOff => "mask-off",
            Self::MaskReminder => "mask-reminder",
        }
    }

    /// The kind with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|k| *k as u8 == number)
    }
}

/// What people are owed for a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// Sound, flash, notice to the first group; escalation starts.
    Announce,
    /// A notice to those who were told of it.
    Tell,
    /// Withheld, and why.
    Withheld(Withheld),
    /// A notice sent once, without sound, repetition or escalation: it happened and ended while the point was out of
    /// reach, not long ago.
    Once,
    /// A line in the next summary: it happened and ended while the point was out of reach, long ago.
    Summary,
    /// Nothing is owed.
    Nothing,
}

impl Notice {
    /// Every notice.
    pub const ALL: [Self; 12] = [
        Self::Announce,
        Self::Tell,
        Self::Once,
        Self::Summary,
        Self::Nothing,
        Self::Withheld(Withheld::Eclipsed),
        Self::Withheld(Withheld::Suppressed),
        Self::Withheld(Withheld::Shelved),
        Self::Withheld(Withheld::Inhibited),
        Self::Withheld(Withheld::OutOfService),
        Self::Withheld(Withheld::Joined),
        Self::Withheld(Withheld::CatchingUp),
    ];

    /// The name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announce => "announce",
            Self::Tell => "tell",
            Self::Once => "once",
            Self::Summary => "summary",
            Self::Nothing => "nothing",
            Self::Withheld(Withheld::Eclipsed) => "withheld-eclipsed",
            Self::Withheld(Withheld::Suppressed) => "withheld-suppressed",
            Self::Withheld(Withheld::Shelved) => "withheld-shelved",
            Self::Withheld(Withheld::Inhibited) => "withheld-inhibited",
            Self::Withheld(Withheld::OutOfService) => "withheld-out-of-service",
            Self::Withheld(Withheld::Joined) => "withheld-joined",
            Self::Withheld(Withheld::CatchingUp) => "withheld-catching-up",
        }
    }

    /// The notice with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.as_str() == text)
    }
}

/// Why a notice is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// A worse alarm of the same point and direction stands.
    Eclipsed,
    /// A parent alarm explains it.
    Suppressed,
    /// A person shelved it.
    Shelved,
    /// The point is inhibited.
    Inhibited,
    /// The point is out of service.
    OutOfService,
    /// Told together with the worse alarm of the same reading.
    Joined,
    /// Found in a backlog; what is owed is decided when it has arrived whole.
    CatchingUp,
}

impl Withheld {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eclipsed => "eclipsed",
            Self::Suppressed => "suppressed",
            Self::Shelved => "shelved",
            Self::Inhibited => "inhibited",
            Self::OutOfService => "out-of-service",
            Self::Joined => "joined",
            Self::CatchingUp => "catching-up",
        }
    }
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The user's name.
    pub name: String,
}

/// One step in the life of an alarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// Minted before the commit; the same in the early notice and in the row.
    pub event: EventId,
    /// What the alarm is about.
    pub source: Source,
    /// Which condition.
    pub condition: Condition,
    /// Which life of it.
    pub occurrence: OccurrenceId,
    /// What happened.
    pub kind: TransitionKind,
    /// The state after it.
    pub state: LifeState,
    /// How urgent the alarm is now.
    pub priority: Priority,
    /// The reading's corrected time, or the moment a timer was due.
    pub measured: Timestamp,
    /// When the evidence was heard.
    pub received: Timestamp,
    /// The value judged, rounded to the point's resolution.
    pub value: Option<f64>,
    /// The limit judged by.
    pub limit: Option<f64>,
    /// Revision of the plant's rules in force when it was judged; `None`: it is no point's.
    #[serde(default)]
    pub rules: Option<u32>,
    /// What people are owed.
    pub notice: Notice,
    /// Who did it; `None` for what the plant found itself.
    pub by: Option<Actor>,
    /// A person's comment, or the cause in words.
    pub comment: Option<String>,
}
