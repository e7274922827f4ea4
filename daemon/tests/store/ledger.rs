//! The ledger counts every reading once, also over a kill.

use mcs_core::{id::PointId, ledger::Counts, reading::Flags};
use mcsd::store::{Commit, NewReading, SiteDay, Urgency};

use crate::bench::{Outcome, commit, copy_as_if_killed, count, create, new, open, reading, second, write};

/// The plant takes the day from the calendar.
fn counted(n: i64, flags: Flags) -> NewReading {
    let mut one = new(reading(7, n));
    one.reading.flags = flags;
    one.day = mcsd::store::Calendar::new(&crate::bench::site()).expect("a zone").day(one.reading.received);
    one
}

fn day() -> SiteDay {
    counted(0, Flags::default()).day
}

#[test]
fn what_was_stored_after_the_last_flush_is_counted_again_after_a_kill() -> Outcome {
    let (dir, copy) = (tempfile::tempdir()?, tempfile::tempdir()?);
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut readings: Vec<_> = (0..8).map(|n| counted(n, Flags::default())).collect();
    readings.push(counted(8, Flags::LATE));
    readings.push(counted(9, Flags::LATE.with(Flags::CONFLICT)));
    write(&store, commit(1, Urgency::AtOnce, readings));
    let expected = Counts { received: 10, late: 2, conflict: 1, ..Counts::default() };
    assert_eq!(store.queries().ledger(Some(PointId(7)), day(), day())?, [(day(), PointId(7), expected)]);
    copy_as_if_killed(dir.path(), copy.path());
    store.close();

    for dir in [dir.path(), copy.path()] {
        let (store, _) = open(dir);
        assert_eq!(store.queries().ledger(None, day(), day())?, [(day(), PointId(7), expected)]);
        store.close();
        assert_eq!(count(&second(dir), "SELECT received FROM ledger"), 10);
    }
    Ok(())
}

#[test]
fn counts_of_the_plant_are_added_and_only_the_days_asked_for_are_told() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let missing = Counts { missing: 3, ..Counts::default() };
    for seq in 1..=2 {
        let mut commit = Commit { seq, urgency: Some(Urgency::AtOnce), ..Commit::default() };
        commit.ledger.push((PointId(7), SiteDay(100), missing));
        commit.ledger.push((PointId(8), SiteDay(101), missing));
        write(&store, commit);
    }
    let lines = store.queries().ledger(None, SiteDay(100), SiteDay(100))?;
    assert_eq!(lines, [(SiteDay(100), PointId(7), Counts { missing: 6, ..Counts::default() })]);
    store.close();
    let (store, _) = open(dir.path());
    assert_eq!(store.queries().ledger(Some(PointId(8)), SiteDay(0), SiteDay(200))?.len(), 1);
    store.close();
    Ok(())
}
