//! Whatever is sealed, gathered, forgotten and admitted: every reading is stored once, in order, in exactly one place.

use std::{collections::BTreeMap, path::Path, time::Duration};

use mcs_core::{
    id::{PointId, UserName},
    identity::fingerprint_of,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    site::{Role, Site},
    time::{Span, Timestamp},
};
use proptest::prelude::*;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::super::{
    Commit, NewReading, NoOutlet, Person, ReserveSize, SiteDay, Store, StoreHandle, StoreOptions, Urgency, connection,
    sealed,
    table::{
        reading::{self, columns},
        sealing::Sealing,
        segment,
    },
};

/// The first instant of a UTC day.
const MIDNIGHT: Timestamp = Timestamp::from_micros(20_370 * 86_400_000_000);

fn open(dir: &Path) -> StoreHandle {
    let site = Site { name: "Works 3".into(), tz: "Asia/Shanghai".into() };
    let admin = Person {
        name: UserName::new("admin").expect("a name"),
        password_hash: String::new(),
        role: Role::Admin,
        added: MIDNIGHT,
        disabled: None,
    };
    if !dir.join(Store::FILE).exists() {
        Store::create(dir, &site, &admin).expect("a database can be made");
    }
    let options = StoreOptions {
        reserve: ReserveSize::Fixed(0),
        alarm_reserve: 0,
        keep_every: Duration::from_hours(1),
        ..StoreOptions::new(fingerprint_of)
    };
    Store::open(dir, options, Box::new(NoOutlet)).expect("it opens").0
}

/// A reading of a point, so many seconds after midnight, heard so much later.
fn reading(point: u32, n: i64, at: i64, lag: i64) -> Reading {
    let time = MIDNIGHT + Span::secs(at);
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(n as f64));
    Reading {
        point: PointId(point),
        ts: Some(time),
        time,
        received: time + Span::secs(lag),
        seq: u16::try_from(n.rem_euclid(65_536)).ok(),
        channels,
        err: 0,
        flags: Flags::default(),
        calibration: None,
    }
}

fn write(store: &StoreHandle, readings: &[Reading]) {
    let (done, durable) = oneshot::channel();
    let new = |reading: &Reading| NewReading {
        reading: reading.clone(),
        hash: fingerprint_of(reading),
        day: SiteDay(0),
        ask_store: false,
        no_identity: false,
    };
    let readings = readings.iter().map(new).collect();
    let commit = Commit { seq: 1, urgency: Some(Urgency::AtOnce), readings, done: vec![done], ..Commit::default() };
    store.try_send(commit).expect("there is room");
    durable.blocking_recv().expect("it becomes durable");
}

/// Everything that is stored, of each point in order of time, then of arrival.
fn stored(dir: &Path) -> BTreeMap<PointId, Vec<Reading>> {
    let read = connection::reader(&dir.join(Store::FILE)).expect("it can be read");
    let mut all: BTreeMap<PointId, Vec<Reading>> = BTreeMap::new();
    let (from, to) = (Timestamp::from_micros(i64::MIN), Timestamp::from_micros(i64::MAX));
    for (point, slot) in segment::within(&read, from, to).expect("listed") {
        let body = segment::body(&read, point, slot).expect("read").expect("it is there");
        let readings = sealed::decode(&body, from, to).expect("whole");
        assert!(readings.iter().all(|r| slot.level.slot(r.time) == slot), "a reading is outside its slot");
        all.entry(point).or_default().extend(readings);
    }
    let sealing = Sealing::load(&read).expect("a position");
    let mut statement = read.prepare(concat!("SELECT ", columns!(), " FROM recent ORDER BY id")).expect("sound");
    let mut rows = statement.query([]).expect("sound");
    while let Some(row) = rows.next().expect("readable") {
        let (id, reading) = reading::read(row).expect("readable");
        if id > sealing.of(reading.point) {
            all.entry(reading.point).or_default().push(reading);
        }
    }
    for readings in all.values_mut() {
        readings.sort_by_key(|r| r.time);
    }
    all
}

fn expected(readings: &[Reading]) -> BTreeMap<PointId, Vec<Reading>> {
    let mut all: BTreeMap<PointId, Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        all.entry(reading.point).or_default().push(reading.clone());
    }
    for readings in all.values_mut() {
        readings.sort_by_key(|r| r.time);
    }
    all
}

fn look(dir: &Path) -> Connection {
    connection::reader(&dir.join(Store::FILE)).expect("it can be read")
}

fn number(read: &Connection, sql: &str) -> u64 {
    read.query_row(sql, [], |row| row.get(0)).expect("a number")
}

/// A day and a half of arrivals of a few points; some late by minutes, some by days, some times twice.
fn arrivals() -> impl Strategy<Value = Vec<Reading>> {
    let one = (1..4_u32, prop_oneof![8 => 0..30_i64, 1 => 0..2_000_i64, 1 => 0..250_000_i64], 1..60_i64);
    prop::collection::vec(one, 2_000..4_000).prop_map(|all| {
        let mut clock = 0;
        let with_lag = all.into_iter().zip(0..).map(|((point, lag, step), n)| {
            clock += step;
            reading(point, n, clock - lag, lag)
        });
        with_lag.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]
    #[test]
    fn what_is_stored_does_not_change_when_the_house_is_kept(
        readings in arrivals(),
        cuts in prop::collection::vec(1..1_000_usize, 1..8),
    ) {
        let dir = tempfile::tempdir().expect("a directory");
        let store = open(dir.path());
        let mut done = 0;
        for cut in cuts.into_iter().chain([usize::MAX]) {
            let end = readings.len().min(done + cut.min(readings.len()));
            write(&store, &readings[done..end]);
            done = end;
            let newest = readings[done.saturating_sub(1)].received;
            store.keep_house(newest).expect("kept");
            prop_assert!(stored(dir.path()) == expected(&readings[..done]));
        }
        // Two days later everything is in days, and only the newest hours are left as rows.
        store.keep_house(readings[readings.len() - 1].received + Span::hours(48)).expect("kept");
        prop_assert!(stored(dir.path()) == expected(&readings));
        let read = look(dir.path());
        prop_assert_eq!(number(&read, "SELECT count(*) FROM segment WHERE level < 2"), 0);
        prop_assert_eq!(number(&read, "SELECT count(*) FROM segment"), number(&read, "SELECT count(*) FROM summary"));
        let last = readings.len() as u64;
        prop_assert_eq!(number(&read, "SELECT upto FROM sealed"), last);
        store.close();
    }
}
