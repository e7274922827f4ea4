//! Whether there is room, so that a backup never fills the disk that alarms are recorded on.

use std::path::Path;

use nix::sys::statvfs::statvfs;

use super::BackupError;

/// This share of the disk stays free.
const SHARE: u64 = 20;
/// On a large disk this much is enough.
const MOST: u64 = 1 << 30;

/// Refuses when writing this many bytes below `dir`, which exists, would leave too little.
pub(super) fn check(dir: &Path, bytes: u64) -> Result<(), BackupError> {
    let stat = statvfs(dir).map_err(|errno| super::file::failed("see how full the disk is at", dir)(errno.into()))?;
    let free = stat.blocks_available().saturating_mul(stat.fragment_size());
    let all = stat.blocks().saturating_mul(stat.fragment_size());
    let needed = bytes.saturating_add((all / SHARE).min(MOST));
    if free < needed { Err(BackupError::NoRoom { dir: dir.to_owned(), needed, free }) } else { Ok(()) }
}
