//! Readings, newest and past, and their summaries.

use mcs_core::{
    reading::{Interval, Quality, ReadingRecord},
    time::{Span, Timestamp},
};
use serde::{Serialize, ser::SerializeMap as _};

use super::local;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken},
};

impl Item for ReadingRecord {
    const COLUMNS: &'static [Column] = &[
        Column::text("TIME"),
        Column::text("SN"),
        Column::number("VALUE"),
        Column::text("UNIT"),
        Column::text("QUALITY"),
        Column::number("SEQ"),
        Column::number("V_RAW"),
        Column::number("TEMP"),
        Column::text("LATE"),
        Column::number("HUMI").wide(),
        Column::number("BAT").wide(),
        Column::number("RSSI").wide(),
        Column::number("ERR").wide(),
        Column::number("CALIBRATION").wide(),
        Column::text("TS").wide(),
        Column::text("RECEIVED").wide(),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(zone.show(self.time)),
            Cell::new(&self.sn),
            Cell::or_dash(self.value),
            Cell::new(self.unit),
            quality(self.quality),
            Cell::or_dash(self.seq),
            Cell::or_dash(self.v_raw),
            Cell::or_dash(self.temp),
            Cell::yes_no(self.late),
            Cell::or_dash(self.humi),
            Cell::or_dash(self.bat),
            Cell::or_dash(self.rssi),
            Cell::new(self.err),
            Cell::or_dash(self.calibration),
            local(zone, self.ts),
            Cell::new(zone.show(self.received)),
        ]
    }
}

fn quality(quality: Quality) -> Cell {
    let tone = match quality {
        Quality::Good => Tone::Good,
        Quality::Uncompensated | Quality::OutOfRange | Quality::Doubtful => Tone::Warn,
        Quality::Fault | Quality::Uncalibrated => Tone::Bad,
    };
    Cell::new(quality.as_str()).tone(tone)
}

/// The newest reading of a device with its age by the daemon's clock, so that it does not depend on the caller's.
#[derive(Debug, Serialize)]
pub(crate) struct Latest {
    /// The reading.
    #[serde(flatten)]
    pub(crate) reading: ReadingRecord,
    /// Since its corrected time; never negative.
    pub(crate) age_ms: i64,
}

impl Latest {
    /// A reading seen at the daemon's time.
    pub(crate) fn new(reading: ReadingRecord, now: Timestamp) -> Self {
        let age_ms = (now - reading.time).as_millis().max(0);
        Self { reading, age_ms }
    }
}

impl Item for Latest {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::number("VALUE"),
        Column::text("UNIT"),
        Column::text("QUALITY"),
        Column::number("AGE"),
        Column::text("TIME"),
        Column::number("SEQ").wide(),
        Column::number("V_RAW").wide(),
        Column::number("TEMP").wide(),
        Column::number("HUMI").wide(),
        Column::number("BAT").wide(),
        Column::number("RSSI").wide(),
        Column::number("ERR").wide(),
        Column::number("CALIBRATION").wide(),
        Column::text("TS").wide(),
        Column::text("RECEIVED").wide(),
    ];

    const PASSING: &'static [&'static str] = &["age_ms"];

    fn name(&self) -> String {
        self.reading.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let reading = &self.reading;
        vec![
            Cell::new(&reading.sn),
            Cell::or_dash(reading.value),
            Cell::new(reading.unit),
            quality(reading.quality),
            Cell::new(spoken(Span::millis(self.age_ms))),
            Cell::new(zone.show(reading.time)),
            Cell::or_dash(reading.seq),
            Cell::or_dash(reading.v_raw),
            Cell::or_dash(reading.temp),
            Cell::or_dash(reading.humi),
            Cell::or_dash(reading.bat),
            Cell::or_dash(reading.rssi),
            Cell::new(reading.err),
            Cell::or_dash(reading.calibration),
            local(zone, reading.ts),
            Cell::new(zone.show(reading.received)),
        ]
    }
}

/// What a summary tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each column")]
pub(crate) struct Shown {
    pub(crate) count: bool,
    pub(crate) mean: bool,
    pub(crate) min: bool,
    pub(crate) max: bool,
    pub(crate) last: bool,
}

impl Shown {
    /// The names of what it does not tell.
    pub(crate) fn hidden(self) -> Vec<&'static str> {
        let Self { count, mean, min, max, last } = self;
        let fields = [("count", count), ("mean", mean), ("min", min), ("max", max), ("last", last)];
        fields.into_iter().filter(|(_, shown)| !shown).map(|(name, _)| name).collect()
    }
}

/// The readings of an interval in few numbers.
#[derive(Debug)]
pub(crate) struct Summary {
    /// All of them.
    pub(crate) interval: Interval,
    /// Those that are told.
    pub(crate) shown: Shown,
}

impl Serialize for Summary {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { interval, shown } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("sn", &interval.sn)?;
        map.serialize_entry("start", &interval.start)?;
        if shown.count {
            map.serialize_entry("count", &interval.count)?;
        }
        let numbers = [
            ("mean", interval.mean, shown.mean),
            ("min", interval.min, shown.min),
            ("max", interval.max, shown.max),
            ("last", interval.last, shown.last),
        ];
        for (name, number, _) in numbers.into_iter().filter(|(.., shown)| *shown) {
            map.serialize_entry(name, &number)?;
        }
        map.serialize_entry("unit", &interval.unit)?;
        map.end()
    }
}

impl Item for Summary {
    const COLUMNS: &'static [Column] = &[
        Column::text("START"),
        Column::text("SN"),
        Column::number("COUNT"),
        Column::number("MEAN"),
        Column::number("MIN"),
        Column::number("MAX"),
        Column::number("LAST"),
        Column::text("UNIT"),
    ];

    fn name(&self) -> String {
        self.interval.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let interval = &self.interval;
        vec![
            Cell::new(zone.show(interval.start)),
            Cell::new(&interval.sn),
            Cell::new(interval.count),
            // A mean has more digits than its readings; two more than the usual resolution tell enough.
            Cell::or_dash(interval.mean.map(|mean| format!("{mean:.3}"))),
            Cell::or_dash(interval.min),
            Cell::or_dash(interval.max),
            Cell::or_dash(interval.last),
            Cell::new(interval.unit),
        ]
    }
}
