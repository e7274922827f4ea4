//! Whatever is sealed, gathered and forgotten: every reading is stored once, in order, in exactly one place.

use std::path::Path;

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use mcsd::store::{Change, Commit, StoreHandle, Urgency};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::{
    bench::{Outcome, commit, count, create, new, open, second, write},
    boot::device,
    house::{MIDNIGHT, heard, in_order, store_all, stored},
};

const DAY: Span = Span::hours(24);

/// Two days of arrivals of a few points; some late by minutes, some by days.
pub(crate) fn arrivals() -> impl Strategy<Value = Vec<Reading>> {
    let one = (1..4_u32, prop_oneof![8 => 0..30_i64, 1 => 0..2_000_i64, 1 => 0..250_000_i64], 1..100_i64);
    prop::collection::vec(one, 2_000..3_000).prop_map(|all| {
        let mut clock = 0;
        let heard = all.into_iter().zip(0..).map(|((point, later, step), n)| {
            clock += step;
            heard(point, n, clock - later, later)
        });
        heard.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn what_is_stored_does_not_change_when_the_house_is_kept(
        readings in arrivals(),
        cuts in prop::collection::vec(1..800_usize, 1..8),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        create(dir.path());
        let (mut store, _) = open(dir.path());
        let mut done = 0;
        for (round, cut) in cuts.into_iter().chain([usize::MAX]).enumerate() {
            let end = readings.len().min(done + cut.min(readings.len()));
            store_all(&store, &readings[done..end]);
            done = end;
            store.keep_house(readings[done.saturating_sub(1)].received).expect("kept");
            prop_assert!(stored(dir.path()) == in_order(&readings[..done]));
            if round % 2 == 1 {
                store.close();
                store = open(dir.path()).0;
            }
        }
        // Two days later everything is in days, each with its summary.
        store.keep_house(readings[readings.len() - 1].received + Span::hours(48)).expect("kept");
        prop_assert!(stored(dir.path()) == in_order(&readings));
        let read = second(dir.path());
        prop_assert_eq!(count(&read, "SELECT count(*) FROM segment WHERE level < 2"), 0);
        prop_assert_eq!(count(&read, "SELECT count(*) FROM segment"), count(&read, "SELECT count(*) FROM summary"));
        prop_assert_eq!(count(&read, "SELECT upto FROM sealed"), readings.len() as u64);
        store.close();
    }
}

fn levels(read: &Connection) -> [u64; 3] {
    [0, 1, 2].map(|level| count(read, &format!("SELECT count(*) FROM segment WHERE level = {level}")))
}

#[test]
fn ten_minutes_become_slices_hours_and_a_day_with_its_summary() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    // Every ten seconds, for an hour and five minutes.
    let readings: Vec<Reading> = (0..390).map(|n| heard(1, n, 10 * n, 0)).collect();
    store_all(&store, &readings);
    let read = second(dir.path());
    let at = |minutes, seconds| MIDNIGHT + Span::mins(minutes) + Span::secs(seconds);
    store.keep_house(at(10, 29))?;
    assert_eq!((levels(&read), count(&read, "SELECT upto FROM sealed")), ([0, 0, 0], 0), "some may be on their way");
    store.keep_house(at(10, 30))?;
    assert_eq!((levels(&read), count(&read, "SELECT upto FROM sealed")), ([1, 0, 0], 60));
    store.keep_house(at(61, 0))?;
    assert_eq!(levels(&read), [0, 1, 0]);
    store.keep_house(at(70, 30))?;
    assert_eq!(levels(&read), [1, 1, 0]);
    store.keep_house(MIDNIGHT + DAY + Span::mins(29))?;
    assert_eq!(levels(&read), [0, 2, 0], "a day waits for what is late");
    store.keep_house(MIDNIGHT + DAY + Span::mins(31))?;
    assert_eq!((levels(&read), count(&read, "SELECT count(*) FROM summary")), ([0, 0, 1], 1));
    assert_eq!(stored(dir.path()), in_order(&readings));
    // A late one is first a slice beside its day, then in it.
    let late = [readings, vec![heard(1, 999, 1_801, 90_000)]].concat();
    store_all(&store, &late[390..]);
    store.keep_house(MIDNIGHT + DAY + Span::mins(90))?;
    assert_eq!((levels(&read), stored(dir.path())), ([0, 0, 1], in_order(&late)));
    store.close();
    Ok(())
}

#[test]
fn a_clock_that_was_set_back_does_not_stop_sealing() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    // Half an hour with a clock that is two days ahead, then the right time.
    let mut readings: Vec<Reading> = (0..180).map(|n| heard(1, n, 10 * n + 2 * 86_400, 0)).collect();
    readings.extend((180..360).map(|n| heard(1, n, 10 * n, 0)));
    store_all(&store, &readings);
    store.keep_house(MIDNIGHT + Span::mins(61))?;
    assert_eq!(count(&second(dir.path()), "SELECT upto FROM sealed"), 360);
    assert_eq!(stored(dir.path()), in_order(&readings));
    store.close();
    Ok(())
}

/// Two registered points and a stretch of five hours of them.
fn two_devices(store: &StoreHandle) -> Vec<Reading> {
    let readings: Vec<Reading> = (0..3_600).map(|n| heard(1 + u32::from(n % 2 == 1), n, 5 * n, 0)).collect();
    let mut first = commit(1, Urgency::AtOnce, readings.iter().cloned().map(new).collect());
    first.changes.push(Change::Device(Box::new(device(1, "A001"))));
    first.changes.push(Change::Device(Box::new(device(2, "A002"))));
    write(store, first);
    readings
}

fn save(store: &StoreHandle, point: u32) {
    let states = vec![(PointId(point), b"{}".to_vec())];
    write(store, Commit { seq: 2, urgency: Some(Urgency::AtOnce), point_states: states, ..Commit::default() });
}

#[test]
fn rows_stay_until_the_saved_state_of_their_point_has_seen_them() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let readings = two_devices(&store);
    let (read, later) = (second(dir.path()), MIDNIGHT + Span::hours(30));
    // The ledger counts them.
    store.close();
    let (store, _) = open(dir.path());
    let rows = || count(&read, "SELECT count(*) FROM recent");
    store.keep_house(later)?;
    assert_eq!(rows(), 3_600, "no state is saved");
    save(&store, 1);
    store.keep_house(later)?;
    assert_eq!(rows(), 3_599, "the second row is of a point whose state is not saved");
    save(&store, 2);
    store.keep_house(later)?;
    // The newest three hours stay, however silent the plant is: 5 s apart, and the one at the edge.
    assert_eq!(rows(), 3 * 720 + 1);
    assert_eq!(count(&read, "SELECT min(id) FROM recent"), 3_600 - 3 * 720);
    assert_eq!(stored(dir.path()), in_order(&readings));
    store.close();
    Ok(())
}

#[test]
fn numbers_of_rows_are_not_given_again_when_all_rows_have_left() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let readings = two_devices(&store);
    store.keep_house(MIDNIGHT + Span::hours(30))?;
    store.close();
    let empty = Connection::open(dir.path().join(mcsd::store::Store::FILE))?;
    empty.execute_batch("DELETE FROM recent; DELETE FROM recent_block;")?;
    drop(empty);
    let (store, boot) = open(dir.path());
    assert_eq!(boot.last_row.0, 3_600);
    let next = heard(1, 7, 200_000, 0);
    store_all(&store, std::slice::from_ref(&next));
    assert_eq!(count(&second(dir.path()), "SELECT max(id) FROM recent"), 3_601);
    assert_eq!(stored(dir.path()), in_order(&[readings, vec![next]].concat()));
    store.close();
    Ok(())
}

/// Turns a bit in a segment.
fn damage(dir: &Path, level: u8, start: Timestamp) {
    let connection = Connection::open(dir.join(mcsd::store::Store::FILE)).expect("it can be written");
    let place = (level, start.as_micros());
    let mut body: Vec<u8> = connection
        .query_row("SELECT body FROM segment WHERE level = ?1 AND start = ?2", place, |row| row.get(0))
        .expect("there is one");
    let middle = body.len() / 2;
    body[middle] ^= 1;
    let changed = connection
        .execute("UPDATE segment SET body = ?3 WHERE level = ?1 AND start = ?2", (place.0, place.1, body))
        .expect("written");
    assert_eq!(changed, 1);
}

#[test]
fn a_damaged_segment_is_left_alone_and_everything_else_goes_on() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let readings: Vec<Reading> = (0..360).map(|n| heard(1, n, 10 * n, 0)).collect();
    store_all(&store, &readings[..240]);
    store.keep_house(MIDNIGHT + Span::mins(41))?;
    damage(dir.path(), 0, MIDNIGHT + Span::mins(10));
    // One for the slice that cannot be read, and the rest of the hour.
    store_all(&store, &[vec![heard(1, 5_000, 700, 1_800)], readings[240..].to_vec()].concat());
    store.keep_house(MIDNIGHT + DAY)?;
    assert_eq!(store.gauge().damaged(), 1);
    let read = second(dir.path());
    assert_eq!(levels(&read), [1, 1, 0], "the damaged one stands beside the hour");
    store.keep_house(MIDNIGHT + DAY + Span::hours(1))?;
    assert_eq!(levels(&read), [1, 0, 1]);
    assert_eq!(count(&read, "SELECT readings FROM segment WHERE level = 2"), 301);
    // A damaged day takes nothing in; what comes stands beside it.
    damage(dir.path(), 2, MIDNIGHT);
    store_all(&store, &[heard(1, 6_000, 3_601, 90_000)]);
    store.keep_house(MIDNIGHT + DAY + Span::hours(3))?;
    assert_eq!((levels(&read), store.gauge().damaged()), ([2, 0, 1], 2));
    store.close();
    Ok(())
}

#[test]
fn what_comes_late_makes_archived_days_stale_and_gathering_does_not() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let readings: Vec<Reading> = (0..120).map(|n| heard(1, n, 60 * n, 0)).collect();
    store_all(&store, &readings);
    store.keep_house(MIDNIGHT + Span::hours(5))?;
    let connection = Connection::open(dir.path().join(mcsd::store::Store::FILE))?;
    for day in -1..3 {
        let starts = MIDNIGHT + DAY.times(day);
        archived(&connection, day, starts, starts + DAY, true);
    }
    let read = second(dir.path());
    let versions = || -> Vec<u64> {
        let mut statement = read.prepare("SELECT version FROM archive_day ORDER BY day").expect("sound");
        statement.query_map([], |row| row.get(0)).expect("sound").map(|v| v.expect("a version")).collect()
    };
    store.keep_house(MIDNIGHT + Span::hours(30))?;
    assert_eq!(versions(), [1, 1, 1, 1], "gathered into a day, and nothing has changed");
    store_all(&store, &[heard(1, 500, 100, 100_000), heard(2, 501, 150_000, 100)]);
    store.keep_house(MIDNIGHT + Span::hours(50))?;
    assert_eq!(versions(), [1, 2, 2, 1]);
    store.close();
    Ok(())
}

/// A row of the archive's.
pub(crate) fn archived(connection: &Connection, day: i64, starts: Timestamp, ends: Timestamp, verified: bool) {
    connection
        .execute(
            "INSERT INTO archive_day (day, part, starts, ends, tz, version, exported, state, revision, changed, attempts) \
             VALUES (?1, 0, ?2, ?3, 'UTC', 1, 1, ?4, 1, 0, 0)",
            (day, starts.as_micros(), ends.as_micros(), if verified { 4 } else { 3 }),
        )
        .expect("written");
}
