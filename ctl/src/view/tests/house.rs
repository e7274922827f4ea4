//! The daemon's own housekeeping: jobs, backups, the store.

use mcs_core::{
    backup::Backup,
    job::{JobOutcome, JobRun, JobState},
    storage::{StoreFinding, StoreLevel, StoreStats},
};

use super::{super::store::Held, at, list, one};
use crate::output::Format;

fn run(outcome: Option<JobOutcome>) -> JobRun {
    JobRun {
        id: 7,
        job: "backup".to_owned(),
        due: Some(at("2026-11-21T20:00:00Z")),
        by: None,
        started: at("2026-11-21T20:00:00.2Z"),
        ended: outcome.map(|_| at("2026-11-21T20:01:10Z")),
        outcome,
        detail: outcome.map(|_| "mcs-20261121T200000Z.db, 73400320 bytes".to_owned()),
    }
}

fn jobs() -> [JobState; 3] {
    let job = |name: &str, running, last| JobState {
        name: name.to_owned(),
        what: "does what it is for".to_owned(),
        when: "daily at 02:00".to_owned(),
        next: at("2026-11-22T18:00:00Z"),
        running,
        last,
    };
    [
        job("archive", true, None),
        job("backup", false, Some(run(Some(JobOutcome::Done)))),
        job("prune", false, Some(run(Some(JobOutcome::Failed)))),
    ]
}

fn backups() -> [Backup; 3] {
    let backup = |id, name: &str, whole: bool| Backup {
        id,
        name: name.to_owned(),
        made: at("2026-11-21T20:00:00Z"),
        place: "/plant/backup".to_owned(),
        bytes: whole.then_some(73_400_320),
        sha256: whole.then_some([0xA5; 32]),
        verified: whole.then(|| at("2026-11-21T20:01:10Z")),
        removed: None,
        error: None,
    };
    let failed = Backup { error: Some("no room".to_owned()), ..backup(2, "mcs-20261114T200000Z.db", false) };
    let removed = Backup { removed: Some(at("2026-11-21T20:01:11Z")), ..backup(1, "mcs-20260901T200000Z.db", true) };
    [backup(3, "mcs-20261121T200000Z.db", true), failed, removed]
}

fn stats() -> Held {
    let level =
        |level: &str, segments, readings, bytes| StoreLevel { level: level.to_owned(), segments, readings, bytes };
    Held::from(StoreStats {
        database_bytes: 80 << 20,
        wal_bytes: 4 << 20,
        reserve_bytes: 4 << 20,
        free_bytes: 1 << 20,
        levels: vec![
            level("recent", 0, 108_000, 6_000_000),
            level("slice", 100, 6_000, 22_000),
            level("day", 3_000, 25_920_000, 70_000_000),
        ],
        summaries: 3_000,
        summary_bytes: 2_000_000,
        unsealed: 3_000,
        unsealed_since: Some(at("2026-11-21T10:20:00Z")),
        oldest: Some(at("2026-10-22T00:00:00Z")),
        newest: Some(at("2026-11-21T10:30:00Z")),
        retention_days: Some(400),
        works: 1_234,
        work_us: 2_500_000,
        longest_work_us: 2_900,
    })
}

#[test]
fn jobs_tell_when_they_are_due_and_how_they_went() {
    insta::assert_snapshot!([list(Format::Table, &jobs()), list(Format::Csv, &jobs())].join("\n"));
}

#[test]
fn runs_are_listed_with_what_they_did() {
    let runs = [run(None), run(Some(JobOutcome::Done)), run(Some(JobOutcome::CutOff))];
    insta::assert_snapshot!([list(Format::Table, &runs), one(Format::Json, &runs[1])].join("\n"));
}

#[test]
fn backups_tell_whether_they_are_whole() {
    insta::assert_snapshot!([list(Format::Wide, &backups()), one(Format::Json, &backups()[0])].join("\n"));
}

#[test]
fn what_the_store_holds_is_facts_for_people_and_an_object_for_programs() {
    let stats = stats();
    insta::assert_snapshot!(
        [one(Format::Table, &stats), list(Format::Table, &stats.stats.levels), one(Format::Json, &stats)].join("\n")
    );
}

#[test]
fn damage_is_named_on_a_line_of_its_own() {
    let finding = StoreFinding {
        what: "the segment of point 4, 2026-11-20 (day)".to_owned(),
        why: "its checksum does not fit".to_owned(),
    };
    insta::assert_snapshot!(list(Format::Table, &[finding]));
}
