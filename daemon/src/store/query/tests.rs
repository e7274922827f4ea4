//! Answers do not depend on how much is in memory at once.

use std::{ops::ControlFlow, time::Duration};

use mcs_core::{
    id::{PointId, UserName},
    identity::fingerprint_of,
    observation::Channels,
    reading::{Flags, Reading},
    site::{Role, Site},
    time::{Span, Timestamp},
};
use proptest::prelude::*;
use tokio::sync::oneshot;

use super::{
    super::{Commit, NewReading, NoOutlet, Person, ReserveSize, SiteDay, Store, StoreHandle, StoreOptions, Urgency},
    Queries, ReadingQuery,
};

/// The first instant of a UTC day.
const MIDNIGHT: Timestamp = Timestamp::from_micros(20_370 * 86_400_000_000);

const POINTS: [PointId; 3] = [PointId(1), PointId(2), PointId(3)];

fn open(dir: &std::path::Path) -> StoreHandle {
    let site = Site { name: "Works 3".into(), tz: "Asia/Shanghai".into() };
    let admin = Person {
        name: UserName::new("admin").expect("a name"),
        password_hash: String::new(),
        role: Role::Admin,
        added: MIDNIGHT,
        disabled: None,
    };
    Store::create(dir, &site, &admin).expect("a database can be made");
    let options = StoreOptions {
        reserve: ReserveSize::Fixed(0),
        alarm_reserve: 0,
        keep_every: Duration::from_hours(1),
        ..StoreOptions::new(fingerprint_of)
    };
    Store::open(dir, options, Box::new(NoOutlet)).expect("it opens").0
}

/// Bursts of several readings a second, with hours of silence between them.
fn readings() -> impl Strategy<Value = Vec<Reading>> {
    let step = prop_oneof![20 => 0..300_i64, 5 => 300..90_000_i64, 1 => 1_000_000..20_000_000_i64];
    prop::collection::vec((0..3_usize, step, prop::option::of(any::<u16>())), 300..900).prop_map(|all| {
        let mut time = MIDNIGHT;
        let one = |(point, step, seq)| {
            time = time + Span::millis(step);
            Reading {
                point: POINTS[point],
                ts: Some(time),
                time,
                received: time + Span::millis(50),
                seq,
                channels: Channels::default(),
                err: 0,
                flags: Flags::default(),
                calibration: None,
            }
        };
        all.into_iter().map(one).collect()
    })
}

fn write(store: &StoreHandle, readings: &[Reading]) {
    let new = |reading: &Reading| NewReading {
        reading: reading.clone(),
        hash: 0,
        day: SiteDay(20_370),
        ask_store: false,
        no_identity: false,
    };
    let (done, durable) = oneshot::channel();
    let readings = readings.iter().map(new).collect();
    let commit = Commit { urgency: Some(Urgency::AtOnce), readings, done: vec![done], ..Commit::default() };
    store.try_send(commit).expect("there is room");
    durable.blocking_recv().expect("it becomes durable");
}

fn found(queries: &Queries, query: &ReadingQuery, most: usize) -> Vec<Reading> {
    let mut all = Vec::new();
    let damaged = queries.readings_within(query, most, &mut |chunk| {
        all.extend(chunk);
        ControlFlow::Continue(())
    });
    assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
    all
}

fn merged(queries: &Queries, most: usize) -> Vec<Reading> {
    let mut all = Vec::new();
    let ever = (MIDNIGHT - Span::hours(1), MIDNIGHT + Span::hours(10_000));
    let damaged = queries.merged_within(&POINTS, ever, most, &mut |chunk| {
        all.extend(chunk);
        ControlFlow::Continue(())
    });
    assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn a_small_memory_gives_the_same_answers(
        readings in readings(),
        cut in 0..100_usize,
        most in prop_oneof![1..10_usize, 10..400_usize],
        limit in 0..400_u32,
        newest in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        let store = open(dir.path());
        let (first, rest) = readings.split_at(readings.len() * cut / 100);
        write(&store, first);
        store.keep_house(MIDNIGHT + Span::hours(9_000)).expect("kept");
        write(&store, rest);
        let queries = store.queries();
        for point in POINTS {
            let to = MIDNIGHT + Span::hours(10_000);
            let query = ReadingQuery { point, from: MIDNIGHT, to, limit: limit.into(), newest };
            let mut right: Vec<Reading> = readings.iter().filter(|r| r.point == point).cloned().collect();
            if limit > 0 && newest {
                right.drain(..right.len().saturating_sub(limit as usize));
            } else if limit > 0 {
                right.truncate(limit as usize);
            }
            prop_assert!(found(queries, &query, most) == right);
        }
        let mut right = readings;
        right.sort_by_key(|r| (r.time, r.point, r.seq));
        prop_assert!(merged(queries, most) == right);
        store.close();
    }
}
