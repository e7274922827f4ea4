//! Disk kept aside: files that hold nothing but their size, given back to the file system step by step when the rest is full.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use nix::fcntl::posix_fallocate;

/// Steps in which a reserve is given back: each buys time, and a short peak of somebody else's files does not eat all of it.
const STEPS: u64 = 8;

/// The smallest step: less would be gone within a commit.
const LEAST_STEP: u64 = 256 * 1024;

/// A file whose only content is its size.
#[derive(Debug)]
pub(super) struct Reserve {
    path: PathBuf,
    target: u64,
    held: u64,
}

impl Reserve {
    /// The reserve in this file, as far as it was filled before.
    pub(super) fn open(path: PathBuf, target: u64) -> Self {
        let held = std::fs::metadata(&path).map_or(0, |m| m.len());
        Self { path, target, held }
    }

    /// Bytes still kept aside.
    pub(super) const fn held(&self) -> u64 {
        self.held
    }

    /// Bytes to be filled up.
    pub(super) const fn missing(&self) -> u64 {
        self.target.saturating_sub(self.held)
    }

    /// Changes how much is to be kept; what is too much is given back when it is filled next.
    pub(super) const fn set_target(&mut self, target: u64) {
        self.target = target;
    }

    /// Keeps all of it aside. On failure what was there stays.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        if self.held == self.target {
            return Ok(());
        }
        let file = self.file()?;
        let filled = if self.held < self.target { allocate(&file, self.target) } else { file.set_len(self.target) };
        if filled.is_err() {
            file.set_len(self.held)?;
        } else {
            self.held = self.target;
        }
        filled
    }

    /// Gives a step back to the file system. False when there is nothing left.
    pub(super) fn release(&mut self) -> bool {
        if self.held == 0 {
            return false;
        }
        let left = self.held.saturating_sub((self.target / STEPS).max(LEAST_STEP));
        let released = self.file().and_then(|file| file.set_len(left));
        match released {
            Ok(()) => {
                self.held = left;
                true
            }
            Err(error) => {
                tracing::error!(%error, path = %self.path.display(), "the reserve cannot be released");
                // Do not ask the same file again for ever.
                self.held = 0;
                false
            }
        }
    }

    fn file(&self) -> io::Result<File> {
        OpenOptions::new().create(true).truncate(false).write(true).open(&self.path)
    }
}

/// Gets the blocks, not only the length.
fn allocate(file: &File, bytes: u64) -> io::Result<()> {
    let length = i64::try_from(bytes).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
    posix_fallocate(file, 0, length)?;
    file.sync_all()
}

/// Gives up the readings' reserve of a data directory as a whole. False when there was nothing to give.
pub(super) fn sacrifice(dir: &Path) -> bool {
    let path = readings_path(dir);
    let held = std::fs::metadata(&path).map_or(0, |m| m.len());
    held > 0 && std::fs::remove_file(&path).is_ok()
}

/// The readings' reserve of a data directory.
pub(super) fn readings_path(dir: &Path) -> PathBuf {
    dir.join("reserve.readings")
}

/// The alarms' reserve of a data directory.
pub(super) fn alarms_path(dir: &Path) -> PathBuf {
    dir.join("reserve.alarms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserve_is_given_back_in_steps_and_filled_again() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let mut reserve = Reserve::open(readings_path(dir.path()), 4 * 1024 * 1024);
        reserve.fill()?;
        assert_eq!(std::fs::metadata(readings_path(dir.path()))?.len(), 4 * 1024 * 1024);
        let mut steps = 0;
        while reserve.release() {
            steps += 1;
        }
        assert_eq!((steps, reserve.held()), (8, 0));
        reserve.fill()?;
        assert_eq!(reserve.missing(), 0);
        Ok(())
    }
}
