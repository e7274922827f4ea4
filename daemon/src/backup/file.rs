//! Files on the way: copied, hashed, synced, each step told apart when it fails.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use sha2::{Digest as _, Sha256};

use super::BackupError;

/// Bytes read at once.
const CHUNK: usize = 256 * 1024;
/// Bytes between two syncs of a copy.
const SYNC: u64 = 8 * 1024 * 1024;
/// Who may read a backup: whoever may read the database.
const MODE: u32 = 0o640;

/// Says what was tried on what.
pub(super) fn failed(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> BackupError + use<> {
    let path = path.to_owned();
    move |source| BackupError::File { what, path, source }
}

/// Size and SHA-256 of a file.
pub(super) fn digest(path: &Path) -> Result<(u64, [u8; 32]), BackupError> {
    let mut file = File::open(path).map_err(failed("read", path))?;
    let mut sha256 = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut chunk).map_err(failed("read", path))?;
        if read == 0 {
            return Ok((bytes, sha256.finalize().into()));
        }
        sha256.update(&chunk[..read]);
        bytes += read as u64;
    }
}

/// Copies a file to where none may be yet, synced; gives size and SHA-256 of what was read.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(u64, [u8; 32]), BackupError> {
    let mut source = File::open(from).map_err(failed("read", from))?;
    let mut copy =
        File::options().write(true).create(true).truncate(true).mode(MODE).open(to).map_err(failed("make", to))?;
    let mut sha256 = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let (mut bytes, mut synced) = (0, 0);
    loop {
        let read = source.read(&mut chunk).map_err(failed("read", from))?;
        if read == 0 {
            break;
        }
        sha256.update(&chunk[..read]);
        copy.write_all(&chunk[..read]).map_err(failed("write", to))?;
        bytes += read as u64;
        // What piles up in memory would be in the way of others' syncs.
        if bytes - synced >= SYNC {
            copy.sync_data().map_err(failed("sync", to))?;
            synced = bytes;
        }
    }
    copy.sync_all().map_err(failed("sync", to))?;
    Ok((bytes, sha256.finalize().into()))
}

/// Writes a small file so that it is there whole or not at all.
pub(super) fn write(path: &Path, content: &str) -> Result<(), BackupError> {
    let draft = path.with_file_name(format!(".{}.part", file_name(path)));
    let mut file = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(MODE)
        .open(&draft)
        .map_err(failed("make", &draft))?;
    file.write_all(content.as_bytes()).and_then(|()| file.sync_all()).map_err(failed("write", &draft))?;
    fs::rename(&draft, path).map_err(failed("make", path))
}

/// Makes what happened in a folder last.
pub(super) fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed("sync", folder))
}

/// Removes a file that may not be there.
pub(super) fn remove(path: &Path) -> Result<(), BackupError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
