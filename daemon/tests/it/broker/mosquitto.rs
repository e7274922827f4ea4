//! A Mosquitto of our own: started, restarted, paused.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
};

use mcs_core::broker::{BrokerState, BrokerStatus};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tempfile::TempDir;

use crate::{
    daemon::{Daemon, eventually},
    foreign::require,
};

/// As a broker must be set for a plant.
pub(super) const FOR_A_PLANT: &str = "allow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\n";
/// As it comes.
pub(super) const AS_IT_COMES: &str = "allow_anonymous true\n";

/// A running Mosquitto that keeps what it holds over an orderly restart.
pub(super) struct Mosquitto {
    child: Child,
    pub(super) dir: TempDir,
    pub(super) address: SocketAddr,
}

impl Mosquitto {
    /// Starts it where it is installed.
    pub(super) fn start(settings: &str) -> Option<Self> {
        // Asked for help it ends with an error, as long as it is there.
        let found = Command::new("mosquitto").arg("-h").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !require(found.is_ok(), "mosquitto") {
            return None;
        }
        let address = {
            let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
            free.local_addr().expect("an address")
        };
        let dir = TempDir::new().expect("a temporary directory");
        let child = spawn(&dir, address, settings);
        Some(Self { child, dir, address })
    }

    /// SIGTERM, on which it writes down what it holds.
    pub(super) fn stop(&mut self) {
        self.signal(Signal::SIGTERM);
        self.child.wait().expect("a child of ours");
    }

    /// Starts it again at the same place.
    pub(super) fn start_again(&mut self, settings: &str) {
        self.child = spawn(&self.dir, self.address, settings);
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

fn spawn(dir: &TempDir, address: SocketAddr, settings: &str) -> Child {
    let config = dir.path().join("mosquitto.conf");
    // Started by root it would become another user, to whom our directory is closed.
    let text = format!(
        "listener {} {}\nuser root\npersistence true\npersistence_location {}/\nlog_dest none\n{settings}",
        address.port(),
        address.ip(),
        dir.path().display()
    );
    fs::write(&config, text).expect("a file of ours");
    let child = Command::new("mosquitto")
        .arg("-c")
        .arg(&config)
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
