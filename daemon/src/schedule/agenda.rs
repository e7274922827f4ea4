//! Whether a job is due. Pure: it is told the time, and how runs ended.
//!
//! ```text
//!            due by the clock            it fails                a pause later
//!  waiting ──────────────────▶ running ───────────▶ to be tried ──────────────▶ running
//!     ▲                           │ done               │ a day after it was due, or the next due moment has come
//!     └───────────────────────────┴────────────────────┘
//! ```

use jiff::tz::TimeZone;
use mcs_core::{
    job::{JobOutcome, JobRun},
    time::{Monotonic, Now, Span, Timestamp},
};

use super::When;

/// The pause after the first failure; each later one is twice as long.
const FIRST_PAUSE: Span = Span::mins(1);
/// The longest pause.
const LONGEST_PAUSE: Span = Span::hours(1);
/// How long a failed run is tried again, counted from when it was due.
const TRIED_FOR: Span = Span::hours(24);
/// How long at least, counted from the daemon's start: what was cut off long ago gets a chance.
const TRIED_FOR_AT_LEAST: Span = Span::hours(1);

/// What is known of the due moments of one job.
#[derive(Debug)]
pub(super) struct Agenda {
    when: When,
    /// The due moment that was taken up last.
    taken: Timestamp,
    /// There while `taken` lies further ahead than any due moment can: it was taken up, or is looked at, by a clock that is
    /// wrong. Due moments are counted from here until the clocks agree again.
    adrift: Option<Timestamp>,
    retry: Option<Retry>,
    /// Nothing runs by the clock before this: the daemon has only just started.
    not_before: Monotonic,
}

/// A run that failed and will be tried again.
#[derive(Debug)]
struct Retry {
    failures: u32,
    at: Monotonic,
    until: Monotonic,
}

impl Agenda {
    /// It is due at other moments from now on. What would have been due before by them is not made up for.
    pub(super) fn reschedule(&mut self, when: When, now: Now) {
        if when != self.when {
            self.when = when;
            self.taken = self.taken.max(now.utc);
        }
    }

    /// From what is on record: the job's runs, newest first, and when the site was made, before which nothing was due.
    pub(super) fn from_record(
        when: When,
        runs: &[JobRun],
        created: Timestamp,
        now: Now,
        not_before: Monotonic,
    ) -> Self {
        let newest = runs.iter().find_map(|run| run.due);
        let taken = newest.unwrap_or(created);
        let since_done = runs.iter().take_while(|run| run.outcome != Some(JobOutcome::Done));
        let failed = since_done.filter(|run| run.due.is_some() && run.due == newest).collect::<Vec<_>>();
        let retry = failed.first().map(|last| {
            let failures = u32::try_from(failed.len()).unwrap_or(u32::MAX);
            let rested = between(Span::ZERO, now.utc - last.started, LONGEST_PAUSE);
            let overdue = between(Span::ZERO, now.utc - taken, TRIED_FOR);
            Retry {
                failures,
                at: not_before.max(now.mono + (pause(failures) - rested)),
                until: now.mono + (TRIED_FOR - overdue).max(TRIED_FOR_AT_LEAST),
            }
        });
        Self { when, taken, adrift: None, retry, not_before }
    }

    /// The due moment to run for, if there is one. Call it at least each minute: the clock may step.
    pub(super) fn due(&mut self, now: Now, tz: &TimeZone) -> Option<Timestamp> {
        let from = self.counted_from(now.utc);
        if now.mono < self.not_before {
            return None;
        }
        if self.when.next_after(from, tz) <= now.utc {
            // However many there were since: one run for all of them.
            return Some(self.when.last_until(now.utc, tz));
        }
        self.retry.as_ref().filter(|retry| retry.at <= now.mono).map(|_| self.taken)
    }

    /// A run for this due moment begins.
    pub(super) fn take_up(&mut self, due: Timestamp, now: Now) {
        if due != self.taken || self.retry.is_none() {
            self.retry = Some(Retry { failures: 0, at: now.mono, until: now.mono + TRIED_FOR });
        }
        self.taken = due;
        self.adrift = None;
    }

    /// A run ended; one that a person asked for, too, if it is done.
    pub(super) fn ended(&mut self, done: bool, now: Now) {
        let Some(retry) = &mut self.retry else { return };
        retry.failures = retry.failures.saturating_add(1);
        retry.at = now.mono + pause(retry.failures);
        if done || retry.at > retry.until {
            self.retry = None;
        }
    }

    /// When something will be due next.
    pub(super) fn next(&self, now: Now, tz: &TimeZone) -> Timestamp {
        let from = self.adrift.unwrap_or(self.taken);
        let by_clock = self.when.next_after(from, tz).max(now.utc + (self.not_before - now.mono));
        let again = self.retry.as_ref().map(|retry| now.utc + (retry.at - now.mono).max(Span::ZERO));
        again.map_or(by_clock, |again| again.min(by_clock))
    }

    fn counted_from(&mut self, now: Timestamp) -> Timestamp {
        if self.taken - now <= self.when.longest_gap() {
            self.adrift = None;
        } else if self.adrift.is_none_or(|since| since - now > self.when.longest_gap()) {
            self.adrift = Some(now);
        }
        self.adrift.unwrap_or(self.taken)
    }
}

fn pause(failures: u32) -> Span {
    let doubled = 1_i64.checked_shl(failures.saturating_sub(1)).filter(|n| *n > 0).unwrap_or(i64::MAX);
    FIRST_PAUSE.times(doubled).min(LONGEST_PAUSE)
}

fn between(least: Span, span: Span, most: Span) -> Span {
    span.max(least).min(most)
}

#[cfg(test)]
#[path = "tests/agenda.rs"]
mod tests;
