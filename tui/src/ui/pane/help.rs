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
/// The widest page.
const WIDEST: u16 = 80;

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

/// Where the words of this line begin; a long name has no air taken from it.
fn indent(name: &str) -> u16 {
    text::width(name).max(NAME) + 1
}

/// The same lines, none wider than so many cells, and no word of them lost.
fn wrapped(lines: Vec<Line>, cells: u16) -> Vec<Line> {
    let wrap = |(name, words): Line| {
        let parts = text::wrap(&words, cells.saturating_sub(indent(name)));
        parts.into_iter().enumerate().map(move |(part, words)| (if part == 0 { name } else { "" }, words))
    };
    lines.into_iter().flat_map(wrap).collect()
}

/// Columns of lines with the cell each begins in.
fn columns(state: &State) -> Vec<(u16, Vec<Line>)> {
    let width = state.size.0.min(WIDEST);
    if side_by_side(width) {
        vec![(1, wrapped(keys(state), KEYS - 1)), (KEYS + 1, wrapped(signs(state), width - KEYS - 1))]
    } else {
        vec![(1, wrapped(stacked(state), width.saturating_sub(1)))]
    }
}

fn length(columns: &[(u16, Vec<Line>)]) -> u16 {
    cells(columns.iter().map(|(_, lines)| lines.len()).max().unwrap_or_default())
}

/// How far it can be scrolled in this terminal.
pub(in crate::ui) fn reach(state: &State) -> u16 {
    length(&columns(state)).saturating_sub(state.size.1.saturating_sub(2))
}

/// Draws it over the middle of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let screen = above_keys(pen.area());
    let columns = columns(state);
    let length = length(&columns);
    let (width, height) = (screen.width.min(WIDEST), screen.height.min(length.saturating_add(1)));
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    let rows = height.saturating_sub(1);
    let first = state.scroll.min(length.saturating_sub(rows));
    pen.title(&say!(state.words(), "help-title"), &more(state, first, rows, length), true);
    for (column, lines) in columns {
        for (row, (name, words)) in (1..=rows).zip(lines.into_iter().skip(first.into())) {
            pen.put(column, row, name, Role::Key);
            pen.put(column + indent(name), row, &words, Role::Text);
        }
    }
}
