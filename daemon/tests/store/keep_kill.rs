//! The process dies, or the power goes, at every place of the keeper's work; no reading is lost or there twice.
//!
//! A child stores, keeps house, admits and prunes by a script, and notes each step that is done. What it leaves behind is compared
//! with what the steps should have stored; then the script goes on where it was cut off.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use mcs_core::{id::PointId, reading::Reading, time::Span};

use crate::{
    bench::{Outcome, count, create, open, second, until},
    fault::{faulty, lose, records, unsynced},
    house::{All, MIDNIGHT, heard, in_order, store_all, stored},
};

/// Batches of three hours: two days and a half.
const BATCHES: i64 = 20;

/// Three hours, in seconds.
const BATCH: i64 = 3 * 3_600;

/// Every so many batches readings of long ago are admitted.
const ADMIT_EVERY: i64 = 4;

/// Readings of one batch: five points, each every three minutes; some late by minutes, some by a day.
fn batch(number: i64) -> Vec<Reading> {
    let one = |n: i64| {
        let later = match n {
            n if n % 31 == 0 => 90_000,
            n if n % 7 == 0 => 1_300,
            _ => 0,
        };
        heard(1 + u32::try_from(n % 5).expect("small"), n, 36 * n - later, later)
    };
    (0..300).map(|n| one(number * 300 + n)).collect()
}

/// Readings of ten days before, of one point: two days, of which the second comes again the next time.
fn old(number: i64) -> Vec<Reading> {
    let first = number / ADMIT_EVERY * 24;
    (first..first + 48).map(|hour| heard(7, hour, 3_600 * hour - 10 * 86_400, 0)).collect()
}

/// What a child does, step by step; each is noted when it is done.
fn script(dir: &Path, notes: &Path) {
    let (store, _) = open(dir);
    let mut note = OpenOptions::new().create(true).append(true).open(notes).expect("a note can be made");
    let done = batches_stored(dir);
    for number in 0..BATCHES {
        if number >= done {
            store_all(&store, &batch(number));
            writeln!(note, "stored {number}").expect("noted");
        }
        store.keep_house(MIDNIGHT + Span::secs((number + 1) * BATCH)).expect("kept");
        if number % ADMIT_EVERY == 0 {
            store.admit(PointId(7), old(number)).expect("admitted");
            writeln!(note, "admitted {number}").expect("noted");
        }
    }
    store.keep_house(MIDNIGHT + Span::secs(BATCHES * BATCH + 50 * 3_600)).expect("kept");
    writeln!(note, "pruning 0").expect("noted");
    store.prune(MIDNIGHT - Span::hours(7 * 24)).expect("pruned");
    store.close();
}

#[test]
fn keeps_house_when_told_to() {
    let Some(dir) = std::env::var_os("MCS_KEEP_STORE") else { return };
    let notes = PathBuf::from(std::env::var_os("MCS_KEEP_NOTES").expect("where to note"));
    script(Path::new(&dir), &notes);
}

fn child(dir: &Path, notes: &Path, environment: &[(&'static str, String)]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command
        .args(["--exact", "keep_kill::keeps_house_when_told_to", "--nocapture", "--test-threads=1"])
        .env("MCS_KEEP_STORE", dir)
        .env("MCS_KEEP_NOTES", notes)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// How many batches are stored: each is a commit, there whole or not at all.
fn batches_stored(dir: &Path) -> i64 {
    let read = second(dir);
    let rows = count(&read, "SELECT max(coalesce((SELECT max(id) FROM recent), 0), (SELECT upto FROM sealed))");
    assert_eq!(rows % 300, 0, "a part of a batch is stored");
    i64::try_from(rows / 300).expect("small")
}

/// Steps of a kind that were noted as done.
fn noted(notes: &Path, kind: &str) -> Vec<i64> {
    let text = std::fs::read_to_string(notes).unwrap_or_default();
    // The last line may be cut off.
    let whole = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    whole.filter_map(|line| line.strip_prefix(kind)?.trim().parse().ok()).collect()
}

fn old_until(admitted: i64) -> Vec<Reading> {
    let hours = admitted / ADMIT_EVERY * 24 + 48;
    (0..hours).map(|hour| heard(7, hour, 3_600 * hour - 10 * 86_400, 0)).collect()
}

/// Everything noted is stored once; nothing else is.
fn check(dir: &Path, notes: &Path) {
    // Opening repairs; closing writes nothing of its own into history.
    open(dir).0.close();
    let batches = batches_stored(dir);
    let last = noted(notes, "stored").into_iter().max();
    assert!(last.is_none_or(|last| batches > last), "acknowledged and lost: {batches} batches, {last:?} noted");
    let mut all: All = stored(dir);
    let old = all.remove(&PointId(7)).unwrap_or_default();
    let readings: Vec<Reading> = (0..batches).flat_map(batch).collect();
    assert!(all == in_order(&readings), "not what was stored");
    assert!(old.is_sorted_by(|a, b| a.time < b.time), "something was admitted twice");
    assert!(old.iter().all(|r| old_until(BATCHES).contains(r)));
    if noted(notes, "pruning").is_empty()
        && let Some(admitted) = noted(notes, "admitted").into_iter().max()
    {
        assert!(old.starts_with(&old_until(admitted)), "admitted and lost");
    }
    assert_eq!(old.len() % 24, 0, "a part of a day");
}

/// The script, cut off at this place after so many passes, checked, and done to its end.
fn killed_at(place: &str) {
    for passes in [0, 1, 4] {
        let (dir, notes) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
        let notes = notes.path().join("notes");
        create(dir.path());
        // There are fewer pieces of the last steps.
        let failpoints = ("FAILPOINTS", format!("{place}={passes}*off->return"));
        let survived = child(dir.path(), &notes, &[failpoints]).status().expect("the child starts").success();
        assert!(!survived || passes > 1, "{place} was never passed {passes} times");
        if !survived {
            check(dir.path(), &notes);
        }
        finish(dir.path(), &notes);
    }
}

/// Does the script again from where it was cut off, and compares the whole.
fn finish(dir: &Path, notes: &Path) {
    assert!(child(dir, notes, &[]).status().expect("the child starts").success());
    let mut all = stored(dir);
    let old = all.remove(&PointId(7)).unwrap_or_default();
    assert!(all == in_order(&(0..BATCHES).flat_map(batch).collect::<Vec<_>>()));
    let left: Vec<Reading> = old_until(16).into_iter().filter(|r| r.time >= MIDNIGHT - Span::hours(7 * 24)).collect();
    assert!(old == left, "{} of {} are left", old.len(), left.len());
    let read = second(dir);
    assert_eq!(count(&read, "SELECT count(*) FROM segment WHERE level < 2"), 0);
    assert_eq!(count(&read, "SELECT count(*) FROM segment"), count(&read, "SELECT count(*) FROM summary"));
    assert!(count(&read, "SELECT min(id) FROM recent") > 1, "nothing was forgotten");
}

#[test]
fn killed_while_sealing() {
    for place in ["keeper::before_seal", "keeper::within_seal", "keeper::after_seal"] {
        killed_at(place);
    }
}

#[test]
fn killed_while_gathering() {
    for place in ["keeper::before_gather", "keeper::within_gather", "keeper::after_gather"] {
        killed_at(place);
    }
}

#[test]
fn killed_while_forgetting() {
    for place in ["keeper::before_forget", "keeper::within_forget", "keeper::after_forget"] {
        killed_at(place);
    }
}

#[test]
fn killed_while_admitting() {
    for place in ["keeper::before_admit", "keeper::within_admit", "keeper::after_admit"] {
        killed_at(place);
    }
}

#[test]
fn killed_while_pruning() {
    for place in ["keeper::before_prune", "keeper::within_prune", "keeper::after_prune"] {
        killed_at(place);
    }
}

#[test]
fn power_is_cut_while_the_house_is_kept() -> Outcome {
    for (round, steps) in [2, 7, 13, 19].into_iter().enumerate() {
        let (dir, notes) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let (log, notes) = (notes.path().join("log"), notes.path().join("notes"));
        create(dir.path());
        let environment = faulty(dir.path(), &[("MCS_FAULT_LOG", log.display().to_string())]);
        let mut running = child(dir.path(), &notes, &environment).spawn()?;
        until("it has come so far", || noted(&notes, "stored").contains(&steps));
        running.kill()?;
        running.wait()?;
        let unsynced = unsynced(records(&log)?);
        for seed in 0..4 {
            let after = tempfile::tempdir()?;
            for name in ["mcs.db", "mcs.db-wal"] {
                if dir.path().join(name).exists() {
                    std::fs::copy(dir.path().join(name), after.path().join(name))?;
                }
            }
            lose(&unsynced, dir.path(), after.path(), seed + 100 * round as u64)?;
            check(after.path(), &notes);
            if seed == 0 {
                finish(after.path(), &after.path().join("notes"));
            }
        }
    }
    Ok(())
}
