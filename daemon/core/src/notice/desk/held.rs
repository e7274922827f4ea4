//! What is not told now but in the next summary.

use serde::{Deserialize, Serialize};

use crate::{
    id::{OccurrenceId, ShortName},
    time::{Monotonic, Now, Span, Timestamp},
};

/// What waits for a summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Held {
    /// When it goes out, by the wall clock: schedules are.
    pub(super) until: Timestamp,
    /// It should have gone out before, but there was nobody.
    pub(super) late: bool,
    pub(super) lines: Vec<Line>,
    /// The groups asked before could not be reached: these are.
    pub(super) to: Option<Vec<ShortName>>,
}

/// One line of a summary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) occurrence: OccurrenceId,
    /// When the first raise of it was.
    pub(super) since: Timestamp,
    pub(super) raises: u32,
    /// It was to be announced: its escalation begins when it is told.
    pub(super) announce: bool,
    pub(super) apart: bool,
    /// Not before this; after it when the schedule is open.
    pub(super) not_before: Timestamp,
}

impl Held {
    pub(super) const fn new(until: Timestamp) -> Self {
        Self { until, late: false, lines: Vec::new(), to: None }
    }

    /// Out at the next whole hour, so that what several alarms leave behind comes in one summary.
    pub(super) fn hourly(now: Timestamp) -> Timestamp {
        now.floor(Span::hours(1)) + Span::hours(1)
    }

    /// When that is on this run's clock.
    pub(super) fn due(&self, now: Now) -> Monotonic {
        now.mono + (self.until - now.utc)
    }

    /// Takes in another line. Raises of the same alarm share one; what a backlog brought has its own.
    pub(super) fn add(&mut self, line: Line) {
        let same = |known: &&mut Line| known.occurrence == line.occurrence || !(known.apart || line.apart);
        match self.lines.iter_mut().find(same) {
            Some(known) => {
                known.raises += line.raises;
                known.occurrence = line.occurrence;
                known.announce |= line.announce;
                known.not_before = known.not_before.min(line.not_before);
            }
            None => self.lines.push(line),
        }
    }

    pub(super) fn holds(&self, occurrence: OccurrenceId) -> bool {
        self.lines.iter().any(|line| line.occurrence == occurrence)
    }
}
