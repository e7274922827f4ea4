//! Looking at backups that were made: their bytes, and whether they open.

use std::ops::ControlFlow;

use mcs_core::backup::{Backup, BackupState};

use super::{BackupError, Backups, file};
use crate::store::{BackupChange, Store};

impl Backups {
    /// Looks at one backup, or at each there is, and tells how it stands now. Blocks for as long as it takes.
    pub fn verify(
        &self,
        name: Option<&str>,
        each: &mut dyn FnMut(Backup) -> ControlFlow<()>,
    ) -> Result<(), BackupError> {
        let _alone = self.alone();
        self.clear_spool()?;
        let mut here = self.here()?;
        if let Some(name) = name {
            here.retain(|backup| backup.name == name);
            if here.is_empty() {
                return Err(BackupError::NoSuchBackup { name: name.to_owned() });
            }
        }
        for backup in here {
            if each(self.look_at(&backup)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Looks at one and records what is found; what is wrong with it is no error here.
    pub(super) fn look_at(&self, backup: &Backup) -> Result<Backup, BackupError> {
        let now = self.now();
        let mut found = backup.clone();
        match self.whole(backup) {
            Ok(()) => {
                self.store.change_backup(backup.id, BackupChange::Verified, now)?;
                (found.verified, found.error) = (Some(now), None);
            }
            Err(error) if error.is_about_it() => {
                let why = error.in_full();
                tracing::error!(name = backup.name, %why, "a backup is not whole");
                self.store.change_backup(backup.id, BackupChange::Failed(why.clone()), now)?;
                found.error = Some(why);
            }
            // A target that cannot be reached says nothing about what lies there.
            Err(error) => return Err(error),
        }
        debug_assert!(matches!(found.state(), BackupState::Verified | BackupState::Failed), "it has been looked at");
        Ok(found)
    }

    fn whole(&self, backup: &Backup) -> Result<(), BackupError> {
        let name = &backup.name;
        let path = self.place.fetch(name, self.spool(), &self.ending)?;
        let (bytes, sha256) = file::digest(&path)?;
        if (Some(bytes), Some(sha256)) != (backup.bytes, backup.sha256) {
            return Err(BackupError::Checksum { name: name.clone() });
        }
        let checked = Store::check_copy(&path, &self.ending.interrupt());
        checked.map(drop).map_err(|source| self.not_whole(name, source))
    }
}
