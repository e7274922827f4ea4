//! What the room hears: the bell and the external command, at a new alarm and when the daemon is lost.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, time::Duration};

use mcs_core::alarm::Condition;
use termlens::{Key, Terminal};

use crate::{
    daemon::Daemon,
    pty::{DEADLINE, wait_for},
};

/// A command that writes down why it was run, and then waits for longer than any test.
fn siren(folder: &Path, and_then: &str) -> String {
    let program = folder.join("siren");
    let heard = folder.join("heard");
    let script = format!("#!/bin/sh\necho \"$#:$1\" >> '{}'\necho noise\n{and_then}\n", heard.display());
    fs::write(&program, script).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
    program.to_str().expect("text").to_owned()
}

fn watching(daemon: &Daemon, siren: &str) -> Terminal {
    let mut terminal = Terminal::builder()
        .size(80, 24)
        .timeout(DEADLINE)
        .args(["--lang", "en", "--socket", &daemon.socket(), "--sound-command", siren])
        .env_clear()
        .env("XDG_STATE_HOME", "/dev/null")
        .env("TERM", "xterm-256color")
        .spawn(env!("CARGO_BIN_EXE_mcstui"))
        .expect("it starts");
    terminal.wait_until(|screen| screen.contains("A001") && screen.contains("live")).expect("the plant");
    // What stood already may ring too.
    terminal.wait_stable(Duration::from_millis(300)).expect("a quiet plant");
    terminal
}

#[test]
fn a_new_alarm_rings_until_somebody_acknowledges_and_runs_the_command_and_so_does_a_lost_daemon() {
    let mut daemon = Daemon::start(&["A001", "A002"]);
    let folder = tempfile::tempdir().expect("a folder");
    let mut terminal = watching(&daemon, &siren(folder.path(), "exit 3"));
    let heard = folder.path().join("heard");
    let lines = |word: &str| fs::read_to_string(&heard).unwrap_or_default().matches(word).count();
    let bells = terminal.screen().bells();
    daemon.drill("A001", Condition::HighHigh);
    terminal.wait_until(|screen| screen.bells() >= bells + 6).expect("three rings, and again three");
    wait_for("the command", || (lines("1:drill\n") >= 2).then_some(()));
    daemon.kill();
    wait_for("the command", || (lines("1:lost\n") >= 2).then_some(()));
    assert!(!terminal.screen().contains("noise"), "what the command prints is on the screen");
    terminal.send(Key::Char('q')).expect("typed");
    assert_eq!(terminal.wait_exit().expect("it ends").code(), Some(0));
}

#[test]
fn a_command_runs_once_at_a_time_and_ends_with_the_dashboard() {
    let daemon = Daemon::start(&["A001", "A002"]);
    let folder = tempfile::tempdir().expect("a folder");
    let pid = folder.path().join("pid");
    // What the command starts ends too.
    let script = format!("sleep 600 & echo $! > '{}'; wait", pid.display());
    let mut terminal = watching(&daemon, &siren(folder.path(), &script));
    daemon.drill("A001", Condition::HighHigh);
    let child = wait_for("the command", || fs::read_to_string(&pid).ok()?.trim().parse::<u32>().ok());
    let bells = terminal.screen().bells();
    daemon.drill("A002", Condition::HighHigh);
    terminal.wait_until(|screen| screen.bells() > bells).expect("one more bell");
    assert_eq!(fs::read_to_string(folder.path().join("heard")).expect("text"), "1:drill\n");
    terminal.send(Key::Char('q')).expect("typed");
    terminal.wait_exit().expect("it ends");
    wait_for("the end of the command", || {
        let status = fs::read_to_string(format!("/proc/{child}/stat"));
        status.map_or(true, |status| status.contains(") Z ")).then_some(())
    });
}
