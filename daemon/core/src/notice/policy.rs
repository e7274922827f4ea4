//! What holds for all notices of the site.

use serde::{Deserialize, Serialize};

use super::{Language, Schedule};
use crate::time::Timestamp;

/// What holds for all notices of the site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Raises of one alarm within so many seconds are folded, unless they are high or critical and it does not chatter.
    pub debounce_s: u32,
    /// When low and medium alarms are told; `None`: always.
    pub schedule: Option<Schedule>,
    /// Outside the schedule high alarms are held too until then, by an admin's word; shown on the wall.
    pub schedule_override: Option<ScheduleOverride>,
    /// The language of what is told to no single person.
    pub language: Language,
    /// Where the daemon says that it lives, every minute; `None`: nowhere.
    pub heartbeat_url: Option<String>,
    /// The hour and minute of the daily "alive" message in the site's zone; `None`: none.
    pub alive_at: Option<(i8, i8)>,
}

/// An admin's word that the schedule holds for high alarms too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleOverride {
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When it ends by itself.
    pub until: Timestamp,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            debounce_s: 600,
            schedule: None,
            schedule_override: None,
            language: Language::default(),
            heartbeat_url: None,
            alive_at: None,
        }
    }
}
