//! Where backups lie. In it, a name that counts is only ever given to a whole file with its checksum beside it.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use mcs_core::backup;

use super::{
    BackupError, failpoint,
    file::{self, failed},
    name::{self, CHECKSUM},
    space,
};

/// Where backups lie.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder of this machine.
    Folder(PathBuf),
}

impl Place {
    /// As it stands on record.
    pub fn label(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
        }
    }

    /// Makes it ready, and removes what a cut-off backup left under names that do not count.
    pub(super) fn prepare(&self) -> Result<(), BackupError> {
        match self {
            Self::Folder(folder) => {
                make_folder(folder)?;
                for entry in fs::read_dir(folder).map_err(failed("list", folder))? {
                    let path = entry.map_err(failed("list", folder))?.path();
                    let entry = file::file_name(&path);
                    let part = entry.strip_prefix('.').and_then(|rest| rest.strip_suffix(".part"));
                    if part.is_some_and(|part| name::is_ours(part.strip_suffix(CHECKSUM).unwrap_or(part))) {
                        file::remove(&path)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Takes a file out of the spool and puts it here; it is durable afterwards.
    pub(super) fn put(&self, name: &str, spooled: &Path, bytes: u64, sha256: [u8; 32]) -> Result<(), BackupError> {
        match self {
            Self::Folder(folder) => {
                let (part, place) = (folder.join(format!(".{name}.part")), folder.join(name));
                match fs::rename(spooled, &part) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                        space::check(folder, bytes)?;
                        if file::copy(spooled, &part)? != (bytes, sha256) {
                            return Err(BackupError::Checksum { name: name.to_owned() });
                        }
                        file::remove(spooled)?;
                    }
                    Err(error) => return Err(failed("move a backup to", folder)(error)),
                }
                failpoint::pass(failpoint::BESIDE);
                // The checksum first: a backup must not be without one for a moment.
                let line = format!("{}  {name}\n", backup::hex(&sha256));
                file::write(&folder.join(format!("{name}{CHECKSUM}")), &line)?;
                fs::rename(&part, &place).map_err(failed("make", &place))?;
                file::sync_folder(folder)
            }
        }
    }

    /// Whether there is anything of this name.
    pub(super) fn holds(&self, name: &str) -> Result<bool, BackupError> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                path.try_exists().map_err(failed("look for", &path))
            }
        }
    }

    /// A file with the bytes of a backup: itself where it lies on this machine, else a copy in the spool.
    pub(super) fn fetch(&self, name: &str, _spool: &Path) -> Result<PathBuf, BackupError> {
        match self {
            Self::Folder(folder) if folder.join(name).exists() => Ok(folder.join(name)),
            Self::Folder(_) => Err(BackupError::NoSuchBackup { name: name.to_owned() }),
        }
    }

    /// Removes a backup and its checksum.
    pub(super) fn remove(&self, name: &str) -> Result<(), BackupError> {
        match self {
            Self::Folder(folder) => {
                file::remove(&folder.join(name))?;
                file::remove(&folder.join(format!("{name}{CHECKSUM}")))?;
                file::sync_folder(folder)
            }
        }
    }
}

/// Makes a folder that only the daemon's user and group may read.
pub(super) fn make_folder(folder: &Path) -> Result<(), BackupError> {
    fs::DirBuilder::new().recursive(true).mode(0o750).create(folder).map_err(failed("make", folder))
}
