//! One daemon per data directory.

use std::{
    fs::{File, OpenOptions},
    path::Path,
};

use nix::fcntl::{Flock, FlockArg};

use super::OpenError;

/// Held while the store is open; the kernel lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct DirLock(#[expect(dead_code, reason = "held, not used")] Flock<File>);

impl DirLock {
    /// Takes the directory, or says that another daemon has it.
    pub(super) fn take(dir: &Path) -> Result<Self, OpenError> {
        let path = dir.join("mcs.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| OpenError::File { what: "open", path, source })?;
        match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
            Ok(lock) => Ok(Self(lock)),
            Err((_, nix::errno::Errno::EWOULDBLOCK)) => Err(OpenError::InUse { dir: dir.to_owned() }),
            Err((_, errno)) => Err(OpenError::File { what: "lock", path: dir.to_owned(), source: errno.into() }),
        }
    }
}
