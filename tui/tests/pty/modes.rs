//! Every way out puts every mode back.

use std::process::Command;

use nix::sys::signal::Signal;

use crate::pty::{FRAME_END, NOBODY, Pty, Standing};

/// What has to be said at the end, in this order.
const BACK: [&str; 6] = ["\x1b[?1006l", "\x1b[?1002l", "\x1b[?2004l", "\x1b[?2026l", "\x1b[?1049l", "\x1b[?25h"];

/// Checks what was said after this many bytes: each mode is put back, in order, and nothing follows it.
fn put_back(pty: &Pty, from: usize) {
    assert!(pty.sane(), "raw mode was left on");
    pty.wait_said(from, "\x1b[?25h");
    let said = pty.said();
    let mut at = from;
    for words in BACK {
        let found = said[at..].find(words);
        at += found.unwrap_or_else(|| panic!("{words:?} is missing: {:?}", &said[from..])) + words.len();
    }
    assert_eq!(&said[at..], "", "something was said after the end");
}

fn left_by(code: i32, leave: impl FnOnce(&Pty)) {
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    let from = pty.first_frame();
    for mode in ["\x1b[?1049h", "\x1b[?2004h", "\x1b[?25l", "\x1b[?1002h", "\x1b[?1006h"] {
        assert!(pty.said().contains(mode), "{mode:?}");
    }
    assert!(!pty.said().contains("\x1b[?1003h") && !pty.sane());
    leave(&pty);
    pty.ended_with(code);
    put_back(&pty, from);
}

#[test]
fn a_key_puts_every_mode_back() {
    left_by(0, |pty| pty.type_keys("q"));
    left_by(0, |pty| pty.type_keys("\x03"));
}

#[test]
fn a_signal_puts_every_mode_back() {
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGINT, 130), (Signal::SIGQUIT, 131), (Signal::SIGHUP, 129)]
    {
        left_by(code, |pty| pty.signal(signal));
    }
}

#[test]
fn a_panic_of_any_thread_puts_every_mode_back_and_then_says_why() {
    for place in ["main", "task", "thread"] {
        let mut pty = Pty::start_with(Standing::Leader, &NOBODY, &[("MCSTUI_TEST_PANIC", place)]);
        pty.ended_with(101);
        let after = pty.wait_said(0, "\x1b[?25h");
        pty.wait_said(after, "a panic for a test");
        let said = pty.said();
        assert!(pty.sane() && said.find("\x1b[?1049l").is_some_and(|left| left < after), "{place}");
        assert!(!said[after..].contains("\x1b["), "{place}: {:?}", &said[after..]);
    }
}

#[test]
fn what_cannot_be_begun_says_so_and_touches_no_mode() {
    let mut pty = Pty::start(Standing::Leader, &["replay", "/nonexistent/recording"]);
    pty.ended_with(1);
    pty.wait_said(0, "/nonexistent/recording");
    assert!(pty.sane() && !pty.said().contains('\x1b'));
}

#[test]
fn nothing_is_ever_asked_of_the_terminal() {
    let mut pty = Pty::start(Standing::Leader, &NOBODY);
    let mut at = pty.first_frame();
    pty.type_keys("\x0c");
    at = pty.wait_said(at, FRAME_END);
    pty.resize(100, 30);
    pty.wait_said(at, FRAME_END);
    pty.type_keys("q");
    pty.ended_with(0);
    // Where is the cursor, who are you, what colour, which mode, which keys: their ends.
    for question in ["[6n", "[c", "[>c", "[>q", "$p", "[?u", ";?\x07", ";?\x1b", "+q", "[14t", "[16t", "[18t"] {
        assert!(!pty.said().contains(question), "{question:?} was asked");
    }
}

#[test]
fn without_a_terminal_it_says_where_to_look() {
    let out = Command::new(env!("CARGO_BIN_EXE_mcstui")).args(NOBODY).output().expect("it runs");
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stdout.is_empty() && String::from_utf8_lossy(&out.stderr).contains("use mcsctl in scripts"));
}
