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
                self.share = share(stat.blocks(), stat.blocks_free(), stat.blocks_available());
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

/// The share that is free, as `df` tells it: of what is in use or can be used, not of what the file system keeps for itself or
/// for root. None of it is free when nothing more can be written.
fn share(all: u64, free: u64, available: u64) -> f64 {
    let usable = all.saturating_sub(free).saturating_add(available);
    available as f64 / (usable as f64).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn what_is_kept_for_root_is_no_part_of_the_disk() {
        let told = |all, free, available| format!("{:.3}", share(all, free, available));
        // 100 blocks, 5 of them for root, 76 in use: df says that 80 % are used.
        assert_eq!(told(100, 24, 19), "0.200");
        assert_eq!([told(100, 5, 0), told(100, 100, 95)], ["0.000", "1.000"], "full and empty");
        assert_eq!(told(0, 0, 0), "0.000", "a file system that tells nothing is not known to have room");
    }
}
