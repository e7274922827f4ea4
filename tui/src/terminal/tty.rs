//! The terminal as a file: opened anew, so that writing never waits, and asked whether it is still there.

use std::{
    fs::OpenOptions,
    io::{self, IsTerminal as _},
    os::{
        fd::{AsFd, OwnedFd},
        unix::fs::OpenOptionsExt as _,
    },
    time::{Duration, Instant},
};

use crossterm::terminal::window_size;
use nix::{
    errno::Errno,
    fcntl::OFlag,
    poll::{PollFd, PollFlags, PollTimeout, poll},
    unistd,
};

/// Where the terminal of this process is found. The first is exactly the one that standard output is; the second can be
/// opened where that one belongs to another user, as after `su`.
const PLACES: [&str; 2] = ["/proc/self/fd/1", "/dev/tty"];
/// The largest terminal drawn; a larger one has an empty margin. Bounds the memory of a picture.
const LARGEST: (u16, u16) = (600, 200);
/// What a terminal that tells no size is taken for.
const USUAL: (u16, u16) = (80, 24);

/// Opens the terminal a second time, for reading and writing without waiting. Whether to wait is a property of the open
/// file, which standard output shares with the shell and everything else in the terminal: it must not be changed there.
pub(super) fn open() -> io::Result<OwnedFd> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(io::Error::other("this is not a terminal; use mcsctl in scripts"));
    }
    let flags = OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
    let mut options = OpenOptions::new();
    options.read(true).write(true).custom_flags(flags.bits());
    let mut last = None;
    for place in PLACES {
        match options.open(place) {
            Ok(file) => return Ok(file.into()),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::NotFound.into()))
}

/// Columns and rows.
pub(super) fn size() -> io::Result<(u16, u16)> {
    let size = window_size()?;
    let told = |told: u16, usual: u16, largest: u16| if told == 0 { usual } else { told.min(largest) };
    Ok((told(size.columns, USUAL.0, LARGEST.0), told(size.rows, USUAL.1, LARGEST.1)))
}

/// Whether the terminal is no longer there; waits for that so long.
pub(super) fn gone(tty: impl AsFd, wait: Duration) -> bool {
    let wait = PollTimeout::try_from(wait).unwrap_or(PollTimeout::ZERO);
    let mut asked = [PollFd::new(tty.as_fd(), PollFlags::empty())];
    let bad = PollFlags::POLLHUP | PollFlags::POLLERR | PollFlags::POLLNVAL;
    let heard = poll(&mut asked, wait).is_ok_and(|found| found > 0);
    heard && asked[0].revents().is_some_and(|events| events.intersects(bad)) || window_size().is_err()
}

/// Writes all of it, unless the terminal takes it for longer than this. Whether it was written.
pub(super) fn write_within(tty: impl AsFd, mut bytes: &[u8], limit: Duration) -> bool {
    let end = Instant::now() + limit;
    while !bytes.is_empty() {
        match unistd::write(&tty, bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(Errno::EINTR) => {}
            Err(Errno::EAGAIN) => {
                let left = end.saturating_duration_since(Instant::now());
                let mut asked = [PollFd::new(tty.as_fd(), PollFlags::POLLOUT)];
                let wait = PollTimeout::try_from(left).unwrap_or(PollTimeout::ZERO);
                if left.is_zero() || poll(&mut asked, wait).is_err() {
                    return false;
                }
            }
            Err(_) => return false,
        }
    }
    true
}

/// Reads and forgets until nothing came for so long, or until the limit.
pub(super) fn drain(tty: impl AsFd, quiet: Duration, limit: Duration) {
    let end = Instant::now() + limit;
    let mut forgotten = [0; 1024];
    loop {
        let left = quiet.min(end.saturating_duration_since(Instant::now()));
        let mut asked = [PollFd::new(tty.as_fd(), PollFlags::POLLIN)];
        let came = poll(&mut asked, PollTimeout::try_from(left).unwrap_or(PollTimeout::ZERO));
        if left.is_zero() || came != Ok(1) || !unistd::read(&tty, &mut forgotten).is_ok_and(|length| length > 0) {
            return;
        }
    }
}
