//! Old days leave whole, and where there is an archive none before it has them.

use std::path::Path;

use mcs_core::{reading::Reading, time::Span};
use mcsd::store::{Audit, Commit, Pruned, Store, StoreHandle, StoreOptions, Urgency};
use rusqlite::Connection;

use crate::{
    bench::{NOON, Outcome, count, create, open, open_with, options, second, write},
    house::{MIDNIGHT, heard, in_order, store_all, stored},
    keep::archived,
};

const DAY: Span = Span::hours(24);

/// Five days of two points, gathered.
fn five_days(store: &StoreHandle) -> Vec<Reading> {
    let readings: Vec<Reading> = (0..1_440).map(|n| heard(1 + u32::from(n % 2 == 0), n, 300 * n, 0)).collect();
    store_all(store, &readings);
    store.keep_house(MIDNIGHT + DAY.times(7)).expect("kept");
    readings
}

fn with_archive(dir: &Path) -> StoreHandle {
    open_with(dir, StoreOptions { archived: true, ..options() }).0
}

#[test]
fn whole_days_leave_with_their_summaries() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut readings = five_days(&store);
    let pruned = store.prune(MIDNIGHT + DAY.times(2) + Span::hours(5))?;
    assert_eq!(pruned, Pruned { days: 2, readings: 576, waiting: 0 });
    readings.retain(|r| r.time >= MIDNIGHT + DAY.times(2));
    assert_eq!(stored(dir.path()), in_order(&readings));
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM summary"), 6);
    assert_eq!(store.prune(MIDNIGHT + DAY.times(2))?, Pruned::default());
    store.close();
    Ok(())
}

#[test]
fn a_day_stays_until_every_site_day_on_it_is_verified() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let store = with_archive(dir.path());
    let readings = five_days(&store);
    let connection = Connection::open(dir.path().join(Store::FILE))?;
    let late = MIDNIGHT + DAY.times(5);
    assert_eq!(store.prune(late)?, Pruned { waiting: 5, ..Pruned::default() }, "none is archived");
    // Site days begin at 16:00 UTC. The first begins after the first readings; one is uploaded and was not read back.
    let site_day = |n: i64| MIDNIGHT + Span::hours(16) + DAY.times(n - 1);
    archived(&connection, 1, site_day(1), site_day(2), true);
    assert_eq!(store.prune(late)?, Pruned { waiting: 5, ..Pruned::default() }, "only a part of a day is archived");
    for (day, verified) in [(0, true), (2, true), (3, false), (4, true), (5, true)] {
        archived(&connection, day, site_day(day), site_day(day + 1), verified);
    }
    let pruned = store.prune(late)?;
    assert_eq!((pruned.days, pruned.waiting), (3, 2), "{pruned:?}");
    let left: Vec<Reading> =
        readings.into_iter().filter(|r| (MIDNIGHT + DAY.times(2)..MIDNIGHT + DAY.times(4)).contains(&r.time)).collect();
    assert_eq!(stored(dir.path()), in_order(&left));
    let marked = "SELECT count(*) FROM archive_day WHERE pruned IS NOT NULL AND day = ";
    let read = second(dir.path());
    assert_eq!([0, 1, 2, 3, 4, 5].map(|day| count(&read, &format!("{marked}{day}"))), [1, 1, 1, 0, 1, 1]);
    // Readings that came after the export hold their day, too.
    connection.execute_batch("UPDATE archive_day SET state = 4; UPDATE archive_day SET version = 2 WHERE day = 2")?;
    assert_eq!(store.prune(late)?, Pruned { days: 1, readings: 288, waiting: 1 });
    store.close();
    Ok(())
}

#[test]
fn a_part_of_a_day_that_holds_no_readings_need_not_be_archived() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let store = with_archive(dir.path());
    store_all(&store, &[heard(1, 1, 17 * 3_600, 0)]);
    store.keep_house(MIDNIGHT + DAY.times(3))?;
    let connection = Connection::open(dir.path().join(Store::FILE))?;
    archived(&connection, 1, MIDNIGHT + Span::hours(16), MIDNIGHT + Span::hours(40), true);
    assert_eq!(store.prune(MIDNIGHT + DAY)?, Pruned { days: 1, readings: 1, waiting: 0 });
    store.close();
    Ok(())
}

#[test]
fn lines_of_the_audit_leave_when_they_are_old() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let line = |n: i64| Audit {
        at: NOON + Span::secs(n),
        by: "wang".into(),
        action: "device.set",
        subject: "A001".into(),
        before: None,
        after: None,
        comment: None,
    };
    let audit = (0..1_200).map(line).collect();
    write(&store, Commit { seq: 1, urgency: Some(Urgency::AtOnce), audit, ..Commit::default() });
    assert_eq!(store.prune_audit(NOON + Span::secs(1_100))?, 1_100);
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM audit"), 100);
    store.close();
    Ok(())
}
