//! The conditions an alarm can be about, worst first, and how urgent they are.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How urgent an alarm is. Ordered: `Low < Critical`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// When there is time.
    Low,
    /// Within the shift.
    Medium,
    /// Now.
    High,
    /// Now, and wake people.
    Critical,
}

impl Priority {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Every priority, least urgent first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The priority with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.as_str() == text)
    }

    /// The letter on the wall.
    pub const fn letter(self) -> char {
        match self {
            Self::Low => 'L',
            Self::Medium => 'M',
            Self::High => 'H',
            Self::Critical => 'C',
        }
    }

    /// One step less urgent.
    #[must_use]
    pub const fn lower(self) -> Self {
        match self {
            Self::Low | Self::Medium => Self::Low,
            Self::High => Self::Medium,
            Self::Critical => Self::High,
        }
    }
}

/// What can be wrong with a point or with the system. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[repr(u8)]
pub enum Condition {
    /// At or above the end of the range.
    OverRange = 1,
    /// At or above A2.
    HighHigh = 2,
    /// At or below the second low limit.
    LowLow = 3,
    /// At or above A1.
    High = 4,
    /// At or below the low limit.
    Low = 5,
    /// M of N points of a zone.
    Zone = 6,
    /// Short-term exposure limit.
    Stel = 7,
    /// Rise within a window.
    Rate = 8,
    /// Eight-hour average.
    Twa = 9,
    /// The sensor or its electronics fail.
    Fault = 10,
    /// Clearly below the start of the range.
    UnderRange = 11,
    /// No live reading.
    Offline = 12,
    /// The voltage does not move.
    Stuck = 13,
    /// No calibration on record.
    Uncalibrated = 14,
    /// A gas point without range or limit.
    NoLimit = 15,
    /// Battery low.
    LowBat = 16,
    /// Weak signal.
    WeakSignal = 17,
    /// Device clock wrong.
    Clock = 18,
    /// The monitoring system itself.
    System = 19,
}

impl Condition {
    /// Every condition, worst first.
    pub const ALL: [Self; 19] = [
        Self::OverRange,
        Self::HighHigh,
        Self::LowLow,
        Self::High,
        Self::Low,
        Self::Zone,
        Self::Stel,
        Self::Rate,
        Self::Twa,
        Self::Fault,
        Self::UnderRange,
        Self::Offline,
        Self::Stuck,
        Self::Uncalibrated,
        Self::NoLimit,
        Self::LowBat,
        Self::WeakSignal,
        Self::Clock,
        Self::System,
    ];

    /// The name on the wire, in the store and in the CLI.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OverRange => "OVER_RANGE",
            Self::HighHigh => "HIGH_HIGH",
            Self::LowLow => "LOW_LOW",
            Self::High => "HIGH",
            Self::Low => "LOW",
            Self::Zone => "ZONE",
            Self::Stel => "STEL",
            Self::Rate => "RATE",
            Self::Twa => "TWA",
            Self::Fault => "FAULT",
            Self::UnderRange => "UNDER_RANGE",
            Self::Offline => "OFFLINE",
            Self::Stuck => "STUCK",
            Self::Uncalibrated => "UNCALIBRATED",
            Self::NoLimit => "NO_LIMIT",
            Self::LowBat => "LOW_BAT",
            Self::WeakSignal => "WEAK_SIGNAL",
            Self::Clock => "CLOCK",
            Self::System => "SYSTEM",
        }
    }

    /// The tag on the wall: two letters where the trade has them, else the name.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::OverRange => "OR",
            Self::HighHigh => "A2",
            Self::LowLow => "LL",
            Self::High => "A1",
            Self::Low => "LO",
            Self::Zone => "ZN",
            Self::Stel => "ST",
            Self::Rate => "RT",
            Self::Twa => "TW",
            Self::Fault => "FT",
            Self::UnderRange => "UR",
            Self::Offline => "OF",
            Self::Stuck => "SK",
            Self::Uncalibrated | Self::NoLimit | Self::LowBat | Self::WeakSignal | Self::Clock | Self::System => {
                self.as_str()
            }
        }
    }

    /// The condition with this stored number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|c| *c as u8 == number)
    }

    /// The condition with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == text)
    }

    /// Whether its end must be reset by a person.
    pub const fn latches(self) -> bool {
        match self {
            Self::HighHigh
            | Self::LowLow
            | Self::Rate
            | Self::Stel
            | Self::Twa
            | Self::OverRange
            | Self::UnderRange
            | Self::Zone => true,
            Self::High
            | Self::Low
            | Self::Fault
            | Self::Offline
            | Self::Stuck
            | Self::Uncalibrated
            | Self::NoLimit
            | Self::LowBat
            | Self::WeakSignal
            | Self::Clock
            | Self::System => false,
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
