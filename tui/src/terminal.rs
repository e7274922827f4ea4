//! The terminal: one guard owns every mode that is switched on, and puts everything back however the program ends.
//!
//! The input side is a thread of its own, because reading from a terminal that died never returns: crossterm spins in
//! its read loop. The rest of the program must not be where that happens.

use std::{
    io::{self, BufWriter, IsTerminal as _, Stdout, Write},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use crossterm::{
    Command, cursor,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute, queue,
    style::Print,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode, window_size,
    },
};
use ratatui::{Frame, Terminal, backend::CrosstermBackend};

/// A whole frame at 200×60 in colour fits, so that it leaves in one write.
const FRAME_BYTES: usize = 64 << 10;
/// How long the input thread has to swallow what the terminal still reports after the mouse was switched off.
const DRAIN: Duration = Duration::from_millis(20);
/// How often the terminal is asked whether it is still there.
const PROBE: Duration = Duration::from_millis(500);
/// What a shell shows for a program ended by a hang-up.
const HUNG_UP: i32 = 129;

/// Whether modes are on that must be put back.
static ACTIVE: AtomicBool = AtomicBool::new(false);

/// Buttons and drags (1002) in a form without limits (1006). Not 1003, which reports every move of the pointer.
struct MouseOn;
struct MouseOff;

impl Command for MouseOn {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1002h\x1b[?1006h")
    }
}
impl Command for MouseOff {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1002l")
    }
}

/// Writes to the terminal only while the program has it: what is left of a frame when the program panics must not end
/// up in the shell.
struct Out(Stdout);

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if ACTIVE.load(Ordering::SeqCst) { self.0.write(bytes) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        if ACTIVE.load(Ordering::SeqCst) { self.0.flush() } else { Ok(()) }
    }
}

/// The terminal while the program has it.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Out>>>,
}

impl Screen {
    /// Takes the terminal. It is given back when this value is dropped, or when the program panics.
    pub fn take(mouse: bool) -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::other("this is not a terminal; use mcsctl in scripts"));
        }
        give_back_on_panic();
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, Out(io::stdout())));
        let terminal = Terminal::new(backend)?;
        enable_raw_mode()?;
        ACTIVE.store(true, Ordering::SeqCst);
        let mut screen = Self { terminal };
        let out = screen.terminal.backend_mut();
        execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        screen.mouse(mouse)?;
        watch_for_hang_up();
        Ok(screen)
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws one frame. The terminal shows it at once or not at all.
    pub fn draw(&mut self, picture: impl FnOnce(&mut Frame)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(picture)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what is on the terminal, so that the next frame draws everything.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Rings the bell so often.
    pub fn ring(&mut self, rings: u8) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), Print("\x07".repeat(rings.into())))
    }

    /// Hears the mouse, or leaves it to the terminal.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        if on {
            execute!(self.terminal.backend_mut(), MouseOn)
        } else {
            execute!(self.terminal.backend_mut(), MouseOff)
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts every mode back, once. What cannot be put back is let be: there is nobody left to tell.
fn give_back() {
    if !ACTIVE.swap(false, Ordering::SeqCst) || gone() {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, MouseOff, DisableBracketedPaste, EndSynchronizedUpdate);
    thread::sleep(DRAIN);
    let _ = execute!(out, LeaveAlternateScreen);
    let _ = disable_raw_mode();
    let _ = execute!(out, cursor::Show);
}

fn give_back_on_panic() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        before(panic);
    }));
}

/// Whether the terminal is no longer there.
pub fn gone() -> bool {
    window_size().is_err()
}

/// Ends the program, without a word, soon after its terminal died.
fn watch_for_hang_up() {
    thread::spawn(|| {
        while ACTIVE.load(Ordering::SeqCst) {
            if gone() {
                ACTIVE.store(false, Ordering::SeqCst);
                std::process::exit(HUNG_UP);
            }
            thread::sleep(PROBE);
        }
    });
}

/// Reads the terminal on a thread of its own until reading fails or nobody listens. It goes on reading while modes are
/// put back, so that late reports of the mouse do not end up in the shell.
pub fn read_input(mut heard: impl FnMut(io::Result<crossterm::event::Event>) + Send + 'static) {
    thread::spawn(move || {
        loop {
            let event = crossterm::event::read();
            let failed = event.is_err();
            heard(event);
            if failed {
                break;
            }
        }
    });
}

/// Says on stderr why the program ends.
pub fn complain(words: &str) {
    let _ = writeln!(io::stderr(), "{words}");
}
