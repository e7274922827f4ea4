//! Devices: as they are set, as they were discovered, as they change, as they live.

use mcs_core::{
    device::{Credential, Device, Discovered, Limits},
    live::{Freshness, PointLive},
    reading::Quality,
    site::Position,
};
use serde::Serialize;

use super::{local, range, value};
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// What is absent as a whole or present with these fields.
const OPTIONAL: &[(&str, &[&str])] = &[("range", &["start", "end"]), ("position", &["x", "y"])];

impl Item for Device {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("TYPE"),
        Column::text("NAME"),
        Column::text("AREA"),
        Column::text("ZONE"),
        Column::text("RANGE"),
        Column::text("UNIT"),
        Column::text("LIMITS"),
        Column::text("AT").wide(),
        Column::number("DECIMALS").wide(),
        Column::number("PERIOD").wide(),
        Column::number("OFFLINE AFTER").wide(),
        Column::number("POINT").wide(),
        Column::number("REVISION").wide(),
        Column::text("ADDED").wide(),
        Column::text("RETIRED").wide(),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = OPTIONAL;

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let point = &self.settings;
        vec![
            Cell::new(&self.sn),
            Cell::new(point.sensor),
            Cell::or_dash(self.name.as_ref()),
            Cell::or_dash(self.area.as_ref()),
            Cell::or_dash(self.zone.as_ref()),
            range(point.range),
            Cell::new(point.unit),
            limits(&point.rules.limits),
            position(self.position),
            Cell::new(point.resolution.decimals()),
            Cell::new(format!("{} s", point.period_s)),
            Cell::new(format!("{} s", point.offline_after().as_millis() / 1000)),
            Cell::new(self.point),
            Cell::new(self.revision),
            Cell::new(zone.show(self.added)),
            local(zone, self.retired),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let point = &self.settings;
        let number = |number: Option<f64>| Cell::or_dash(number);
        let or_default = |text: Option<String>| Cell::new(text.unwrap_or_else(|| "the rule's default".to_owned()));
        vec![
            ("SN", Cell::new(&self.sn)),
            ("TYPE", Cell::new(point.sensor)),
            ("NAME", Cell::or_dash(self.name.as_ref())),
            ("AREA", Cell::or_dash(self.area.as_ref())),
            ("ZONE", Cell::or_dash(self.zone.as_ref())),
            ("AT", position(self.position)),
            ("RANGE", range(point.range)),
            ("UNIT", Cell::new(point.unit)),
            ("DECIMALS", Cell::new(point.resolution.decimals())),
            ("HIGH", number(point.rules.limits.high)),
            ("HIGH-HIGH", number(point.rules.limits.high_high)),
            ("LOW", number(point.rules.limits.low)),
            ("LOW-LOW", number(point.rules.limits.low_low)),
            ("DEADBAND", or_default(point.rules.deadband.map(|deadband| deadband.to_string()))),
            ("ON-DELAY", or_default(point.rules.on_delay_s.map(|delay| format!("{delay} s")))),
            ("OFF-DELAY", or_default(point.rules.off_delay_s.map(|delay| format!("{delay} s")))),
            ("PERIOD", Cell::new(format!("{} s", point.period_s))),
            ("OFFLINE AFTER", Cell::new(format!("{} s", point.offline_after().as_millis() / 1000))),
            ("BAT-LIMIT", Cell::new(format!("{} %", point.rules.bat_limit()))),
            ("V-MIN", number(point.v_min)),
            ("V-MAX", number(point.v_max)),
            ("POINT", Cell::new(self.point)),
            ("REVISION", Cell::new(self.revision)),
            ("ADDED", Cell::new(zone.show(self.added))),
            ("RETIRED", local(zone, self.retired)),
        ]
    }
}

/// Limits on one line: `H 1000 HH 2000`.
fn limits(limits: &Limits) -> Cell {
    let named = [("LL", limits.low_low), ("L", limits.low), ("H", limits.high), ("HH", limits.high_high)];
    let set: Vec<String> =
        named.into_iter().filter_map(|(name, limit)| limit.map(|limit| format!("{name} {limit}"))).collect();
    Cell::or_dash((!set.is_empty()).then(|| set.join(" ")))
}

fn position(position: Option<Position>) -> Cell {
    Cell::or_dash(position.map(|at| format!("{},{}", at.x, at.y)))
}

/// A device with the credential that was made for it, if one was.
#[derive(Debug, Serialize)]
pub(crate) struct Issued {
    /// The device.
    #[serde(flatten)]
    pub(crate) device: Device,
    /// Shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) credential: Option<Credential>,
}

impl Item for Issued {
    const COLUMNS: &'static [Column] = Device::COLUMNS;
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = OPTIONAL;

    fn name(&self) -> String {
        self.device.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        self.device.cells(zone)
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts = self.device.facts(zone);
        if let Some(credential) = &self.credential {
            facts.push(("USER", Cell::new(&credential.user)));
            facts.push(("PASSWORD", Cell::new(&credential.password)));
        }
        facts
    }
}

impl Item for Discovered {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("USER"),
        Column::text("ADDRESS"),
        Column::number("ATTEMPTS"),
        Column::text("FIRST"),
        Column::text("LAST"),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.sn),
            Cell::new(&self.user),
            Cell::new(&self.address),
            Cell::new(self.attempts),
            Cell::new(zone.show(self.first)),
            Cell::new(zone.show(self.last)),
        ]
    }
}

/// One field that a change touches; nothing is the empty text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// The field's name, as in the device's JSON.
    pub(crate) field: String,
    /// What is set now.
    pub(crate) from: String,
    /// What would be set.
    pub(crate) to: String,
}

impl Item for Change {
    const COLUMNS: &'static [Column] = &[Column::text("FIELD"), Column::text("FROM"), Column::text("TO")];

    fn name(&self) -> String {
        self.field.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let shown = |text: &String| Cell::or_dash((!text.is_empty()).then_some(text));
        vec![Cell::new(&self.field), shown(&self.from).tone(Tone::Bad), shown(&self.to).tone(Tone::Good)]
    }
}

impl Item for PointLive {
    const COLUMNS: &'static [Column] = &[
        Column::text("TIME"),
        Column::text("SN"),
        Column::text("TYPE"),
        Column::text("STATUS"),
        Column::number("VALUE"),
        Column::text("UNIT"),
        Column::text("QUALITY"),
        Column::text("PENDING"),
        Column::text("NAME"),
        Column::text("AREA").wide(),
        Column::text("ZONE").wide(),
        Column::number("SEQ").wide(),
        Column::number("ERR").wide(),
        Column::number("BAT").wide(),
        Column::number("RSSI").wide(),
        Column::text("RECORDED").wide(),
        Column::text("RECEIVED").wide(),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("range", &["start", "end"]), ("position", &["x", "y"]), ("pending", &["condition", "due"])];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            local(zone, self.time),
            Cell::new(&self.sn),
            Cell::new(self.sensor),
            Cell::new(self.freshness.as_str()).tone(freshness_tone(self.freshness)),
            value(self.value, self.resolution),
            Cell::new(self.unit),
            Cell::or_dash(self.quality.map(Quality::as_str)),
            Cell::or_dash(self.pending.map(|pending| pending.condition)),
            Cell::or_dash(self.name.as_ref()),
            Cell::or_dash(self.area.as_ref()),
            Cell::or_dash(self.zone.as_ref()),
            Cell::or_dash(self.seq),
            Cell::new(self.err),
            Cell::or_dash(self.bat),
            Cell::or_dash(self.rssi),
            Cell::yes_no(self.recorded),
            local(zone, self.received),
        ]
    }
}

/// Only a live value is green.
const fn freshness_tone(freshness: Freshness) -> Tone {
    match freshness {
        Freshness::Live => Tone::Good,
        Freshness::Stale | Freshness::CatchingUp => Tone::Warn,
        Freshness::Offline => Tone::Bad,
        Freshness::NotCommissioned => Tone::Dim,
    }
}
