//! Who is told of what.

use serde::{Deserialize, Serialize};

use super::{Facts, Misfit};
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

impl Route {
    /// Why it does not fit what is to be told; `None`: it fits.
    pub(super) fn misfit(&self, facts: &Facts) -> Option<Misfit> {
        if !fits(&self.priorities, Some(&facts.priority)) {
            Some(Misfit::Priority)
        } else if !fits(&self.areas, facts.area.as_ref()) {
            Some(Misfit::Area)
        } else if !fits(&self.sensors, facts.sensor.as_ref()) {
            Some(Misfit::Sensor)
        } else if !fits(&self.conditions, facts.condition.as_ref()) {
            Some(Misfit::Condition)
        } else {
            None
        }
    }
}

/// A list that names nothing asks for nothing.
fn fits<T: PartialEq>(asked: &[T], is: Option<&T>) -> bool {
    asked.is_empty() || is.is_some_and(|is| asked.contains(is))
}
