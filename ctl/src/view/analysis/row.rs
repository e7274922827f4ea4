//! One sensor in one flat line, for CSV and names.

use mcs_core::{
    analysis::{SensorReport, Severity, Unheard},
    id::SerialNumber,
    quantity::Unit,
    sensor::SensorType,
    time::Timestamp,
};
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item},
    time::Zone,
};

/// A sensor's numbers without its days and hours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Row {
    sn: SerialNumber,
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<SensorType>,
    unit: Option<Unit>,
    severity: Option<Severity>,
    findings: Vec<&'static str>,
    readings: u64,
    expected: Option<u64>,
    percent: Option<f64>,
    missing_by_seq: u64,
    drop_outs: u64,
    mean: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    drift_per_day: Option<f64>,
    drift_shift: Option<f64>,
    drift_percent_of_range: Option<f64>,
    noise_sigma: Option<f64>,
    noise_ratio: Option<f64>,
    bat: Option<f64>,
    bat_low_on: Option<Timestamp>,
    rssi_p5: Option<i16>,
    rssi_median: Option<i16>,
}

impl Row {
    /// A sensor of which there is not one reading.
    pub(super) fn unheard(unheard: &Unheard) -> Self {
        Self {
            sn: unheard.sn.clone(),
            name: unheard.name.clone(),
            kind: None,
            unit: None,
            severity: Some(Severity::Act),
            findings: vec!["unheard"],
            readings: 0,
            expected: None,
            percent: None,
            missing_by_seq: 0,
            drop_outs: 0,
            mean: None,
            min: None,
            max: None,
            drift_per_day: None,
            drift_shift: None,
            drift_percent_of_range: None,
            noise_sigma: None,
            noise_ratio: None,
            bat: None,
            bat_low_on: None,
            rssi_p5: None,
            rssi_median: None,
        }
    }

    /// A sensor with readings.
    pub(super) fn of(sensor: &SensorReport) -> Self {
        Self {
            sn: sensor.sn.clone(),
            name: sensor.name.clone(),
            kind: sensor.kind,
            unit: sensor.unit,
            severity: sensor.severity,
            findings: sensor.findings.iter().map(|finding| finding.kind.as_str()).collect(),
            readings: sensor.completeness.received,
            expected: sensor.completeness.expected,
            percent: sensor.completeness.percent,
            missing_by_seq: sensor.completeness.missing_by_seq,
            drop_outs: sensor.completeness.drop_outs,
            mean: sensor.values.mean,
            min: sensor.values.min,
            max: sensor.values.max,
            drift_per_day: sensor.drift.map(|drift| drift.per_day),
            drift_shift: sensor.drift.map(|drift| drift.shift),
            drift_percent_of_range: sensor.drift.and_then(|drift| drift.percent_of_range),
            noise_sigma: sensor.noise.map(|noise| noise.sigma),
            noise_ratio: sensor.noise.and_then(|noise| noise.ratio),
            bat: sensor.battery.map(|battery| battery.last),
            bat_low_on: sensor.battery.and_then(|battery| battery.low_on),
            rssi_p5: sensor.signal.map(|signal| signal.p5),
            rssi_median: sensor.signal.map(|signal| signal.median),
        }
    }
}

impl Item for Row {
    const COLUMNS: &'static [Column] = &[Column::text("SN"), Column::text("STATE"), Column::text("FINDINGS")];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.sn),
            Cell::or_dash(self.severity.map(Severity::as_str)),
            Cell::new(self.findings.join(" ")),
        ]
    }
}
