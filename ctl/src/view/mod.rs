//! How each noun is shown: its columns, its facts, and the fields programs read where the domain's own do not suffice.

pub(crate) mod alarm;
pub(crate) mod analysis;
pub(crate) mod archive;
pub(crate) mod aside;
pub(crate) mod backup;
pub(crate) mod broker;
pub(crate) mod calib;
pub(crate) mod config;
pub(crate) mod context;
pub(crate) mod device;
pub(crate) mod explain;
pub(crate) mod import;
pub(crate) mod job;
pub(crate) mod ledger;
pub(crate) mod map;
pub(crate) mod mask;
pub(crate) mod notify;
pub(crate) mod reading;
pub(crate) mod record;
pub(crate) mod rule;
pub(crate) mod shift;
pub(crate) mod status;
pub(crate) mod store;
pub(crate) mod target;
pub(crate) mod zone;

use mcs_core::{
    quantity::{Range, Resolution},
    time::Timestamp,
};

use crate::{output::Cell, time::Zone};

/// An instant on the site's clocks, or a dash.
fn local(zone: &Zone, instant: Option<Timestamp>) -> Cell {
    Cell::or_dash(instant.map(|instant| zone.show(instant)))
}

/// A value in its resolution, or a dash.
fn value(value: Option<f64>, resolution: Resolution) -> Cell {
    let decimals = usize::from(resolution.decimals());
    Cell::or_dash(value.map(|value| format!("{value:.decimals$}")))
}

/// A range as it is written on the command line.
fn range(range: Option<Range>) -> Cell {
    Cell::or_dash(range.map(|range| format!("{}..{}", range.start, range.end)))
}

/// Bytes in the largest binary unit.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1024 {
        return format!("{bytes} B");
    }
    let mut amount = bytes as f64 / 1024.0;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < UNITS.len() {
        amount /= 1024.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests;
