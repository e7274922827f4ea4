//! When an acknowledged alarm must be looked at again.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Deadline, Priority},
    quantity::Steps,
    time::{Now, Span, Timestamp},
};

/// How an alarm stood when it was acknowledged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Watch {
    /// The last value known then.
    pub(crate) value: Option<Steps>,
    since: Timestamp,
    /// When it will have stood too long; only gas alarms that are high or critical ever do.
    pub(crate) deadline: Option<Deadline>,
}

impl Watch {
    /// Begins with an acknowledgement at `now`.
    pub(crate) fn begin(value: Option<Steps>, priority: Priority, gas: bool, now: Now) -> Self {
        let mut watch = Self { value, since: now.utc, deadline: None };
        watch.set_priority(priority, gas, now);
        watch
    }

    /// The alarm has another priority now.
    pub(crate) fn set_priority(&mut self, priority: Priority, gas: bool, now: Now) {
        self.deadline = standing(priority).filter(|_| gas).map(|span| Deadline::after(self.since, span, now));
    }

    pub(crate) fn resume(&mut self, now: Now) {
        self.deadline = self.deadline.map(|deadline| deadline.resume(now));
    }

    pub(crate) fn shift(&mut self, step: Span) {
        self.since = self.since + step;
        self.deadline = self.deadline.map(|deadline| deadline.shifted(step));
    }
}

/// How long a gas alarm may stand after its acknowledgement.
const fn standing(priority: Priority) -> Option<Span> {
    match priority {
        Priority::Critical => Some(Span::mins(30)),
        Priority::High => Some(Span::mins(60)),
        Priority::Medium | Priority::Low => None,
    }
}
