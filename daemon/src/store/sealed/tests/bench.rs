//! What encoding and decoding cost, told and never judged:
//! `cargo test --release -p mcsd --lib sealed::tests::bench -- --ignored --nocapture`.

#![expect(clippy::print_stdout, reason = "a measurement prints what it found")]

use std::{hint::black_box, time::Instant};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};

use super::{
    super::{DayTallies, Level, decode, encode},
    detector,
};

const DEVICES: u64 = 8;

/// Nanoseconds for each of so many, the best of five runs.
fn timed<T>(of: usize, mut run: impl FnMut() -> T) -> f64 {
    let mut once = || {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e9 / of as f64
    };
    (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
}

fn by_slot(level: Level, day: &[Reading]) -> Vec<&[Reading]> {
    day.chunk_by(|a, b| level.slot(a.time) == level.slot(b.time)).collect()
}

#[test]
#[ignore = "a measurement"]
fn segment() {
    let days: Vec<Vec<Reading>> = (0..DEVICES).map(|seed| detector::day(100 + seed)).collect();
    let all: usize = days.iter().map(Vec::len).sum();
    let mut sealing = 0.0;
    for level in [Level::Slice, Level::Hour, Level::Day] {
        let slots: Vec<&[Reading]> = days.iter().flat_map(|day| by_slot(level, day)).collect();
        let encode = |readings: &&[Reading]| encode(PointId(7), level.slot(readings[0].time), readings);
        let segments: Vec<Vec<u8>> = slots.iter().map(encode).collect();
        let bytes: usize = segments.iter().map(Vec::len).sum();
        let encoding = timed(all, || slots.iter().map(encode).map(|bytes| bytes.len()).sum::<usize>());
        let ends = (Timestamp::EPOCH, Timestamp::from_micros(i64::MAX));
        let decoding =
            timed(all, || segments.iter().map(|s| decode(s, ends.0, ends.1).map_or(0, |r| r.len())).sum::<usize>());
        println!(
            "{level:?}: {:.3} bytes, {encoding:.0} ns to encode, {decoding:.0} ns to decode a reading",
            bytes as f64 / all as f64
        );
        sealing += encoding + if level == Level::Day { 0.0 } else { decoding };
    }
    let calibrations = detector::calibrations();
    let sum_up = || days.iter().map(|day| DayTallies::of(detector::DAY, day, &calibrations)).collect::<Vec<_>>();
    let summing = timed(all, sum_up);
    let tallies = sum_up();
    let bytes: usize = tallies.iter().map(|day| day.encode().len()).sum();
    let encoding = timed(all, || tallies.iter().map(|day| day.encode().len()).sum::<usize>());
    println!(
        "summary: {:.3} bytes, {summing:.0} ns to sum up and {encoding:.0} ns to encode a reading",
        bytes as f64 / all as f64
    );
    println!("sealing, all together: {:.0} ns a reading", sealing + summing + encoding);
}
