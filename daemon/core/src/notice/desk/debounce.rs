//! What is said of an alarm again and again is said once, and at the end of the window what became of it.

use serde::{Deserialize, Serialize};

use super::since::Since;
use crate::{
    alarm::Priority,
    id::OccurrenceId,
    time::{Now, Span},
};

/// What people can be told of an alarm. As long as it is the same, nobody need hear of it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Truth {
    /// It is over.
    Over,
    /// It is present, and this is the number by which it is acknowledged.
    Present(OccurrenceId),
}

/// Since something of the alarm was told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Window {
    pub(super) since: Since,
    /// The most urgent that was told in it.
    pub(super) priority: Priority,
    /// Raises in it that were not told.
    pub(super) folded: u32,
    /// Somebody got what was told in it.
    pub(super) accepted: bool,
}

/// What may be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// A raise.
    Raise,
    /// A re-alarm or a return.
    Change,
}

impl Window {
    pub(super) const fn open(priority: Priority, now: Now) -> Self {
        Self { since: Since::now(now), priority, folded: 0, accepted: false }
    }

    /// Whether news are folded into it. Low and medium raises are, unless more urgent than what was told; whatever chatters is.
    pub(super) fn folds(&self, news: News, priority: Priority, chattering: bool) -> bool {
        let quiet = match priority {
            Priority::Low | Priority::Medium => priority <= self.priority,
            Priority::High | Priority::Critical => false,
        };
        chattering || (news == News::Raise && quiet)
    }

    pub(super) fn length(debounce_s: u32) -> Span {
        Span::secs(i64::from(debounce_s))
    }
}
