//! The hand-over from shift to shift: what the oncoming one must know, and who took over.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Mask, Occurrence, Priority},
    id::{OccurrenceId, SerialNumber, ShortName},
    time::{Span, Timestamp},
};

/// A high or critical alarm that nobody has acknowledged for longer is overdue.
const OVERDUE: Span = Span::mins(10);

/// What the oncoming shift must know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShiftReport {
    /// The site's name.
    pub site: String,
    /// The site's time zone.
    pub tz: String,
    /// When the shift that ends began.
    pub since: Timestamp,
    /// The moment of the report.
    pub until: Timestamp,
    /// Alarms that are not over, most urgent first.
    pub open: Vec<Occurrence>,
    /// Those of them that nobody acknowledged in time.
    pub overdue: Vec<OccurrenceId>,
    /// What is hidden, by whom, why and until when.
    pub masks: Vec<Mask>,
    /// Points that are not heard.
    pub offline: Vec<SilentPoint>,
    /// Notices that reached nobody.
    pub failed: Vec<FailedDelivery>,
    /// Alarms raised since.
    pub raised: u64,
    /// What people wrote since, oldest first.
    pub notes: Vec<ShiftNote>,
}

/// A point that is not heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentPoint {
    /// The device.
    pub sn: SerialNumber,
    /// What it is called.
    pub name: Option<String>,
    /// Its newest reading; `None`: never heard of.
    pub last: Option<Timestamp>,
}

/// A notice that reached nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedDelivery {
    /// Its number in the outbox.
    pub id: u64,
    /// The channel it was for.
    pub channel: ShortName,
    /// The group it was for.
    pub group: ShortName,
    /// The alarm it tells of.
    pub alarm: Option<OccurrenceId>,
    /// How urgent that is.
    pub priority: Priority,
    /// Since when it is owed.
    pub created: Timestamp,
    /// What the provider said last.
    pub why: Option<String>,
}

/// What somebody wrote when they did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftNote {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What they did, e.g. `alarm.ack`.
    pub action: String,
    /// To what.
    pub about: String,
    /// What they wrote.
    pub text: String,
}

/// A hand-over that took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Its number.
    pub id: u64,
    /// What was handed over.
    pub report: ShiftReport,
    /// What the oncoming shift remarked.
    pub note: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// Who took over.
    pub accepter: String,
    /// When.
    pub accepted: Timestamp,
}

impl ShiftReport {
    /// Puts open alarms into order, most urgent first, and finds those that are overdue.
    pub fn set_open(&mut self, mut open: Vec<Occurrence>) {
        open.sort_by_key(|alarm| {
            (std::cmp::Reverse((alarm.state.unacknowledged(), alarm.priority)), alarm.raised, alarm.id)
        });
        let late = |alarm: &&Occurrence| {
            alarm.state.unacknowledged() && alarm.priority >= Priority::High && self.until - alarm.raised > OVERDUE
        };
        self.overdue = open.iter().filter(late).map(|alarm| alarm.id).collect();
        self.open = open;
    }
}
