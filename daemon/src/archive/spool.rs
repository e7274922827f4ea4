//! DATA/spool: files that wait for their upload, and objects that are being brought back.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use mcs_core::archived::DayState;
use sha2::{Digest as _, Sha256};

use super::{ArchiveError, name};
use crate::store::ArchiveRow;

/// Room for reading a file.
const BUFFER: usize = 64 * 1024;

/// The spool of a data directory.
#[derive(Debug, Clone)]
pub(super) struct Spool {
    dir: PathBuf,
}

impl Spool {
    pub(super) fn new(data: &Path) -> Self {
        Self { dir: data.join("spool") }
    }

    /// Makes the directory and removes what was cut off: drafts, objects that were being brought back, and files nobody waits for:
    /// those of days that are not among the ones that are exported and not yet verified.
    pub(super) fn tidy(&self, rows: &[ArchiveRow]) -> Result<(), ArchiveError> {
        let failed = |doing| move |source| ArchiveError::Spool { doing, source };
        let waits = |row: &&ArchiveRow| matches!(row.state, DayState::Exported | DayState::Uploaded);
        let kept: BTreeSet<PathBuf> = rows.iter().filter(waits).map(|row| self.file(row)).collect();
        fs::create_dir_all(&self.dir).map_err(failed("make the directory"))?;
        for entry in fs::read_dir(&self.dir).map_err(failed("list files"))? {
            let path = entry.map_err(failed("list files"))?.path();
            if !kept.contains(&path) {
                fs::remove_file(&path).map_err(failed("remove a file nobody waits for"))?;
            }
        }
        Ok(())
    }

    /// Bytes free on its disk.
    pub(super) fn free(&self) -> Result<u64, ArchiveError> {
        let failed =
            |errno: nix::errno::Errno| ArchiveError::Spool { doing: "see how full the disk is", source: errno.into() };
        let disk = nix::sys::statvfs::statvfs(&self.dir).map_err(failed)?;
        Ok(disk.blocks_available().saturating_mul(disk.fragment_size()))
    }

    /// The file of a day that waits for its upload.
    pub(super) fn file(&self, row: &ArchiveRow) -> PathBuf {
        self.dir.join(name::file(row.day, row.part))
    }

    /// A draft with this name; it goes with its guard unless it was kept.
    pub(super) fn draft(&self, of: &str) -> Draft {
        Draft(self.dir.join(format!("{of}.tmp")))
    }

    /// A finished draft becomes the file of its day; afterwards it survives a power cut.
    pub(super) fn keep(&self, draft: &Path, row: &ArchiveRow) -> io::Result<()> {
        fs::rename(draft, self.file(row))?;
        File::open(&self.dir)?.sync_all()
    }

    /// Whether the file of a day is there and is the one that was exported.
    pub(super) fn holds(&self, row: &ArchiveRow) -> bool {
        let found = File::open(self.file(row)).and_then(hash);
        found.is_ok_and(|(bytes, sha256)| row.bytes == Some(bytes) && row.sha256 == Some(sha256))
    }

    /// Removes the file of a day.
    pub(super) fn remove(&self, row: &ArchiveRow) {
        if let Err(error) = fs::remove_file(self.file(row))
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(%error, day = %row.day, "a spool file cannot be removed");
        }
    }
}

/// A file that nobody needs when what made it has ended.
#[derive(Debug)]
pub(super) struct Draft(PathBuf);

impl Draft {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It has another name by now, or what stays behind is removed by the next run.
        let _ = fs::remove_file(&self.0);
    }
}

fn hash(mut file: File) -> io::Result<(u64, [u8; 32])> {
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; BUFFER]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((bytes, hash.finalize().into())),
            read => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
}
