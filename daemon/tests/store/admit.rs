//! Readings of long ago come in once, however often and in whatever parts they are admitted.

use mcs_core::{
    id::PointId,
    observation::{Channel, Measure},
    reading::{Flags, Reading},
    time::Span,
};
use mcsd::store::Admitted;
use proptest::prelude::*;

use crate::{
    bench::{Outcome, count, create, open, second},
    house::{MIDNIGHT, heard, in_order, store_all, stored},
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn admitted_any_number_of_times_they_are_stored_once(
        parts in prop::collection::vec((0..2_000_usize, 1..900_usize, any::<bool>()), 1..6),
        kept in prop::collection::vec(0..60_i64, 1..4),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        create(dir.path());
        let (store, _) = open(dir.path());
        // Every two minutes, for three days; every fifth is stored already, and sealed to some extent.
        let all: Vec<Reading> = (0..2_160).map(|n| heard(1, n, 120 * n, 0)).collect();
        let there: Vec<Reading> = all.iter().step_by(5).cloned().collect();
        store_all(&store, &there);
        let mut expected = there;
        let mut at = MIDNIGHT;
        let mut kept = kept.into_iter();
        for (from, length, twice) in parts {
            if let Some(hours) = kept.next() {
                at = at + Span::hours(hours);
                store.keep_house(at).expect("kept");
            }
            let part = &all[from.min(all.len())..(from + length).min(all.len())];
            let fresh: Vec<Reading> = part.iter().filter(|r| !expected.contains(r)).cloned().collect();
            let counts = store.admit(PointId(1), part.to_vec()).expect("admitted");
            let duplicate = (part.len() - fresh.len()) as u64;
            prop_assert_eq!(counts, Admitted { new: fresh.len() as u64, duplicate, conflict: 0 });
            expected.extend(fresh);
            if twice {
                let counts = store.admit(PointId(1), part.to_vec()).expect("admitted");
                prop_assert_eq!(counts, Admitted { new: 0, duplicate: part.len() as u64, conflict: 0 });
            }
            prop_assert!(stored(dir.path()) == in_order(&expected));
        }
        store.keep_house(MIDNIGHT + Span::hours(30 * 24)).expect("kept");
        prop_assert!(stored(dir.path()) == in_order(&expected));
        store.close();
    }
}

#[test]
fn they_go_into_days_that_are_over_with_their_summary() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let old: Vec<Reading> = (0..2_000).map(|n| heard(9, n, 60 * n, 0)).collect();
    let counts = store.admit(PointId(4), old.clone())?;
    assert_eq!(counts, Admitted { new: 2_000, ..Admitted::default() });
    let read = second(dir.path());
    assert_eq!(count(&read, "SELECT count(*) FROM segment WHERE level = 2 AND point = 4"), 2);
    assert_eq!(count(&read, "SELECT count(*) FROM summary WHERE point = 4"), 2);
    assert_eq!(count(&read, "SELECT count(*) FROM ledger"), 0);
    let of_four: Vec<Reading> = old.into_iter().map(|r| Reading { point: PointId(4), ..r }).collect();
    assert_eq!(stored(dir.path()), in_order(&of_four));
    store.close();
    Ok(())
}

#[test]
fn another_reading_under_a_stored_key_is_kept_and_flagged() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    // Just after midnight by its own clock, a little before it by the server's.
    let mut early = heard(1, 1, -3, 1);
    early.ts = Some(MIDNIGHT + Span::secs(2));
    store_all(&store, &[early.clone(), heard(1, 2, 50, 0)]);
    let mut same = early.clone();
    same.time = MIDNIGHT + Span::secs(2);
    let mut other = heard(1, 2, 50, 0);
    other.channels.set(Channel::VRaw, Measure::Finite(77.0));
    let counts = store.admit(PointId(1), vec![same, other.clone(), other.clone()])?;
    assert_eq!(counts, Admitted { new: 0, duplicate: 2, conflict: 1 });
    other.flags = other.flags.with(Flags::CONFLICT);
    let mut found = stored(dir.path()).remove(&PointId(1)).ok_or("there is something")?;
    found.sort_by_key(|r| (r.time, r.flags.0));
    assert_eq!(found, [early, heard(1, 2, 50, 0), other]);
    store.close();
    Ok(())
}

#[test]
fn readings_without_any_identity_are_told_apart_by_their_number() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let nameless = Reading { ts: None, seq: None, ..heard(1, 1, 50, 0) };
    let twice = vec![nameless.clone(), nameless.clone()];
    assert_eq!(store.admit(PointId(1), twice.clone())?.new, 2);
    assert_eq!(store.admit(PointId(1), twice.clone())?, Admitted { new: 0, duplicate: 2, conflict: 0 });
    assert_eq!(stored(dir.path()), in_order(&twice));
    store.close();
    Ok(())
}
