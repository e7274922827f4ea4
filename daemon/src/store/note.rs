//! Lines of the audit about what changes no state of the plant.

use super::{Audit, StoreHandle, WorkError, table};

impl StoreHandle {
    /// Writes a line of the audit. Blocks until it is durable.
    pub fn audit(&self, audit: Audit) -> Result<(), WorkError> {
        self.work("audit", move |connection| table::audit::insert(connection, &audit))
    }
}
