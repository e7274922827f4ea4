//! A daemon of the demonstration's own: made, started, waited for, ended.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use mcs_proto::{client::Client, socket};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
};

use super::place;
use crate::sim::error::SimError;

/// A daemon that answers. Dropped, it is killed.
pub(super) struct Daemon {
    child: Child,
    client: Client,
    socket: PathBuf,
    log: PathBuf,
}

const NAME: &str = "mcsd";
/// How long it may take to be made, and again to answer.
const READY_WITHIN: Duration = Duration::from_secs(20);
/// Pause between two looks whether it answers.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// Deadline of each call.
const CALL_WITHIN: Duration = Duration::from_secs(10);
/// How much of its log is shown when it fails.
const SHOWN_BYTES: usize = 2000;

impl Daemon {
    /// Makes a data directory under `dir` and starts a daemon on it that takes devices on any free port.
    pub(super) async fn start(mcsd: &Path, dir: &Path) -> Result<Self, SimError> {
        let data = dir.join("data");
        init(mcsd, &data).await?;
        let log = dir.join("mcsd.log");
        let file = |source| SimError::Io { what: "make the daemon's log", source };
        let out = File::create(&log).map_err(file)?;
        let err = out.try_clone().map_err(file)?;
        let mut child = command(mcsd)
            .args(["run", "--mqtt", "127.0.0.1:0", "--data"])
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            // Out of the terminal's group: Ctrl-C is for this program, which then ends the daemon in order.
            .process_group(0)
            .spawn()
            .map_err(|source| SimError::Start { name: NAME, source })?;
        let socket = data.join(socket::FILE_NAME);
        let client = answering(&mut child, &socket, &log).await?;
        Ok(Self { child, client, socket, log })
    }

    /// The way to it.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    /// Its socket.
    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }

    /// Waits until it ends by itself, which it should not; tells what it said.
    pub(super) fn ended(&self) -> impl Future<Output = String> + 'static {
        let (pid, log) = (self.child.id(), self.log.clone());
        async move {
            while is_alive(pid) {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            last_words(&log)
        }
    }

    /// Ends it in order, or with force after a while.
    pub(super) async fn stop(mut self, grace: Duration) {
        // Nothing is left to do if even that fails; dropping kills it.
        drop(end(&mut self.child, grace).await);
    }
}

/// Asks a program to end, and after a while no longer asks.
pub(super) async fn end(child: &mut Child, grace: Duration) -> io::Result<()> {
    if let Some(pid) = child.id().and_then(|id| i32::try_from(id).ok()) {
        // It may have ended on its own a moment ago; waiting finds out.
        let _ = kill(Pid::from_raw(pid), Signal::SIGTERM);
    }
    match tokio::time::timeout(grace, child.wait()).await {
        Ok(status) => status.map(drop),
        Err(_) => child.kill().await,
    }
}

fn command(mcsd: &Path) -> Command {
    let mut command = Command::new(mcsd);
    // What is set for another daemon must not reach this one.
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("MCS_")) {
        command.env_remove(name);
    }
    command.kill_on_drop(true);
    command
}

async fn init(mcsd: &Path, data: &Path) -> Result<(), SimError> {
    let started = |source| SimError::Start { name: NAME, source };
    let mut child = command(mcsd)
        .args(["init", "--admin-password-stdin", "--site", "Demonstration", "--tz", &place::time_zone(), "--data"])
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(started)?;
    if let Some(mut stdin) = child.stdin.take() {
        let password = random_password().map_err(|source| SimError::Io { what: "make a password", source })?;
        // A daemon that does not read its password says why below.
        drop(stdin.write_all(format!("{password}\n").as_bytes()).await);
    }
    let output = match tokio::time::timeout(READY_WITHIN, child.wait_with_output()).await {
        Ok(output) => output.map_err(started)?,
        Err(late) => return Err(started(late.into())),
    };
    if output.status.success() { Ok(()) } else { Err(SimError::Failed { name: NAME, said: shown(&output.stderr) }) }
}

/// Nobody needs to know it: the socket knows its owner.
fn random_password() -> io::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

async fn answering(child: &mut Child, socket: &Path, log: &Path) -> Result<Client, SimError> {
    let started = Instant::now();
    loop {
        if child.try_wait().map_err(|source| SimError::Start { name: NAME, source })?.is_some() {
            return Err(SimError::Failed { name: NAME, said: last_words(log) });
        }
        let answer = async {
            let client = Client::connect(socket, CALL_WITHIN).await?;
            client.info().await.map(|_| client)
        };
        match answer.await {
            Ok(client) => return Ok(client),
            Err(error) if started.elapsed() >= READY_WITHIN => return Err(error.into()),
            Err(_) => tokio::time::sleep(LOOK_AGAIN).await,
        }
    }
}

/// Whether the process still runs; a zombie does not.
fn is_alive(pid: Option<u32>) -> bool {
    let stat = pid.and_then(|pid| std::fs::read_to_string(format!("/proc/{pid}/stat")).ok());
    stat.and_then(|stat| stat.rsplit_once(") ").map(|(_, rest)| !rest.starts_with(['Z', 'X']))).unwrap_or(false)
}

fn last_words(log: &Path) -> String {
    shown(&std::fs::read(log).unwrap_or_default())
}

fn shown(said: &[u8]) -> String {
    let end = &said[said.len().saturating_sub(SHOWN_BYTES)..];
    let text = String::from_utf8_lossy(end).trim().to_owned();
    if text.is_empty() { "it said nothing".to_owned() } else { text }
}
