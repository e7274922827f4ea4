//! An alarm that is only supposed: to see who would be told of it.

use serde::{Deserialize, Serialize};

use super::{Owed, Simulation};
use crate::{
    alarm::{
        CalibrationFacts, Condition, Notice, Occurrence, PointRules, Priority, Source, SystemCause, Transition,
        TransitionKind,
    },
    device::{Device, PointSettings},
    id::{EventId, OccurrenceId, SerialNumber, ShortName},
    sensor::SensorType,
    time::Timestamp,
};

/// An alarm that is supposed to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supposition {
    /// Of this device; `None` for an alarm of the system.
    pub sn: Option<SerialNumber>,
    /// Which condition.
    pub condition: Condition,
    /// Which cause, for an alarm of the system.
    pub cause: Option<SystemCause>,
    /// How urgent; `None`: as it would be.
    pub priority: Option<Priority>,
    /// When; `None`: now.
    pub at: Option<Timestamp>,
}

/// What was supposed, with what routing knows of the place, and what would come of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Supposed {
    /// The device.
    pub sn: Option<SerialNumber>,
    /// What the point is called.
    pub name: Option<String>,
    /// Where it is.
    pub area: Option<ShortName>,
    /// What it measures.
    pub sensor: Option<SensorType>,
    /// Which condition.
    #[serde(rename = "type")]
    pub condition: Condition,
    /// How urgent it would be.
    pub priority: Priority,
    /// When.
    pub at: Timestamp,
    /// What would come of it.
    #[serde(flatten)]
    pub simulation: Simulation,
}

/// How urgent a condition of a point with these settings usually is.
pub fn usual_priority(settings: &PointSettings, condition: Condition) -> Priority {
    if let Some(said) = settings.rules.priorities.get(&condition) {
        return *said;
    }
    let Ok(rules) = PointRules::new(settings, CalibrationFacts::default()) else { return Priority::High };
    rules.level(condition).map_or_else(|| rules.priority(condition, false), |level| level.priority)
}

impl Owed {
    /// A raise that is only supposed; `place` is its device, if it has one.
    pub fn supposed(
        (source, condition): (Source, Condition),
        priority: Priority,
        place: Option<&Device>,
        at: Timestamp,
    ) -> Self {
        let occurrence = Occurrence {
            sn: place.map(|device| device.sn.clone()),
            ..Occurrence::raised(OccurrenceId(0), source, condition, priority, at)
        };
        let transition = Transition {
            event: EventId(0),
            source,
            condition,
            occurrence: occurrence.id,
            kind: TransitionKind::Raise,
            state: occurrence.state,
            priority,
            measured: at,
            received: at,
            value: None,
            limit: None,
            notice: Notice::Announce,
            by: None,
            comment: None,
            rules: None,
        };
        Self {
            transition,
            occurrence,
            name: place.and_then(|device| device.name.clone()),
            area: place.and_then(|device| device.area.clone()),
            sensor: place.map(|device| device.settings.sensor),
            unrecorded: false,
        }
    }
}
