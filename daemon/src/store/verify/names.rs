//! How findings call things.

use std::collections::BTreeMap;

use mcs_core::id::PointId;
use rusqlite::Connection;

use super::super::{
    sealed::{Level, Slot},
    table,
};

/// Serial numbers of points, as far as they can be read.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<PointId, String>);

impl Names {
    pub(super) fn load(connection: &Connection) -> Self {
        let devices = table::device::load(connection).unwrap_or_default();
        Self(devices.into_iter().map(|device| (device.point, device.sn.to_string())).collect())
    }

    /// Every point that is known.
    pub(super) fn points(&self) -> impl Iterator<Item = PointId> {
        self.0.keys().copied()
    }

    /// A point.
    pub(super) fn point(&self, point: PointId) -> String {
        self.0.get(&point).cloned().unwrap_or_else(|| format!("point {point}"))
    }

    /// A segment.
    pub(super) fn segment(&self, point: PointId, slot: Slot) -> String {
        format!("the segment of {}, {}", self.point(point), describe(slot))
    }

    /// The summary of a day.
    pub(super) fn summary(&self, point: PointId, day: Slot) -> String {
        format!("the summary of {}, {}", self.point(point), day.start.to_string().get(..10).unwrap_or_default())
    }
}

/// When a slot is, in UTC.
pub(super) fn describe(slot: Slot) -> String {
    let start = slot.start.to_string();
    let (day, minute) = (start.get(..10).unwrap_or(&start), start.get(11..16).unwrap_or_default());
    match slot.level {
        Level::Day => format!("{day} (day)"),
        Level::Hour => format!("{day} {minute} UTC (hour)"),
        Level::Slice => format!("{day} {minute} UTC (10 min)"),
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::time::Timestamp;

    use super::*;

    #[test]
    fn a_segment_is_called_by_its_device_and_its_time() {
        let at = Timestamp::parse("2026-11-20T13:27:05Z").expect("RFC 3339");
        let names = Names(BTreeMap::from([(PointId(4), "A001".to_owned())]));
        assert_eq!(names.segment(PointId(4), Level::Day.slot(at)), "the segment of A001, 2026-11-20 (day)");
        let slice = names.segment(PointId(5), Level::Slice.slot(at));
        assert_eq!(slice, "the segment of point 5, 2026-11-20 13:20 UTC (10 min)");
    }
}
