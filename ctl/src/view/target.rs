//! Where archives and backups go.

use mcs_core::target::{Place, Probe, Target};

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

impl Item for Target {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("KIND"),
        Column::text("PLACE"),
        Column::text("ACCESS KEY ID"),
        Column::text("BY"),
        Column::text("CHANGED"),
    ];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let (kind, key) = match &self.place {
            Place::Folder { .. } => ("folder", None),
            Place::S3(s3) => (s3.preset.as_str(), Some(&s3.access_key_id)),
        };
        vec![
            Cell::new(&self.name),
            Cell::new(kind),
            Cell::new(self.place.describe()),
            Cell::or_dash(key),
            Cell::new(&self.by),
            Cell::new(zone.show(self.changed)),
        ]
    }
}

impl Item for Probe {
    const COLUMNS: &'static [Column] =
        &[Column::text("STEP"), Column::text("OK"), Column::text("WHY"), Column::text("WHAT TO DO")];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = &[("fault", &["message", "advice"])];

    fn name(&self) -> String {
        self.step.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let good = self.fault.is_none();
        vec![
            Cell::new(&self.step),
            Cell::yes_no(good).tone(if good { Tone::Good } else { Tone::Bad }),
            Cell::or_dash(self.fault.as_ref().map(|fault| &fault.message)),
            Cell::or_dash(self.fault.as_ref().map(|fault| &fault.advice)),
        ]
    }
}
