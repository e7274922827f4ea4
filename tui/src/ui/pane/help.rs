//! The keys valid on the screen, and what the signs mean. Made from the key map.

use ratatui::layout::Rect;

use crate::{
    keymap::{Place, bindings},
    say,
    signs::SIGNS,
    state::State,
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::named,
};

/// Cells of a key's or a sign's name, and of the column of keys.
const NAME: u16 = 8;
const KEYS: u16 = 47;

/// Draws it over the middle of the screen. Where there is no room for the signs, the manual page has them.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let screen = pen.area();
    let words = state.words();
    let keys: Vec<_> =
        bindings(state.place_below()).map(|binding| (binding.shown, named(words, binding.help))).collect();
    let needed = u16::try_from(keys.len().max(SIGNS.len())).unwrap_or(u16::MAX) + 3;
    let (width, height) = (screen.width.min(80), screen.height.min(needed));
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    pen.title(&say!(words, "help-title"), "", true);
    let mut list = |column: u16, end: u16, lines: &[(&str, String)]| {
        for (row, (name, words)) in (1..height - 1).zip(lines) {
            pen.put(column, row, name, Role::Key);
            let start = column + NAME + 1;
            pen.put(start, row, &text::fit(words, end.saturating_sub(start)), Role::Text);
        }
    };
    list(1, KEYS.min(width), &keys);
    if width >= KEYS + NAME + 10 {
        let signs: Vec<_> = SIGNS.iter().map(|sign| (sign.shown, named(words, sign.short))).collect();
        list(KEYS + 1, width, &signs);
    }
    super::footer::keys(&mut pen, state, Place::Help, height - 1);
}
