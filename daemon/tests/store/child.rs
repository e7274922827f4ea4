//! A process that pours commits into a store until it has poured enough or dies, and leaves notes of what was acknowledged.
//!
//! It is this very test program, started again for one test. The notes are written to files outside the store and survive the
//! process, not the machine; whoever cuts the power works on the store's directory alone.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

use mcs_core::id::PointId;
use mcsd::{
    ingest::Verdict,
    store::{AlarmStep, Commit, Outlet, Store, StoreOptions, Urgency},
};

use crate::bench::{self, ack, asked, new, options, raise, reading};

/// Readings in each commit; each has its own acknowledgement.
pub(crate) const PER_COMMIT: u64 = 5;

/// Every so many commits hold an alarm.
pub(crate) const ALARM_EVERY: u64 = 3;

/// What a child is to do.
pub(crate) struct Pour<'a> {
    pub(crate) store: &'a Path,
    pub(crate) notes: &'a Path,
    pub(crate) commits: u64,
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Pour<'_> {
    /// The command that pours.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command
            .args(["--exact", "child::pours_when_told_to", "--nocapture", "--test-threads=1"])
            .env("MCS_POUR_STORE", self.store)
            .env("MCS_POUR_NOTES", self.notes)
            .env("MCS_POUR_COMMITS", self.commits.to_string())
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Pours to the end.
    pub(crate) fn run(&self) -> ExitStatus {
        self.command().status().expect("the child starts")
    }

    /// The readings noted as acknowledged.
    pub(crate) fn acknowledged(&self) -> Vec<i64> {
        numbers(&acknowledged_path(self.notes))
    }

    /// The occurrences noted as told.
    pub(crate) fn told(&self) -> Vec<i64> {
        numbers(&told_path(self.notes))
    }
}

fn numbers(path: &Path) -> Vec<i64> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    // The last line may be cut off.
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')?.parse().ok()).collect()
}

fn acknowledged_path(notes: &Path) -> PathBuf {
    notes.join("acknowledged")
}

fn told_path(notes: &Path) -> PathBuf {
    notes.join("told")
}

fn note(path: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(path).expect("a note can be made")
}

/// Notes what the outlet hears.
struct Notes(File);

impl Outlet for Notes {
    fn committed(&mut self, _seq: u64, steps: Vec<AlarmStep>) {
        for step in steps {
            writeln!(self.0, "{}", step.occurrence.id).expect("noted");
        }
    }
}

/// The commit of this number: its readings, and now and then an alarm. The same number makes the same commit, as a device that sends
/// again does.
pub(crate) fn nth(number: u64, again: bool) -> (Commit, Vec<i64>) {
    let first = number * PER_COMMIT;
    let numbers: Vec<i64> = (first..first + PER_COMMIT).map(|n| i64::try_from(n).expect("small")).collect();
    let fresh = if again { asked } else { new };
    let readings = numbers.iter().map(|n| fresh(reading(1, *n))).collect();
    let mut commit = bench::commit(number + 1, Urgency::Pressed, readings);
    commit.point_states.push((PointId(1), number.to_string().into_bytes()));
    if number.is_multiple_of(ALARM_EVERY) {
        commit.alarms.push(raise(number + 1, 1));
        commit.press(Urgency::AtOnce);
    }
    (commit, numbers)
}

#[test]
fn pours_when_told_to() {
    let Some(store) = std::env::var_os("MCS_POUR_STORE") else { return };
    let notes = PathBuf::from(std::env::var_os("MCS_POUR_NOTES").expect("where to note"));
    let commits: u64 = std::env::var("MCS_POUR_COMMITS").expect("how many").parse().expect("a number");
    let outlet = Box::new(Notes(note(&told_path(&notes))));
    let options = StoreOptions { window: std::time::Duration::from_millis(5), ..options() };
    let (store, _) = Store::open(Path::new(&store), options, outlet).expect("the store opens");
    let mut acknowledged = note(&acknowledged_path(&notes));
    let mut waiting = std::collections::VecDeque::new();
    for number in 0..commits {
        let (mut commit, numbers) = nth(number, false);
        for n in numbers {
            let (token, verdict) = ack();
            commit.acks.push(token);
            waiting.push_back((n, verdict));
        }
        store.try_send(commit).expect("there is room");
        // A few commits are under way at any time, as from devices with several messages in flight.
        while waiting.len() > 4 * usize::try_from(PER_COMMIT).expect("small") {
            let (n, verdict) = waiting.pop_front().expect("it is not empty");
            if verdict.blocking_recv() == Ok(Verdict::Accepted) {
                writeln!(acknowledged, "{n}").expect("noted");
            }
        }
    }
    store.close();
}

/// A commit held by the failpoint: the writer is late and says so, and what is sent meanwhile is taken.
#[test]
fn is_held_when_told_to() {
    let Some(store) = std::env::var_os("MCS_HOLD_STORE") else { return };
    let (store, _) = bench::open(Path::new(&store));
    bench::until("the run is recorded", || store.gauge().commits() == 1);
    let mut alarm = bench::commit(1, Urgency::AtOnce, Vec::new());
    alarm.alarms.push(raise(1, 1));
    store.try_send(alarm).expect("there is room");
    bench::until("it is late", || store.gauge().late());
    assert_eq!(store.gauge().state(), mcs_core::status::StoreState::Late);
    for n in 0..1000 {
        let readings = (0..100).map(|i| new(reading(1, n * 100 + i))).collect();
        store.try_send(bench::commit(2, Urgency::Pressed, readings)).expect("there is room for ten seconds");
    }
    assert_eq!(store.gauge().committed_seq(), 0, "it is still held");
    bench::until("it goes on", || store.gauge().readings() == 100_000);
    bench::until("it is well again", || store.gauge().state() == mcs_core::status::StoreState::Ok);
    store.close();
}
