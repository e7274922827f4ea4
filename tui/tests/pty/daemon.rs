//! A real daemon in a folder of its own.

use std::{
    fs,
    future::Future,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use mcs_core::{
    alarm::Condition,
    device::{NewDevice, PointSettings},
    id::SerialNumber,
    sensor::SensorType,
};
use mcs_proto::client::{AlarmQuery, Client, ClientError};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::pty::wait_for;

/// The daemon's program; built if nobody has.
fn program() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_mcstui")).with_file_name("mcsd");
    if !program.exists() {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--locked", "-p", "mcsd"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        assert!(build.status().expect("cargo runs").success() && program.exists(), "mcsd was not built");
    }
    program
}

/// A daemon with a client of it.
pub(crate) struct Daemon {
    folder: TempDir,
    child: Child,
    runtime: Runtime,
    client: Client,
}

impl Daemon {
    /// A new site with these devices.
    pub(crate) fn start(devices: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("plant");
        let mut init = Command::new(program())
            .args(["init", "--tz", "UTC", "--admin-password-stdin", "--data"])
            .arg(&data)
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("mcsd init starts");
        init.stdin.take().expect("piped").write_all(b"correct horse battery\n").expect("init reads");
        assert!(init.wait().expect("init ends").success());
        let log = fs::File::create(folder.path().join("log")).expect("a log");
        let child = Command::new(program())
            .args(["run", "--mqtt", "127.0.0.1:0", "--data"])
            .arg(&data)
            .stderr(log)
            .spawn()
            .expect("mcsd starts");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let socket = data.join("mcsd.sock");
        let client = wait_for("the daemon", || {
            runtime
                .block_on(Client::connect(&socket, Duration::from_secs(10)))
                .ok()
                .filter(|client| runtime.block_on(client.info()).is_ok())
        });
        let daemon = Self { folder, child, runtime, client };
        for number in devices {
            let settings = PointSettings::proposed(SensorType::CH4);
            let new = NewDevice {
                sn: number.parse().expect("a serial number"),
                name: None,
                area: None,
                zone: None,
                instrument: None,
                position: None,
                settings,
                share_user: None,
            };
            daemon.ask(daemon.client.add_device(&new));
        }
        daemon
    }

    /// Where it listens.
    pub(crate) fn socket(&self) -> String {
        self.folder.path().join("plant/mcsd.sock").to_str().expect("text").to_owned()
    }

    /// Raises an alarm.
    pub(crate) fn drill(&self, number: &str, condition: Condition) {
        let sn: SerialNumber = number.parse().expect("a serial number");
        self.ask(self.client.drill(&sn, condition, Some("for a test")));
    }

    /// Where a point stands on the map, in percent.
    pub(crate) fn position(&self, number: &str) -> Option<(f64, f64)> {
        let sn: SerialNumber = number.parse().expect("a serial number");
        let map = self.ask(self.client.map());
        map.place(&sn)?.position.map(|at| (at.x, at.y))
    }

    /// How many alarms wait to be acknowledged.
    pub(crate) fn unacknowledged(&self) -> usize {
        let list = self.ask(self.client.alarms(&AlarmQuery::default()));
        list.alarms.iter().filter(|alarm| alarm.state.unacknowledged()).count()
    }

    /// It stops, and so does its socket.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("it lives");
        self.child.wait().expect("it ends");
    }

    fn ask<T>(&self, answer: impl Future<Output = Result<T, ClientError>>) -> T {
        self.runtime.block_on(answer).expect("the daemon does it")
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
