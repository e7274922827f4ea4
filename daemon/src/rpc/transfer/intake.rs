//! What an import asks of the store. A trait, so that it can be tested without a database.

use mcs_core::{id::PointId, reading::Reading};

use crate::store::{Admitted, Audit, StoreHandle, WorkError};

/// Takes old readings. Blocks.
pub trait Intake: Send + Sync + 'static {
    /// Stores readings of a point that are not stored yet, and returns when they are durable. They are not judged.
    fn admit(&self, point: PointId, readings: Vec<Reading>) -> Result<Admitted, WorkError>;

    /// Writes a line of the audit.
    fn audit(&self, audit: Audit) -> Result<(), WorkError>;
}

impl Intake for StoreHandle {
    fn admit(&self, point: PointId, readings: Vec<Reading>) -> Result<Admitted, WorkError> {
        Self::admit(self, point, readings)
    }

    fn audit(&self, audit: Audit) -> Result<(), WorkError> {
        Self::audit(self, audit)
    }
}
