//! Windows are dragged through every size.

use nix::sys::signal::Signal;

use crate::pty::{FRAME_END, NOBODY, Pty, Standing};

#[test]
fn a_storm_of_sizes_is_survived_and_the_last_one_is_drawn() {
    let sizes = [(1, 1), (400, 120), (2, 1), (1, 2), (40, 15), (39, 15), (400, 1), (1, 120), (80, 24), (200, 60)];
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    pty.first_frame();
    for step in 0..40_u16 {
        let (width, height) = sizes[usize::from(step) % sizes.len()];
        pty.resize(width.max(step % 7), height.max(step % 5));
    }
    let from = pty.length();
    pty.resize(120, 40);
    let end = pty.wait_said(from, "\x1b[40H");
    pty.wait_said(end, FRAME_END);
    pty.type_keys("q");
    pty.ended_with(0);
    assert!(pty.sane());
}

#[test]
fn a_terminal_that_sends_no_signal_is_followed_too() {
    let mut pty = Pty::start(Standing::Stranger, &NOBODY);
    let from = pty.first_frame();
    pty.resize(120, 40);
    pty.wait_said(from, "\x1b[40H");
    pty.signal(Signal::SIGTERM);
    pty.ended_with(143);
}
