//! What a check of a point's rules tells.

use serde::{Deserialize, Serialize};

use crate::{
    id::SerialNumber,
    rule::{Key, Level},
};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something could not be checked.
    Advice,
    /// Not as regulations recommend: needs an override with a reason.
    Violation,
    /// It cannot be used at all, whatever the reason.
    Invalid,
}

impl Severity {
    /// Every severity, the least grave first.
    pub const ALL: [Self; 3] = [Self::Advice, Self::Violation, Self::Invalid];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Violation => "violation",
            Self::Invalid => "invalid",
        }
    }

    /// The severity with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == text)
    }
}

/// Which rule of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is explained by the text it is told with")]
pub enum Code {
    Unusable,
    CombustibleA1,
    CombustibleA2,
    ToxicA1,
    ToxicA2,
    OxygenLow,
    OxygenHigh,
    MissingA1,
    MissingA2,
    MissingRange,
    CleanAir,
    RateWindow,
    NoReference,
}

impl Code {
    /// Every code.
    pub const ALL: [Self; 13] = [
        Self::Unusable,
        Self::CombustibleA1,
        Self::CombustibleA2,
        Self::ToxicA1,
        Self::ToxicA2,
        Self::OxygenLow,
        Self::OxygenHigh,
        Self::MissingA1,
        Self::MissingA2,
        Self::MissingRange,
        Self::CleanAir,
        Self::RateWindow,
        Self::NoReference,
    ];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unusable => "unusable",
            Self::CombustibleA1 => "combustible-a1",
            Self::CombustibleA2 => "combustible-a2",
            Self::ToxicA1 => "toxic-a1",
            Self::ToxicA2 => "toxic-a2",
            Self::OxygenLow => "oxygen-low",
            Self::OxygenHigh => "oxygen-high",
            Self::MissingA1 => "missing-a1",
            Self::MissingA2 => "missing-a2",
            Self::MissingRange => "missing-range",
            Self::CleanAir => "clean-air",
            Self::RateWindow => "rate-window",
            Self::NoReference => "no-reference",
        }
    }

    /// The code with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == text)
    }
}

/// One finding about a point's rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Which rule of the check.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// The key it is about.
    pub key: Option<Key>,
    /// What is wrong, and what to do.
    pub text: String,
}

/// A finding with the point it is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PointFinding {
    /// Its device.
    pub sn: SerialNumber,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
    /// The level the value comes from.
    pub level: Level,
    /// The reason given when it was overridden; `None`: nobody did.
    pub overridden: Option<String>,
}

impl PointFinding {
    /// Whether somebody still has to do something about it.
    pub fn stands(&self) -> bool {
        match self.finding.severity {
            Severity::Advice => false,
            Severity::Violation => self.overridden.is_none(),
            Severity::Invalid => true,
        }
    }
}
