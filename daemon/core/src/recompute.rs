//! Computing stored readings anew: with which calibrations they were computed before, and what was done.

use serde::{Deserialize, Serialize};

use crate::{
    id::{CalibrationRevision, SerialNumber},
    time::{Span, Timestamp},
};

/// Readings in a row that are computed with the same calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionRun {
    /// The calibration; `None` is none.
    pub revision: Option<CalibrationRevision>,
    /// The time of the first.
    pub from: Timestamp,
    /// The time of the next run's first, or just after the last.
    pub to: Timestamp,
    /// How many.
    pub readings: u64,
}

/// Runs of revisions of readings in order of time. With them what was computed anew can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RevisionRuns(Vec<RevisionRun>);

impl RevisionRuns {
    /// More are not kept: readings that are so mixed are computed anew in shorter stretches.
    pub const MOST: usize = 10_000;

    /// Runs as they were told.
    pub const fn new(runs: Vec<RevisionRun>) -> Self {
        Self(runs)
    }

    /// Adds a reading; false when there are too many runs.
    #[must_use]
    pub fn add(&mut self, time: Timestamp, revision: Option<CalibrationRevision>) -> bool {
        let after = time + Span::micros(1);
        match self.0.last_mut() {
            Some(run) if run.revision == revision => {
                run.to = after;
                run.readings += 1;
                return true;
            }
            Some(run) => run.to = time,
            None => {}
        }
        if self.0.len() == Self::MOST {
            return false;
        }
        self.0.push(RevisionRun { revision, from: time, to: after, readings: 1 });
        true
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[RevisionRun] {
        &self.0
    }

    /// Readings in all of them.
    pub fn readings(&self) -> u64 {
        self.0.iter().map(|run| run.readings).sum()
    }
}

/// What computing anew did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recomputed {
    /// The device.
    pub sn: SerialNumber,
    /// The calibration the readings refer to from now on; `None` is none.
    pub revision: Option<CalibrationRevision>,
    /// From this corrected time on.
    pub from: Timestamp,
    /// Up to this corrected time, exclusive.
    pub to: Timestamp,
    /// Readings in this time.
    pub readings: u64,
    /// Readings that changed.
    pub changed: u64,
    /// Stretches that cannot be read and stay as they are.
    pub damaged: u64,
    /// Nothing was done: this is what would be.
    pub dry_run: bool,
    /// What they were computed with before.
    pub before: RevisionRuns,
}

/// What computing anew tells as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recomputing {
    /// It goes on.
    Progress {
        /// Readings looked at.
        done: u64,
        /// Readings there are.
        total: u64,
    },
    /// The end.
    Done(Box<Recomputed>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_follow_each_other_without_gaps() {
        let mut runs = RevisionRuns::default();
        let at = |s| Timestamp::EPOCH + Span::secs(s);
        for (s, revision) in [(1, None), (2, Some(1)), (4, Some(1)), (9, Some(2)), (9, Some(2))] {
            assert!(runs.add(at(s), revision.map(CalibrationRevision)));
        }
        let found: Vec<_> =
            runs.all().iter().map(|run| (run.revision.map(|r| r.0), run.from, run.to, run.readings)).collect();
        let last = at(9) + Span::micros(1);
        assert_eq!(found, [(None, at(1), at(2), 1), (Some(1), at(2), at(9), 2), (Some(2), at(9), last, 2)]);
        assert_eq!(runs.readings(), 5);
    }

    #[test]
    fn readings_that_are_too_mixed_are_refused() {
        let mut runs = RevisionRuns::default();
        for n in 0..RevisionRuns::MOST {
            let revision = CalibrationRevision(u32::try_from(n % 2).expect("small"));
            assert!(runs.add(Timestamp::EPOCH, Some(revision)));
        }
        assert!(!runs.add(Timestamp::EPOCH, None));
    }
}
