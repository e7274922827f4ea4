//! A fault is recorded where it happens and looked at elsewhere.

use std::process::Command;

use crate::{
    daemon::Daemon,
    pty::{NOBODY, Pty, Standing},
};

#[test]
fn what_a_person_saw_is_played_without_a_daemon() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("fault.jsonl");
    let file = file.to_str().expect("text");
    let daemon = Daemon::start(&["A001"]);
    let mut pty = Pty::start(Standing::Leader, &["--socket", &daemon.socket(), "--record", file]);
    pty.wait_said(0, "A001");
    pty.type_keys("q");
    pty.ended_with(0);
    drop(daemon);

    let printed =
        Command::new(env!("CARGO_BIN_EXE_mcstui")).args(["replay", file, "--print"]).output().expect("it runs");
    let screen = String::from_utf8_lossy(&printed.stdout).into_owned();
    assert!(printed.status.success() && screen.contains("A001") && screen.lines().count() == 24, "{screen}");

    let mut pty = Pty::start(Standing::Leader, &["replay", file, "--speed", "64"]);
    pty.wait_said(0, "A001");
    let at = pty.length();
    pty.type_keys(" ");
    pty.wait_said(at, "halted");
    pty.type_keys("q");
    pty.ended_with(0);
    assert!(pty.sane());
}

#[test]
fn a_recording_is_never_written_over_and_the_screen_is_given_back_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("there");
    std::fs::write(&file, "something dear").expect("written");
    let arguments = [&NOBODY[..], &["--record", file.to_str().expect("text")]].concat();
    let mut pty = Pty::start(Standing::Leader, &arguments);
    pty.ended_with(1);
    pty.wait_said(0, "cannot use the recording");
    let said = pty.said();
    assert!(pty.sane() && said.rfind("\x1b[?25h") < said.find("cannot use"), "{said:?}");
    assert_eq!(std::fs::read_to_string(&file).expect("text"), "something dear");
}
