//! Old readings: an import, a restored day.

use mcs_core::{id::PointId, reading::Reading};

use super::{StoreHandle, WorkError};

/// What became of readings that were to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Admitted {
    /// Stored.
    pub new: u64,
    /// Stored already.
    pub duplicate: u64,
    /// Stored beside others of the same time and number with other content.
    pub conflict: u64,
}

impl StoreHandle {
    /// Puts old readings into segments; those that are stored already are left. Blocks until they are durable.
    pub fn admit(&self, _: PointId, readings: Vec<Reading>) -> Result<Admitted, WorkError> {
        if readings.is_empty() { Ok(Admitted::default()) } else { Err(WorkError::NotWell) }
    }
}
