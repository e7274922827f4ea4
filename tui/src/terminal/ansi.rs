//! From changed cells to bytes, as few as the terminal needs: over a slow line each of them is time.
//!
//! Where the cursor stands and which style is on is remembered from frame to frame, so a clock costs a jump and a digit
//! a second. Nothing is asked of the terminal.

use std::{convert::Infallible, fmt::Write as _};

use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthChar as _;

/// The sixteen colours every terminal has, in the order of their numbers.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

const MODIFIERS: [(Modifier, u8); 8] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// How a cell looks, apart from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifiers: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifiers: Modifier::empty() };

/// A terminal's picture as bytes.
#[derive(Debug)]
pub struct Ansi {
    out: String,
    size: Size,
    /// Where the next character lands; `None`: unknown.
    at: Option<Position>,
    /// What it looks like; `None`: unknown.
    look: Option<Look>,
    cursor: Option<bool>,
}

impl Ansi {
    /// For a terminal of this size, of which nothing else is known.
    pub fn new((width, height): (u16, u16)) -> Self {
        Self { out: String::new(), size: Size { width, height }, at: None, look: None, cursor: None }
    }

    /// The terminal has this size now.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        self.size = Size { width, height };
        self.at = None;
    }

    /// The terminal was in other hands.
    pub fn forget(&mut self) {
        (self.at, self.look, self.cursor) = (None, None, None);
    }

    /// What is to be sent since the last time.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    fn write(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing into memory does not fail.
        let _ = self.out.write_fmt(words);
    }

    fn go(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        match self.at {
            Some(at) if at.y == to.y && at.x + 1 == to.x => self.out.push_str("\x1b[C"),
            Some(at) if at.y == to.y && at.x < to.x => self.write(format_args!("\x1b[{}C", to.x - at.x)),
            Some(_) | None if to.x == 0 => self.write(format_args!("\x1b[{}H", to.y + 1)),
            Some(_) | None => self.write(format_args!("\x1b[{};{}H", to.y + 1, to.x + 1)),
        }
        self.at = Some(to);
    }

    fn wear(&mut self, look: Look) {
        if self.look == Some(look) {
            return;
        }
        // What is only added needs no new beginning.
        let before = self.look.filter(|before| look.modifiers.contains(before.modifiers));
        let mut codes = String::new();
        let worn = before.unwrap_or_else(|| {
            codes.push_str("0;");
            PLAIN
        });
        for (modifier, code) in MODIFIERS {
            if look.modifiers.contains(modifier) && !worn.modifiers.contains(modifier) {
                let _ = write!(codes, "{code};");
            }
        }
        if look.fg != worn.fg {
            colour(&mut codes, look.fg, 30);
        }
        if look.bg != worn.bg {
            colour(&mut codes, look.bg, 40);
        }
        codes.pop();
        self.write(format_args!("\x1b[{codes}m"));
        self.look = Some(look);
    }

    fn print(&mut self, symbol: &str) {
        self.out.push_str(symbol);
        // The width of what is put together of several characters is for each terminal to guess, and so is what it does
        // after the last column.
        let mut characters = symbol.chars();
        let width = match (characters.next(), characters.next()) {
            (Some(c), None) => c.width().and_then(|width| u16::try_from(width).ok()),
            _ => None,
        };
        let next = |at: Position| width.map(|width| Position { x: at.x + width, ..at });
        self.at = self.at.and_then(next).filter(|at| at.x < self.size.width);
    }
}

/// A colour for the foreground (30) or the background (40).
fn colour(codes: &mut String, colour: Color, ground: u8) {
    let _ = match (colour, SIXTEEN.iter().position(|c| *c == colour).and_then(|n| u8::try_from(n).ok())) {
        (Color::Rgb(r, g, b), _) => write!(codes, "{};2;{r};{g};{b};", ground + 8),
        (Color::Indexed(n), _) => write!(codes, "{};5;{n};", ground + 8),
        (_, Some(n @ 0..8)) => write!(codes, "{};", ground + n),
        (_, Some(n)) => write!(codes, "{};", ground + 52 + n),
        (_, None) => write!(codes, "{};", ground + 9),
    };
}

impl Backend for Ansi {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.go(Position { x, y });
            self.wear(Look { fg: cell.fg, bg: cell.bg, modifiers: cell.modifier });
            self.print(cell.symbol());
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if self.cursor != Some(false) {
            self.out.push_str("\x1b[?25l");
            self.cursor = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if self.cursor != Some(true) {
            self.out.push_str("\x1b[?25h");
            self.cursor = Some(true);
        }
        Ok(())
    }

    /// What is known of it; the terminal is not asked.
    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.at.unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.go(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.wear(PLAIN);
        self.out.push_str("\x1b[2J");
        Ok(())
    }

    /// Only ever asked for the whole of it.
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.clear()
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
