//! Old days leave whole, and where there is an archive none before it has them.

use std::{fs::File, path::Path};

use mcs_core::{reading::Reading, time::Span};
use mcsd::store::{Audit, Commit, Pruned, Store, StoreHandle, StoreOptions, Urgency};
use rusqlite::Connection;

use crate::{
    bench::{NOON, Outcome, count, create, open, open_with, options, second, until, write},
    disk::SmallDisk,
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
    let connection = Connection::open(dir.join(Store::FILE)).expect("it can be written");
    connection
        .execute("INSERT INTO target (name, body, changed, by) VALUES ('cold', '{}', 0, 'wang')", [])
        .expect("written");
    open_with(dir, StoreOptions { archive_target: Some("cold".into()), ..options() }).0
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
fn an_archive_without_a_target_holds_nothing_back() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open_with(dir.path(), StoreOptions { archive_target: Some("cold".into()), ..options() });
    five_days(&store);
    assert_eq!(store.prune(MIDNIGHT + DAY.times(5))?.days, 5);
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
fn on_a_disk_that_is_nearly_full_archived_days_leave_early_one_after_the_other() -> Outcome {
    let Some(disk) = SmallDisk::mount("early", 32) else { return Ok(()) };
    create(&disk.0);
    let store = with_archive(&disk.0);
    five_days(&store);
    let connection = Connection::open(disk.0.join(Store::FILE))?;
    for day in 1..=3 {
        archived(&connection, day, MIDNIGHT + DAY.times(day), MIDNIGHT + DAY.times(day + 1), day != 2);
    }
    let filler = File::options().write(true).open(disk.fill())?;
    filler.set_len(filler.metadata()?.len() - (2 << 20))?;
    until("it is nearly full", || (1.0..10.0).contains(&store.gauge().disk_free_percent()));
    let read = second(&disk.0);
    let left = || -> Vec<i64> {
        let mut statement = read.prepare("SELECT DISTINCT start FROM segment ORDER BY start").expect("sound");
        let starts = statement.query_map([], |row| row.get(0)).expect("sound");
        starts.map(|us: Result<i64, _>| us.expect("a start") / 86_400_000_000 - 20_370).collect()
    };
    store.keep_house(MIDNIGHT + DAY.times(31))?;
    assert_eq!(left(), [0, 1, 2, 3, 4], "none is thirty days old");
    store.keep_house(MIDNIGHT + DAY.times(40))?;
    assert_eq!(left(), [0, 2, 3, 4], "the oldest is not archived");
    store.keep_house(MIDNIGHT + DAY.times(40) + Span::secs(30))?;
    assert_eq!(left(), [0, 2, 3, 4]);
    store.keep_house(MIDNIGHT + DAY.times(40) + Span::secs(61))?;
    store.keep_house(MIDNIGHT + DAY.times(41))?;
    assert_eq!(left(), [0, 2, 4], "the others are not verified");
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
