//! Calibrations.

use mcs_core::calibration::Calibration;

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
