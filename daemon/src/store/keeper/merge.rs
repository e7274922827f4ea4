//! Putting readings together in order.

use mcs_core::reading::Reading;

/// Adds readings that arrived later; both in order of time, then arrival, as is the whole.
pub(super) fn add(readings: &mut Vec<Reading>, later: Vec<Reading>) {
    let in_turn = match (readings.last(), later.first()) {
        (Some(last), Some(first)) => last.time <= first.time,
        (None, _) | (_, None) => true,
    };
    if readings.is_empty() {
        *readings = later;
        return;
    }
    readings.extend(later);
    if !in_turn {
        // Stable, and quick on two runs that are in order.
        readings.sort_by_key(|reading| reading.time);
    }
}
