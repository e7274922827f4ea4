//! Segments that cannot be read: left alone, counted, told once.

use std::collections::HashSet;

use mcs_core::id::PointId;

use super::super::sealed::{Damage, Level, Slot};

/// Those met since the start.
#[derive(Debug, Default)]
pub(super) struct Damaged(HashSet<(PointId, Slot)>);

impl Damaged {
    /// Whether this one cannot be read.
    pub(super) fn holds(&self, point: PointId, slot: Slot) -> bool {
        self.0.contains(&(point, slot))
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// All segments of a day have left.
    pub(super) fn left(&mut self, day: Slot) {
        self.0.retain(|(_, slot)| Level::Day.slot(slot.start) != day);
    }

    /// One more; told the first time.
    pub(super) fn note(&mut self, point: PointId, slot: Slot, damage: &Damage) {
        if self.0.insert((point, slot)) {
            let level = match slot.level {
                Level::Slice => "slice",
                Level::Hour => "hour",
                Level::Day => "day",
            };
            tracing::error!(
                %point, level, start = %slot.start, %damage,
                "a sealed segment cannot be read; it is left alone, restore its day from the archive or a backup"
            );
        }
    }
}
