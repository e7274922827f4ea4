//! Targets of archives and backups, as stored. What they mean is not known here; their secrets arrive sealed.

use mcs_core::time::Timestamp;

use super::{
    Audit, StoreHandle, WorkError,
    table::{audit, target},
};

/// A target as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct TargetRow {
    /// Its name.
    pub name: String,
    /// JSON without secrets.
    pub body: String,
    /// Its secret, sealed.
    pub secret: Option<Vec<u8>>,
    /// When it was set.
    pub changed: Timestamp,
    /// Who set it.
    pub by: String,
}

impl std::fmt::Debug for TargetRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TargetRow").field("name", &self.name).field("body", &self.body).finish_non_exhaustive()
    }
}

impl StoreHandle {
    /// Writes a target with the audit of it. Blocks until it is durable.
    pub fn set_target(&self, row: TargetRow, line: Audit) -> Result<(), WorkError> {
        self.work("target.set", move |connection| {
            target::write(connection, &row)?;
            audit::insert(connection, &line)
        })
    }

    /// Removes a target with the audit of it; tells whether there was one. Blocks until it is durable.
    pub fn unset_target(&self, name: String, line: Audit) -> Result<bool, WorkError> {
        self.work("target.unset", move |connection| {
            let there = target::remove(connection, &name)?;
            if there {
                audit::insert(connection, &line)?;
            }
            Ok(there)
        })
    }
}
