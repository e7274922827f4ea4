//! Readings that are computed anew are those asked for and no others, wherever they stand, whatever is cut off.

use std::{
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    device::PointSettings,
    evaluation,
    id::{CalibrationRevision, PointId},
    reading::{Flags, Reading},
    sensor::SensorType,
    time::{Span, Timestamp},
};
use mcsd::store::{Change, Commit, ReadingChange, Recompute, RecomputedDay, StoreHandle, Urgency, sealed::DayTallies};
use proptest::prelude::*;

use crate::{
    bench::{Outcome, count, create, open, second, write},
    house::{MIDNIGHT, heard, in_order, store_all, stored},
    keep::arrivals,
};

const DAY: Span = Span::hours(24);

/// Refers readings to a revision, and flags them.
fn refer_to(revision: u32) -> ReadingChange {
    Arc::new(move |reading: &mut Reading| {
        reading.calibration = Some(CalibrationRevision(revision));
        reading.flags = Flags(revision);
    })
}

/// Changes the readings of a point between two times, day by day.
fn recompute(
    store: &StoreHandle,
    point: u32,
    (from, to): (Timestamp, Timestamp),
    change: &ReadingChange,
) -> RecomputedDay {
    let mut all = RecomputedDay::default();
    let mut day = from;
    while day < to {
        let next = day.floor(DAY) + DAY;
        let task = Recompute { point: PointId(point), from: day, to: next.min(to), change: Arc::clone(change) };
        let done = store.recompute(task).expect("done");
        all.changed += done.changed;
        all.damaged += done.damaged;
        day = next;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn those_asked_for_change_and_no_others(
        mut readings in arrivals(),
        cuts in prop::collection::vec((1..800_usize, 1..4_u32, -90_000..170_000_i64, 1..200_000_i64), 1..8),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        create(dir.path());
        let (mut store, _) = open(dir.path());
        let mut done = 0;
        for ((cut, point, from, length), revision) in cuts.into_iter().zip(1..) {
            let end = readings.len().min(done + cut);
            store_all(&store, &readings[done..end]);
            done = end;
            if revision % 3 != 0 {
                store.keep_house(readings[done.saturating_sub(1)].received).expect("kept");
            }
            let from = MIDNIGHT + Span::secs(from);
            let (to, change) = (from + Span::secs(length), refer_to(revision));
            let mut expected = 0;
            for reading in &mut readings[..done] {
                if reading.point == PointId(point) && reading.time >= from && reading.time < to {
                    change(reading);
                    expected += 1;
                }
            }
            let told = recompute(&store, point, (from, to), &change);
            prop_assert_eq!(told, RecomputedDay { changed: expected, damaged: 0 });
            prop_assert!(stored(dir.path()) == in_order(&readings[..done]));
            let again = recompute(&store, point, (from, to), &change);
            prop_assert_eq!(again, RecomputedDay::default(), "nothing is left to do");
            if revision % 2 == 0 {
                store.close();
                store = open(dir.path()).0;
            }
        }
        store.keep_house(MIDNIGHT + Span::hours(30 * 24)).expect("kept");
        prop_assert!(stored(dir.path()) == in_order(&readings[..done]));
        store.close();
    }
}

fn calibration(revision: u32, k: f64) -> Calibration {
    Calibration {
        revision: CalibrationRevision(revision),
        valid_from: Timestamp::EPOCH,
        coefficients: Coefficients::new(k, 0.0, 25.0, 0.0).expect("valid"),
        due: None,
        by: "engineer".into(),
        recorded: MIDNIGHT,
        comment: None,
    }
}

#[test]
fn a_day_is_summed_up_and_archived_anew() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let both = [calibration(1, 1.0), calibration(2, 3.0)];
    let changes = both.iter().cloned().map(|calibration| Change::Calibration { point: PointId(1), calibration });
    write(&store, Commit { seq: 1, urgency: Some(Urgency::AtOnce), changes: changes.collect(), ..Commit::default() });
    let first = |n| Reading { calibration: Some(CalibrationRevision(1)), ..heard(1, n, 60 * n, 0) };
    let mut readings: Vec<Reading> = (0..1_440).map(first).collect();
    store_all(&store, &readings);
    store.keep_house(MIDNIGHT + Span::hours(48))?;
    rusqlite::Connection::open(dir.path().join("mcs.db"))?.execute(
        "INSERT INTO archive_day (day, part, starts, ends, tz, version, exported, state, revision, changed, attempts) \
         VALUES (1, 0, ?1, ?2, 'UTC', 7, 7, 4, 1, 0, 0), (2, 0, ?2, ?3, 'UTC', 7, 7, 4, 1, 0, 0)",
        [0, 12, 36].map(|hours| (MIDNIGHT + Span::hours(hours)).as_micros()),
    )?;
    let settings = PointSettings::proposed(SensorType::CH4);
    let change: ReadingChange =
        Arc::new(move |reading: &mut Reading| evaluation::recompute(reading, Some(&calibration(2, 3.0)), &settings));
    let (from, to) = (MIDNIGHT + Span::hours(3), MIDNIGHT + Span::hours(5));
    assert_eq!(recompute(&store, 1, (from, to), &change).changed, 120);
    readings.iter_mut().filter(|reading| (from..to).contains(&reading.time)).for_each(|reading| change(reading));
    assert_eq!(stored(dir.path()), in_order(&readings));
    let read = second(dir.path());
    let body: Vec<u8> = read.query_row("SELECT body FROM summary", [], |row| row.get(0))?;
    let expected = DayTallies::of(MIDNIGHT, &readings, &CalibrationHistory::new(both.to_vec()));
    assert_eq!(DayTallies::decode(&body)?, expected);
    assert_eq!(expected.hours[4].value.max(), Some(3.0 * 299.0));
    assert_eq!(count(&read, "SELECT version FROM archive_day WHERE day = 1"), 8);
    assert_eq!(count(&read, "SELECT version FROM archive_day WHERE day = 2"), 7, "nothing of it changed");
    store.close();
    Ok(())
}

#[test]
fn a_segment_that_cannot_be_read_is_counted_and_left_alone() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    store_all(&store, &(0..240).map(|n| heard(1, n, 60 * n, 0)).collect::<Vec<_>>());
    store.keep_house(MIDNIGHT + Span::hours(4) + Span::mins(11))?;
    let damage = "UPDATE segment SET body = zeroblob(100) WHERE start = (SELECT min(start) FROM segment)";
    assert_eq!(rusqlite::Connection::open(dir.path().join("mcs.db"))?.execute(damage, [])?, 1);
    let told = recompute(&store, 1, (MIDNIGHT, MIDNIGHT + DAY), &refer_to(1));
    assert_eq!(told, RecomputedDay { changed: 180, damaged: 1 });
    let zeroes = count(&second(dir.path()), "SELECT count(*) FROM segment WHERE body = zeroblob(100)");
    assert_eq!(zeroes, 1);
    store.close();
    Ok(())
}

/// Three days of two points: days, hours, slices and rows.
fn three_days() -> Vec<Reading> {
    (0..1_400).map(|n| heard(1 + u32::try_from(n % 2).expect("small"), n, 180 * n, 0)).collect()
}

fn all_days(store: &StoreHandle) -> RecomputedDay {
    recompute(store, 1, (MIDNIGHT, MIDNIGHT + Span::hours(80)), &refer_to(9))
}

#[test]
fn computes_anew_when_told_to() {
    let Some(dir) = std::env::var_os("MCS_RECOMPUTE_STORE") else { return };
    let (store, _) = open(Path::new(&dir));
    all_days(&store);
    store.close();
}

#[test]
fn killed_at_any_place_nothing_is_lost_and_the_rest_is_done_the_next_time() -> Outcome {
    for place in ["before", "within", "after"] {
        for passes in [0, 1, 3] {
            let dir = tempfile::tempdir()?;
            create(dir.path());
            let (store, _) = open(dir.path());
            let mut readings = three_days();
            store_all(&store, &readings);
            store.keep_house(MIDNIGHT + Span::hours(69))?;
            store.close();
            let survived = Command::new(std::env::current_exe()?)
                .args(["--exact", "recompute::computes_anew_when_told_to", "--nocapture", "--test-threads=1"])
                .env("MCS_RECOMPUTE_STORE", dir.path())
                .env("FAILPOINTS", format!("keeper::{place}_recompute={passes}*off->return"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?
                .success();
            assert!(!survived, "never passed {place} {passes} times");
            let change = refer_to(9);
            let mut halfway = stored(dir.path());
            let before = in_order(&readings);
            readings.iter_mut().filter(|reading| reading.point == PointId(1)).for_each(|reading| change(reading));
            let after = in_order(&readings);
            let (found, was, will) = (halfway.remove(&PointId(1)), &before[&PointId(1)], &after[&PointId(1)]);
            let found = found.ok_or("there are readings")?;
            assert_eq!(found.len(), was.len());
            assert!(found.iter().zip(was.iter().zip(will)).all(|(found, (was, will))| found == was || found == will));
            let (store, _) = open(dir.path());
            all_days(&store);
            assert!(stored(dir.path()) == after);
            store.close();
        }
    }
    Ok(())
}
