//! How fast lines of files are written and read: `cargo run --release -p mcs-core --example archive_bench`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads a clock and prints what it found"
)]

use std::{hint::black_box, time::Instant};

use jiff::tz::TimeZone;
use mcs_core::{
    archive::{Line, LineWriter},
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    reading::Flags,
    time::{Span, Timestamp},
};

const LINES: usize = 1_000_000;

fn main() {
    let sns: Vec<_> = (0..500).filter_map(|n| SerialNumber::new(&format!("A{n:03}")).ok()).collect();
    let start = Timestamp::from_micros(1_793_491_200_000_000);
    let lines: Vec<Line> =
        (0_u16..).cycle().take(LINES).enumerate().map(|(i, seq)| line(&sns, start, i, seq)).collect();
    let Ok(tz) = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3") else { return };

    let writer = LineWriter::new(tz);
    let mut out = Vec::with_capacity(200 * LINES);
    report("csv written", || lines.iter().for_each(|line| writer.write(black_box(line), &mut out)));
    println!("  {} bytes a line", out.len() / LINES);
    let text = out.clone();
    report("csv read", || {
        text.split(|byte| *byte == b'\n').for_each(|line| {
            let _ = black_box(Line::parse(line));
        });
    });
    out.clear();
    report("jsonl written", || lines.iter().for_each(|line| writer.write_json(black_box(line), &mut out)));
}

/// A walk of five-digit numbers, as detectors send.
fn line(sns: &[SerialNumber], start: Timestamp, i: usize, seq: u16) -> Line {
    let time = start + Span::millis(20).times(i64::try_from(i).unwrap_or(i64::MAX));
    let walk = f64::from(seq % 977) / 10.0;
    Line {
        v_raw: Some(2_350.0 + walk),
        value: Some(walk),
        temp: Some(25.4),
        humi: Some(65.2),
        bat: Some(85.0),
        rssi: Some(-75.0),
        seq: Some(seq),
        unit: Some(Unit::Ppm),
        ts: Some(time),
        received: Some(time + Span::millis(130)),
        flags: Some(Flags::default()),
        calibration: Some(CalibrationRevision(1)),
        ..Line::new(time, sns[i % sns.len()].clone())
    }
}

fn report(what: &str, work: impl FnOnce()) {
    let begin = Instant::now();
    work();
    println!("{what}: {:.2} million lines a second", LINES as f64 / 1e6 / begin.elapsed().as_secs_f64());
}
