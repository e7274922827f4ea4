//! Signals, and stopping for a while.

use std::{fs, io};

use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, getpgid, getpgrp, getppid, getsid},
};
use tokio::signal::unix::{Signal as Stream, SignalKind, signal};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To end, by the signal with this number.
    End(u8),
    /// To stop for a while.
    Stop,
    /// To go on after a stop.
    Continue,
    /// To look at the terminal's size.
    Resize,
}

/// The signals the program hears.
pub(super) struct Signals {
    terminate: Stream,
    interrupt: Stream,
    hang_up: Stream,
    quit: Stream,
    stop: Stream,
    go_on: Stream,
    resize: Stream,
}

impl Signals {
    /// Begins to hear them.
    pub(super) fn hear() -> io::Result<Self> {
        let raw = |signal: Signal| SignalKind::from_raw(signal as i32);
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
            quit: signal(SignalKind::quit())?,
            stop: signal(raw(Signal::SIGTSTP))?,
            go_on: signal(raw(Signal::SIGCONT))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    /// Waits for the next.
    pub(super) async fn next(&mut self) -> Asked {
        tokio::select! {
            _ = self.terminate.recv() => Asked::End(15),
            _ = self.interrupt.recv() => Asked::End(2),
            _ = self.hang_up.recv() => Asked::End(1),
            _ = self.quit.recv() => Asked::End(3),
            _ = self.stop.recv() => Asked::Stop,
            _ = self.go_on.recv() => Asked::Continue,
            _ = self.resize.recv() => Asked::Resize,
        }
    }
}

/// Stops the program, and whatever was started together with it, until somebody continues it. Does nothing where nobody
/// could: without a shell that takes care of its jobs.
pub(super) fn stop() {
    if somebody_continues_us() {
        // The whole group: a script around this program would otherwise keep the terminal.
        let _ = kill(Pid::from_raw(0), Signal::SIGSTOP);
    }
}

/// Whether our group has a parent of another group in the same session, which is what a shell with jobs looks like. A
/// group without one is what POSIX calls orphaned, and is never stopped by the terminal either.
fn somebody_continues_us() -> bool {
    let (group, session) = (getpgrp(), getsid(None));
    let mut ancestor = getppid();
    while ancestor.as_raw() > 1 {
        if getpgid(Some(ancestor)) != Ok(group) {
            return session.is_ok() && getsid(Some(ancestor)) == session;
        }
        let Some(parent) = parent_of(ancestor) else { return false };
        ancestor = parent;
    }
    false
}

/// The parent of a process, where the system tells.
fn parent_of(process: Pid) -> Option<Pid> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may contain anything; after it come the state and the parent.
    let (_, facts) = stat.rsplit_once(')')?;
    facts.split_whitespace().nth(1)?.parse().ok().map(Pid::from_raw)
}
