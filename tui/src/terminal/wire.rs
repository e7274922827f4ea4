//! What goes to the terminal and comes from it, without ever waiting for it.
//!
//! A terminal may stop reading: a stalled line, a stopped tmux. What it has not taken stays here, and no further picture
//! is made meanwhile; so there is at most one frame and a few short words, however long it takes.

use std::{io, os::fd::OwnedFd, time::Duration};

use nix::{errno::Errno, unistd};
use tokio::io::{Interest, unix::AsyncFd};

use super::{modes, tty};

/// Most that waits beyond a frame: bells, copies and modes for a terminal that does not read.
const WAITING: usize = 64 << 10;
/// Read at once.
const CHUNK: usize = 4 << 10;

/// What is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ready {
    /// There may be something to read.
    Input,
    /// There may be room for what waits.
    Room,
}

/// The two directions.
pub(super) struct Wire {
    tty: AsyncFd<OwnedFd>,
    waiting: Vec<u8>,
    sent: usize,
}

impl Wire {
    pub(super) fn new(tty: OwnedFd) -> io::Result<Self> {
        #[expect(deprecated, reason = "what replaces it is unsafe for types in general; an owned descriptor is safe")]
        let tty = AsyncFd::with_interest(tty, Interest::READABLE | Interest::WRITABLE)?;
        Ok(Self { tty, waiting: Vec::new(), sent: 0 })
    }

    /// Whether everything was taken.
    pub(super) fn clear(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether the terminal is no longer there.
    pub(super) fn gone(&self) -> bool {
        tty::gone(self.tty.get_ref(), Duration::ZERO)
    }

    /// Forgets what was not taken.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
        self.sent = 0;
    }

    /// Sends a frame, or as much of it as is taken.
    pub(super) fn frame(&mut self, frame: &str) -> io::Result<()> {
        self.waiting.extend_from_slice(frame.as_bytes());
        self.send()
    }

    /// Sends a few words, in order after what waits. They are left out if far too much waits.
    pub(super) fn say(&mut self, words: &[u8]) -> io::Result<()> {
        if self.waiting.len() - self.sent <= WAITING {
            self.waiting.extend_from_slice(words);
        }
        self.send()
    }

    /// Sends as much of what waits as is taken.
    pub(super) fn send(&mut self) -> io::Result<()> {
        while self.sent < self.waiting.len() {
            let rest = &self.waiting[self.sent..];
            let written = self.tty.try_io(Interest::WRITABLE, |tty| modes::while_on(rest.len(), || write(tty, rest)));
            match written {
                Ok(written) => self.sent += written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        self.waiting.clear();
        self.sent = 0;
        Ok(())
    }

    /// Waits until there is something to do.
    pub(super) async fn ready(&self) -> io::Result<Ready> {
        tokio::select! {
            input = self.tty.readable() => input.map(|_| Ready::Input),
            room = self.tty.writable(), if !self.clear() => room.map(|_| Ready::Room),
        }
    }

    /// Reads what there is; nothing, if there is nothing now. A terminal that is gone is an error.
    pub(super) fn read(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = vec![0; CHUNK];
        match self.tty.try_io(Interest::READABLE, |tty| read(tty, &mut chunk)) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(length) => {
                chunk.truncate(length);
                Ok(chunk)
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

fn write(tty: &OwnedFd, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match unistd::write(tty, bytes) {
            Err(Errno::EINTR) => {}
            result => return result.map_err(io::Error::from),
        }
    }
}

fn read(tty: &OwnedFd, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match unistd::read(tty, bytes) {
            Err(Errno::EINTR) => {}
            result => return result.map_err(io::Error::from),
        }
    }
}
