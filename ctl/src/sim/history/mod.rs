//! A plant's past, written as archive files: what the simulated detectors would have measured in so many days, without a
//! daemon. The same plan gives the same bytes.

mod fault;
mod file;
mod line;

use std::path::PathBuf;

use mcs_core::{
    id::SerialNumber,
    time::{Span, Timestamp},
};
use serde::Serialize;

pub(crate) use self::fault::FaultOf;
use self::{
    fault::{Fault, When},
    file::Days,
    line::Scribe,
};
use super::{
    detector::{Detector, Made},
    error::{PlanError, SimError},
    plant::{Plan, Plant},
    progress::Progress,
};
use crate::{
    output::{Cell, Column, Item},
    time::Zone,
};

/// Reports after which progress is told.
const STRIDE: u64 = 65_536;

/// What past is wanted.
#[derive(Debug, Clone)]
pub(crate) struct HistoryOptions {
    /// The plant; its end is the end of the history.
    pub(crate) plan: Plan,
    /// When it begins.
    pub(crate) start: Timestamp,
    /// The site's time zone, for days and offsets.
    pub(crate) zone: Zone,
    /// Where files go, in folders by year and month.
    pub(crate) out: PathBuf,
    /// What is wrong with whom.
    pub(crate) faults: Vec<FaultOf>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct HistorySummary {
    /// Devices.
    pub(crate) devices: u64,
    /// Readings.
    pub(crate) readings: u64,
    /// Files, one a site day.
    pub(crate) files: u64,
    /// Bytes of all files.
    pub(crate) bytes: u64,
    /// Where.
    pub(crate) out: PathBuf,
}

/// One detector at work, with its faults.
struct Writer {
    detector: Detector,
    scribe: Scribe,
    faults: Vec<Fault>,
}

/// Writes the past.
pub(crate) fn history(options: &HistoryOptions) -> Result<HistorySummary, SimError> {
    let plant = Plant::new(&options.plan)?;
    let total = plant.total().unwrap_or_default();
    let length = options.plan.ends.unwrap_or_default();
    let mut writers = writers(plant, options)?;
    let mut days = Days::new(options.out.clone(), options.zone.clone());
    let mut progress = Progress::new(Some(total));
    let (mut made, mut readings) = (0_u64, 0_u64);
    for n in 0.. {
        let mut over = true;
        for writer in &mut writers {
            let Some(due) = writer.detector.schedule.due(n) else { continue };
            over = false;
            if let Some(line) = writer.reading(n, options.start, due, length) {
                days.write(&line)?;
                readings += 1;
            }
            made += 1;
            if made % STRIDE == 0 {
                progress.at(made, || format!("readings, {} files", days.files()));
            }
        }
        if over {
            break;
        }
    }
    let (files, bytes) = days.finish()?;
    Ok(HistorySummary { devices: writers.len() as u64, readings, files, bytes, out: options.out.clone() })
}

fn writers(plant: Plant, options: &HistoryOptions) -> Result<Vec<Writer>, SimError> {
    if let Some(stranger) = options.faults.iter().find(|fault| plant.detectors.iter().all(|d| d.sn != fault.sn)) {
        return Err(no_such_device(&plant, &stranger.sn).into());
    }
    let mut writers = Vec::new();
    for (index, detector) in (0..).zip(plant.detectors) {
        let faults = options.faults.iter().filter(|fault| fault.sn == detector.sn);
        let k = detector.calibration.k;
        let fault = |fault: &FaultOf| Fault::new(fault.kind, &detector.profile, k, options.plan.seed, index);
        let faults = faults.map(fault).collect();
        let scribe = Scribe::new(&detector, options.plan.period, options.start);
        writers.push(Writer { detector, scribe, faults });
    }
    Ok(writers)
}

fn no_such_device(plant: &Plant, sn: &SerialNumber) -> PlanError {
    let end = |detector: Option<&Detector>| detector.map_or_else(|| sn.clone(), |detector| detector.sn.clone());
    PlanError::NoSuchDevice { sn: sn.clone(), first: end(plant.detectors.first()), last: end(plant.detectors.last()) }
}

impl Writer {
    /// Reading `n`; `None` if nothing was heard.
    fn reading(&mut self, n: u64, start: Timestamp, due: Span, length: Span) -> Option<mcs_core::archive::Line> {
        let Made::Report(mut report) = self.detector.report(n, start, due) else { return None };
        let share = due.as_micros() as f64 / length.as_micros().max(1) as f64;
        let mut err = 0;
        for fault in &mut self.faults {
            err = err.max(fault.work(&mut report, When { share, elapsed: due })?);
        }
        Some(self.scribe.line(&report, err, start + due))
    }
}

impl Item for HistorySummary {
    const COLUMNS: &'static [Column] = &[
        Column::number("DEVICES"),
        Column::number("READINGS"),
        Column::number("FILES"),
        Column::number("BYTES"),
        Column::text("FOLDER"),
    ];

    fn name(&self) -> String {
        self.out.display().to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let counts = [self.devices, self.readings, self.files, self.bytes].map(Cell::new);
        counts.into_iter().chain([Cell::new(self.out.display())]).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests;
