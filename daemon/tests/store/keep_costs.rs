//! What keeping house costs: time of the writer, time of the keeper, bytes written. Bounds here are wide, for slow machines and
//! unoptimised builds; the figures are printed.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use mcs_core::{
    id::PointId,
    observation::{Channel, Measure},
    reading::Reading,
    time::Span,
};
use mcsd::store::Store;

use crate::{
    bench::{Outcome, count, create, open, second},
    house::{MIDNIGHT, heard, store_all},
};

/// Readings of a plant of detectors that report every ten seconds, as random walks; `seconds` long, in order of arrival.
fn plant(points: u32, from: i64, seconds: i64) -> Vec<Reading> {
    let mut state = 7_u64;
    let mut chance = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut all = Vec::new();
    for second in (from..from + seconds).step_by(10) {
        for point in 1..=points {
            let n = second / 10;
            let mut reading = heard(point, n, second, 0);
            reading.received = reading.time + Span::millis(10 * i64::from(u16::try_from(chance() % 30).unwrap_or(0)));
            let walk = 800.0 + (n % 97) as f64 + (chance() % 5) as f64 / 10.0;
            reading.channels.set(Channel::VRaw, Measure::Finite(walk));
            reading.channels.set(Channel::Temp, Measure::Finite(250.0 / 10.0 + (chance() % 3) as f64 / 10.0));
            reading.channels.set(Channel::Humi, Measure::Finite(45.0 + (chance() % 2) as f64));
            reading.channels.set(Channel::Bat, Measure::Finite(90.0));
            reading.channels.set(Channel::Rssi, Measure::Finite(-60.0 - (chance() % 4) as f64));
            all.push(reading);
        }
    }
    all
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Time of this process's threads of this name so far.
fn cpu_of(thread: &str) -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").expect("the threads");
    let ticks: u64 = tasks
        .filter_map(|task| {
            let dir = task.ok()?.path();
            let name = std::fs::read_to_string(dir.join("comm")).ok()?;
            let stat = std::fs::read_to_string(dir.join("stat")).ok()?;
            let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
            let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
            (name.trim() == thread).then_some(ticks)
        })
        .sum();
    Duration::from_millis(ticks * 10)
}

/// Bytes this process has caused to be written.
fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("write_bytes: "));
    line.and_then(|bytes| bytes.parse().ok()).unwrap_or(0)
}

#[test]
fn a_day_of_a_plant_is_sealed_gathered_and_pruned_in_short_pieces() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    // Release builds measure a real day; others see that it works.
    let (points, hours) = if cfg!(debug_assertions) { (20, 2) } else { (500, 24) };
    let mut readings = 0;
    let mut house = Duration::ZERO;
    for part in 0..hours * 6 {
        let some = plant(points, part * 600, 600);
        readings += some.len() as u64;
        for chunk in some.chunks(10_000) {
            store_all(&store, chunk);
        }
        let start = Instant::now();
        store.keep_house(MIDNIGHT + Span::mins(10 * (part + 1) + 1))?;
        house += start.elapsed();
    }
    let start = Instant::now();
    store.keep_house(MIDNIGHT + Span::hours(30))?;
    house += start.elapsed();
    let gauge = store.gauge();
    let per = |d: Duration| d.as_secs_f64() * 1e6 / readings as f64;
    say(&format!(
        "{readings} readings of {points} points: {:.2} µs each of the keeper's time, {:.2} µs of the writer's, {:.2} µs in all; \
         {} pieces, the longest {} µs",
        per(cpu_of("keeper")),
        gauge.work_us() as f64 / readings as f64,
        per(house),
        gauge.works(),
        gauge.longest_work_us()
    ));
    let read = second(dir.path());
    let bytes = count(&read, "SELECT sum(length(body) + 40) FROM segment")
        + count(&read, "SELECT sum(length(body) + 20) FROM summary");
    say(&format!("{:.2} bytes a reading in segments and summaries", bytes as f64 / readings as f64));
    assert_eq!(count(&read, "SELECT sum(readings) FROM segment"), readings);
    let (works, before) = (gauge.works(), gauge.work_us());
    let pruned = store.prune(MIDNIGHT + Span::hours(24))?;
    assert_eq!(pruned.readings, readings);
    say(&format!("pruned in {} pieces, {} µs of the writer's time", gauge.works() - works, gauge.work_us() - before));
    store.close();
    Ok(())
}

#[test]
fn space_goes_back_to_the_file_system() -> Outcome {
    let dir = tempfile::tempdir()?;
    create(dir.path());
    let (store, _) = open(dir.path());
    for part in 0..40 {
        store_all(&store, &plant(1_000, part * 100, 100));
    }
    let most = PointId(1_000);
    store_all(&store, &[heard(most.0, 1, 20 * 3_600, 0)]);
    store.close();
    let before = std::fs::metadata(dir.path().join(Store::FILE))?.len();
    let (store, _) = open(dir.path());
    assert_eq!(count(&second(dir.path()), "SELECT upto FROM ledger_position"), 400_001);
    store.keep_house(MIDNIGHT + Span::hours(30))?;
    say(&format!("the longest piece took {} µs", store.gauge().longest_work_us()));
    store.close();
    let after = std::fs::metadata(dir.path().join(Store::FILE))?.len();
    assert!(after * 10 < before * 9, "{before} bytes before, {after} after");
    let sound: String = second(dir.path()).query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(sound, "ok");
    Ok(())
}

/// At 50 readings a second, each second a commit; ten minutes of it stand for the day.
#[test]
#[ignore = "measures for a minute; run it by name, in a release build"]
fn bytes_written_in_a_day_at_fifty_readings_a_second() -> Outcome {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let hours = 28;
    let mut from = 0;
    for minute in 0..hours * 60 {
        if minute == 4 * 60 {
            from = written();
        }
        let some = plant(500, minute * 60, 60);
        for second in some.chunks(50) {
            store_all(&store, second);
        }
        if minute % 10 == 1 {
            store.keep_house(MIDNIGHT + Span::mins(minute))?;
        }
    }
    let bytes = written() - from;
    say(&format!("{:.2} GB written in a day", bytes as f64 / 1e9));
    assert!(bytes < 4_000_000_000, "{bytes}");
    store.close();
    Ok(())
}

/// What ten minutes left behind is sealed while as much comes in again: it must take less than ten minutes, and hold nobody up.
#[test]
#[ignore = "measures for a minute; run it by name, in a release build"]
fn sealing_keeps_up_with_twenty_thousand_readings_a_second() -> Outcome {
    const POINTS: i64 = 500;
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    create(dir.path());
    let (store, _) = open(dir.path());
    let waiting: i64 = 3_000_000;
    // What waits lies in ten minutes that are over, what comes in meanwhile in later ones.
    let one = |n: i64| {
        let mut reading = heard(1 + u32::try_from(n % POINTS).expect("small"), n / POINTS, 0, 0);
        let since = if n < waiting { 190 * n } else { 600_000_000 + 50 * (n - waiting) };
        reading.time = MIDNIGHT + Span::micros(since);
        (reading.ts, reading.received) = (Some(reading.time), reading.time + Span::millis(10));
        reading
    };
    for first in (0..waiting).step_by(20_000) {
        store_all(&store, &(first..first + 20_000).map(one).collect::<Vec<_>>());
    }
    let pour = |from: i64, until: &dyn Fn() -> bool| -> (i64, Vec<Duration>) {
        let (start, mut n, mut took) = (Instant::now(), from, Vec::new());
        while !until() {
            let sent = Instant::now();
            store_all(&store, &(n..n + 200).map(one).collect::<Vec<_>>());
            took.push(sent.elapsed());
            n += 200;
            let due = Duration::from_micros(50 * u64::try_from(n - from).expect("it grows"));
            std::thread::sleep(due.saturating_sub(start.elapsed()));
        }
        took.sort_unstable();
        (n, took)
    };
    let report = |what: &str, took: &[Duration]| {
        let at = |share: usize| took[(took.len() - 1) * share / 100].as_secs_f64() * 1e3;
        say(&format!(
            "{what}: {} commits, p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
            took.len(),
            at(50),
            at(99),
            at(100)
        ));
    };
    let start = Instant::now();
    let (n, quiet) = pour(waiting, &|| start.elapsed() > Duration::from_secs(10));
    report("alone", &quiet);
    let start = Instant::now();
    let sealed_upto = MIDNIGHT + Span::mins(11);
    std::thread::scope(|scope| {
        let keeper = scope.spawn(|| store.keep_house(sealed_upto));
        let (_, busy) = pour(n, &|| keeper.is_finished());
        report("while sealing", &busy);
        keeper.join().expect("no panic")
    })?;
    let took = start.elapsed();
    let sealed = store.gauge().sealed();
    say(&format!(
        "{sealed} readings sealed in {:.1} s: {:.0} a second; the longest piece {} µs",
        took.as_secs_f64(),
        sealed as f64 / took.as_secs_f64(),
        store.gauge().longest_work_us()
    ));
    assert!(sealed as f64 / took.as_secs_f64() > 20_000.0);
    store.close();
    Ok(())
}
