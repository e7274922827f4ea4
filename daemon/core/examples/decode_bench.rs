//! How long one decode takes, fingerprint apart: `cargo run --release -p mcs-core --example decode_bench`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads a clock and prints what it found"
)]

use std::{hint::black_box, time::Instant};

use mcs_core::{
    family::{Family, decode},
    identity::fingerprint,
    observation::Observation,
    topic::Leaf,
};

/// The documented frame with a longer time, as a device with a good clock sends it.
const FRAME: &str = r#"{"ts":1734320000.123,"seq":1024,"v_raw":2350.5,"temp":25.4,"humi":65.2,"bat":85,"rssi":-75,"net":"4G","ver":"1.0.2","err":0,"imei":"867530912345678","iccid":"89860123456789012345","uptime":864000,"heap":51324,"rst":1}"#;

/// Long enough that the clock's own cost vanishes.
const ROUNDS: u32 = 400_000;

fn main() {
    let bare = FRAME.split(",\"imei\"").next().map(|frame| format!("{frame}}}")).unwrap_or_default();
    let batch = format!("[{}]", vec![bare.as_str(); 100].join(","));
    report("one object", FRAME, ROUNDS);
    report("one object, known fields only", &bare, ROUNDS);
    report("an array of 100", &batch, ROUNDS / 100);
}

fn report(what: &str, frame: &str, rounds: u32) {
    let decoding = timed(rounds, || black_box(decode(Family::Gas, Leaf::Up, black_box(frame.as_bytes()))).is_ok());
    println!("{what}, {} bytes: {decoding:.0} ns", frame.len());
    if let Ok(Observation::Samples { samples, .. }) = decode(Family::Gas, Leaf::Up, frame.as_bytes()) {
        let hashing = timed(rounds, || black_box(fingerprint(black_box(&samples[0]))) != 0);
        println!("  fingerprint of its first: {hashing:.0} ns");
    }
}

/// Nanoseconds of one call, the best of five runs.
fn timed(rounds: u32, call: impl Fn() -> bool) -> f64 {
    let run = || {
        let start = Instant::now();
        for _ in 0..rounds {
            assert!(call(), "the frame is a good one");
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(rounds)
    };
    (0..5).map(|_| run()).fold(f64::INFINITY, f64::min)
}
