//! A store in a temporary directory, and what tests put into it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, LifeState, Notice, Occurrence, Priority, Source, Transition, TransitionKind},
    id::{EventId, OccurrenceId, PointId, SerialNumber, UserName},
    identity::fingerprint_of,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    site::{Role, Site},
    time::{Span, Timestamp},
};
use mcsd::{
    ingest::{AckToken, Verdict, verdict_channel},
    store::{
        AlarmStep, Boot, Commit, NewReading, NoOutlet, Person, ReserveSize, SiteDay, Store, StoreHandle, StoreOptions,
        Urgency,
    },
};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Noon of a day in the site's time zone.
pub(crate) const NOON: Timestamp = Timestamp::from_micros(1_760_000_400_000_000);

/// Nothing here takes longer unless it is broken.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn site() -> Site {
    Site { name: "Works 3".into(), tz: "Asia/Shanghai".into() }
}

pub(crate) fn admin() -> Person {
    Person {
        name: UserName::new("admin").expect("a name"),
        password_hash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA".into(),
        role: Role::Admin,
        added: NOON,
        disabled: None,
    }
}

pub(crate) fn options() -> StoreOptions {
    StoreOptions {
        reserve: ReserveSize::Fixed(0),
        alarm_reserve: 0,
        // The house is kept when a test says so.
        keep_every: Duration::from_hours(24),
        ..StoreOptions::new(fingerprint_of)
    }
}

/// A new database.
pub(crate) fn create(dir: &Path) {
    Store::create(dir, &site(), &admin()).expect("a database can be made");
}

pub(crate) fn open(dir: &Path) -> (StoreHandle, Boot) {
    open_with(dir, options())
}

pub(crate) fn open_with(dir: &Path, options: StoreOptions) -> (StoreHandle, Boot) {
    Store::open(dir, options, Box::new(NoOutlet)).expect("the database can be opened")
}

/// A second program's look at the database.
pub(crate) fn second(dir: &Path) -> Connection {
    Connection::open_with_flags(dir.join(Store::FILE), OpenFlags::SQLITE_OPEN_READ_ONLY).expect("it can be read")
}

pub(crate) fn count(connection: &Connection, sql: &str) -> u64 {
    connection.query_row(sql, [], |row| row.get(0)).expect("a number")
}

/// The `n`th reading of a point that reports every second with a right clock.
pub(crate) fn reading(point: u32, n: i64) -> Reading {
    let at = NOON + Span::secs(n);
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(2000.5 + n as f64));
    channels.set(Channel::Temp, Measure::Finite(25.4));
    Reading {
        point: PointId(point),
        ts: Some(at),
        time: at,
        received: at + Span::millis(120),
        seq: u16::try_from(n.rem_euclid(65_536)).ok(),
        channels,
        err: 0,
        flags: Flags::default(),
        calibration: None,
    }
}

pub(crate) fn new(reading: Reading) -> NewReading {
    let hash = fingerprint_of(&reading);
    NewReading { reading, hash, day: SiteDay(20_370), ask_store: false, no_identity: false }
}

pub(crate) fn asked(reading: Reading) -> NewReading {
    NewReading { ask_store: true, ..new(reading) }
}

pub(crate) fn commit(seq: u64, urgency: Urgency, readings: Vec<NewReading>) -> Commit {
    Commit { seq, urgency: Some(urgency), readings, ..Commit::default() }
}

/// An acknowledgement somebody waits for.
pub(crate) fn ack() -> (AckToken, oneshot::Receiver<Verdict>) {
    verdict_channel()
}

/// Sends a commit and waits until it is durable.
pub(crate) fn write(store: &StoreHandle, mut commit: Commit) {
    let (done, durable) = oneshot::channel();
    commit.done.push(done);
    store.try_send(commit).expect("there is room");
    durable.blocking_recv().expect("it becomes durable");
}

/// Waits for something, not for ever.
pub(crate) fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::yield_now();
    }
}

/// The raise of an occurrence.
pub(crate) fn raise(id: u64, point: u32) -> AlarmStep {
    let occurrence = Occurrence {
        sn: SerialNumber::new("A001").ok(),
        state: LifeState::UnackActive,
        value: Some(31.0),
        peak: Some(31.5),
        limit: Some(25.0),
        unit: Some(mcs_core::quantity::Unit::PercentLel),
        ..Occurrence::raised(OccurrenceId(id), Source::Point(PointId(point)), Condition::High, Priority::High, NOON)
    };
    let transition = Transition {
        event: EventId(u128::from(id) << 64 | 7),
        source: occurrence.source,
        condition: occurrence.condition,
        occurrence: occurrence.id,
        kind: TransitionKind::Raise,
        state: occurrence.state,
        priority: occurrence.priority,
        measured: NOON,
        received: NOON,
        value: occurrence.value,
        limit: occurrence.limit,
        rules: Some(1),
        notice: Notice::Announce,
        by: None,
        comment: None,
    };
    AlarmStep { transition, occurrence, told_early: false }
}

/// What the disk would hold if the daemon were killed now.
pub(crate) fn copy_as_if_killed(from: &Path, to: &Path) {
    for name in ["mcs.db", "mcs.db-wal"] {
        if from.join(name).exists() {
            std::fs::copy(from.join(name), to.join(name)).expect("copied");
        }
    }
}
