//! The newest readings in order of arrival, for the start.

use mcs_core::reading::Reading;

use super::{Boot, OpenError, RowId};

pub(super) fn read(_boot: &Boot, _per_point: usize, _each: &mut dyn FnMut(RowId, Reading)) -> Result<(), OpenError> {
    Ok(())
}
