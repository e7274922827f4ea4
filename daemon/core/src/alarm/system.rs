//! Alarms of the monitoring system itself.

use serde::{Deserialize, Serialize};

use super::{Actor, Changes, Mint, Occurrence, Refusal, SystemCause};
use crate::{
    id::OccurrenceId,
    time::{Now, Timestamp},
};

/// What must be kept of the system's alarms so that a restart changes nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SystemSnapshot {
    /// The shape of what follows.
    pub version: u8,
}

/// The alarms of the monitoring system: one for each cause, with the same life as any other.
#[derive(Debug, Clone, Default)]
pub struct SystemAlarms {}

#[expect(unused_variables, clippy::unused_self, reason = "signatures first, so that callers can be written")]
impl SystemAlarms {
    /// Nothing is wrong.
    pub fn new() -> Self {
        Self::default()
    }

    /// What must be kept; differs from the one before whenever [`Changes::state_changed`] was set.
    pub fn snapshot(&self) -> SystemSnapshot {
        SystemSnapshot { version: 1 }
    }

    /// Continues after a restart. Causes stay as they were until they are [`SystemAlarms::set`] again.
    pub fn restore(snapshot: SystemSnapshot) -> Self {
        Self::default()
    }

    /// A cause is present or not. Saying the same twice changes nothing but the text.
    pub fn set(
        &mut self,
        cause: SystemCause,
        present: bool,
        text: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) {
    }

    /// The daemon was down from `since` until now: raised and over, to be acknowledged.
    pub fn was_down(&mut self, since: Timestamp, text: Option<&str>, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
    }

    /// A person acknowledges an occurrence.
    pub fn acknowledge(
        &mut self,
        occurrence: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        Err(Refusal::Over)
    }

    /// Every occurrence that is not over.
    pub fn open(&self) -> impl Iterator<Item = &Occurrence> {
        std::iter::empty()
    }
}
