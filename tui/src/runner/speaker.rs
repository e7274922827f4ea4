//! The external command that makes a sound: a siren, a player of files. It is told why in one word.

use std::{path::PathBuf, process::Stdio, time::Duration};

use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};
use tokio::{
    process::{Child, Command},
    time::Instant,
};

/// A command that takes longer hangs; the next sound must be heard.
const LONGEST: Duration = Duration::from_secs(30);

/// The command and the one run of it there can be.
#[derive(Debug)]
pub(super) struct Speaker {
    command: Option<PathBuf>,
    running: Option<(Child, Instant)>,
}

impl Speaker {
    /// With this command, or silent.
    pub(super) fn new(command: Option<PathBuf>) -> Self {
        Self { command, running: None }
    }

    /// Runs the command, unless it still runs: sounds over one another say nothing. A command that cannot be run is let
    /// be; the bell rings in any case.
    pub(super) fn say(&mut self, why: &str) {
        self.reap();
        let (Some(command), None) = (&self.command, &self.running) else { return };
        // In a group of its own, so that it ends whole, and the keyboard's signals are not for it.
        let child = Command::new(command)
            .arg(why)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        self.running = child.ok().map(|child| (child, Instant::now()));
    }

    /// Lets go of a run that ended, and ends one that hangs.
    pub(super) fn reap(&mut self) {
        let Some((child, since)) = &mut self.running else { return };
        if since.elapsed() > LONGEST {
            end(child);
        }
        if child.try_wait().is_ok_and(|ended| ended.is_some()) {
            self.running = None;
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        if let Some((child, _)) = &self.running {
            end(child);
        }
    }
}

/// Ends the command with whatever it started.
fn end(child: &Child) {
    if let Some(id) = child.id().and_then(|id| i32::try_from(id).ok()) {
        let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
    }
}
