//! The keys valid on the screen, and what the signs mean. Made from the key map.

use ratatui::layout::Rect;

use super::page::{above_keys, cells, more};
use crate::{
    keymap::bindings,
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

/// A key or sign, and what it means.
type Line = (&'static str, String);

/// The keys valid on the screen below.
fn keys(state: &State) -> Vec<Line> {
    let words = state.words();
    bindings(state.place_below()).map(|binding| (binding.shown, named(words, binding.help))).collect()
}

fn signs(state: &State) -> Vec<Line> {
    SIGNS.iter().map(|sign| (sign.shown, named(state.words(), sign.short))).collect()
}

/// The lines of the narrow page: keys, then signs.
fn stacked(state: &State) -> Vec<Line> {
    let heading = ("", say!(state.words(), "help-signs"));
    keys(state).into_iter().chain([heading]).chain(signs(state)).collect()
}

const fn side_by_side(width: u16) -> bool {
    width >= KEYS + NAME + 10
}

fn length(state: &State) -> u16 {
    let lines = if side_by_side(state.size.0) { keys(state).len().max(SIGNS.len()) } else { stacked(state).len() };
    cells(lines)
}

/// How far it can be scrolled in this terminal.
pub(in crate::ui) fn reach(state: &State) -> u16 {
    length(state).saturating_sub(state.size.1.saturating_sub(2))
}

/// Draws it over the middle of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let screen = above_keys(pen.area());
    let length = length(state);
    let (width, height) = (screen.width.min(80), screen.height.min(length.saturating_add(1)));
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    let rows = height.saturating_sub(1);
    let first = state.scroll.min(length.saturating_sub(rows));
    pen.title(&say!(state.words(), "help-title"), &more(state, first, rows, length), true);
    let mut list = |column: u16, end: u16, lines: Vec<Line>| {
        for (row, (name, words)) in (1..=rows).zip(lines.into_iter().skip(first.into())) {
            pen.put(column, row, name, Role::Key);
            let start = column + NAME + 1;
            pen.put(start, row, &text::fit(&words, end.saturating_sub(start)), Role::Text);
        }
    };
    if side_by_side(state.size.0) {
        list(1, KEYS, keys(state));
        list(KEYS + 1, width, signs(state));
    } else {
        list(1, width, stacked(state));
    }
}
