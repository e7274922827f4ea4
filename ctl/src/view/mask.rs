//! Masks: what is hidden, by whom, why and until when.

use mcs_core::{
    alarm::{Mask, Source, TestEvidence},
    id::ShortName,
    time::Timestamp,
    zone::ZoneState,
};
use mcs_proto::client::MaskEnd;
use serde::Serialize;

use crate::{
    output::{Cell, Column, Item, Tone},
    time::{self, Zone, spoken_in_two},
};

impl Item for Mask {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("TYPE"),
        Column::text("MASK"),
        Column::text("BY"),
        Column::text("REASON"),
        Column::text("UNTIL"),
        Column::text("LEFT"),
        Column::text("WATCHED BY"),
        Column::text("WORK ORDER"),
        Column::text("SINCE").wide(),
        Column::text("CONFIRMED BY").wide(),
    ];

    fn name(&self) -> String {
        let subject = subject(self);
        self.condition.map_or_else(|| subject.clone(), |condition| format!("{subject}/{condition}"))
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(subject(self)),
            self.condition.map_or_else(|| Cell::new("all").tone(Tone::Warn), Cell::new),
            Cell::new(self.kind.as_str()),
            Cell::new(&self.by),
            Cell::new(&self.reason),
            Cell::new(zone.show(self.until)),
            Cell::new(spoken_in_two(self.until - time::now())),
            Cell::or_dash(self.watcher.as_ref()),
            Cell::or_dash(self.work_order.as_ref()),
            Cell::new(zone.show(self.since)),
            Cell::or_dash(self.confirmed_by.as_ref()),
        ]
    }
}

fn subject(mask: &Mask) -> String {
    match (&mask.sn, mask.source) {
        (Some(sn), _) => sn.to_string(),
        (None, Source::System(cause)) => cause.as_str().to_owned(),
        (None, Source::Point(point)) => format!("point {point}"),
        (None, Source::Zone(zone)) => format!("zone {zone}"),
    }
}

/// A mask that stands. One on the alarm of a zone shows the zone's name, as far as the zone still votes.
#[derive(Debug, Serialize)]
pub(crate) struct Hidden {
    #[serde(flatten)]
    mask: Mask,
    /// The zone it is about.
    zone: Option<ShortName>,
}

impl Hidden {
    pub(crate) fn new(mask: Mask, zones: &[ZoneState]) -> Self {
        let votes = |id| zones.iter().filter_map(|state| state.zone.as_ref()).find(|zone| zone.id == id);
        let zone = match mask.source {
            Source::Zone(id) => votes(id).map(|zone| zone.name.clone()),
            Source::Point(_) | Source::System(_) => None,
        };
        Self { mask, zone }
    }
}

impl Item for Hidden {
    const COLUMNS: &'static [Column] = Mask::COLUMNS;

    fn name(&self) -> String {
        match (&self.zone, self.mask.condition) {
            (Some(zone), Some(condition)) => format!("{zone}/{condition}"),
            (Some(zone), None) => zone.to_string(),
            (None, _) => self.mask.name(),
        }
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let mut cells = self.mask.cells(zone);
        if let (Some(subject), Some(name)) = (cells.first_mut(), &self.zone) {
            *subject = Cell::new(format!("zone {name}"));
        }
        cells
    }
}

/// The end of a mask on a point, with what its judges saw meanwhile.
#[derive(Debug, Serialize)]
pub(crate) struct End {
    #[serde(flatten)]
    mask: Mask,
    /// What would have been raised.
    seen: Vec<TestEvidence>,
}

impl From<MaskEnd> for End {
    fn from(MaskEnd { mask, seen }: MaskEnd) -> Self {
        Self { mask, seen }
    }
}

impl Item for End {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::text("MASK"),
        Column::text("BY"),
        Column::text("SINCE"),
        Column::text("REASON"),
        Column::text("SEEN"),
    ];

    fn name(&self) -> String {
        self.mask.name()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let seen = self.seen.iter().map(|seen| match seen.peak {
            Some(peak) => format!("{} {}x up to {peak}", seen.condition, seen.raises),
            None => format!("{} {}x", seen.condition, seen.raises),
        });
        let seen: Vec<String> = seen.collect();
        vec![
            Cell::new(subject(&self.mask)),
            Cell::new(self.mask.kind.as_str()),
            Cell::new(&self.mask.by),
            Cell::new(zone.show(self.mask.since)),
            Cell::new(&self.mask.reason),
            Cell::or_dash((!seen.is_empty()).then(|| seen.join("; "))),
        ]
    }
}

/// Until when there is no sound.
#[derive(Debug, Serialize)]
pub(crate) struct Silenced {
    /// Then, or at the next alarm.
    pub(crate) silent_until: Timestamp,
}

impl Item for Silenced {
    const COLUMNS: &'static [Column] = &[Column::text("SILENT UNTIL")];

    fn name(&self) -> String {
        self.silent_until.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(zone.show(self.silent_until))]
    }
}
