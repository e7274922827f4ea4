//! The site's key: where it is, and that nobody else can read it.

use std::{
    ffi::OsStr,
    fs::{self, OpenOptions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

/// The key's file in the data directory.
pub const KEY_FILE: &str = "key";

/// Its name among systemd's credentials (`LoadCredential=mcs.key:…`).
const CREDENTIAL: &str = "mcs.key";

const LENGTH: usize = 32;

/// Why there is no key to use.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Others can read it.
    #[error("{} can be read by others (mode {mode:04o}); run chmod 600 on it, and set the targets' keys anew", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It is not a key.
    #[error("{} is not a key of {LENGTH} bytes; bring the right one back, or move it away and set the targets' keys anew", path.display())]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read or made.
    #[error("cannot use {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    Random(#[from] getrandom::Error),
}

/// Where the key is.
#[derive(Debug, Clone)]
pub(super) enum KeySource {
    /// Handed over by the service manager, which keeps it from others.
    Credential(PathBuf),
    /// In the data directory; made if it is missing.
    Own(PathBuf),
}

impl KeySource {
    pub(super) fn new(data: &Path, credentials: Option<&OsStr>) -> Self {
        match credentials.map(|dir| Path::new(dir).join(CREDENTIAL)) {
            Some(path) if path.exists() => Self::Credential(path),
            Some(_) | None => Self::Own(data.join(KEY_FILE)),
        }
    }

    /// Reads the key, or makes it.
    pub(super) fn key(&self) -> Result<[u8; LENGTH], KeyError> {
        match self {
            Self::Credential(path) => read(path),
            Self::Own(path) => match fs::metadata(path) {
                Ok(metadata) if metadata.mode() & 0o077 != 0 => {
                    Err(KeyError::Exposed { path: path.clone(), mode: metadata.mode() & 0o7777 })
                }
                Ok(_) => read(path),
                Err(error) if error.kind() == io::ErrorKind::NotFound => make(path),
                Err(source) => Err(KeyError::File { path: path.clone(), source }),
            },
        }
    }
}

fn read(path: &Path) -> Result<[u8; LENGTH], KeyError> {
    let file = |source| KeyError::File { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(file)?.take(LENGTH as u64 + 1).read_to_end(&mut bytes).map_err(file)?;
    bytes.try_into().map_err(|_| KeyError::NotAKey { path: path.to_owned() })
}

/// Makes a key. Of two at once the first wins, and both use its key.
fn make(path: &Path) -> Result<[u8; LENGTH], KeyError> {
    let file = |source| KeyError::File { path: path.to_owned(), source };
    let mut key = [0; LENGTH];
    getrandom::fill(&mut key)?;
    // Written whole before it has its name: a key cut short would lock every secret away.
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft).map_err(file)?;
    made.write_all(&key).and_then(|()| made.sync_all()).map_err(file)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(file)?;
    match linked {
        Ok(()) => {
            if let Some(dir) = path.parent() {
                fs::File::open(dir).and_then(|dir| dir.sync_all()).map_err(file)?;
            }
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => read(path),
        Err(source) => Err(file(source)),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_kept_from_others() {
        let dir = tempfile::tempdir().expect("a directory");
        let source = KeySource::new(dir.path(), None);
        let key = source.key().expect("a key");
        assert_eq!(source.key().expect("the same"), key);
        let mode = fs::metadata(dir.path().join(KEY_FILE)).expect("there").mode();
        assert_eq!(mode & 0o7777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).expect("readable").count(), 1, "no draft is left");
    }

    #[test]
    fn a_key_others_can_read_or_that_is_none_is_refused_with_advice() {
        let dir = tempfile::tempdir().expect("a directory");
        let source = KeySource::new(dir.path(), None);
        source.key().expect("a key");
        let path = dir.path().join(KEY_FILE);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        let refused = source.key().expect_err("others can read it").to_string();
        assert!(refused.contains("0640") && refused.contains("chmod 600"), "{refused}");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
        fs::write(&path, b"short").expect("written");
        assert!(matches!(source.key(), Err(KeyError::NotAKey { .. })));
    }

    #[test]
    fn the_service_managers_credential_comes_first() {
        let dir = tempfile::tempdir().expect("a directory");
        fs::write(dir.path().join(CREDENTIAL), [7; LENGTH]).expect("written");
        let source = KeySource::new(Path::new("/nowhere"), Some(dir.path().as_os_str()));
        assert_eq!(source.key().expect("a key"), [7; LENGTH]);
    }
}
