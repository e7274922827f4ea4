//! Who is told of what.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Condition, Priority},
    id::ShortName,
    sensor::SensorType,
};

/// Who is told of some alarms, in the order of escalation. Of all routes that fit an alarm the first by `order` holds; an alarm no
/// route fits is told to every group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// What it is called.
    pub name: ShortName,
    /// Smaller is asked first.
    pub order: u32,
    /// Alarms of these priorities; empty: of all.
    pub priorities: Vec<Priority>,
    /// Alarms in these areas; empty: in all, and those of the system.
    pub areas: Vec<ShortName>,
    /// Alarms of points of these sensor types; empty: of all, and those of the system.
    pub sensors: Vec<SensorType>,
    /// These conditions; empty: all.
    pub conditions: Vec<Condition>,
    /// The first is told at once, each further one if nobody acknowledges.
    pub groups: Vec<ShortName>,
}
