//! DATA/spool: files that wait for their upload, and objects that are being brought back.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

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

    /// Makes the directory and removes what was cut off: drafts, and objects that were being brought back.
    pub(super) fn tidy(&self) -> Result<(), ArchiveError> {
        let failed = |doing| move |source| ArchiveError::Spool { doing, source };
        fs::create_dir_all(&self.dir).map_err(failed("make the directory"))?;
        for entry in fs::read_dir(&self.dir).map_err(failed("list files"))? {
            let path = entry.map_err(failed("list files"))?.path();
            if path.extension().is_some_and(|ending| ending == "tmp") {
                fs::remove_file(&path).map_err(failed("remove a draft"))?;
            }
        }
        Ok(())
    }

    /// The file of a day that waits for its upload.
    pub(super) fn file(&self, row: &ArchiveRow) -> PathBuf {
        self.dir.join(name::file(row.day, row.part))
    }

    /// A draft with this name.
    pub(super) fn draft(&self, of: &str) -> PathBuf {
        self.dir.join(format!("{of}.tmp"))
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
