//! Who would be told what, when, and why not.

use serde::{Deserialize, Serialize};

use super::{ItemKind, Outcome};
use crate::{
    id::ShortName,
    time::{Span, Timestamp},
};

/// What would come of an alarm if nobody acknowledged it and every channel worked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Simulation {
    /// What would become of it.
    pub outcome: Outcome,
    /// What the schedule says of it.
    pub schedule: ScheduleSays,
    /// The routes in the order in which they are asked, up to the first that fits.
    pub routes: Vec<RouteTried>,
    /// No route fits, or none of its groups can be reached: every group is told.
    pub everybody: bool,
    /// Groups that would be told if one of their channels were enabled.
    pub unreachable: Vec<ShortName>,
    /// Who is told when, until everybody was.
    pub steps: Vec<SimulatedStep>,
    /// How often it is repeated to all who were told.
    pub repeats_every: Option<Span>,
    /// When the system says that nobody answered.
    pub nobody_answered: Option<Timestamp>,
}

/// What the schedule says of an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "schedule")]
pub enum ScheduleSays {
    /// There is none.
    None,
    /// It is open.
    Open,
    /// It is closed, but alarms like this one ignore it.
    Ignored,
    /// It is closed: held until then.
    Held {
        /// When it opens, or its override ends.
        until: Timestamp,
    },
}

/// One route that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteTried {
    /// Its name.
    pub name: ShortName,
    /// Why it does not fit; `None`: it fits.
    pub why_not: Option<Misfit>,
}

/// Why a route does not fit an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Misfit {
    /// It is for other priorities.
    Priority,
    /// It is for other areas.
    Area,
    /// It is for other sensor types.
    Sensor,
    /// It is for other conditions.
    Condition,
}

impl Misfit {
    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::Area => "area",
            Self::Sensor => "sensor",
            Self::Condition => "condition",
        }
    }
}

/// One step of what would be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimulatedStep {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: ItemKind,
    /// To whom.
    pub groups: Vec<ShortName>,
}
