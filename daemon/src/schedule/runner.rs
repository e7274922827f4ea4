//! The runner: the one task that knows every job, starts what is due, and keeps the record.

mod record;

use std::sync::Arc;

use futures_util::FutureExt as _;
use mcs_core::{
    job::{JobOutcome, JobRun, JobState},
    time::{Monotonic, Now, Span, Timestamp},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
    time::{Duration, sleep},
};

use self::record::{Asked, Ended, Recorded};
use super::{
    Job, JobsError, JobsHandle, Progress,
    agenda::Agenda,
    handle::{Ask, Failing},
};
use crate::{
    clock::Clock,
    store::{Calendar, StoreHandle},
};

/// How often due moments are reckoned anew at least: the system's clock may step.
const LOOK: Duration = Duration::from_mins(1);
/// Nothing runs by the clock for this long after the start: first the plant must be heard again.
const QUIET: Span = Span::mins(1);
/// What was missed is caught up one after the other, this far apart.
const STAGGER: Span = Span::secs(15);

/// Reads the clocks.
type Clocks = Arc<dyn Fn() -> Now + Send + Sync>;

/// The task. Nothing is due until it runs.
pub struct Runner {
    now: Clocks,
    calendar: Calendar,
    store: StoreHandle,
    asked: mpsc::Receiver<Ask>,
    entries: Vec<Entry>,
    runs: JoinSet<Ended>,
    /// Runs on record up to this number that have no end were cut off, and it must still be written that they were.
    cut_off: Option<u64>,
    failing: Failing,
}

/// One job.
struct Entry {
    job: Job,
    agenda: Agenda,
    running: bool,
    last: Option<JobRun>,
}

/// A runner of these jobs, and the handle to ask it.
pub fn start(jobs: Vec<Job>, store: StoreHandle, calendar: Calendar, clock: Clock) -> (JobsHandle, Runner) {
    start_at(jobs, store, calendar, Arc::new(move || clock.now()))
}

fn start_at(jobs: Vec<Job>, store: StoreHandle, calendar: Calendar, now: Clocks) -> (JobsHandle, Runner) {
    let failing = Failing::default();
    let (handle, asked) = JobsHandle::new(failing.clone());
    let at = now();
    let entries = jobs.into_iter().map(|job| {
        let agenda = Agenda::from_record(job.when, &[], at.utc, at, at.mono);
        Entry { job, agenda, running: false, last: None }
    });
    let entries = entries.collect();
    (handle, Runner { now, calendar, store, asked, entries, runs: JoinSet::new(), cut_off: None, failing })
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("jobs", &self.entries.len()).finish_non_exhaustive()
    }
}

impl Runner {
    /// Runs what is due and answers questions until `stop` completes. Runs under way are dropped then and marked as cut off.
    pub async fn run(mut self, stop: impl Future<Output = ()>) {
        self.recall().await;
        tokio::pin!(stop);
        loop {
            self.sweep().await;
            self.start_due();
            let pause = self.pause();
            tokio::select! {
                () = &mut stop => break,
                Some(ask) = self.asked.recv() => self.answer(ask),
                Some(ended) = self.runs.join_next() => self.settle(ended),
                () = sleep(pause) => {}
            }
        }
        while let Some(ended) = self.runs.try_join_next() {
            self.settle(ended);
        }
        self.runs.shutdown().await;
        self.cut_off = Some(u64::MAX);
        self.sweep().await;
    }

    /// What is on record of each job.
    async fn recall(&mut self) {
        let queries = self.store.queries().clone();
        let names: Vec<_> = self.entries.iter().map(|entry| entry.job.name).collect();
        let recalled = tokio::task::spawn_blocking(move || record::recall(&queries, &names)).await;
        let recalled = match recalled {
            Ok(Ok(recalled)) => recalled,
            Ok(Err(error)) => {
                tracing::error!(%error, "the record of jobs cannot be read; what was missed is not caught up");
                return;
            }
            Err(error) => {
                tracing::error!(%error, "reading the record of jobs broke off");
                return;
            }
        };
        let now = (self.now)();
        self.cut_off = recalled.newest;
        let created = recalled.created.unwrap_or(now.utc);
        let mut quiet_until: Monotonic = now.mono + QUIET;
        for (entry, runs) in self.entries.iter_mut().zip(recalled.runs) {
            entry.agenda = Agenda::from_record(entry.job.when, &runs, created, now, quiet_until);
            entry.last = runs.into_iter().next();
            quiet_until = quiet_until + STAGGER;
        }
        self.tell_failing();
    }

    /// Writes what is known to be cut off. While the store is not well it stays to be written.
    async fn sweep(&mut self) {
        let Some(upto) = self.cut_off else { return };
        let store = self.store.clone();
        match tokio::task::spawn_blocking(move || store.cut_off_job_runs(upto)).await {
            Ok(Ok(runs)) => {
                self.cut_off = None;
                if runs > 0 {
                    tracing::warn!(runs, "jobs were cut off");
                }
            }
            Ok(Err(error)) => tracing::warn!(%error, "it cannot be recorded which jobs were cut off"),
            Err(error) => tracing::error!(%error, "recording which jobs were cut off broke off"),
        }
    }

    fn start_due(&mut self) {
        let now = (self.now)();
        for index in 0..self.entries.len() {
            let entry = &mut self.entries[index];
            if entry.running {
                continue;
            }
            if let Some(due) = entry.agenda.due(now, self.calendar.tz()) {
                entry.agenda.take_up(due, now);
                self.begin(index, Asked::Clock { due });
            }
        }
    }

    fn begin(&mut self, index: usize, asked: Asked) {
        let entry = &mut self.entries[index];
        entry.running = true;
        let (name, work, store, now) =
            (entry.job.name, Arc::clone(&entry.job.run), self.store.clone(), Arc::clone(&self.now));
        self.runs.spawn(async move {
            let recorded = Recorded::new(name, store, now);
            recorded.run(index, asked, || std::panic::AssertUnwindSafe(work()).catch_unwind()).await
        });
    }

    fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::List { reply } => {
                // Whoever asked may be gone.
                let _ = reply.send(self.list());
            }
            Ask::Run { name, by, reply } => self.run_now(name, by, reply),
            Ask::Reschedule { name, when } => {
                for entry in self.entries.iter_mut().filter(|entry| entry.job.name == name) {
                    entry.job.when = when;
                    entry.agenda.reschedule(when, (self.now)());
                }
            }
        }
    }

    fn run_now(&mut self, name: String, by: String, reply: oneshot::Sender<Result<Progress, JobsError>>) {
        let found = self.entries.iter().position(|entry| entry.job.name == name);
        let refused = match found {
            Some(index) if !self.entries[index].running => return self.begin(index, Asked::Person { by, reply }),
            Some(_) => JobsError::Running { name },
            None => JobsError::NoSuchJob { name },
        };
        let _ = reply.send(Err(refused));
    }

    fn list(&self) -> Vec<JobState> {
        let now = (self.now)();
        let state = |entry: &Entry| JobState {
            name: entry.job.name.to_owned(),
            what: entry.job.what.to_owned(),
            when: entry.job.when.to_string(),
            next: entry.agenda.next(now, self.calendar.tz()),
            running: entry.running,
            last: entry.last.clone(),
        };
        self.entries.iter().map(state).collect()
    }

    fn settle(&mut self, ended: Result<Ended, tokio::task::JoinError>) {
        let Ended { index, by_clock, done, run } = match ended {
            Ok(ended) => ended,
            // The work itself cannot panic through; this is ours.
            Err(error) => return tracing::error!(%error, "a job's run broke off"),
        };
        let entry = &mut self.entries[index];
        entry.running = false;
        if by_clock || done {
            entry.agenda.ended(done, (self.now)());
        }
        let Some((run, told)) = run else { return };
        entry.last = Some(run.clone());
        self.tell_failing();
        // Last: whoever hears of the end may run the job again, and sees whether it failed.
        let _ = told.send(run);
    }

    fn tell_failing(&self) {
        let failing = self
            .entries
            .iter()
            .filter(|entry| entry.last.as_ref().is_some_and(|run| run.outcome != Some(JobOutcome::Done)));
        self.failing.set(failing.map(|entry| entry.job.name.to_owned()).collect());
    }

    fn pause(&self) -> Duration {
        let now = (self.now)();
        let next =
            self.entries.iter().filter(|entry| !entry.running).map(|entry| entry.agenda.next(now, self.calendar.tz()));
        let next = next.min().unwrap_or(Timestamp::from_micros(i64::MAX));
        let pause = Duration::from_micros(u64::try_from((next - now.utc).as_micros()).unwrap_or_default());
        // Never less than a moment: what is due and cannot begin must not spin.
        pause.clamp(Duration::from_millis(100), LOOK)
    }
}

#[cfg(test)]
#[path = "tests/runner.rs"]
mod tests;
