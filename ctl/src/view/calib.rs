//! Calibrations.

use mcs_core::{calibration::Calibration, recompute::Recomputed};

use super::local;
use crate::{
    output::{Cell, Column, Item},
    time::Zone,
};

impl Item for Calibration {
    const COLUMNS: &'static [Column] = &[
        Column::number("REVISION"),
        Column::text("VALID FROM"),
        Column::number("K"),
        Column::number("B"),
        Column::number("T_REF"),
        Column::number("T_COMP"),
        Column::text("DUE"),
        Column::text("BY"),
        Column::text("COMMENT"),
        Column::text("RECORDED").wide(),
    ];

    fn name(&self) -> String {
        self.revision.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let c = &self.coefficients;
        vec![
            Cell::new(self.revision),
            Cell::new(zone.show(self.valid_from)),
            Cell::new(c.k),
            Cell::new(c.b),
            Cell::new(c.t_ref),
            Cell::new(c.t_comp),
            local(zone, self.due),
            Cell::new(&self.by),
            Cell::or_dash(self.comment.as_ref()),
            Cell::new(zone.show(self.recorded)),
        ]
    }
}

impl Item for Recomputed {
    const COLUMNS: &'static [Column] = &[
        Column::text("SN"),
        Column::number("REVISION"),
        Column::text("FROM"),
        Column::text("TO"),
        Column::number("READINGS"),
        Column::number("CHANGED"),
        Column::number("DAMAGED"),
        Column::text("BEFORE"),
    ];

    fn name(&self) -> String {
        self.sn.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let before: Vec<String> = self
            .before
            .all()
            .iter()
            .map(|run| {
                let revision = run.revision.map_or_else(|| "none".to_owned(), |revision| revision.to_string());
                format!("{revision} from {} ({} readings)", zone.show(run.from), run.readings)
            })
            .collect();
        vec![
            Cell::new(&self.sn),
            Cell::or_dash(self.revision),
            Cell::new(zone.show(self.from)),
            Cell::new(zone.show(self.to)),
            Cell::new(self.readings),
            Cell::new(self.changed),
            Cell::new(self.damaged),
            Cell::new(before.join(", ")),
        ]
    }
}
