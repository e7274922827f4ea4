//! The passwords of simulated devices, kept between runs in a file only its owner can read.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use mcs_core::{device::Credential, id::SerialNumber};

use super::error::SimError;

/// The file and what it holds.
#[derive(Debug)]
pub(crate) struct Credentials {
    path: PathBuf,
    known: BTreeMap<SerialNumber, Credential>,
    changed: bool,
}

impl Credentials {
    /// Reads a file; one that does not exist yet is empty.
    pub(crate) fn open(path: &Path) -> Result<Self, SimError> {
        let refused = |source| SimError::Credentials { path: path.to_path_buf(), source };
        let known = match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| refused(error.into()))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(refused(error)),
        };
        Ok(Self { path: path.to_path_buf(), known, changed: false })
    }

    /// What a device logs in with.
    pub(crate) fn get(&self, sn: &SerialNumber) -> Option<&Credential> {
        self.known.get(sn)
    }

    /// Where they are kept.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps a new one.
    pub(crate) fn insert(&mut self, sn: SerialNumber, credential: Credential) {
        self.known.insert(sn, credential);
        self.changed = true;
    }

    /// Writes what is new. The file is replaced as a whole, so that an interrupted run leaves the old one.
    pub(crate) fn save(&mut self) -> Result<(), SimError> {
        if !self.changed {
            return Ok(());
        }
        self.write().map_err(|source| SimError::Credentials { path: self.path.clone(), source })?;
        self.changed = false;
        Ok(())
    }

    fn write(&self) -> io::Result<()> {
        let beside = self.path.with_extension(format!("{}.new", std::process::id()));
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(&self.known)?)?;
        file.write_all(b"\n")?;
        fs::rename(&beside, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use mcs_core::id::UserName;

    use super::*;

    #[test]
    fn passwords_survive_a_run_in_a_file_only_its_owner_reads() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("credentials.json");
        let sn = SerialNumber::new("A001").expect("a serial number");
        let credential = Credential { user: UserName::new("device_A001").expect("a name"), password: "secret".into() };

        let mut credentials = Credentials::open(&path).expect("empty");
        assert_eq!(credentials.get(&sn), None);
        credentials.insert(sn.clone(), credential.clone());
        credentials.save().expect("written");

        assert_eq!(Credentials::open(&path).expect("read").get(&sn), Some(&credential));
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).expect("readable").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_file_that_is_not_ours_is_refused_and_not_overwritten() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("notes.txt");
        fs::write(&path, "remember the milk").expect("written");
        assert!(matches!(Credentials::open(&path), Err(SimError::Credentials { .. })));
        assert_eq!(fs::read(&path).expect("readable"), b"remember the milk");
    }
}
