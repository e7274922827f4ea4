//! Points placed with a real mouse on a real daemon's map, and a wall that nobody can change.

use mcs_core::alarm::Condition;

use crate::{
    daemon::Daemon,
    pty::{FRAME_END, Pty, Standing, wait_for},
};

/// Reports of the mouse as terminals send them; columns and rows begin with one.
fn mouse(kind: &str, column: u16, row: u16) -> String {
    let (button, end) = match kind {
        "down" => (0, 'M'),
        "drag" => (32, 'M'),
        _ => (0, 'm'),
    };
    format!("\x1b[<{button};{column};{row}{end}")
}

#[test]
fn a_mouse_drag_lands_in_the_daemon_and_undoes() {
    let daemon = Daemon::start(&["A001", "A002"]);
    let pty = Pty::start(Standing::Leader, &["--lang", "en", "--socket", &daemon.socket()]);
    pty.wait_said(0, "A002");
    pty.type_keys("e");
    let editing = pty.wait_said(0, "PLACING");
    pty.wait_said(editing, FRAME_END);
    // The first unplaced point stands at the left end of the strip below the map: rows 4 to 10 of 24.
    assert_eq!(daemon.position("A001"), None);
    pty.type_keys(&format!("{}{}{}", mouse("down", 5, 10), mouse("drag", 20, 7), mouse("drag", 41, 7)));
    pty.type_keys(&mouse("up", 41, 7));
    let (x, y) = wait_for("the move", || daemon.position("A001"));
    assert!((x - 50.0).abs() <= 5.0 && (y - 50.0).abs() <= 15.0, "{x} {y}");
    pty.type_keys("u");
    wait_for("the undo", || daemon.position("A001").is_none().then_some(()));
    // Numbers, then a nudge that rests.
    pty.type_keys("#12.5 40\r");
    wait_for("the numbers", || (daemon.position("A001") == Some((12.5, 40.0))).then_some(()));
    pty.type_keys("l");
    wait_for("the nudge", || (daemon.position("A001") == Some((15.0, 40.0))).then_some(()));
}

#[test]
fn a_hostile_key_script_changes_nothing_in_a_kiosk() {
    let daemon = Daemon::start(&["A001", "A002"]);
    daemon.drill("A001", Condition::HighHigh);
    let before = daemon.unacknowledged();
    assert!(before > 0, "something waits to be acknowledged");
    let pty = Pty::start(Standing::Leader, &["--lang", "en", "--socket", &daemon.socket(), "wall", "--kiosk"]);
    let shown = pty.wait_said(0, "keys change nothing");
    let keys = "aA\rq\x03\x1a\x1b:quit\r/x\r1234eu#1 2\rxSsir\rfyzm\x04\x1c\x1bOP\x1b[A\x1b[200~pasted\x1b[201~";
    pty.type_keys(keys);
    pty.type_keys(&format!("{}{}{}", mouse("down", 5, 10), mouse("drag", 30, 7), mouse("up", 30, 7)));
    // It goes on drawing its clock, and nothing was done.
    let later = pty.wait_said(shown, FRAME_END);
    pty.wait_said(later, FRAME_END);
    assert_eq!((daemon.unacknowledged(), daemon.position("A001")), (before, None));
    pty.signal(nix::sys::signal::Signal::SIGTERM);
    pty.wait_modes(true);
}
