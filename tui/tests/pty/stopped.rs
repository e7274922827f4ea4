//! Stopped and continued: the shell has its terminal meanwhile, and the dashboard comes back whole.

use std::process::Command;

use nix::sys::signal::Signal;

use crate::pty::{FRAME_END, NOBODY, Pty, Standing, wait_for};

/// A shell with jobs that starts the program, says when it was stopped, and continues it at a line of input.
fn under_a_shell() -> Pty {
    let script = "\"$0\" \"$@\"; echo stopped; read line; fg; echo left with $?";
    let mut command = Command::new("setsid");
    command.args(["--ctty", "bash", "--norc", "-mc", script, env!("CARGO_BIN_EXE_mcstui")]).args(NOBODY);
    Pty::run(command)
}

/// Stopped this way, the shell has its terminal; continued, everything is drawn again.
fn stopped_by(stop: impl FnOnce(&Pty)) {
    let mut pty = under_a_shell();
    let mut at = pty.first_frame();
    stop(&pty);
    for words in ["\x1b[?1049l", "\x1b[?25h", "stopped"] {
        at = pty.wait_said(at, words);
    }
    assert!(pty.sane(), "the shell got a raw terminal");
    pty.type_keys("\n");
    for words in ["\x1b[?1049h", "\x1b[?1002h", FRAME_END] {
        at = pty.wait_said(at, words);
    }
    pty.wait_modes(false);
    pty.type_keys("q");
    pty.wait_said(at, "left with 0");
    pty.ended_with(0);
    assert!(pty.sane());
}

#[test]
fn the_key_that_stops_gives_the_terminal_back_and_continuing_draws_everything() {
    stopped_by(|pty| pty.type_keys("\x1a"));
}

#[test]
fn the_signal_that_stops_gives_the_terminal_back_and_continuing_draws_everything() {
    stopped_by(|pty| pty.signal(Signal::SIGTSTP));
}

#[test]
fn a_stop_from_outside_is_mended_when_it_is_over() {
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    let at = pty.first_frame();
    pty.signal(Signal::SIGSTOP);
    pty.signal(Signal::SIGCONT);
    let at = pty.wait_said(at, "\x1b[?1049h");
    pty.wait_said(at, FRAME_END);
    pty.type_keys("q");
    pty.ended_with(0);
    assert!(pty.sane());
}

#[test]
fn where_nobody_could_continue_it_stopping_only_draws_anew() {
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    let at = pty.first_frame();
    pty.signal(Signal::SIGTSTP);
    let at = pty.wait_said(at, "\x1b[?1049h");
    pty.wait_said(at, FRAME_END);
    wait_for("its modes", || (!pty.sane()).then_some(()));
    pty.type_keys("q");
    pty.ended_with(0);
}
