//! The process dies at every named place of the commit path, and nothing acknowledged is lost, nothing is there twice.

use std::{collections::HashSet, path::Path};

use mcs_core::time::Span;
use mcsd::store::Urgency;

use crate::{
    bench::{Outcome, asked, commit, count, create, open, raise, reading, second, write},
    child::{ALARM_EVERY, PER_COMMIT, Pour, nth},
};

const COMMITS: u64 = 60;

/// Every acknowledged reading is stored once, every told alarm is on record once, and the saved state fits the rows.
pub(crate) fn check(pour: &Pour<'_>) {
    let dir = pour.store;
    let (store, boot) = open(dir);
    let read = second(dir);
    let stored: Vec<i64> = {
        let mut statement = read.prepare("SELECT seq FROM recent ORDER BY id").expect("readable");
        statement.query_map([], |row| row.get(0)).expect("readable").map(|n| n.expect("a number")).collect()
    };
    let once: HashSet<i64> = stored.iter().copied().collect();
    assert_eq!(once.len(), stored.len(), "a reading is stored twice");
    let lost: Vec<i64> = pour.acknowledged().into_iter().filter(|n| !once.contains(n)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    for id in pour.told() {
        assert_eq!(count(&read, &format!("SELECT count(*) FROM transition WHERE occurrence = {id}")), 1, "alarm {id}");
        assert_eq!(count(&read, &format!("SELECT count(*) FROM occurrence WHERE id = {id}")), 1, "alarm {id}");
    }
    // A commit is there whole or not at all: readings, alarm and state of the same one.
    let commits = stored.len() as u64 / PER_COMMIT;
    assert_eq!(stored.len() as u64 % PER_COMMIT, 0, "half a commit");
    assert_eq!(count(&read, "SELECT count(*) FROM transition"), commits.div_ceil(ALARM_EVERY));
    if let Some((_, state)) = boot.point_states.iter().next() {
        assert_eq!(state.json, (commits - 1).to_string().into_bytes());
        assert_eq!(state.upto, boot.last_row);
    }
    store.close();
}

/// Everything is sent again, as by devices that heard no acknowledgement; the result is what an undisturbed run leaves.
fn send_again(dir: &Path) {
    let (store, _) = open(dir);
    for number in 0..COMMITS {
        let (mut commit, _) = nth(number, true);
        commit.press(Urgency::AtOnce);
        write(&store, commit);
    }
    let read = second(dir);
    assert_eq!(count(&read, "SELECT count(*) FROM recent"), COMMITS * PER_COMMIT);
    assert_eq!(count(&read, "SELECT count(DISTINCT seq) FROM recent"), COMMITS * PER_COMMIT);
    assert_eq!(count(&read, "SELECT count(*) FROM transition"), COMMITS.div_ceil(ALARM_EVERY));
    store.close();
}

fn killed_at(place: &str) {
    for passes in [0, 1, 7] {
        let (dir, notes) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
        create(dir.path());
        let failpoints = format!("{place}={passes}*off->return");
        let pour = Pour {
            store: dir.path(),
            notes: notes.path(),
            commits: COMMITS,
            environment: vec![("FAILPOINTS", failpoints)],
        };
        assert!(!pour.run().success(), "{place} was never passed {passes} times");
        check(&pour);
        send_again(dir.path());
    }
}

#[test]
fn killed_when_a_transaction_begins() {
    killed_at("store::begin");
}

#[test]
fn killed_after_an_insert() {
    killed_at("store::after_insert");
}

#[test]
fn killed_before_the_commit() {
    killed_at("store::before_commit");
}

#[test]
fn killed_after_the_commit_before_anybody_is_told() {
    killed_at("store::after_commit_before_ack");
}

#[test]
fn killed_amid_the_acknowledgements() {
    killed_at("store::mid_ack");
}

#[test]
fn an_undisturbed_run_stores_everything_and_passes_every_place() {
    let (dir, notes) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    create(dir.path());
    let pour = Pour { store: dir.path(), notes: notes.path(), commits: COMMITS, environment: Vec::new() };
    assert!(pour.run().success());
    check(&pour);
    let told = COMMITS.div_ceil(ALARM_EVERY);
    assert_eq!(pour.told().len() as u64, told);
    send_again(dir.path());
}

#[test]
fn a_transition_written_twice_stands_once() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    for seq in 1..=2 {
        let mut again = commit(seq, Urgency::AtOnce, Vec::new());
        again.alarms.push(raise(5, 1));
        write(&store, again);
    }
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM transition"), 1);
    let mut later = reading(1, 1);
    later.received = later.received + Span::hours(1);
    write(&store, commit(3, Urgency::AtOnce, vec![asked(later)]));
    store.close();
    Ok(())
}

#[test]
fn a_held_commit_is_late_and_holds_up_nobody() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    let status = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "child::is_held_when_told_to", "--test-threads=1"])
        .env("MCS_HOLD_STORE", dir.path())
        .env("FAILPOINTS", "store::hold=1*off->1*sleep(4000)->off")
        .status()
        .expect("the child starts");
    assert!(status.success());
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM transition"), 1);
}
