//! The control socket as a file: one daemon at a time, and nobody but owner and group can open it.
//!
//! ```text
//!  lock file taken ─▶ bound under another name ─▶ group and mode set ─▶ renamed into place
//! ```
//!
//! Nobody can connect before the mode is right, and a socket left by a daemon that died is replaced in one step. The
//! kernel drops the lock with the process, however it ends.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
    io::{self, Read as _, Write as _},
    os::unix::{
        fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown},
        net::UnixListener,
    },
    path::{Path, PathBuf},
};

use mcs_proto::socket;

/// Owner: all; group: enter and list; others: nothing.
const DIRECTORY_MODE: u32 = 0o750;
/// Owner and group may connect.
const SOCKET_MODE: u32 = 0o660;
/// The lock says which process holds it; whoever may connect may know.
const LOCK_MODE: u32 = 0o640;

/// Why the control socket cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SocketError {
    /// The path cannot be a socket's.
    #[error("the control socket cannot be there")]
    Path {
        /// Why.
        #[from]
        source: socket::SocketError,
    },
    /// Another daemon serves here.
    #[error("another mcsd{} already serves {}; stop it first", pid.map(|pid| format!(" (process {pid})")).unwrap_or_default(), path.display())]
    InUse {
        /// The socket.
        path: PathBuf,
        /// The process that holds the lock, if it says.
        pid: Option<u32>,
    },
    /// Something that is not a socket is in the way.
    #[error("{} is not a socket; move it away", path.display())]
    NotASocket {
        /// What is in the way.
        path: PathBuf,
    },
    /// The operating system refuses.
    #[error("cannot {what} {}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
}

fn io_error(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SocketError {
    let path = path.to_path_buf();
    move |source| SocketError::Io { what, path, source }
}

/// Closes the daemon's own directory to everybody but owner and group. To be used on a directory that is the daemon's.
pub fn guard_directory(directory: &Path, group: Option<u32>) -> Result<(), SocketError> {
    if group.is_some() {
        chown(directory, None, group).map_err(io_error("change the group of", directory))?;
    }
    let mode = Permissions::from_mode(DIRECTORY_MODE);
    fs::set_permissions(directory, mode).map_err(io_error("change the mode of", directory))
}

/// The right to serve at a path, held until it is dropped or the process ends.
#[derive(Debug)]
pub struct SocketLock {
    path: PathBuf,
    _file: File,
}

impl SocketLock {
    /// Takes the lock beside the socket; refused while another daemon holds it. Makes the directory if there is none.
    pub fn take(path: PathBuf) -> Result<Self, SocketError> {
        let path = socket::check(path)?;
        if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
            let mut builder = DirBuilder::new();
            builder.recursive(true).mode(DIRECTORY_MODE);
            builder.create(directory).map_err(io_error("make the directory", directory))?;
        }
        let lock = path.with_extension("lock");
        let mut open = OpenOptions::new();
        open.read(true).write(true).create(true).truncate(false).mode(LOCK_MODE);
        let mut file = open.open(&lock).map_err(io_error("open", &lock))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Only to tell more; the refusal stands without it.
                let _ = file.read_to_string(&mut text);
                return Err(SocketError::InUse { path, pid: text.trim().parse().ok() });
            }
            Err(TryLockError::Error(source)) => return Err(io_error("lock", &lock)(source)),
        }
        file.set_len(0).map_err(io_error("write", &lock))?;
        writeln!(file, "{}", std::process::id()).map_err(io_error("write", &lock))?;
        Ok(Self { path, _file: file })
    }

    /// Opens the socket, replacing one left by a daemon that died. `group` owns it; without one the daemon's own does.
    pub fn bind(self, group: Option<u32>) -> Result<ControlSocket, SocketError> {
        match fs::symlink_metadata(&self.path) {
            Ok(found) if !found.file_type().is_socket() => {
                return Err(SocketError::NotASocket { path: self.path.clone() });
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(io_error("look at", &self.path)(source)),
        }
        let unready = unready_name(&self.path);
        match fs::remove_file(&unready) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(io_error("remove", &unready)(source)),
        }
        let listener = UnixListener::bind(&unready).map_err(io_error("listen on", &self.path))?;
        if group.is_some() {
            chown(&unready, None, group).map_err(io_error("change the group of", &self.path))?;
        }
        let mode = Permissions::from_mode(SOCKET_MODE);
        fs::set_permissions(&unready, mode).map_err(io_error("change the mode of", &self.path))?;
        fs::rename(&unready, &self.path).map_err(io_error("put in place", &self.path))?;
        let placed = fs::symlink_metadata(&self.path).map_err(io_error("look at", &self.path))?;
        listener.set_nonblocking(true).map_err(io_error("listen on", &self.path))?;
        Ok(ControlSocket { listener, owner: placed.uid(), group: placed.gid(), lock: self })
    }
}

/// A name beside the socket that is no longer than the socket's own, which may be as long as the kernel takes.
fn unready_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut short: String = name.chars().take(name.chars().count().saturating_sub(1)).collect();
    short.push(if name.ends_with('~') { '-' } else { '~' });
    path.with_file_name(short)
}

/// The open control socket. Dropped, it disappears and the lock goes with it.
#[derive(Debug)]
pub struct ControlSocket {
    listener: UnixListener,
    owner: u32,
    group: u32,
    lock: SocketLock,
}

impl ControlSocket {
    /// The user who is admin by default.
    pub const fn owner(&self) -> u32 {
        self.owner
    }

    /// The group whose members are operators by default.
    pub const fn group(&self) -> u32 {
        self.group
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.lock.path
    }

    /// The listener, for the runtime this is called in.
    pub(super) fn listener(&self) -> io::Result<tokio::net::UnixListener> {
        tokio::net::UnixListener::from_std(self.listener.try_clone()?)
    }
}

impl Drop for ControlSocket {
    fn drop(&mut self) {
        // Somebody may have removed it; a later daemon cannot have replaced it while the lock is held.
        let _ = fs::remove_file(&self.lock.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::symlink_metadata(path).expect("a file").mode() & 0o777
    }

    #[test]
    fn only_owner_and_group_can_open_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("run").join("mcsd.sock");
        let socket = SocketLock::take(path.clone()).and_then(|lock| lock.bind(None)).expect("a socket");
        assert_eq!(mode(&path), 0o660);
        assert_eq!(mode(&dir.path().join("run")), 0o750);
        assert_eq!(socket.owner(), nix::unistd::geteuid().as_raw());
        drop(socket);
        assert!(!path.exists());
    }

    #[test]
    fn a_second_daemon_is_refused_and_told_who_holds_it() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mcsd.sock");
        let first = SocketLock::take(path.clone()).and_then(|lock| lock.bind(None)).expect("a socket");
        let refused = SocketLock::take(path.clone()).expect_err("a refusal");
        let said = refused.to_string();
        assert!(said.contains(&format!("(process {})", std::process::id())), "{said}");
        assert!(path.exists(), "the first one's socket stays");
        drop(first);
        SocketLock::take(path).expect("the lock to be free again");
    }

    #[test]
    fn a_socket_left_behind_is_replaced_and_a_file_is_not() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("mcsd.sock");
        drop(UnixListener::bind(&path).expect("a socket to leave behind"));
        drop(UnixListener::bind(unready_name(&path)).expect("a half-made one to leave behind"));
        drop(SocketLock::take(path.clone()).and_then(|lock| lock.bind(None)).expect("it to be replaced"));
        fs::write(&path, "precious").expect("a file");
        let refused = SocketLock::take(path.clone()).and_then(|lock| lock.bind(None)).expect_err("a refusal");
        assert!(matches!(refused, SocketError::NotASocket { .. }));
        assert_eq!(fs::read_to_string(&path).expect("the file"), "precious");
    }

    #[test]
    fn the_unready_name_is_as_long_as_the_final_one() {
        assert_eq!(unready_name(Path::new("/run/mcsd.sock")), Path::new("/run/mcsd.soc~"));
        assert_eq!(unready_name(Path::new("/run/~")), Path::new("/run/-"));
    }
}
