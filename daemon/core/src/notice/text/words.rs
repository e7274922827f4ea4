//! The words a language must have. What is said, and in which order, is the same in both.

use std::borrow::Cow;

use crate::{
    alarm::{Condition, LifeState, MaskKind, Priority, SystemCause},
    notice::ItemKind,
    quantity::Unit,
    sensor::SensorType,
};

/// What stands before a line's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Place,
    Value,
    Raised,
    Returned,
    State,
    By,
    Note,
    Acknowledge,
    Reset,
}

/// One language.
pub(super) trait Words: Sync {
    /// A text of the daemon.
    fn told<'a>(&self, text: &'a str) -> Cow<'a, str>;
    fn priority(&self, priority: Priority) -> &'static str;
    /// Why it is said, where that is not plain from the priority alone.
    fn kind(&self, kind: ItemKind) -> Option<&'static str>;
    fn mask_ended(&self) -> &'static str;
    fn mask(&self, kind: MaskKind) -> &'static str;
    fn condition(&self, condition: Condition) -> &'static str;
    fn cause(&self, cause: SystemCause) -> &'static str;
    fn sensor(&self, sensor: SensorType) -> &'static str;
    fn unit(&self, unit: Unit) -> &'static str;
    fn state(&self, state: LifeState) -> &'static str;

    /// The bracket a title begins with.
    fn head(&self, words: &[&str]) -> String;
    fn drill(&self) -> &'static str;
    fn unrecorded(&self) -> &'static str;
    fn late(&self) -> &'static str;
    /// The value is the last one known.
    fn held(&self, value: &str) -> String;
    /// The value now, which is no longer beyond its limit, and the worst it was.
    fn now(&self, value: &str, worst: Option<&str>) -> String;
    fn peak(&self, value: &str) -> String;
    /// What follows a condition whose cause is the message.
    fn because(&self, cause: &str) -> String;
    /// A value beside its limit and its worst, where both stand apart.
    fn beside(&self, value: &str, limit: Option<&str>, worst: Option<&str>) -> String;
    fn area(&self, area: &str) -> String;
    fn zone(&self, zone: &str) -> String;
    fn since(&self, time: &str) -> String;
    fn back(&self, time: &str) -> String;
    fn until(&self, time: &str, soon: bool) -> String;
    fn by(&self, who: &str, time: &str) -> String;
    fn reason(&self, reason: &str) -> String;
    fn watcher(&self, who: &str) -> String;
    fn confirmed(&self, who: &str) -> String;
    fn work_order(&self, order: &str) -> String;
    fn folded(&self, times: u32) -> String;
    fn others(&self, alarms: usize) -> String;
    fn elsewhere(&self, more: u32) -> String;
    fn lines_left_out(&self, lines: u32) -> String;
    fn not_recorded(&self) -> &'static str;
    fn told_late(&self) -> &'static str;
    fn drilled(&self) -> &'static str;
    fn alive(&self) -> &'static str;
    fn test(&self) -> &'static str;
    fn times_in(&self, zone: &str) -> String;
    fn tested(&self) -> &'static str;
    fn label(&self, label: Label, text: &str) -> String;
}
