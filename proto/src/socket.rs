//! Where the daemon's socket is. One function for both sides, so that they cannot disagree.

use std::{
    ffi::OsString,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
};

/// The socket's file name in a data directory.
pub const FILE_NAME: &str = "mcsd.sock";
/// Where a daemon installed as a service listens.
pub const SYSTEM: &str = "/run/mcs/mcsd.sock";
/// The environment variable that names a socket.
pub const VARIABLE: &str = "MCS_SOCKET";
/// Longest path the kernel takes for a Unix socket, in bytes.
pub const MAX_BYTES: usize = 107;

/// A place that cannot hold a socket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SocketError {
    /// The kernel would cut it.
    #[error("socket path {} has {bytes} bytes, more than the {MAX_BYTES} a socket may have; give a shorter one", path.display())]
    TooLong {
        /// The path.
        path: PathBuf,
        /// Its length.
        bytes: usize,
    },
}

/// The socket's place: `--socket`, `MCS_SOCKET`, the data directory when given, `/run/mcs/mcsd.sock`,
/// `$XDG_RUNTIME_DIR/mcs/mcsd.sock`. Of the last two the first that exists, or else the first.
pub fn locate(explicit: Option<&Path>, data_dir: Option<&Path>) -> Result<PathBuf, SocketError> {
    Places {
        explicit,
        variable: std::env::var_os(VARIABLE),
        data_dir,
        system: Path::new(SYSTEM),
        runtime_dir: std::env::var_os("XDG_RUNTIME_DIR"),
    }
    .choose()
}

/// Refuses a path the kernel would cut.
pub fn check(path: PathBuf) -> Result<PathBuf, SocketError> {
    let bytes = path.as_os_str().as_bytes().len();
    if bytes > MAX_BYTES { Err(SocketError::TooLong { path, bytes }) } else { Ok(path) }
}

struct Places<'a> {
    explicit: Option<&'a Path>,
    variable: Option<OsString>,
    data_dir: Option<&'a Path>,
    system: &'a Path,
    runtime_dir: Option<OsString>,
}

impl Places<'_> {
    fn choose(self) -> Result<PathBuf, SocketError> {
        let given = self
            .explicit
            .map(Path::to_path_buf)
            .or_else(|| self.variable.filter(|v| !v.is_empty()).map(PathBuf::from))
            .or_else(|| self.data_dir.map(|dir| dir.join(FILE_NAME)));
        if let Some(path) = given {
            return check(path);
        }
        let user =
            self.runtime_dir.filter(|dir| !dir.is_empty()).map(|dir| Path::new(&dir).join("mcs").join(FILE_NAME));
        match user {
            Some(user) if !self.system.exists() && user.exists() => check(user),
            Some(_) | None => check(self.system.to_path_buf()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places<'a>() -> Places<'a> {
        Places { explicit: None, variable: None, data_dir: None, system: Path::new("/nowhere/s"), runtime_dir: None }
    }

    #[test]
    fn the_first_place_given_wins() {
        let all = || Places {
            explicit: Some(Path::new("/a")),
            variable: Some("/b".into()),
            data_dir: Some(Path::new("/c")),
            ..places()
        };
        assert_eq!(all().choose(), Ok("/a".into()));
        assert_eq!(Places { explicit: None, ..all() }.choose(), Ok("/b".into()));
        assert_eq!(Places { explicit: None, variable: Some("".into()), ..all() }.choose(), Ok("/c/mcsd.sock".into()));
        assert_eq!(places().choose(), Ok("/nowhere/s".into()));
    }

    #[test]
    fn a_user_socket_is_used_when_it_exists_and_the_service_socket_does_not() {
        let dir = std::env::temp_dir().join(format!("mcs-socket-{}", std::process::id()));
        std::fs::create_dir_all(dir.join("mcs")).expect("a directory to try in");
        let missing = Places { runtime_dir: Some(dir.clone().into()), ..places() }.choose();
        std::fs::write(dir.join("mcs").join(FILE_NAME), "").expect("a file to find");
        let found = Places { runtime_dir: Some(dir.clone().into()), ..places() }.choose();
        let service = Places { runtime_dir: Some(dir.clone().into()), system: &dir, ..places() }.choose();
        std::fs::remove_dir_all(&dir).expect("the directory to go");
        assert_eq!(missing, Ok("/nowhere/s".into()));
        assert_eq!(found, Ok(dir.join("mcs").join(FILE_NAME)));
        assert_eq!(service, Ok(dir));
    }

    #[test]
    fn a_path_the_kernel_would_cut_is_refused() {
        let fits = "x".repeat(MAX_BYTES);
        assert_eq!(check(fits.clone().into()), Ok(fits.clone().into()));
        let long = format!("{fits}x");
        assert_eq!(check(long.clone().into()), Err(SocketError::TooLong { path: long.into(), bytes: 108 }));
    }
}
