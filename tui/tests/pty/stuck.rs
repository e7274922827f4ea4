//! A terminal that stops reading: a stalled line, a stopped multiplexer.

use std::{
    fs,
    time::{Duration, Instant},
};

use nix::sys::signal::Signal;

use crate::pty::{FRAME_END, NOBODY, Pty, Standing, wait_for};

/// Resident memory in KiB.
fn memory(pty: &Pty) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", pty.program())).expect("its figures");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

/// Fills the line: asks for everything anew until nothing more goes in.
fn fill(pty: &Pty) {
    wait_for("a full line", || {
        pty.type_keys("\x0c");
        pty.full().then_some(())
    });
}

/// Types far more than a person.
fn press(pty: &Pty) {
    for _ in 0..100 {
        pty.type_keys(&"\x0c".repeat(20));
    }
}

#[test]
fn a_terminal_that_does_not_read_piles_nothing_up_and_gets_one_frame_when_it_reads_again() {
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    pty.first_frame();
    pty.deaf(true);
    fill(&pty);
    let before = memory(&pty);
    press(&pty);
    press(&pty);
    let more = memory(&pty).saturating_sub(before);
    assert!(more < 1024, "{more} KiB more");
    let (from, now) = (pty.length(), Instant::now());
    pty.deaf(false);
    pty.wait_said(from, FRAME_END);
    pty.type_keys("q");
    pty.ended_with(0);
    assert!(now.elapsed() < Duration::from_secs(2) && pty.sane());
    // What was in the line, what was begun, and a few more at the end: not thousands.
    assert!(pty.length() - from < 64 << 10, "{} bytes came late", pty.length() - from);
}

#[test]
fn keys_and_signals_work_while_the_terminal_does_not_read() {
    for leave in [None, Some(Signal::SIGTERM)] {
        // Where the program leads the session, the kernel throws away what was not read when it ends.
        let mut pty = Pty::start(Standing::Stranger, &NOBODY);
        pty.first_frame();
        pty.deaf(true);
        fill(&pty);
        let now = Instant::now();
        match leave {
            None => pty.type_keys("q"),
            Some(signal) => pty.signal(signal),
        }
        pty.ended_with(if leave.is_none() { 0 } else { 143 });
        assert!(now.elapsed() < Duration::from_secs(3), "{:?}", now.elapsed());
        assert!(pty.sane());
        // The modes are put back even so: they are what the terminal reads next.
        let from = pty.length();
        pty.deaf(false);
        let at = pty.wait_said(from, "\x1b[?1002l");
        pty.wait_said(at, "\x1b[?25h");
    }
}
