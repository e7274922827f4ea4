//! What hides an alarm or a whole point for a while: who did it, why, until when.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Actor, Condition, Source, Withheld};
use crate::{id::SerialNumber, time::Timestamp};

/// What a mask is. The numbers are stored and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum MaskKind {
    /// A person hid one alarm; the point still measures and votes.
    Shelved = 1,
    /// An engineer works at the point: no alarm, no vote, unknown.
    Inhibited = 2,
    /// The same for longer, with a work order.
    OutOfService = 3,
    /// The point warms up after power-on: an inhibit that nobody asked for.
    WarmUp = 4,
    /// Another alarm explains this one.
    Suppressed = 5,
}

impl MaskKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Shelved, Self::Inhibited, Self::OutOfService, Self::WarmUp, Self::Suppressed];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shelved => "shelved",
            Self::Inhibited => "inhibited",
            Self::OutOfService => "out-of-service",
            Self::WarmUp => "warm-up",
            Self::Suppressed => "suppressed",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Why it withholds notices.
    pub const fn withheld(self) -> Withheld {
        match self {
            Self::Shelved => Withheld::Shelved,
            Self::Inhibited | Self::WarmUp => Withheld::Inhibited,
            Self::OutOfService => Withheld::OutOfService,
            Self::Suppressed => Withheld::Suppressed,
        }
    }
}

/// A mask that stands: nothing is hidden without who, why and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// The device; `None` for an alarm of the system.
    pub sn: Option<SerialNumber>,
    /// Its point, or the cause whose alarm it hides.
    pub source: Source,
    /// The alarm it hides; `None`: all of the point.
    #[serde(rename = "type")]
    pub condition: Option<Condition>,
    /// What it is.
    pub kind: MaskKind,
    /// Who put it on; the daemon itself for a warm-up.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Who watches the place meanwhile, where that must be said.
    pub watcher: Option<String>,
    /// The work order of an out-of-service.
    pub work_order: Option<String>,
    /// Who confirmed it as the second person, where that was needed.
    pub confirmed_by: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
}

impl Mask {
    /// Why and until when, in one line, for the record of what it hides.
    pub fn words(&self) -> String {
        let mut words = format!("{} until {}: {}", self.kind.as_str(), self.until, self.reason);
        for (what, said) in
            [("watched by", &self.watcher), ("work order", &self.work_order), ("confirmed by", &self.confirmed_by)]
        {
            if let Some(said) = said {
                let _ = write!(words, "; {what} {said}");
            }
        }
        words
    }
}

/// What the judge of a frozen alarm saw meanwhile: test gas, as a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestEvidence {
    /// The alarm that would have been raised.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// How often.
    pub raises: u32,
    /// The worst value judged; `None` where there is none.
    pub peak: Option<f64>,
}

/// A mask that was put on, or ended.
#[derive(Debug, Clone, PartialEq)]
pub struct MaskChange {
    /// The mask.
    pub mask: Mask,
    /// What happened to it.
    pub step: MaskStep,
}

/// What happened to a mask.
#[derive(Debug, Clone, PartialEq)]
pub enum MaskStep {
    /// It was put on.
    On,
    /// It ends soon.
    Reminded,
    /// It ended.
    Off {
        /// When.
        at: Timestamp,
        /// Who ended it; `None`: it ran out.
        by: Option<Actor>,
        /// What was seen under it.
        seen: Vec<TestEvidence>,
    },
}
