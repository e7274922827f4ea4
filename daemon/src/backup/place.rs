//! Where backups lie. In it, a name that counts is only ever given to a whole file with its checksum beside it.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use mcs_core::backup;

use super::{
    BackupError,
    ending::Ending,
    failpoint,
    file::{self, failed},
    name::{self, CHECKSUM},
    remote::Remote,
    space,
};
use crate::target::Targets;

/// Where backups lie.
#[derive(Debug, Clone)]
pub enum Place {
    /// A folder of this machine.
    Folder {
        /// Where.
        path: PathBuf,
        /// Whether it is made when it is not there. Not where a disk may be mounted: one that is missing must not look like an
        /// empty folder.
        make: bool,
    },
    /// A named target.
    Target(Remote),
}

impl Place {
    /// A named target.
    pub fn target(targets: Targets, name: String) -> Self {
        Self::Target(Remote { targets, name })
    }

    /// As it stands on record.
    pub fn label(&self) -> String {
        match self {
            Self::Folder { path: folder, .. } => folder.display().to_string(),
            Self::Target(remote) => remote.name.clone(),
        }
    }

    /// Makes it ready, and removes what a cut-off backup left under names that do not count.
    pub(super) fn prepare(&self) -> Result<(), BackupError> {
        match self {
            Self::Folder { path: folder, make } => {
                if *make {
                    make_folder(folder)?;
                }
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
            Self::Target(remote) => remote.check(),
        }
    }

    /// Takes a file out of the spool and puts it here; it is durable afterwards.
    pub(super) fn put(
        &self,
        name: &str,
        spooled: &Path,
        (bytes, sha256): (u64, [u8; 32]),
        ending: &Ending,
    ) -> Result<(), BackupError> {
        match self {
            Self::Folder { path: folder, .. } => {
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
            Self::Target(remote) => {
                remote.put(name, spooled, (bytes, sha256), ending)?;
                file::remove(spooled)
            }
        }
    }

    /// Whether there is anything of this name.
    pub(super) fn holds(&self, name: &str, ending: &Ending) -> Result<bool, BackupError> {
        match self {
            Self::Folder { path: folder, .. } => {
                let path = folder.join(name);
                path.try_exists().map_err(failed("look for", &path))
            }
            Self::Target(remote) => remote.holds(name, ending),
        }
    }

    /// A file with the bytes of a backup: itself where it lies on this machine, else a copy in the spool.
    pub(super) fn fetch(&self, name: &str, spool: &Path, ending: &Ending) -> Result<PathBuf, BackupError> {
        match self {
            Self::Folder { path: folder, .. } if folder.join(name).exists() => Ok(folder.join(name)),
            Self::Folder { .. } => Err(BackupError::NoSuchBackup { name: name.to_owned() }),
            Self::Target(remote) => {
                let path = spool.join(name);
                remote.fetch(name, &path, ending)?;
                Ok(path)
            }
        }
    }

    /// Removes a backup and its checksum.
    pub(super) fn remove(&self, name: &str, ending: &Ending) -> Result<(), BackupError> {
        match self {
            Self::Folder { path: folder, .. } => {
                file::remove(&folder.join(name))?;
                file::remove(&folder.join(format!("{name}{CHECKSUM}")))?;
                file::sync_folder(folder)
            }
            Self::Target(remote) => remote.remove(name, ending),
        }
    }
}

/// Makes a folder that only the daemon's user and group may read.
pub(super) fn make_folder(folder: &Path) -> Result<(), BackupError> {
    fs::DirBuilder::new().recursive(true).mode(0o750).create(folder).map_err(failed("make", folder))
}
