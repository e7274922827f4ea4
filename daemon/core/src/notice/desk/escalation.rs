//! Whom an alarm reaches that nobody acknowledges.
//!
//! ```text
//!            announce     step 1     step 2     step 3 …     each further step
//!  critical     0         3 min      10 min     20 min       + 10 min             repeated every 5 min
//!  high         0        10 min      30 min     60 min       + 30 min             repeated every 15 min
//!            group 1     group 2    group 3    group 4, or: nobody answered
//! ```

use serde::{Deserialize, Serialize};

use super::since::Since;
use crate::{
    alarm::Priority,
    id::ShortName,
    time::{Monotonic, Now, Span},
};

/// How fast people are woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tempo {
    first: Span,
    second: Span,
    further: Span,
    /// How often it is repeated to all who were told.
    pub(super) every: Span,
}

impl Tempo {
    /// Of an alarm of this priority; low and medium do not escalate.
    pub(super) const fn of(priority: Priority) -> Option<Self> {
        match priority {
            Priority::Critical => Some(Self::mins(3, 10, 10, 5)),
            Priority::High => Some(Self::mins(10, 30, 30, 15)),
            Priority::Medium | Priority::Low => None,
        }
    }

    const fn mins(first: i64, second: i64, further: i64, every: i64) -> Self {
        Self {
            first: Span::mins(first),
            second: Span::mins(second),
            further: Span::mins(further),
            every: Span::mins(every),
        }
    }

    /// How long after the announce a step is due, counted from 1.
    fn step(self, number: u32) -> Span {
        match number {
            0 => Span::ZERO,
            1 => self.first,
            more => self.second + self.further.times(i64::from(more) - 2),
        }
    }
}

/// An alarm that was announced and nobody has acknowledged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Escalation {
    /// The announce.
    since: Since,
    /// How urgent it was then: by that goes the tempo.
    pub(super) priority: Priority,
    /// How many steps are behind it.
    pub(super) steps: u32,
    /// How many repeats are behind it.
    repeats: u32,
    /// The groups it has reached since the announce.
    pub(super) reached: Vec<ShortName>,
    /// There was nobody left to be told.
    pub(super) unanswered: bool,
}

/// What is due now, everything overdue in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    /// Those who were told hear it again.
    pub(super) repeat: bool,
    /// How long the oldest of it is overdue.
    pub(super) overdue: Span,
}

impl Escalation {
    /// From now; `None`: alarms of this priority do not escalate.
    pub(super) fn begin(priority: Priority, reached: Vec<ShortName>, now: Now) -> Option<Self> {
        Tempo::of(priority)?;
        Some(Self { since: Since::now(now), priority, steps: 0, repeats: 0, reached, unanswered: false })
    }

    /// The same with these groups reached.
    pub(super) fn reaching(self, reached: Vec<ShortName>) -> Self {
        Self { reached, ..self }
    }

    /// When something is due next.
    pub(super) fn next(&self) -> Option<Monotonic> {
        Some(self.since.then(self.after(Tempo::of(self.priority)?)))
    }

    /// How long after the announce something is due next.
    fn after(&self, tempo: Tempo) -> Span {
        tempo.step(self.steps + 1).min(tempo.every.times(i64::from(self.repeats) + 1))
    }

    /// Puts everything that is due behind it.
    pub(super) fn take(&mut self, now: Now) -> Option<Due> {
        let tempo = Tempo::of(self.priority)?;
        let passed = self.since.passed(now);
        let next = self.after(tempo);
        if passed < next {
            return None;
        }
        while tempo.step(self.steps + 1) <= passed {
            self.steps += 1;
        }
        let repeats = passed.as_micros() / tempo.every.as_micros();
        let repeats = u32::try_from(repeats).unwrap_or(u32::MAX);
        let repeat = repeats > self.repeats;
        self.repeats = repeats;
        Some(Due { repeat, overdue: passed - next })
    }

    /// Places it on this run's clock.
    pub(super) fn resume(&mut self, now: Now) {
        let done = Tempo::of(self.priority)
            .map(|tempo| tempo.step(self.steps).max(tempo.every.times(i64::from(self.repeats))));
        self.since.resume(done.unwrap_or(Span::ZERO), now);
    }

    /// Follows a step of the wall clock.
    pub(super) fn shift(&mut self, step: Span) {
        self.since.shift(step);
    }
}
