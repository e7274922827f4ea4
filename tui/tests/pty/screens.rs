//! What the screens ask a real daemon, and what a person who knows nothing but `?` and `:` gets to see.

use mcs_core::alarm::Condition;
use termlens::{Key, Terminal};

use crate::{daemon::Daemon, pty::DEADLINE};

fn watching(daemon: &Daemon) -> Terminal {
    let mut terminal = Terminal::builder()
        .size(120, 40)
        .timeout(DEADLINE)
        .args(["--lang", "en", "--socket", &daemon.socket()])
        .env_clear()
        .env("XDG_STATE_HOME", "/dev/null")
        .env("TERM", "xterm-256color")
        .spawn(env!("CARGO_BIN_EXE_mcstui"))
        .expect("it starts");
    terminal.wait_until(|screen| screen.contains("A001") && screen.contains("live")).expect("the plant");
    terminal
}

fn press(terminal: &mut Terminal, keys: &str) {
    for c in keys.chars() {
        terminal.send(if c == '\n' { Key::Enter } else { Key::Char(c) }).expect("typed");
    }
}

#[test]
fn every_screen_shows_what_the_daemon_knows() {
    let daemon = Daemon::start(&["A001", "A002"]);
    let mut terminal = watching(&daemon);
    daemon.drill("A001", Condition::HighHigh);
    terminal.wait_until(|screen| screen.contains("DRILL")).expect("the alarm");
    press(&mut terminal, "2");
    terminal.wait_until(|screen| screen.contains("Devices 2")).expect("the table");
    press(&mut terminal, ":device A001\n");
    terminal.wait_until(|screen| screen.contains("none on record: there is no value")).expect("its calibration");
    terminal.wait_until(|screen| screen.contains("HIGH_HIGH") && screen.contains("raised")).expect("its alarms");
    press(&mut terminal, "-");
    terminal.wait_until(|screen| screen.contains("4 h, no readings")).expect("its trend");
    press(&mut terminal, "4h");
    terminal.wait_until(|screen| screen.contains("all there is") && screen.contains("DRILL")).expect("the record");
    press(&mut terminal, "\n");
    terminal.wait_until(|screen| screen.contains("steps") && screen.contains("raised")).expect("its steps");
    press(&mut terminal, "q:lang zh\n");
    terminal.wait_until(|screen| screen.contains("报警")).expect("the other language");
    press(&mut terminal, "q");
    assert_eq!(terminal.wait_exit().expect("it ends").code(), Some(0));
}
