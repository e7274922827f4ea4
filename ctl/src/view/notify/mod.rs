//! Who is told and by what, and what became of it.

pub(crate) mod channel;
pub(crate) mod delivery;
mod policy;
mod recipient;
pub(crate) mod simulation;

use std::fmt::Display;

use crate::output::Cell;

/// Names in a row, or a dash where there are none.
fn names<T: Display>(names: &[T]) -> Cell {
    Cell::or_dash((!names.is_empty()).then(|| joined(names)))
}

fn joined<T: Display>(names: &[T]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
