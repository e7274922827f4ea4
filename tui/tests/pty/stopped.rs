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

#[test]
fn stopping_gives_the_terminal_back_and_continuing_draws_everything() {
    let mut pty = under_a_shell();
    let mut at = pty.first_frame();
    pty.signal(Signal::SIGTSTP);
    at = pty.wait_said(at, "\x1b[?1049l");
    at = pty.wait_said(at, "\x1b[?25h");
    at = pty.wait_said(at, "stopped");
    assert!(pty.sane(), "the shell got a raw terminal");
    pty.type_keys("\n");
    at = pty.wait_said(at, "\x1b[?1049h");
    at = pty.wait_said(at, "\x1b[?1002h");
    at = pty.wait_said(at, FRAME_END);
    pty.wait_modes(false);
    pty.type_keys("q");
    pty.wait_said(at, "left with 0");
    pty.ended_with(0);
    assert!(pty.sane());
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
