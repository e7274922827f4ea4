//! The real daemon in a temporary directory: made, started, asked, killed, started again.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, Occurrence},
    calibration::Coefficients,
    device::{Credential, NewDevice, PointSettings},
    sensor::SensorType,
    status::Status,
};
use mcs_proto::client::{AlarmQuery, Client};
use tempfile::TempDir;

/// How long a test waits for something that must happen.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// One reading after the other: each waits for its own commit, so commits do not wait for company.
const ONE_BY_ONE: &str = "[store]\nwindow = \"0s\"\n";

/// Where devices connect to a daemon that does not say.
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// Where a broker is, and who the daemon is there.
pub(crate) struct Broker {
    pub(crate) address: SocketAddr,
    pub(crate) user: &'static str,
    pub(crate) password_file: Option<PathBuf>,
}

impl Broker {
    /// One that lets everybody in.
    pub(crate) const fn open(address: SocketAddr) -> Self {
        Self { address, user: "", password_file: None }
    }

    /// What the configuration says of it.
    fn section(&self) -> String {
        let Self { address, user, password_file } = self;
        let file = password_file.as_ref().map(|file| format!("broker_password_file = \"{}\"\n", file.display()));
        format!("[ingest]\nbroker = \"mqtt://{user}@{address}\"\n{}", file.unwrap_or_default())
    }
}

/// A data directory.
pub(crate) struct Site {
    pub(crate) dir: TempDir,
    /// The broker its devices publish to, if they do not connect to the daemon.
    broker: Option<Broker>,
    /// Whether the daemon is told to listen to devices itself.
    endpoint: bool,
}

impl Site {
    /// `mcsd init` in a fresh directory.
    pub(crate) fn new() -> Self {
        Self::within(&std::env::temp_dir())
    }

    /// A data directory that is there already.
    pub(crate) fn of(dir: TempDir) -> Self {
        Self { dir, broker: None, endpoint: true }
    }

    /// The same for a plant whose devices publish to this broker, which lets everybody in.
    pub(crate) fn behind(broker: SocketAddr) -> Self {
        Self::new().moved_behind(Broker::open(broker))
    }

    /// Its devices publish to this broker from now on.
    pub(crate) fn moved_behind(self, broker: Broker) -> Self {
        let site = Self { broker: Some(broker), ..self.without_endpoint() };
        site.configure(ONE_BY_ONE);
        site
    }

    /// Nobody connects to the daemon itself, unless its configuration says so.
    pub(crate) fn without_endpoint(self) -> Self {
        Self { endpoint: false, ..self }
    }

    /// Devices can connect to the daemon itself.
    pub(crate) fn with_endpoint(self) -> Self {
        Self { endpoint: true, ..self }
    }

    /// Its devices no longer publish to a broker.
    pub(crate) fn without_broker(self) -> Self {
        let site = Self { broker: None, ..self.with_endpoint() };
        site.configure(ONE_BY_ONE);
        site
    }

    /// The same in a directory below this one, e.g. on a small file system.
    pub(crate) fn within(parent: &Path) -> Self {
        let dir = TempDir::new_in(parent).expect("a temporary directory");
        let mut init = Command::new(env!("CARGO_BIN_EXE_mcsd"))
            .args(["init", "--tz", "Asia/Shanghai", "--admin-password-stdin", "--data"])
            .arg(dir.path().join("plant"))
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mcsd init starts");
        init.stdin.take().expect("piped").write_all(b"correct horse battery\n").expect("init reads");
        let output = init.wait_with_output().expect("init ends");
        assert!(output.status.success(), "init: {}", String::from_utf8_lossy(&output.stderr));
        let site = Self::of(dir);
        site.configure(ONE_BY_ONE);
        site
    }

    /// The data directory itself.
    pub(crate) fn data(&self) -> PathBuf {
        self.dir.path().join("plant")
    }

    /// Writes the configuration file; that of a plant behind a broker says so first.
    pub(crate) fn configure(&self, toml: &str) {
        let toml = self.broker.as_ref().map(Broker::section).unwrap_or_default() + toml;
        std::fs::write(self.data().join("mcsd.toml"), toml).expect("the configuration is written");
    }

    /// `mcsd run`, ready to be connected to.
    pub(crate) fn start(&self) -> Daemon {
        self.start_with(&[])
    }

    /// The same with these variables in its environment.
    pub(crate) fn start_with(&self, env: &[(&str, &str)]) -> Daemon {
        self.try_start(env).unwrap_or_else(|log| panic!("the daemon did not start:\n{log}"))
    }

    /// The same; the log if it ends before it is ready.
    pub(crate) fn try_start(&self, env: &[(&str, &str)]) -> Result<Daemon, String> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mcsd"))
            .arg("run")
            .args(if self.endpoint { &["--mqtt", "127.0.0.1:0"][..] } else { &[] })
            .args(["--log", "json", "--data"])
            .arg(self.data())
            .envs(env.iter().copied())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mcsd run starts");
        let log = Arc::new(Mutex::new(String::new()));
        let stderr = BufReader::new(child.stderr.take().expect("piped"));
        let into = Arc::clone(&log);
        let reader = thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                writeln!(into.lock().expect("no panic while held"), "{line}").expect("a string takes it");
            }
        });
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("tokio");
        let socket = self.data().join("mcsd.sock");
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Ok(Some(_)) = child.try_wait() {
                let _ = reader.join();
                let log = log.lock().expect("no panic while held").clone();
                return Err(log);
            }
            let ready = runtime.block_on(async {
                let client = Client::connect(&socket, DEADLINE).await.ok()?;
                let status = client.status().await.ok()?;
                Some((client, status))
            });
            if let Some((client, status)) = ready {
                let listens = || status.mqtt.first().map(|at| at.parse().expect("an address"));
                let mqtt = self.broker.as_ref().map(|broker| broker.address).or_else(listens).unwrap_or(NOWHERE);
                return Ok(Daemon { child, log, runtime, client, mqtt });
            }
            assert!(Instant::now() < deadline, "not ready in time:\n{}", log.lock().expect("no panic while held"));
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A running daemon.
pub(crate) struct Daemon {
    pub(crate) child: Child,
    pub(crate) log: Arc<Mutex<String>>,
    pub(crate) runtime: tokio::runtime::Runtime,
    pub(crate) client: Client,
    /// Where devices connect: to it, or to the broker it listens to.
    pub(crate) mqtt: SocketAddr,
}

impl Daemon {
    /// Runs a future of the client.
    pub(crate) fn ask<T>(&self, future: impl Future<Output = Result<T, mcs_proto::client::ClientError>>) -> T {
        self.runtime.block_on(future).unwrap_or_else(|error| panic!("{error}\n{}", self.log()))
    }

    /// Runs a future that must not take for ever.
    pub(crate) fn within_deadline<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(async { tokio::time::timeout(DEADLINE, future).await }).expect("in time")
    }

    /// How it is doing.
    pub(crate) fn status(&self) -> Status {
        self.ask(self.client.status())
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().expect("no panic while held").clone()
    }

    /// The alarm of this condition on this device that is not over.
    pub(crate) fn open_alarm(&self, device: &str, condition: Condition) -> Option<Occurrence> {
        let query = AlarmQuery { include_closed: false, sn: Some(device.parse().expect("a serial number")) };
        self.ask(self.client.alarms(&query)).alarms.into_iter().find(|o| o.condition == condition)
    }

    /// A methane detector's settings: A1 at 1000 and A2 at 2000 ppm.
    pub(crate) fn methane() -> PointSettings {
        let mut settings = PointSettings::proposed(SensorType::CH4);
        settings.rules.limits.high = Some(1000.0);
        settings.rules.limits.high_high = Some(2000.0);
        settings
    }

    /// Registers a methane detector whose value in ppm is its voltage in mV, with A1 at 1000 and A2 at 2000.
    pub(crate) fn add_device(&self, sn: &str) -> Credential {
        self.add_with(sn, Self::methane())
    }

    /// Registers a calibrated device with these settings.
    pub(crate) fn add_with(&self, sn: &str, settings: PointSettings) -> Credential {
        let sn = sn.parse().expect("a serial number");
        let new = NewDevice {
            sn,
            name: None,
            area: None,
            zone: None,
            instrument: None,
            position: None,
            settings,
            share_user: None,
        };
        let (device, credential) = self.ask(self.client.add_device(&new));
        let plain = Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("valid coefficients");
        self.ask(self.client.set_calibration(&device.sn, plain, None, None));
        credential.expect("a new device has a credential of its own")
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits for it to end by itself.
    pub(crate) fn wait(mut self) -> ExitStatus {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return status;
            }
            assert!(Instant::now() < deadline, "it did not end:\n{}", self.log());
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// SIGTERM, and waits for the orderly end.
    pub(crate) fn stop(self) -> ExitStatus {
        let pid = nix::unistd::Pid::from_raw(self.child.id().try_into().expect("a pid"));
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).expect("it runs");
        self.wait()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something holds.
pub(crate) fn eventually<T>(what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(found) = check() {
            return found;
        }
        assert!(Instant::now() < deadline, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
