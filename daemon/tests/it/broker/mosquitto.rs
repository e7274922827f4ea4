//! A Mosquitto of our own: started, restarted, paused.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use mcs_core::broker::{BrokerState, BrokerStatus};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tempfile::TempDir;

use crate::{
    daemon::{Broker, Daemon, Site, eventually},
    foreign::require,
};

/// As a broker must be set for a plant.
pub(super) const FOR_A_PLANT: &str = "allow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\n";
/// As it comes.
pub(super) const AS_IT_COMES: &str = "allow_anonymous true\n";

/// The program that writes the files of a broker, and the password it writes for the daemon.
const MCSCTL: &str = "mcsctl";
const EXPORTED_PASSWORD: &str = "mcsd.password";

/// A running Mosquitto that keeps what it holds over an orderly restart.
pub(super) struct Mosquitto {
    child: Child,
    pub(super) dir: TempDir,
    pub(super) address: SocketAddr,
}

impl Mosquitto {
    /// Starts it where it is installed.
    pub(super) fn start(settings: &str) -> Option<Self> {
        let (dir, address) = place()?;
        let child = spawn(&written(&dir, address, settings), address);
        Some(Self { child, dir, address })
    }

    /// Starts it with the files that are exported of this site, whose daemon runs.
    pub(super) fn exported(site: &Site) -> Option<Self> {
        let (dir, address) = place()?;
        // Started by root it becomes a user of its own, who must come as far as its files.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).expect("our folder");
        let mut export = Command::new(mcsctl());
        export.arg("--socket").arg(site.data().join("mcsd.sock")).args(["broker", "export", "--bind", "127.0.0.1"]);
        export.arg("--port").arg(address.port().to_string()).arg("--dir").arg(dir.path().join("broker"));
        if nix::unistd::geteuid().is_root() {
            export.args(["--group", "mosquitto"]);
        }
        let done = export.output().expect("mcsctl runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let child = spawn(&dir.path().join("broker/mosquitto.conf"), address);
        Some(Self { child, dir, address })
    }

    /// How the daemon reaches it with the exported files.
    pub(super) fn as_exported(&self) -> Broker {
        let password_file = Some(self.dir.path().join("broker").join(EXPORTED_PASSWORD));
        Broker { address: self.address, user: "mcsd", password_file }
    }

    /// SIGTERM, on which it writes down what it holds.
    pub(super) fn stop(&mut self) {
        self.signal(Signal::SIGTERM);
        self.child.wait().expect("a child of ours");
    }

    /// Starts it again at the same place.
    pub(super) fn start_again(&mut self, settings: &str) {
        self.child = spawn(&written(&self.dir, self.address, settings), self.address);
    }

    /// It stands still; its connections stay open.
    pub(super) fn pause(&self) {
        self.signal(Signal::SIGSTOP);
    }

    /// It goes on.
    pub(super) fn resume(&self) {
        self.signal(Signal::SIGCONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().try_into().expect("a pid"));
        kill(pid, signal).expect("it runs");
    }
}

/// A folder and a free port for one, where it is installed.
fn place() -> Option<(TempDir, SocketAddr)> {
    // Asked for help it ends with an error, as long as it is there.
    let found = Command::new("mosquitto").arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !require(found.is_ok(), "mosquitto") {
        return None;
    }
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    Some((TempDir::new().expect("a temporary directory"), free.local_addr().expect("an address")))
}

/// The program of the other package; it is built if nobody has.
fn mcsctl() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_mcsd")).with_file_name(MCSCTL);
    if !program.exists() {
        let built = Command::new(env!("CARGO")).args(["build", "--locked", "-p", MCSCTL]).status();
        assert!(built.expect("cargo runs").success() && program.exists(), "{MCSCTL} was not built");
    }
    program
}

fn written(dir: &TempDir, address: SocketAddr, settings: &str) -> PathBuf {
    let config = dir.path().join("mosquitto.conf");
    // Started by root it would become another user, to whom our directory is closed.
    let text = format!(
        "listener {} {}\nuser root\npersistence true\npersistence_location {}/\nlog_dest none\n{settings}",
        address.port(),
        address.ip(),
        dir.path().display()
    );
    fs::write(&config, text).expect("a file of ours");
    config
}

fn spawn(config: &Path, address: SocketAddr) -> Child {
    let child = Command::new("mosquitto")
        .arg("-c")
        .arg(config)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("mosquitto starts");
    eventually("mosquitto listens", || TcpStream::connect(address).ok());
    child
}

impl Drop for Mosquitto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How the daemon's link is.
pub(super) fn link(daemon: &Daemon) -> BrokerStatus {
    daemon.ask(daemon.client.broker()).expect("a broker is configured")
}

/// Waits until it is so.
pub(super) fn wait_until(daemon: &Daemon, state: BrokerState) -> BrokerStatus {
    eventually(&format!("the link is {}", state.as_str()), || {
        let link = link(daemon);
        (link.state == state).then_some(link)
    })
}
