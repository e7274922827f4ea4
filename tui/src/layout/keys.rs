//! Which keys stand in the last row, and where: as many as fit.

use unicode_width::UnicodeWidthStr as _;

use crate::{
    keymap::{Binding, Command, bindings},
    say,
    state::State,
    words::named,
};

/// A key with its word.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Of the key map.
    pub binding: &'static Binding,
    /// What it does, in a word.
    pub word: String,
    /// Where it begins.
    pub column: u16,
    /// Where it ends.
    pub end: u16,
}

/// The keys valid now, in a row of this width.
pub fn row(state: &State, width: u16) -> Vec<Shown> {
    let cells = |text: &str| u16::try_from(text.width()).unwrap_or(u16::MAX);
    let words = state.words();
    let mut column = 0_u16;
    let mut shown = Vec::new();
    for binding in bindings(state.place()) {
        let Some(word) = binding.footer else { continue };
        let word = match binding.command {
            Command::ToggleMouse if state.mouse => say!(words, "foot-mouse-on"),
            Command::ToggleMouse => say!(words, "foot-mouse-off"),
            Command::Freeze if state.frozen.is_some() => say!(words, "foot-go-on"),
            _ => named(words, word),
        };
        let end = column.saturating_add(cells(binding.shown)).saturating_add(1).saturating_add(cells(&word));
        if end > width {
            break;
        }
        shown.push(Shown { binding, word, column, end });
        column = end + 2;
    }
    shown
}
