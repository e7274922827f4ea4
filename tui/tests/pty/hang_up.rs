//! The terminal dies: the program is gone soon, without a word and without spinning.

use std::time::{Duration, Instant};

use crate::pty::{NOBODY, Pty, Standing, cpu_time, wait_for};

/// Within this time it has to be gone.
const SOON: Duration = Duration::from_secs(2);
/// What ending may cost.
const COST: Duration = Duration::from_millis(150);

fn dies(standing: Standing, before: impl FnOnce(&Pty)) {
    let mut pty = Pty::start(standing, &NOBODY);
    pty.first_frame();
    before(&pty);
    let cost = cpu_time(pty.program());
    let begin = Instant::now();
    pty.die();
    let (status, cpu) = pty.ended();
    assert_eq!(status.code(), Some(129), "{standing:?}: {status}");
    assert!(begin.elapsed() < SOON, "{standing:?}: {:?}", begin.elapsed());
    if standing != Standing::Child {
        assert!(cpu.saturating_sub(cost) < COST, "{standing:?}: {cpu:?} after {cost:?}");
    }
}

#[test]
fn the_terminal_of_a_session_leader_dies() {
    dies(Standing::Leader, |_| {});
}

#[test]
fn the_terminal_of_a_shell_that_ignores_the_hang_up_dies() {
    dies(Standing::Child, |_| {});
}

#[test]
fn a_terminal_that_controls_nobody_dies() {
    dies(Standing::Stranger, |_| {});
}

#[test]
fn a_terminal_dies_in_the_middle_of_a_key_and_of_a_frame() {
    for standing in [Standing::Leader, Standing::Stranger] {
        dies(standing, |pty| {
            pty.deaf(true);
            wait_for("a full line", || {
                pty.type_keys("\x0c");
                pty.full().then_some(())
            });
            pty.type_keys("\x1b[");
        });
    }
}
