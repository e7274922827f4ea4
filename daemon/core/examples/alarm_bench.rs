//! How long it takes to judge one reading of a quiet point with every rule there is:
//! `cargo run --release -p mcs-core --example alarm_bench`.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "a measurement reads a clock and prints what it found"
)]

#[path = "../tests/quiet/plant.rs"]
mod plant;

use std::time::Instant;

/// One point stays in the cache; many do not, as in a plant.
const POINTS: [usize; 2] = [1, 10_000];
const READINGS: usize = 2_000_000;

fn main() {
    for count in POINTS {
        let mut points = plant::points(count);
        let turns = i64::try_from(READINGS / count).unwrap_or(1);
        plant::hear(&mut points, 0);
        let start = Instant::now();
        for turn in 1..=turns {
            plant::hear(&mut points, turn);
        }
        let nanos = start.elapsed().as_secs_f64() * 1e9 / (turns as f64 * count as f64);
        assert!(points.iter().all(plant::Point::is_quiet), "nothing was raised");
        println!("{count} points: {nanos:.0} ns a reading");
    }
}
