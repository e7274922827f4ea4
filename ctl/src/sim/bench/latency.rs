//! How long things take, as percentiles.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::output::Cell;

/// Collects durations up to a minute, with three digits.
#[derive(Debug, Clone)]
pub(super) struct Latencies(Histogram<u64>);

/// Milliseconds within which this share of all lay.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Percentiles {
    /// How many there were.
    pub(crate) count: u64,
    /// Half of them.
    pub(crate) p50_ms: f64,
    /// 90 %.
    pub(crate) p90_ms: f64,
    /// 99 %.
    pub(crate) p99_ms: f64,
    /// 99.9 %.
    pub(crate) p999_ms: f64,
    /// All of them.
    pub(crate) max_ms: f64,
}

const LONGEST_US: u64 = 60_000_000;

impl Latencies {
    /// None yet.
    pub(super) fn new() -> Self {
        Self(Histogram::new_with_max(LONGEST_US, 3).expect("a constant range with three digits is always valid"))
    }

    /// Adds one; longer than a minute counts as a minute.
    pub(super) fn add(&mut self, latency: Duration) {
        self.0.saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
    }

    /// The percentiles; `None` of nothing.
    pub(super) fn percentiles(&self) -> Option<Percentiles> {
        if self.0.is_empty() {
            return None;
        }
        let ms = |us: u64| us as f64 / 1e3;
        let at = |percent| ms(self.0.value_at_percentile(percent));
        Some(Percentiles {
            count: self.0.len(),
            p50_ms: at(50.0),
            p90_ms: at(90.0),
            p99_ms: at(99.0),
            p999_ms: at(99.9),
            max_ms: ms(self.0.max()),
        })
    }
}

impl Percentiles {
    /// The fields programs read.
    pub(super) const FIELDS: &'static [&'static str] = &["count", "p50_ms", "p90_ms", "p99_ms", "p999_ms", "max_ms"];

    /// For people.
    pub(super) fn cell(percentiles: Option<Self>) -> Cell {
        Cell::or_dash(percentiles.map(|p| {
            format!(
                "p50 {:.2} ms, p90 {:.2}, p99 {:.2}, p99.9 {:.2}, max {:.2} ({} measured)",
                p.p50_ms, p.p90_ms, p.p99_ms, p.p999_ms, p.max_ms, p.count
            )
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_what_was_added() {
        let mut latencies = Latencies::new();
        assert_eq!(latencies.percentiles(), None);
        (1..=1000).for_each(|ms| latencies.add(Duration::from_millis(ms)));
        latencies.add(Duration::from_mins(10));
        let p = latencies.percentiles().expect("a thousand");
        assert_eq!(p.count, 1001);
        assert!((p.p50_ms - 500.0).abs() < 2.0 && (p.p99_ms - 990.0).abs() < 5.0, "{p:?}");
        assert!((p.max_ms - 60_000.0).abs() < 100.0);
    }
}
