//! A page that takes the place of the one before it, on a terminal.
//!
//! It is drawn where the program was called, not on a screen of its own: whoever ends it keeps what was last seen, and no
//! mode of the terminal needs to be put back.

use std::io::{self, Write};

/// Lines do not wrap while a page is drawn: a line is a line, whatever the terminal's width.
const NO_WRAP: &str = "\u{1b}[?7l";
const WRAP: &str = "\u{1b}[?7h";
/// What stood behind the end of a line, and below the page.
const CLEAR_LINE: &str = "\u{1b}[K";
const CLEAR_BELOW: &str = "\u{1b}[J";

/// Where the pages are drawn.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    /// Lines of the page that stands there.
    drawn: usize,
}

impl Screen {
    /// Draws a page of at most so many lines over the one before.
    pub(crate) fn draw(&mut self, page: &str, height: usize, out: &mut dyn Write) -> io::Result<()> {
        let lines: Vec<&str> = page.lines().collect();
        // The line after the page is the terminal's own; with more, the page would move away under it.
        let room = height.saturating_sub(1).max(2);
        let shown = if lines.len() > room { room - 1 } else { lines.len() };
        let hidden = lines.len() - shown;
        let back = if self.drawn > 0 { format!("\r\u{1b}[{}A", self.drawn) } else { String::new() };
        let mut text = format!("{NO_WRAP}{back}");
        for line in lines.iter().take(shown) {
            text.extend([line, CLEAR_LINE, "\r\n"]);
        }
        if hidden > 0 {
            text.extend(["... and ", &hidden.to_string(), " more", CLEAR_LINE, "\r\n"]);
        }
        text.extend([CLEAR_BELOW, WRAP]);
        self.drawn = shown + usize::from(hidden > 0);
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(screen: &mut Screen, page: &str, height: usize) -> String {
        let mut out = Vec::new();
        screen.draw(page, height, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("text").replace('\u{1b}', "^")
    }

    #[test]
    fn a_page_takes_the_place_of_the_one_before() {
        let mut screen = Screen::default();
        assert_eq!(drawn(&mut screen, "a\nb", 24), "^[?7la^[K\r\nb^[K\r\n^[J^[?7h");
        assert_eq!(drawn(&mut screen, "c", 24), "^[?7l\r^[2Ac^[K\r\n^[J^[?7h");
        assert_eq!(drawn(&mut screen, "d", 24), "^[?7l\r^[1Ad^[K\r\n^[J^[?7h");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let mut screen = Screen::default();
        let page = "1\n2\n3\n4\n5";
        assert_eq!(drawn(&mut screen, page, 4), "^[?7l1^[K\r\n2^[K\r\n... and 3 more^[K\r\n^[J^[?7h");
        assert!(drawn(&mut screen, page, 6).contains('5'));
        assert!(drawn(&mut screen, page, 0).contains("... and 4 more"));
    }
}
