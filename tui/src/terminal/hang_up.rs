//! The watchdog: ends the program, without a word, soon after its terminal died.
//!
//! The main loop hears of it by itself and ends in order. This thread is for the case that it is busy or stuck.

use std::{os::fd::OwnedFd, thread, time::Duration};

use super::tty;

/// How often the size is asked for, which fails without a terminal. A hang-up that the kernel tells is heard at once.
const PROBE: Duration = Duration::from_millis(500);
/// How long the main loop has to end in order.
const GRACE: Duration = Duration::from_millis(500);
/// What a shell shows for a program ended by a hang-up.
const HUNG_UP: i32 = 129;

/// Begins to watch this terminal.
pub(super) fn watch(tty: OwnedFd) {
    thread::spawn(move || {
        while !tty::gone(&tty, PROBE) {}
        thread::sleep(GRACE);
        std::process::exit(HUNG_UP);
    });
}
