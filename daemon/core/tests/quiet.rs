//! What a quiet point costs: its memory, and no allocation for a reading that changes nothing.
//!
//! A binary of its own with a single test, because it counts what the whole process allocates. How long a reading takes is
//! told by `cargo run --release -p mcs-core --example alarm_bench`.

#[path = "quiet/plant.rs"]
mod plant;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Ten thousand points stay within 64 MiB.
const MOST_BYTES: usize = 6_656;

#[test]
fn a_quiet_point_is_small_and_allocates_nothing() {
    const POINTS: usize = 50;
    let memory = Region::new(ALLOCATOR);
    let mut points = plant::points(POINTS);
    // Long enough that every window is full.
    for turn in 0..3_200 {
        plant::hear(&mut points, turn);
    }
    let held = memory.change();
    let bytes = (held.bytes_allocated - held.bytes_deallocated) / POINTS;
    assert!(bytes <= MOST_BYTES, "{bytes} bytes for a point");

    let quiet = Region::new(ALLOCATOR);
    for turn in 3_200..4_000 {
        plant::hear(&mut points, turn);
    }
    let change = quiet.change();
    assert_eq!((change.allocations, change.reallocations), (0, 0), "{change:?}");
    assert!(points.iter().all(plant::Point::is_quiet), "nothing was raised");
}
