//! The store's last word on whether a reading is stored already.

use mcs_core::{
    observation::{Channel, Measure},
    reading::{Flags, Reading},
    time::Span,
};
use mcsd::store::Urgency;

use crate::bench::{Outcome, asked, commit, count, create, new, open, reading, second, write};

/// The same reading, sent again so much later.
fn again(mut reading: Reading, later: Span) -> Reading {
    reading.received = reading.received + later;
    reading
}

/// Another reading under the same key.
fn other(mut reading: Reading) -> Reading {
    reading.channels.set(Channel::VRaw, Measure::Finite(1.0));
    reading
}

fn far(mut reading: Reading) -> Reading {
    reading.received = reading.received + Span::hours(3);
    reading
}

#[test]
fn a_repeated_reading_is_dropped_and_a_collision_kept_twice() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut minus_zero = reading(1, 3);
    minus_zero.channels.set(Channel::Temp, Measure::Finite(-0.0));
    let mut no_time = reading(1, 4);
    no_time.ts = None;
    let stored = [reading(1, 1), far(reading(1, 2)), minus_zero.clone(), no_time.clone(), reading(2, 1)];
    write(&store, commit(1, Urgency::AtOnce, stored.into_iter().map(new).collect()));

    let repeated = [
        again(reading(1, 1), Span::hours(5)),
        again(reading(1, 2), Span::hours(5)),
        again(minus_zero, Span::secs(2)),
        again(no_time.clone(), Span::secs(5)),
    ];
    let same_key = [other(again(reading(1, 1), Span::hours(5))), other(reading(1, 2))];
    let new_ones = [reading(1, 9), reading(3, 1), again(no_time, Span::hours(1))];
    let mut readings = Vec::new();
    readings.extend(repeated.into_iter().map(asked));
    readings.extend(same_key.into_iter().map(asked));
    readings.extend(new_ones.into_iter().map(asked));
    // Twice in one commit.
    readings.push(asked(again(reading(3, 1), Span::secs(1))));
    write(&store, commit(2, Urgency::AtOnce, readings));

    let second = second(dir.path());
    assert_eq!(count(&second, "SELECT count(*) FROM recent"), 5 + 2 + 3);
    assert_eq!(count(&second, &format!("SELECT count(*) FROM recent WHERE flags & {}", Flags::CONFLICT.0)), 2);
    let ledger = store.queries().ledger(None, mcsd::store::SiteDay(0), mcsd::store::SiteDay(30_000))?;
    let sum = |f: fn(&mcs_core::ledger::Counts) -> u64| ledger.iter().map(|(_, _, c)| f(c)).sum::<u64>();
    assert_eq!((sum(|c| c.received), sum(|c| c.duplicate), sum(|c| c.conflict)), (10, 5, 2));
    store.close();
    Ok(())
}

#[test]
fn a_reading_without_identity_is_always_new() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    let (store, _) = open(dir.path());
    let mut bare = reading(1, 1);
    (bare.ts, bare.seq) = (None, None);
    for seq in 1..=2 {
        let mut one = asked(bare.clone());
        one.no_identity = true;
        write(&store, commit(seq, Urgency::AtOnce, vec![one]));
    }
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM recent"), 2);
    store.close();
}

#[test]
fn a_whole_back_fill_sent_again_is_dropped_across_blocks_of_rows() {
    let dir = tempfile::tempdir().expect("a directory");
    create(dir.path());
    let (store, _) = open(dir.path());
    let all = || (0..10_000).map(|n| reading(1, n));
    write(&store, commit(1, Urgency::AtOnce, all().map(new).collect()));
    write(&store, commit(2, Urgency::AtOnce, all().map(|r| asked(again(r, Span::hours(9)))).collect()));
    assert_eq!(count(&second(dir.path()), "SELECT count(*) FROM recent"), 10_000);
    store.close();
}
