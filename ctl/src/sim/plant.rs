//! A simulated plant: which detectors stand where, and what will happen to them.
//!
//! Pure: neither clock nor network. The same plan gives the same readings.

use mcs_core::{id::SerialNumber, sensor::SensorType, site::Position, time::Span};

use super::{
    clock::{Clock, ClockOf, Precision},
    detector::{Detector, Mishaps, Senses},
    error::PlanError,
    leak::{Leak, LeakAt},
    profile::Profile,
    schedule::{OutageOf, Schedule},
};

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// How many detectors.
    pub(crate) devices: u32,
    /// What their serial numbers begin with.
    pub(crate) prefix: String,
    /// What they measure, in turn; empty is a mixed plant.
    pub(crate) types: Vec<SensorType>,
    /// The same seed gives the same readings.
    pub(crate) seed: u64,
    /// Time between two reports of a device.
    pub(crate) period: Span,
    /// When the last report is made; `None` is never.
    pub(crate) ends: Option<Span>,
    /// Reports of each device at most.
    pub(crate) count: Option<u64>,
    /// Where gas escapes.
    pub(crate) leaks: Vec<LeakAt>,
    /// Which clocks are wrong.
    pub(crate) clocks: Vec<ClockOf>,
    /// Who is cut off for a while.
    pub(crate) outages: Vec<OutageOf>,
    /// Errors of the network.
    pub(crate) mishaps: Mishaps,
}

/// The plant as it stands before the first report.
#[derive(Debug, Clone)]
pub(crate) struct Plant {
    /// Its detectors, by serial number.
    pub(crate) detectors: Vec<Detector>,
    /// The time between two reports of a device.
    pub(crate) period: Span,
}

impl Plant {
    /// Builds what was planned.
    pub(crate) fn new(plan: &Plan) -> Result<Self, PlanError> {
        let types: &[SensorType] = if plan.types.is_empty() { &Profile::MIX } else { &plan.types };
        let mut detectors = Vec::new();
        for (index, sensor) in (0..plan.devices).zip(types.iter().cycle()) {
            detectors.push(detector(plan, index, *sensor)?);
        }
        let mut plant = Self { detectors, period: plan.period };
        for leak in &plan.leaks {
            let detector = plant.find(&leak.sn)?;
            detector.leak = Some(Leak::new(leak.at, detector.profile.peak));
        }
        for fault in &plan.clocks {
            plant.find(&fault.sn)?.clock = fault.clock;
        }
        for cut in &plan.outages {
            plant.find(&cut.sn)?.outage = Some(cut.outage);
        }
        Ok(plant)
    }

    /// The first detector, beside which gas escapes unless something else is asked for.
    pub(crate) fn first(prefix: &str, devices: u32) -> Result<SerialNumber, PlanError> {
        serial_number(prefix, 0, devices)
    }

    /// The reports of the whole plant, if they end.
    pub(crate) fn total(&self) -> Option<u64> {
        self.detectors.iter().map(|detector| detector.schedule.total()).sum()
    }

    fn find(&mut self, sn: &SerialNumber) -> Result<&mut Detector, PlanError> {
        let ends = self.detectors.first().zip(self.detectors.last()).map(|(a, b)| (a.sn.clone(), b.sn.clone()));
        let (first, last) = ends.unwrap_or_else(|| (sn.clone(), sn.clone()));
        self.detectors.iter_mut().find(|detector| detector.sn == *sn).ok_or_else(|| PlanError::NoSuchDevice {
            sn: sn.clone(),
            first,
            last,
        })
    }
}

fn detector(plan: &Plan, index: u32, sensor: SensorType) -> Result<Detector, PlanError> {
    let profile = Profile::of(sensor)?;
    Ok(Detector {
        sn: serial_number(&plan.prefix, index, plan.devices)?,
        calibration: profile.calibration()?,
        position: place(index, plan.devices),
        schedule: Schedule::new(index, plan.devices, plan.period, plan.ends, plan.count),
        outage: None,
        leak: None,
        clock: Clock::Right,
        precision: Precision::for_period(plan.period),
        mishaps: plan.mishaps,
        seq: 1,
        senses: Senses::new(plan.seed, index, &profile),
        profile,
    })
}

/// `A001`, `A002`, …: three digits, or as many as the last one needs.
fn serial_number(prefix: &str, index: u32, devices: u32) -> Result<SerialNumber, PlanError> {
    let digits = devices.max(1).ilog10().max(2) as usize + 1;
    Ok(SerialNumber::new(&format!("{prefix}{:0digits$}", index + 1))?)
}

/// A grid higher than wide, since labels are wide and low, with a margin.
fn place(index: u32, devices: u32) -> Option<Position> {
    let columns = (1..=devices).find(|columns| columns * (columns * 3).div_ceil(2) >= devices)?;
    let rows = devices.div_ceil(columns);
    let middle = |n: u32, of: u32| 4.0 + 92.0 * (f64::from(n) + 0.5) / f64::from(of);
    Position::new(middle(index % columns, columns), middle(index / columns, rows))
}

#[cfg(test)]
mod tests;
