//! The terminal: one guard owns every mode that is switched on and puts everything back however the program ends; frames
//! leave whole or wait; what comes in is read here and nowhere else.
//!
//! Nothing is ever asked of the terminal: an answer over a slow line would come back as typed keys.

pub mod ansi;

mod clipboard;
mod hang_up;
mod input;
mod modes;
mod tty;
mod wire;

use std::io::{self, Write as _};

use ansi::Ansi;
use crossterm::event::Event;
use input::Decoder;
use ratatui::{Frame, Terminal, layout::Rect};
use tokio::time::Instant;
use wire::Wire;

pub use modes::far;
pub use wire::Ready;

/// Synchronized output: the terminal shows what stands between them at once.
const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// The terminal while the program has it.
pub struct Screen {
    terminal: Terminal<Ansi>,
    wire: Wire,
    decoder: Decoder,
    read: Instant,
    mouse: bool,
    _guard: Guard,
}

impl Screen {
    /// Takes the terminal. It is given back when this value is dropped, or when the program panics. Must be called where
    /// the runtime is.
    pub fn take(mouse: bool) -> io::Result<Self> {
        let tty = tty::open()?;
        let Ok(terminal) = Terminal::new(Ansi::new(tty::size()?));
        modes::remember(tty.try_clone()?)?;
        let guard = Guard;
        hang_up::watch(tty.try_clone()?);
        let wire = Wire::new(tty)?;
        modes::take(mouse)?;
        Ok(Self { terminal, wire, decoder: Decoder::default(), read: Instant::now(), mouse, _guard: guard })
    }

    /// Columns and rows, as the terminal has them now.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        tty::size()
    }

    /// Whether a frame can be drawn: the terminal has taken the one before.
    pub fn clear(&self) -> bool {
        self.wire.clear()
    }

    /// Draws one frame, which the terminal shows at once or not at all. Answers with its length in bytes; a frame that
    /// changes nothing has none.
    pub fn draw(&mut self, picture: impl FnOnce(&mut Frame)) -> io::Result<usize> {
        let Ok(_) = self.terminal.draw(picture);
        let frame = self.terminal.backend_mut().take();
        if !frame.is_empty() {
            self.wire.frame(&[BEGIN, &frame, END].concat())?;
        }
        Ok(frame.len())
    }

    /// The terminal has this size now. The next frame draws everything.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.terminal.backend_mut().resize(size);
        self.forget();
    }

    /// Forgets what is on the terminal, so that the next frame draws everything.
    pub fn forget(&mut self) {
        self.terminal.backend_mut().forget();
        let Ok(size) = self.terminal.size();
        let Ok(()) = self.terminal.resize(Rect::new(0, 0, size.width, size.height));
    }

    /// Rings the bell once.
    pub fn ring(&mut self) -> io::Result<()> {
        self.wire.say(b"\x07")
    }

    /// Puts text into the terminal's clipboard, if the terminal lets it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        self.wire.say(clipboard::copy(text).as_bytes())
    }

    /// Hears the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        self.wire.say(if on { modes::MOUSE_ON } else { modes::MOUSE_OFF }.as_bytes())
    }

    /// Waits until there is something to read, or room for what waits to be written.
    pub async fn ready(&self) -> io::Result<Ready> {
        self.wire.ready().await
    }

    /// Writes what waits, as much as there is room for.
    pub fn send(&mut self) -> io::Result<()> {
        self.wire.send()
    }

    /// What was typed, pasted and pointed at since.
    pub fn read(&mut self) -> io::Result<Vec<Event>> {
        let bytes = self.wire.read()?;
        self.read = Instant::now();
        Ok(self.decoder.feed(&bytes))
    }

    /// Until when the rest of what was begun is waited for; `None`: nothing was.
    pub fn unfinished(&self) -> Option<Instant> {
        self.decoder.unfinished().map(|rest| self.read + rest)
    }

    /// What was begun is taken as it is, if its rest did not come in time.
    pub fn settle(&mut self, now: Instant) -> Vec<Event> {
        if self.unfinished().is_some_and(|until| until <= now) { self.decoder.settle() } else { Vec::new() }
    }

    /// Whether the terminal is no longer there.
    pub fn gone(&self) -> bool {
        self.wire.gone()
    }

    /// Gives the terminal back for a while.
    pub fn lend(&mut self) {
        self.wire.forget();
        modes::give_back();
    }

    /// Takes the terminal again, after it was lent or in other hands. The next frame draws everything.
    pub fn retake(&mut self) -> io::Result<()> {
        self.wire.forget();
        modes::take(self.mouse)?;
        self.resize(tty::size()?);
        Ok(())
    }
}

/// Gives the terminal back, also if taking it fails halfway.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        modes::give_back();
    }
}

/// Prints what is not a screen.
pub fn print(words: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{words}")
}

/// Says on stderr why the program ends.
pub fn complain(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}
