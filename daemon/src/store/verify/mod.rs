//! Whether what is stored is what was written.
//!
//! ```text
//!  pages ──▶ segments, with the summaries of days ──▶ summaries without a day ──▶ how far sealing has come
//! ```
//!
//! In small snapshots, so that recording goes on; only the pages are looked at in one. What is damaged is named and stepped over.

mod names;
mod pages;
mod position;
mod segment;
mod segments;
mod summaries;

use std::ops::ControlFlow;

use rusqlite::Connection;

use self::names::Names;
use super::{Queries, QueryError, query::is_damage};

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where, e.g. `the segment of A001, 2026-11-20 (day)`.
    pub what: String,
    /// What is wrong.
    pub why: String,
}

/// How far the check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps there are, as known by now.
    pub total: u64,
}

/// What the check tells as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// It goes on.
    Progress(Progress),
    /// Something is wrong.
    Finding(Finding),
}

/// What has been looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Segments.
    pub segments: u64,
    /// Readings in them.
    pub readings: u64,
    /// Summaries of days.
    pub summaries: u64,
    /// Things found to be wrong.
    pub findings: u64,
    /// Whether all of it was looked at: the caller did not break off.
    pub whole: bool,
}

/// Why the check ends before its end.
enum Stop {
    /// The caller broke off.
    Asked,
    /// The database cannot be asked at all.
    Failed(QueryError),
}

impl From<QueryError> for Stop {
    fn from(error: QueryError) -> Self {
        Self::Failed(error)
    }
}

/// What one snapshot showed.
#[derive(Debug, Default)]
struct Seen {
    findings: Vec<Finding>,
    segments: u64,
    readings: u64,
    summaries: u64,
}

impl Seen {
    fn finding(&mut self, what: impl Into<String>, why: &dyn std::fmt::Display) {
        self.findings.push(Finding { what: what.into(), why: why.to_string() });
    }
}

/// A check under way.
struct Check<'a> {
    queries: &'a Queries,
    each: &'a mut dyn FnMut(Checked) -> ControlFlow<()>,
    names: Names,
    verified: Verified,
    progress: Progress,
}

impl Queries {
    /// Looks at everything that is stored and tells what is not as it should be; one thing does not stop the rest. It takes a
    /// while: some seconds for a gigabyte. Blocks.
    pub fn verify(&self, each: &mut dyn FnMut(Checked) -> ControlFlow<()>) -> Result<Verified, QueryError> {
        let mut check = Check {
            queries: self,
            each,
            names: Names::default(),
            verified: Verified::default(),
            progress: Progress { done: 0, total: 0 },
        };
        match check.run() {
            Ok(()) => Ok(Verified { whole: true, ..check.verified }),
            Err(Stop::Asked) => Ok(check.verified),
            Err(Stop::Failed(QueryError::Sqlite(error))) if is_damage(&error) => {
                // Nothing in it can be found any more.
                let mut seen = Seen::default();
                seen.finding("the database", &error);
                let _ = check.tell(seen);
                Ok(check.verified)
            }
            Err(Stop::Failed(error)) => Err(error),
        }
    }
}

impl Check<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        (self.names, self.progress.total) =
            self.queries.ask(|connection| Ok((Names::load(connection), steps(connection))))?;
        self.pages()?;
        self.segments()?;
        self.summaries()?;
        self.position()
    }

    /// Tells what a snapshot showed.
    fn tell(&mut self, seen: Seen) -> Result<(), Stop> {
        self.verified.segments += seen.segments;
        self.verified.readings += seen.readings;
        self.verified.summaries += seen.summaries;
        for finding in seen.findings {
            self.verified.findings += 1;
            self.say(Checked::Finding(finding))?;
        }
        Ok(())
    }

    /// So many steps are done.
    fn step(&mut self, steps: u64) -> Result<(), Stop> {
        self.progress.done += steps;
        self.progress.total = self.progress.total.max(self.progress.done);
        self.say(Checked::Progress(self.progress))
    }

    fn say(&mut self, checked: Checked) -> Result<(), Stop> {
        match (self.each)(checked) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Asked),
        }
    }
}

/// Steps there are: the pages, each segment, each summary. What cannot be counted is not expected.
fn steps(connection: &Connection) -> u64 {
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, u64>(0)).unwrap_or(0);
    1 + count("SELECT count(*) FROM segment") + count("SELECT count(*) FROM summary")
}
