//! The hours in which low and medium alarms are told.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// Weekdays and a window of the day, in the site's time zone. The end is exclusive; a window belongs to the day it starts; start = end
/// is the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Monday first.
    pub days: [bool; 7],
    /// When the window opens.
    pub start: Time,
    /// When it closes; at or before `start` it is on the next day.
    pub end: Time,
}
