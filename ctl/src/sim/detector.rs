//! One simulated gas detector: what its sensors see and what it would send.

use mcs_core::{
    calibration::Coefficients,
    id::SerialNumber,
    site::Position,
    time::{Span, Timestamp},
};
use serde::Serialize;

use super::{
    clock::{Clock, Precision},
    dice::Dice,
    leak::Leak,
    profile::{Profile, voltage},
    schedule::{Outage, Schedule},
    walk::Walk,
};

/// Errors of the network that a device is made to have.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Mishaps {
    /// Percent of the reports that are lost on the way: their packet number is used up and nothing is sent.
    pub(crate) drop_percent: f64,
    /// Percent of the reports that are sent twice.
    pub(crate) duplicate_percent: f64,
}

/// One report as it is sent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Report {
    /// The device's time.
    pub(crate) ts: Option<Timestamp>,
    /// The packet number.
    pub(crate) seq: u16,
    /// Sensor voltage, mV.
    pub(crate) v_raw: f64,
    /// Temperature, °C.
    pub(crate) temp: f64,
    /// Relative humidity, %.
    pub(crate) humi: f64,
    /// Battery, %.
    pub(crate) bat: u8,
    /// Signal strength, dBm.
    pub(crate) rssi: i16,
    /// Whether the network delivers it twice.
    pub(crate) twice: bool,
}

/// What became of a report before it reached the network.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Made {
    /// To be sent.
    Report(Report),
    /// Lost on the way.
    Dropped,
}

/// A detector, its place in the plant and its fate.
#[derive(Debug, Clone)]
pub(crate) struct Detector {
    /// The number printed on it.
    pub(crate) sn: SerialNumber,
    /// What kind it is.
    pub(crate) profile: Profile,
    /// The calibration on record for it.
    pub(crate) calibration: Coefficients,
    /// Where it stands on the map.
    pub(crate) position: Option<Position>,
    /// When it reports.
    pub(crate) schedule: Schedule,
    /// When its network is gone.
    pub(crate) outage: Option<Outage>,
    /// Gas that escapes beside it.
    pub(crate) leak: Option<Leak>,
    /// What its clock shows.
    pub(crate) clock: Clock,
    /// The step in which it reports the time.
    pub(crate) precision: Precision,
    /// Errors of its network.
    pub(crate) mishaps: Mishaps,
    /// The next packet number.
    pub(crate) seq: u16,
    /// Its senses.
    pub(crate) senses: Senses,
}

/// What a detector feels, step by step. It draws the same numbers whatever else happens, so that a scenario changes only what
/// it is about.
#[derive(Debug, Clone)]
pub(crate) struct Senses {
    dice: Dice,
    air: Walk,
    temp: Walk,
    humi: Walk,
    rssi: Walk,
    battery: f64,
}

impl Senses {
    /// The senses of device `index` under a seed.
    pub(crate) fn new(seed: u64, index: u32, profile: &Profile) -> Self {
        let mut dice = Dice::new(seed, u64::from(index));
        let (lowest, highest) = profile.range();
        let temp = 18.0 + 10.0 * dice.unit();
        let humi = 45.0 + 25.0 * dice.unit();
        let rssi = -95.0 + 30.0 * dice.unit();
        let battery = 60.0 + 40.0 * dice.unit();
        Self {
            air: Walk::new(profile.clean, profile.noise, lowest, highest),
            temp: Walk::new(temp, 0.05, -20.0, 60.0),
            humi: Walk::new(humi, 0.2, 5.0, 98.0),
            rssi: Walk::new(rssi, 0.8, -110.0, -51.0),
            battery,
            dice,
        }
    }
}

impl Detector {
    /// Makes report `n` (from 0), which is due `elapsed` after the start of the run. The first and the last one of a schedule
    /// are never lost: a gap can be told only between two that arrive.
    pub(crate) fn report(&mut self, n: u64, start: Timestamp, elapsed: Span) -> Made {
        let senses = &mut self.senses;
        let air = senses.air.step(&mut senses.dice);
        let temp = tenths(senses.temp.step(&mut senses.dice));
        let humi = tenths(senses.humi.step(&mut senses.dice));
        let rssi = senses.rssi.step(&mut senses.dice);
        let dropped = senses.dice.hits(self.mishaps.drop_percent);
        let twice = senses.dice.hits(self.mishaps.duplicate_percent);
        senses.battery = (senses.battery - 1e-5).max(0.0);

        let seq = self.seq;
        self.seq = seq.wrapping_add(1);
        let is_edge = n == 0 || self.schedule.due(n + 1).is_none();
        if dropped && !is_edge {
            return Made::Dropped;
        }
        let value = air + self.leak.map_or(0.0, |leak| leak.extra(elapsed));
        Made::Report(Report {
            ts: self.clock.stamp(start + elapsed, elapsed, self.precision),
            seq,
            v_raw: voltage(value, temp, &self.calibration),
            temp,
            humi,
            bat: whole(senses.battery),
            rssi: whole(rssi),
            twice,
        })
    }
}

/// The report as firmware writes it.
#[derive(Debug, Serialize)]
struct Wire {
    #[serde(skip_serializing_if = "Option::is_none")]
    ts: Option<i64>,
    seq: u16,
    v_raw: f64,
    temp: f64,
    humi: f64,
    bat: u8,
    rssi: i16,
    net: &'static str,
    ver: &'static str,
    err: u8,
}

/// The payload of one report, or of a batch of several as an array.
pub(crate) fn payload(reports: &[Report], precision: Precision) -> Vec<u8> {
    let wire = |report: &Report| Wire {
        ts: report.ts.map(|ts| precision.number(ts)),
        seq: report.seq,
        v_raw: report.v_raw,
        temp: report.temp,
        humi: report.humi,
        bat: report.bat,
        rssi: report.rssi,
        net: "4G",
        ver: "1.0.2",
        err: 0,
    };
    let written = match reports {
        [one] => serde_json::to_vec(&wire(one)),
        several => serde_json::to_vec(&several.iter().map(wire).collect::<Vec<_>>()),
    };
    written.expect("numbers and short texts can always be written as JSON")
}

fn tenths(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

/// The nearest whole number a small type holds; every quantity here lies well inside.
fn whole<T: TryFrom<i64> + Default>(x: f64) -> T {
    #[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
    T::try_from(x.round() as i64).unwrap_or_default()
}
