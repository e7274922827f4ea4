//! What is counted and measured, in the text form Prometheus reads. Counters are incremented where things happen; gauges
//! are read when somebody asks.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _, text},
    metrics::{
        counter::Counter,
        gauge::ConstGauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};

/// A value read when somebody asks for it. The reading must neither wait nor block.
pub struct Gauge {
    name: &'static str,
    help: &'static str,
    read: Box<dyn Fn() -> f64 + Send + Sync>,
}

impl Gauge {
    /// A gauge named without the product's prefix, e.g. `connections`.
    pub fn new(name: &'static str, help: &'static str, read: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self { name, help, read: Box::new(read) }
    }
}

impl fmt::Debug for Gauge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gauge").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Collector for Gauge {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let value = ConstGauge::new((self.read)());
        let metric = encoder.encode_descriptor(self.name, self.help, None, value.metric_type())?;
        value.encode(metric)
    }
}

/// The counters. Cheap to clone; all clones count together.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// Readings heard, live and late.
    pub readings: Counter,
    /// Publishes acknowledged.
    pub acks: Counter,
    /// Publishes refused and never acknowledged.
    pub refused: Counter,
    /// Frames nobody could decode.
    pub quarantined: Counter,
    /// Readings that were stored already.
    pub duplicates: Counter,
    /// Alarm transitions.
    pub transitions: Counter,
    /// Transactions committed.
    pub commits: Counter,
    /// How long a transaction took, in seconds.
    pub commit_seconds: Histogram,
    /// Calls on the control socket.
    pub calls: Counter,
    /// Calls refused for want of a role.
    pub denied: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            readings: Counter::default(),
            acks: Counter::default(),
            refused: Counter::default(),
            quarantined: Counter::default(),
            duplicates: Counter::default(),
            transitions: Counter::default(),
            commits: Counter::default(),
            // 0.5 ms to 16 s: from a fast disk to one that is failing.
            commit_seconds: Histogram::new(exponential_buckets(0.0005, 2.0, 16)),
            calls: Counter::default(),
            denied: Counter::default(),
        }
    }
}

impl Metrics {
    /// The registry of these counters and of gauges read on demand.
    pub fn registry(&self, gauges: Vec<Gauge>) -> Registry {
        let mut registry = Registry::with_prefix("mcs");
        let counters = [
            ("readings", "Readings heard", &self.readings),
            ("acks", "Publishes acknowledged", &self.acks),
            ("refused", "Publishes refused and never acknowledged", &self.refused),
            ("quarantined", "Frames nobody could decode", &self.quarantined),
            ("duplicates", "Readings that were stored already", &self.duplicates),
            ("transitions", "Alarm transitions", &self.transitions),
            ("commits", "Transactions committed", &self.commits),
            ("calls", "Calls on the control socket", &self.calls),
            ("denied", "Calls refused for want of a role", &self.denied),
        ];
        for (name, help, counter) in counters {
            registry.register(name, help, counter.clone());
        }
        registry.register("commit_seconds", "Duration of a transaction in seconds", self.commit_seconds.clone());
        for gauge in gauges {
            registry.register_collector(Box::new(gauge));
        }
        registry
    }
}

/// The registry as text.
pub(super) fn encode(registry: &Registry) -> Result<String, fmt::Error> {
    let mut out = String::new();
    text::encode(&mut out, registry)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_gauges_are_listed_with_their_values() {
        let metrics = Metrics::default();
        let registry = metrics.registry(vec![Gauge::new("connections", "Connected devices", || 7.0)]);
        metrics.readings.inc_by(3);
        metrics.commit_seconds.observe(0.004);
        let text = encode(&registry).expect("metrics to encode");
        for line in [
            "mcs_readings_total 3",
            "mcs_refused_total 0",
            "mcs_commit_seconds_count 1",
            "mcs_connections 7.0",
            "# TYPE mcs_connections gauge",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
