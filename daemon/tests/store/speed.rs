//! How fast questions are answered, told and never judged:
//! `cargo test --release -p mcsd --test store speed -- --ignored --nocapture`.
//!
//! `MCS_BENCH_DIR` is where the store is made and found again, `MCS_BENCH_DEVICES` (100), `MCS_BENCH_DAYS` (30) and
//! `MCS_BENCH_YEAR` (365, of one more device) say how much is in it; each reports every ten seconds.

#![expect(clippy::print_stdout, reason = "a measurement prints what it found")]

use std::{
    env,
    fs::File,
    ops::ControlFlow,
    os::fd::AsFd as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use mcs_core::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    id::{CalibrationRevision, PointId},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};
use mcsd::store::{Change, ReadingQuery, Store, StoreHandle, StoreOptions, Urgency};
use nix::fcntl::{PosixFadviseAdvice, posix_fadvise};

use crate::{
    bench::{commit, create, new, open_with, options, write},
    boot::device,
};

/// The first instant of a UTC day: the newest reading lies a little more than half a day after it.
const TODAY: Timestamp = Timestamp::from_micros(20_700 * 86_400_000_000);

const NOW: Timestamp = Timestamp::from_micros(TODAY.as_micros() + 47_100_000_000);

const PERIOD: i64 = 10;

/// How long rows stay in the store.
const RECENT: Span = Span::hours(3);

fn number(name: &str, usual: u32) -> u32 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn devices() -> u32 {
    number("MCS_BENCH_DEVICES", 100)
}

fn days() -> u32 {
    number("MCS_BENCH_DAYS", 30)
}

/// The device with a year.
fn of_a_year() -> PointId {
    PointId(devices() + 1)
}

fn place() -> PathBuf {
    env::var_os("MCS_BENCH_DIR").map_or_else(|| env::temp_dir().join("mcs-speed"), PathBuf::from)
}

fn quiet() -> StoreOptions {
    StoreOptions { keep_every: Duration::from_hours(1), clock: || NOW, ..options() }
}

/// A device: what it measures wanders a little from report to report.
struct Walk {
    point: u32,
    state: u64,
    steps: [i64; 5],
    seq: u16,
}

impl Walk {
    fn new(point: u32) -> Self {
        let seed = u64::from(point) | 1;
        Self { point, state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15), steps: [4_000, 253, 551, 870, -630], seq: 0 }
    }

    fn random(&mut self, below: u64) -> i64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        i64::try_from(self.state % below).unwrap_or(0)
    }

    fn reading(&mut self, at: Timestamp) -> Reading {
        let mut channels = Channels::default();
        for (i, channel) in Channel::ALL.into_iter().enumerate() {
            let spread = [7, 3, 3, 2, 5][i];
            if self.random(3) == 0 {
                self.steps[i] += self.random(spread) - i64::try_from(spread / 2).unwrap_or(0);
            }
            channels.set(channel, Measure::Finite(self.steps[i] as f64 / 10.0));
        }
        self.seq = self.seq.wrapping_add(1);
        Reading {
            point: PointId(self.point),
            ts: Some(at),
            time: at,
            received: at + Span::millis(80 + 10 * self.random(30)),
            seq: Some(self.seq),
            channels,
            err: 0,
            flags: Flags::default(),
            calibration: Some(CalibrationRevision(1)),
        }
    }

    fn readings(&mut self, from: Timestamp, to: Timestamp) -> Vec<Reading> {
        let offset = Span::millis(i64::from(self.point) * 97 % (PERIOD * 1000));
        let count = (to - from).as_micros() / (PERIOD * 1_000_000);
        (0..count).map(|n| self.reading(from + Span::secs(n * PERIOD) + offset)).collect()
    }
}

fn calibrations() -> CalibrationHistory {
    CalibrationHistory::new(vec![Calibration {
        revision: CalibrationRevision(1),
        valid_from: Timestamp::EPOCH,
        coefficients: Coefficients::new(0.0371, -10.1, 25.0, 0.013).expect("usable"),
        due: None,
        by: "wang".into(),
        recorded: Timestamp::EPOCH,
        comment: None,
    }])
}

/// Fills a store: old days through the door for old readings, the last hours as if they had just come in.
fn fill(dir: &Path) {
    std::fs::create_dir_all(dir).expect("a directory");
    create(dir);
    let start = Instant::now();
    let (store, _) = open_with(dir, quiet());
    let mut first = commit(1, Urgency::AtOnce, Vec::new());
    for point in 1..=devices() + 1 {
        first.changes.push(Change::Device(Box::new(device(point, &format!("A{point:03}")))));
        let calibration = calibrations().all()[0].clone();
        first.changes.push(Change::Calibration { point: PointId(point), calibration });
    }
    write(&store, first);
    let (mut count, recent) = (0, NOW - RECENT);
    let mut last = Vec::new();
    for point in 1..=devices() + 1 {
        let days = if PointId(point) == of_a_year() { number("MCS_BENCH_YEAR", 365) } else { days() };
        let mut walk = Walk::new(point);
        let mut day = TODAY - Span::hours(24 * i64::from(days));
        while day < recent {
            let readings = walk.readings(day, recent.min(day + Span::hours(24)));
            count += readings.len();
            store.admit(PointId(point), readings).expect("admitted");
            day = day + Span::hours(24);
        }
        last.extend(walk.readings(recent, NOW));
    }
    last.sort_by_key(|reading| reading.received);
    count += last.len();
    for chunk in last.chunks(5_000) {
        write(&store, commit(1, Urgency::AtOnce, chunk.iter().cloned().map(new).collect()));
    }
    store.keep_house(NOW).expect("the house is kept");
    store.close();
    let took = start.elapsed();
    let bytes = std::fs::metadata(dir.join(Store::FILE)).expect("it is there").len();
    println!(
        "filled with {count} readings in {took:.1?} ({:.2} µs each), {:.1} MB, {:.2} bytes each",
        took.as_secs_f64() * 1e6 / count as f64,
        bytes as f64 / 1e6,
        bytes as f64 / count as f64,
    );
}

/// The store, made if it is not there; nothing of it in memory.
fn cold() -> StoreHandle {
    let dir = place();
    if !dir.join(Store::FILE).exists() {
        fill(&dir);
    }
    let (store, _) = open_with(&dir, quiet());
    for name in [Store::FILE, "mcs.db-wal"] {
        if let Ok(file) = File::open(dir.join(name)) {
            file.sync_all().expect("synced");
            posix_fadvise(file.as_fd(), 0, 0, PosixFadviseAdvice::POSIX_FADV_DONTNEED).expect("told");
        }
    }
    store
}

fn query(point: PointId, from: Timestamp, to: Timestamp) -> ReadingQuery {
    ReadingQuery { point, from, to, limit: 0, newest: false }
}

/// Sums up; how many intervals.
fn sum_up(store: &StoreHandle, query: &ReadingQuery, every: Span) -> usize {
    let mut count = 0;
    let calibrations = calibrations();
    let damaged = store.queries().summaries(query, every, &calibrations, &mut |_| {
        count += 1;
        ControlFlow::Continue(())
    });
    assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
    count
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let answer = run();
    (answer, start.elapsed())
}

/// The middle of what each run took.
fn middle(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

#[test]
#[ignore = "a measurement"]
fn a_year_of_one_point_by_day_cold() {
    let took = (0..5).map(|_| {
        let store = cold();
        let year = query(of_a_year(), TODAY - Span::hours(365 * 24), NOW);
        let (count, took) = timed(|| sum_up(&store, &year, Span::hours(24)));
        assert!(count > 0);
        store.close();
        took
    });
    println!("a year of one point by day, cold: {:.2?}", middle(took.collect()));
}

#[test]
#[ignore = "a measurement"]
fn a_day_of_one_point_at_five_minutes_warm() {
    let store = cold();
    for point in [1, devices() / 2 + 1] {
        let day = query(PointId(point), NOW - Span::hours(24), NOW);
        let took = (0..50).map(|_| timed(|| assert_eq!(sum_up(&store, &day, Span::mins(5)), 288)).1);
        let took: Vec<Duration> = took.collect();
        println!("24 h of one point at 5 min: first {:.2?}, warm {:.2?}", took[0], middle(took.clone()));
        // From a full hour on, as clients ask.
        let day = ReadingQuery { from: day.from.floor(Span::hours(1)), ..day };
        let took = (0..50).map(|_| timed(|| assert_eq!(sum_up(&store, &day, Span::hours(1)), 25)).1);
        println!("24 h of one point by hour: warm {:.2?}", middle(took.collect()));
    }
    store.close();
}

#[test]
#[ignore = "a measurement"]
fn thirty_days_of_all_points_by_hour() {
    for how in ["cold", "warm"] {
        let store = cold();
        let ask = || {
            // From a full hour on, as clients ask.
            let from = (NOW - Span::hours(30 * 24)).floor(Span::hours(1));
            let month = |point| query(PointId(point), from, NOW);
            (1..=devices()).map(|point| sum_up(&store, &month(point), Span::hours(1))).sum::<usize>()
        };
        if how == "warm" {
            ask();
        }
        let (count, took) = timed(ask);
        println!("30 days of {} points by hour, {how}: {took:.2?}, {count} intervals", devices());
        store.close();
    }
}

#[test]
#[ignore = "a measurement"]
fn readings_in_order_of_time() {
    let store = cold();
    let points: Vec<PointId> = (1..=devices()).map(PointId).collect();
    for (what, from, to) in [
        ("of days", TODAY - Span::hours(5 * 24), TODAY - Span::hours(3 * 24)),
        ("of today", TODAY, NOW),
        ("of the last hour", NOW - Span::hours(1), NOW),
    ] {
        let mut count = 0;
        let (damaged, took) = timed(|| {
            store.queries().merged(&points, from, to, &mut |chunk| {
                count += chunk.len();
                ControlFlow::Continue(())
            })
        });
        assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
        let rate = f64::from(u32::try_from(count).expect("not so many")) / took.as_secs_f64();
        println!("merged, {what}: {count} readings of {} points in {took:.2?}, {rate:.0} a second", points.len());
    }
    let month = query(PointId(1), NOW - Span::hours(30 * 24), NOW);
    let mut count = 0;
    let (damaged, took) = timed(|| {
        store.queries().readings(&month, &mut |chunk| {
            count += chunk.len();
            ControlFlow::Continue(())
        })
    });
    assert!(damaged.is_ok_and(|damaged| damaged.is_empty()));
    println!("30 days of one point: {count} readings in {took:.2?}");
    store.close();
}

#[test]
#[ignore = "a measurement"]
fn the_start_and_the_check() {
    let (dir, store) = (place(), cold());
    store.close();
    let ((store, boot), took) = timed(|| open_with(&dir, quiet()));
    let (count, tail) = timed(|| {
        let mut count = 0;
        boot.tail(1_025, &mut |_, _| count += 1).expect("read");
        count
    });
    println!("opened in {took:.2?}; a tail of {count} readings in {tail:.2?}");
    let (verified, took) = timed(|| store.queries().verify(&mut |_| ControlFlow::Continue(())).expect("checked"));
    println!("checked in {took:.2?}: {verified:?}");
    store.close();
}
