//! A folder as a target: absolute, there, writable, and not the data directory.

use std::path::{Path, PathBuf};

use super::TargetError;

/// Checks a folder, and gives the path it really has.
///
/// It is never made here: a disk that is not mounted must not look like an empty archive.
pub(super) fn check(path: &Path, data: &Path) -> Result<PathBuf, TargetError> {
    let fault = |why: String, advice| TargetError::Folder { path: path.to_owned(), why, advice };
    if !path.is_absolute() {
        return Err(fault("is not an absolute path".into(), "give the whole path, beginning with /"));
    }
    let real = path.canonicalize().map_err(|error| {
        fault(format!("cannot be used: {error}"), "make the folder, or mount the disk it is on; mcsd does not make it")
    })?;
    if !real.is_dir() {
        return Err(fault("is not a folder".into(), "give a folder"));
    }
    if data.canonicalize().is_ok_and(|data| data == real) {
        let advice = "give a folder on another disk, or at least another folder";
        return Err(fault("is the data directory itself".into(), advice));
    }
    nix::unistd::access(&real, nix::unistd::AccessFlags::W_OK | nix::unistd::AccessFlags::X_OK).map_err(|errno| {
        fault(format!("cannot be written to: {}", errno.desc()), "let the daemon's user write to it")
    })?;
    Ok(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_absolute_and_there_and_not_the_data_directory() {
        let data = tempfile::tempdir().expect("a directory");
        let folder = tempfile::tempdir().expect("a directory");
        assert!(check(folder.path(), data.path()).is_ok());
        for bad in [Path::new("archive"), &folder.path().join("missing"), data.path()] {
            let refused = check(bad, data.path());
            assert!(matches!(refused, Err(TargetError::Folder { .. })), "{}: {refused:?}", bad.display());
        }
    }
}
