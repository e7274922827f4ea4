//! What holds for all notices of the site.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Language, Schedule, ScheduleSays};
use crate::{alarm::Priority, time::Timestamp};

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

impl Policy {
    /// What the schedule says at this moment of an alarm of this priority, about gas or not.
    ///
    /// High and critical alarms ignore the schedule. An admin's override puts the high ones under it for a while, but never a critical
    /// alarm and never one of a gas detector, not even that it fails or is silent: nobody may decide in the evening that a leak of
    /// the coming night can wait.
    pub(super) fn schedule_says(&self, priority: Priority, gas: bool, now: Timestamp, tz: &TimeZone) -> ScheduleSays {
        let Some(schedule) = self.schedule else { return ScheduleSays::None };
        if schedule.open_at(now, tz) {
            return ScheduleSays::Open;
        }
        // A schedule that never opens holds nothing: what it held would never be told.
        let Some(opens) = schedule.next_start(now, tz) else { return ScheduleSays::Ignored };
        let over = self.schedule_override.as_ref().map(|over| over.until).filter(|until| *until > now);
        match (priority, over) {
            (Priority::Low | Priority::Medium, _) => ScheduleSays::Held { until: opens },
            (Priority::High, Some(ends)) if !gas => ScheduleSays::Held { until: opens.min(ends) },
            (Priority::High | Priority::Critical, _) => ScheduleSays::Ignored,
        }
    }
}
