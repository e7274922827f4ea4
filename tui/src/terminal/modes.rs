//! The guard that owns every mode of the terminal, and puts everything back however the program ends.
//!
//! ```text
//!            take                       give_back
//!  (shell) ───────▶ raw, alternate ─────────────────▶ (shell)
//!             ▲     screen, paste,         │
//!             │     mouse, no cursor       │ stopped: the same guard takes it again
//!             └────────────────────────────┘
//! ```
//!
//! It is one for the process, because a panic of any thread has to reach it.

use std::{
    io,
    os::fd::{AsFd as _, BorrowedFd, OwnedFd},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use nix::sys::termios::{FlushArg, SetArg, Termios, cfmakeraw, tcflush, tcgetattr, tcsetattr};

use super::tty;

/// Buttons and drags (1002) in a form without limits (1006). Not 1003, which reports every move of the pointer.
pub(super) const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
pub(super) const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";
/// The alternate screen, empty; pastes in brackets; no cursor.
const ON: &str = "\x1b[?1049h\x1b[2J\x1b[?2004h\x1b[?25l";
/// No more reports; whatever a frame that was cut had begun is over.
const QUIET: &str = "\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[?2026l\x1b[0m";
const LEAVE: &str = "\x1b[?1049l";
const CURSOR: &str = "\x1b[?25h";

/// How long a terminal that does not read is waited for; then what it has not read is thrown away, so that these words
/// have room.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long it has to be quiet after the mouse was switched off, here and over a network: what was already on its way
/// must not be typed into the shell.
const QUIET_FOR: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(300));
/// How long to wait for that at most.
const DRAIN: Duration = Duration::from_millis(1500);
/// What Rust programs that panicked end with.
const PANICKED: i32 = 101;

/// The terminal as it is held.
struct Held {
    tty: OwnedFd,
    before: Termios,
    on: bool,
}

static HELD: Mutex<Option<Held>> = Mutex::new(None);

/// Remembers how the terminal is, for all the times it will be given back, and watches for panics.
pub(super) fn remember(tty: OwnedFd) -> io::Result<()> {
    let before = tcgetattr(&tty)?;
    *HELD.lock().unwrap_or_else(PoisonError::into_inner) = Some(Held { tty, before, on: false });
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        hook(panic);
        // Whichever thread it was: the screen is no longer ours, and half a dashboard must not look alive.
        std::process::exit(PANICKED);
    }));
    Ok(())
}

/// Switches every mode on. Again, after the terminal was in other hands, too.
pub(super) fn take(mouse: bool) -> io::Result<()> {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(held) = held.as_mut() else { return Ok(()) };
    let mut raw = held.before.clone();
    cfmakeraw(&mut raw);
    tcsetattr(&held.tty, SetArg::TCSANOW, &raw)?;
    held.on = true;
    let words = if mouse { [ON, MOUSE_ON].concat() } else { ON.to_owned() };
    tty::write_within(&held.tty, words.as_bytes(), PATIENCE);
    Ok(())
}

/// Puts every mode back. What cannot be put back is let be: there is nobody left to tell.
pub(super) fn give_back() {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(held) = held.as_mut().filter(|held| held.on) else { return };
    held.on = false;
    let tty = held.tty.as_fd();
    if tty::gone(tty, Duration::ZERO) {
        return;
    }
    let mut told = String::new();
    tell(tty, &mut told, QUIET);
    tty::drain(tty, if far() { QUIET_FOR.1 } else { QUIET_FOR.0 }, DRAIN);
    let _ = tcflush(tty, FlushArg::TCIFLUSH);
    tell(tty, &mut told, LEAVE);
    let _ = tcsetattr(tty, SetArg::TCSANOW, &held.before);
    tell(tty, &mut told, CURSOR);
}

/// Tells the terminal more. Where there is no room, what it has not read is thrown away, and it is told all of it again.
fn tell(tty: BorrowedFd<'_>, told: &mut String, words: &str) {
    told.push_str(words);
    if !tty::write_within(tty, words.as_bytes(), PATIENCE) {
        let _ = tcflush(tty, FlushArg::TCOFLUSH);
        tty::write_within(tty, told.as_bytes(), PATIENCE);
    }
}

/// Writes while the modes are on. Otherwise that many bytes count as written: what is left of a frame when the program
/// panics must not end up in the shell.
pub(super) fn while_on(length: usize, write: impl FnOnce() -> io::Result<usize>) -> io::Result<usize> {
    let held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    if held.as_ref().is_some_and(|held| held.on) { write() } else { Ok(length) }
}

/// Whether the terminal is at the other end of a network.
pub fn far() -> bool {
    std::env::var_os("SSH_CONNECTION").is_some_and(|value| !value.is_empty())
}
