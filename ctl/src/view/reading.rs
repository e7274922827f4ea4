//! Readings, newest and past, and their summaries.

use mcs_core::{
    reading::{Interval, Quality, ReadingRecord},
    time::{Span, Timestamp},
};
use serde::Serialize;

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

impl Item for Interval {
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
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(zone.show(self.start)),
            Cell::new(&self.sn),
            Cell::new(self.count),
            // A mean has more digits than its readings; two more than the usual resolution tell enough.
            Cell::or_dash(self.mean.map(|mean| format!("{mean:.3}"))),
            Cell::or_dash(self.min),
            Cell::or_dash(self.max),
            Cell::or_dash(self.last),
            Cell::new(self.unit),
        ]
    }
}
