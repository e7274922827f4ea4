//! Which keys stand in the last row, and where: as many as fit, and always the one that shows all others.

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
    let named = bindings(state.place()).filter_map(|binding| {
        let footer = binding.footer?;
        let word = match binding.command {
            Command::ToggleMouse if state.mouse => say!(words, "foot-mouse-on"),
            Command::ToggleMouse => say!(words, "foot-mouse-off"),
            Command::Freeze if state.frozen.is_some() => say!(words, "foot-go-on"),
            _ => named(words, footer),
        };
        let taken = cells(binding.shown).saturating_add(1).saturating_add(cells(&word));
        Some((binding, word, taken))
    });
    let named: Vec<_> = named.collect();
    let help = named.iter().find(|(binding, ..)| binding.command == Command::Help);
    let mut kept = help.map_or(0, |(.., taken)| taken + 2);
    let (mut column, mut full) = (0_u16, false);
    let mut shown = Vec::new();
    for (binding, word, taken) in named {
        let help = binding.command == Command::Help;
        let end = column.saturating_add(taken);
        if help {
            kept = 0;
        } else {
            full |= end.saturating_add(kept) > width;
        }
        if end <= width && (help || !full) {
            shown.push(Shown { binding, word, column, end });
            column = end + 2;
        }
    }
    shown
}
