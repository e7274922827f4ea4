//! How full the disk is, sampled.

use std::path::{Path, PathBuf};

use nix::sys::statvfs::statvfs;

/// The disk under the data directory.
#[derive(Debug)]
pub(super) struct Disk {
    dir: PathBuf,
    free: u64,
    share: f64,
}

impl Disk {
    pub(super) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), free: u64::MAX, share: 1.0 }
    }

    /// Looks now.
    pub(super) fn look(&mut self) {
        match statvfs(&self.dir) {
            Ok(stat) => {
                self.free = stat.blocks_available().saturating_mul(stat.fragment_size());
                self.share = stat.blocks_available() as f64 / (stat.blocks() as f64).max(1.0);
            }
            Err(error) => tracing::warn!(%error, dir = %self.dir.display(), "cannot see how full the disk is"),
        }
    }

    /// Bytes free for us at the last look.
    pub(super) const fn free(&self) -> u64 {
        self.free
    }

    /// The share of the disk that was free at the last look.
    pub(super) const fn share(&self) -> f64 {
        self.share
    }
}
