//! Readings that come back from files: what became of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{CalibrationRevision, SerialNumber};

/// Why a reading cannot be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportRefusal {
    /// No device has or had its serial number.
    UnknownDevice,
    /// The device has no calibration of this number: the value would become another one.
    UnknownCalibration(CalibrationRevision),
    /// Its time lies in the future or before 1970.
    ImpossibleTime,
}

/// What became of imported readings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// Stored.
    pub new: u64,
    /// Stored already.
    pub duplicate: u64,
    /// Stored beside others of the same time and number with other content.
    pub conflict: u64,
    /// Not stored, by device and reason.
    pub refused: BTreeMap<(SerialNumber, ImportRefusal), u64>,
}

impl Imported {
    /// Adds what became of others.
    pub fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.duplicate += other.duplicate;
        self.conflict += other.conflict;
        for ((sn, why), count) in &other.refused {
            *self.refused.entry((sn.clone(), *why)).or_default() += count;
        }
    }

    /// Counts one that is refused.
    pub fn refuse(&mut self, sn: &SerialNumber, why: ImportRefusal) {
        *self.refused.entry((sn.clone(), why)).or_default() += 1;
    }

    /// How many were refused.
    pub fn refused(&self) -> u64 {
        self.refused.values().sum()
    }

    /// How many there were.
    pub fn total(&self) -> u64 {
        self.new + self.duplicate + self.conflict + self.refused()
    }
}
