//! The store: what it holds, and what a check of it found.

use mcs_core::storage::{StoreFinding, StoreLevel, StoreStats};
use serde::Serialize;

use super::{local, size};
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// What the store holds, with what follows from it.
#[derive(Debug, Serialize)]
pub(crate) struct Held {
    /// As the daemon counts it.
    #[serde(flatten)]
    pub(crate) stats: StoreStats,
    /// Readings in all.
    pub(crate) readings: u64,
    /// Bytes of a sealed reading on average.
    pub(crate) bytes_a_reading: Option<f64>,
}

impl From<StoreStats> for Held {
    fn from(stats: StoreStats) -> Self {
        Self { readings: stats.readings(), bytes_a_reading: stats.bytes_a_reading(), stats }
    }
}

impl Item for Held {
    const COLUMNS: &'static [Column] = &[
        Column::number("READINGS"),
        Column::number("BYTES EACH"),
        Column::number("DATABASE"),
        Column::number("UNSEALED"),
        Column::text("OLDEST"),
        Column::text("NEWEST"),
    ];

    fn name(&self) -> String {
        "store".to_owned()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.readings),
            Cell::or_dash(self.bytes_a_reading.map(|bytes| format!("{bytes:.2}"))),
            Cell::new(size(self.stats.database_bytes)),
            Cell::new(self.stats.unsealed),
            local(zone, self.stats.oldest),
            local(zone, self.stats.newest),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let stats = &self.stats;
        let each = self.bytes_a_reading.map(|bytes| format!("; sealed ones take {bytes:.2} bytes each"));
        let since = stats.unsealed_since.map(|since| format!(", the oldest received {}", zone.show(since)));
        let retention = stats.retention_days.map(|days| format!("{days} days"));
        vec![
            ("READINGS", Cell::new(format!("{}{}", self.readings, each.unwrap_or_default()))),
            ("OLDEST", local(zone, stats.oldest)),
            ("NEWEST", local(zone, stats.newest)),
            ("UNSEALED", Cell::new(format!("{} readings{}", stats.unsealed, since.unwrap_or_default()))),
            (
                "DATABASE",
                Cell::new(format!(
                    "{}, of which {} to be used again",
                    size(stats.database_bytes),
                    size(stats.free_bytes)
                )),
            ),
            ("LOG", Cell::new(size(stats.wal_bytes))),
            ("RESERVE", Cell::new(size(stats.reserve_bytes))),
            ("SUMMARIES", Cell::new(format!("{}, {}", stats.summaries, size(stats.summary_bytes)))),
            ("RETENTION", Cell::or_dash(retention)),
            (
                "HOUSE WORK",
                Cell::new(format!(
                    "{} pieces held the writer for {:.1} s in all, {:.1} ms at most",
                    stats.works,
                    stats.work_us as f64 / 1e6,
                    stats.longest_work_us as f64 / 1e3
                )),
            ),
        ]
    }
}

impl Item for StoreLevel {
    const COLUMNS: &'static [Column] = &[
        Column::text("LEVEL"),
        Column::number("SEGMENTS"),
        Column::number("READINGS"),
        Column::number("SIZE"),
        Column::number("BYTES").wide(),
    ];

    fn name(&self) -> String {
        self.level.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.level),
            Cell::new(self.segments),
            Cell::new(self.readings),
            Cell::new(size(self.bytes)),
            Cell::new(self.bytes),
        ]
    }
}

impl Item for StoreFinding {
    const COLUMNS: &'static [Column] = &[Column::text("WHAT"), Column::text("WHY")];

    fn name(&self) -> String {
        self.what.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.what).tone(Tone::Bad), Cell::new(&self.why)]
    }
}
