//! What is counted and measured, in the text form Prometheus reads: values the rooms keep, read when somebody asks.

use std::fmt;

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _, text},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};

/// A value that somebody else keeps, read when it is asked for. The reading must neither wait nor block.
pub struct Probe {
    name: &'static str,
    help: &'static str,
    read: Read,
}

enum Read {
    Gauge(Box<dyn Fn() -> f64 + Send + Sync>),
    Counter(Box<dyn Fn() -> u64 + Send + Sync>),
}

impl Probe {
    /// Something that rises and falls, named without the product's prefix, e.g. `connections`.
    pub fn gauge(name: &'static str, help: &'static str, read: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        Self { name, help, read: Read::Gauge(Box::new(read)) }
    }

    /// Something that only rises, named without prefix and without `_total`.
    pub fn counter(name: &'static str, help: &'static str, read: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { name, help, read: Read::Counter(Box::new(read)) }
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Probe").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Collector for Probe {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        match &self.read {
            Read::Gauge(read) => {
                let value = ConstGauge::new(read());
                value.encode(encoder.encode_descriptor(self.name, self.help, None, value.metric_type())?)
            }
            Read::Counter(read) => {
                let value = ConstCounter::new(read());
                value.encode(encoder.encode_descriptor(self.name, self.help, None, value.metric_type())?)
            }
        }
    }
}

/// The registry of these values, all read when somebody asks.
pub fn registry(probes: Vec<Probe>) -> Registry {
    let mut registry = Registry::with_prefix("mcs");
    for probe in probes {
        registry.register_collector(Box::new(probe));
    }
    registry
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
    fn probes_are_listed_with_their_values() {
        let registry = registry(vec![
            Probe::gauge("connections", "Connected devices", || 7.0),
            Probe::counter("calls", "Calls on the control socket", || 9),
        ]);
        let text = encode(&registry).expect("metrics to encode");
        for line in ["mcs_connections 7.0", "# TYPE mcs_connections gauge", "mcs_calls_total 9"] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
