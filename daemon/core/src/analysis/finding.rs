//! What was found about a sensor, why, since when, and what to do.

use serde::Serialize;

use crate::time::Timestamp;

/// How much a finding matters. Ordered: `Note < Act`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Note,
    /// Keep an eye on it.
    Watch,
    /// Somebody should do something.
    Act,
}

impl Severity {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Watch => "watch",
            Self::Act => "act",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The voltage did not move.
    Stuck,
    /// The clean-air level moved.
    Drift,
    /// The noise grew.
    Noisy,
    /// The noise shrank.
    Dull,
    /// The battery is low or will be.
    Battery,
    /// The signal is weak or became weaker.
    Signal,
    /// Nothing was heard for a while.
    DropOuts,
    /// Nothing was heard up to the end.
    Silent,
    /// Readings are missing.
    Incomplete,
    /// The device reported an error code.
    ErrorCode,
    /// Readings without a usable voltage.
    NoVoltage,
    /// Readings without a calibration.
    Uncalibrated,
    /// Readings outside the range.
    OutOfRange,
    /// The device's clock was wrong.
    Clock,
    /// Two readings of one identity.
    Conflict,
    /// The packet number started again.
    Restarts,
}

impl FindingKind {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stuck => "stuck",
            Self::Drift => "drift",
            Self::Noisy => "noisy",
            Self::Dull => "dull",
            Self::Battery => "battery",
            Self::Signal => "signal",
            Self::DropOuts => "drop-outs",
            Self::Silent => "silent",
            Self::Incomplete => "incomplete",
            Self::ErrorCode => "error-code",
            Self::NoVoltage => "no-voltage",
            Self::Uncalibrated => "uncalibrated",
            Self::OutOfRange => "out-of-range",
            Self::Clock => "clock",
            Self::Conflict => "conflict",
            Self::Restarts => "restarts",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub kind: FindingKind,
    /// What was found, in words.
    pub what: String,
    /// The numbers it rests on.
    pub why: String,
    /// Since when, where that can be told.
    pub since: Option<Timestamp>,
    /// What to do next.
    pub advice: &'static str,
}
