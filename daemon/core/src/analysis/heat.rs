//! When things happen: events by hour and weekday of the site's time.

use serde::Serialize;

use super::calendar::Local;
use crate::alarm::Condition;

/// What is counted. Each event counts once, in the hour in which it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// A value reached a limit.
    Limit,
    /// A reading is marked as over range after one that was not.
    OverRange,
    /// A device began to report an error code.
    Error,
    /// An alarm about gas was raised.
    GasAlarm,
    /// An alarm about a detector was raised.
    FaultAlarm,
    /// An alarm about upkeep or the system was raised.
    UpkeepAlarm,
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 6] =
        [Self::Limit, Self::OverRange, Self::Error, Self::GasAlarm, Self::FaultAlarm, Self::UpkeepAlarm];

    /// What is counted, in words.
    pub const fn what(self) -> &'static str {
        match self {
            Self::Limit => "times a value reached a limit",
            Self::OverRange => "times readings began to be over range",
            Self::Error => "times a device began to report an error code",
            Self::GasAlarm => "gas alarms raised",
            Self::FaultAlarm => "detector alarms raised (fault, under range, offline, stuck, uncalibrated, no limit)",
            Self::UpkeepAlarm => "upkeep alarms raised (battery, signal, clock, system)",
        }
    }

    /// The layer of an alarm.
    pub const fn of(condition: Condition) -> Self {
        match condition {
            Condition::OverRange
            | Condition::HighHigh
            | Condition::LowLow
            | Condition::High
            | Condition::Low
            | Condition::Zone
            | Condition::Stel
            | Condition::Rate
            | Condition::Twa => Self::GasAlarm,
            Condition::Fault
            | Condition::UnderRange
            | Condition::Offline
            | Condition::Stuck
            | Condition::Uncalibrated
            | Condition::NoLimit => Self::FaultAlarm,
            Condition::LowBat | Condition::WeakSignal | Condition::Clock | Condition::System => Self::UpkeepAlarm,
        }
    }
}

/// Counts by weekday (Monday first) and hour.
pub type Grid = [[u32; 24]; 7];

/// Events of a plant by weekday and hour. The order in which they come does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heat {
    grids: [Grid; 6],
}

impl Heat {
    pub(super) fn add(&mut self, layer: Layer, local: Local) {
        let cell = &mut self.grids[layer as usize][local.weekday % 7][local.hour % 24];
        *cell = cell.saturating_add(1);
    }

    /// Adds what another one counted.
    pub fn merge(&mut self, other: &Self) {
        let cells = self.grids.iter_mut().flatten().flatten();
        for (cell, theirs) in cells.zip(other.grids.iter().flatten().flatten()) {
            *cell = cell.saturating_add(*theirs);
        }
    }

    /// The counts of one layer.
    pub fn grid(&self, layer: Layer) -> &Grid {
        &self.grids[layer as usize]
    }

    /// The layers named, with what they count; those in which nothing happened, too.
    pub(super) fn layers(&self, named: &[Layer]) -> Vec<LayerReport> {
        let layer = |layer: &Layer| LayerReport {
            layer: *layer,
            what: layer.what(),
            total: self.grid(*layer).iter().flatten().map(|count| u64::from(*count)).sum(),
            counts: *self.grid(*layer),
        };
        named.iter().map(layer).collect()
    }
}

/// One layer of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayerReport {
    /// Which one.
    pub layer: Layer,
    /// What is counted.
    pub what: &'static str,
    /// How many in all.
    pub total: u64,
    /// By weekday, Monday first, and hour.
    pub counts: Grid,
}
