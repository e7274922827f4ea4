//! Restoring: a backup becomes the database of a data directory. No daemon is needed, and none may run there.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use mcs_core::{backup, time::Timestamp};

use super::{
    BackupError,
    file::{self, failed, file_name},
    name::{CHECKSUM, stamp},
    place::make_folder,
    space,
};
use crate::{
    clock::Clock,
    store::{Audit, Replacement, Snapshot, Store},
};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the database holds.
    pub holds: Snapshot,
    /// Where the database that was there before is now.
    pub aside: Option<PathBuf>,
}

/// Puts a backup into a data directory as its database. Everything is checked before anything there is touched; a database that is
/// there already is refused, or moved aside with `force`, never removed.
pub fn restore(backup: &Path, data: &Path, force: bool, without_checksum: bool) -> Result<Restored, BackupError> {
    let name = file_name(backup);
    let bytes = match fs::metadata(backup) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(BackupError::NoSuchBackup { name: backup.display().to_string() });
        }
        Err(error) => return Err(failed("read", backup)(error)),
    };
    let sha256 = if without_checksum { None } else { Some(checksum(backup)?) };
    make_folder(data)?;
    let replacement = Replacement::begin(data).map_err(BackupError::Directory)?;
    if let Some(path) = replacement.present().filter(|_| !force) {
        return Err(BackupError::Exists { path });
    }
    space::check(data, bytes)?;
    let draft = replacement.draft().map_err(BackupError::Directory)?;
    let restored = check(backup, &draft, &name, sha256).and_then(|holds| {
        let now = Clock::start().now().utc;
        replacement.note(&draft, &line(&name, now)).map_err(BackupError::Directory)?;
        let aside = replacement.put(&draft, &format!(".before-{}", stamp(now))).map_err(BackupError::Directory)?;
        Ok(Restored { holds, aside })
    });
    if restored.is_err() {
        // What was refused is of no use; a failure to remove it changes nothing about that.
        let _ = file::remove(&draft);
    }
    restored
}

/// Copies it into the directory and looks at the copy: its bytes, then whether it opens and is whole.
fn check(backup: &Path, draft: &Path, name: &str, sha256: Option<[u8; 32]>) -> Result<Snapshot, BackupError> {
    let (_, found) = file::copy(backup, draft)?;
    if sha256.is_some_and(|sha256| sha256 != found) {
        return Err(BackupError::Checksum { name: name.to_owned() });
    }
    let never: Arc<dyn Fn() -> bool + Send + Sync> = Arc::new(|| false);
    let checked = Store::check_copy(draft, &never);
    checked.map_err(|source| BackupError::NotWhole { name: name.to_owned(), source })
}

/// The checksum in the file beside it, as `sha256sum` reads and writes it.
fn checksum(backup: &Path) -> Result<[u8; 32], BackupError> {
    let path = backup.with_file_name(format!("{}{CHECKSUM}", file_name(backup)));
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(BackupError::NoChecksum { path }),
        Err(error) => return Err(failed("read", &path)(error)),
    };
    let word = text.split_whitespace().next().unwrap_or_default();
    backup::from_hex(word).ok_or(BackupError::Checksum { name: file_name(backup) })
}

fn line(name: &str, at: Timestamp) -> Audit {
    let by = nix::unistd::User::from_uid(nix::unistd::getuid()).ok().flatten();
    Audit {
        at,
        by: by.map_or_else(|| format!("uid {}", nix::unistd::getuid()), |user| user.name),
        action: "restore",
        subject: name.to_owned(),
        before: None,
        after: None,
        comment: None,
    }
}
