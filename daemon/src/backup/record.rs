//! What is on record of the backups in this place, and what becomes of it: settled after a cut, rotated after a success.

use mcs_core::backup::{Backup, BackupState};

use super::{BackupError, Backups, rotate};
use crate::store::BackupChange;

impl Backups {
    /// Backups on record, newest first; those that were removed only when asked for.
    pub fn list(&self, include_removed: bool) -> Result<Vec<Backup>, BackupError> {
        let mut backups = self.store.queries().backups()?;
        backups.retain(|backup| include_removed || backup.removed.is_none());
        Ok(backups)
    }

    /// Backups that came to be and lie in this place.
    pub(super) fn here(&self) -> Result<Vec<Backup>, BackupError> {
        let label = self.place.label();
        let mut here = self.list(false)?;
        here.retain(|backup| backup.place == label && backup.bytes.is_some());
        Ok(here)
    }

    /// Finds out what became of backups that were cut off while they were put into their place.
    pub(super) fn settle(&self) -> Result<(), BackupError> {
        for backup in self.here()?.iter().filter(|backup| backup.state() == BackupState::Unfinished) {
            if self.place.holds(&backup.name, &self.ending)? {
                self.look_at(backup)?;
            } else {
                let why = "the daemon ended before it was in its place".to_owned();
                self.store.change_backup(backup.id, BackupChange::Failed(why), self.now())?;
            }
        }
        Ok(())
    }

    /// Removes the oldest; gives how many.
    pub(super) fn rotate(&self) -> Result<usize, BackupError> {
        let mut there = Vec::new();
        for backup in self.here()? {
            if self.place.holds(&backup.name, &self.ending)? {
                there.push(backup);
            }
        }
        let leaving = rotate::leaving(&there, self.keep);
        for backup in &leaving {
            self.place.remove(&backup.name, &self.ending)?;
            self.store.change_backup(backup.id, BackupChange::Removed, self.now())?;
            tracing::info!(name = backup.name, "an old backup is removed");
        }
        Ok(leaving.len())
    }
}
