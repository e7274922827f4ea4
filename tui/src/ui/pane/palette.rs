//! The palette: a line to type in, and the commands that fit, each with its key.

use ratatui::layout::Rect;

use crate::{
    say,
    state::{State, palette::Palette},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Rows of the list at most.
const MOST: u16 = 16;
/// Cells of names and keys.
const NAME: u16 = 24;
const KEY: u16 = 8;

/// Where the list stands in a terminal of this size.
pub fn rows(size: (u16, u16)) -> Rect {
    let height = MOST.min(size.1.saturating_sub(5));
    Rect::new(0, size.1.saturating_sub(height + 1), size.0, height)
}

/// The first entry in sight of so many rows.
pub fn first(at: usize, rows: u16) -> usize {
    (at + 1).saturating_sub(rows.into())
}

/// Draws it over the lower part of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State, palette: &Palette) {
    let words = state.words();
    let list = rows(state.size);
    let top = list.y.saturating_sub(2);
    let screen = pen.area();
    let mut pen = pen.within(Rect::new(0, top, screen.width, screen.height.saturating_sub(top)));
    pen.clear();
    let entries = state.entries(&palette.text);
    let count = say!(words, "palette-count", count = entries.len());
    pen.title(&say!(words, "palette-title"), &count, true);
    let room = pen.area().width.saturating_sub(3);
    pen.put(1, 1, &format!(":{}_", text::tail(&palette.text, room.saturating_sub(1))), Role::Strong);
    let first = first(palette.at, list.height);
    let name = NAME.min(pen.area().width / 2);
    for (row, (place, entry)) in (2..2 + list.height).zip(entries.iter().enumerate().skip(first)) {
        let here = place == palette.at;
        let role = if here { Role::Title(true) } else { Role::Text };
        pen.put(0, row, if here { ">" } else { " " }, Role::Strong);
        pen.put(1, row, &text::left(&entry.name, name), role);
        pen.put(name + 2, row, &text::left(entry.key, KEY), Role::Key);
        let start = name + KEY + 3;
        pen.put(start, row, &text::fit(&entry.words, pen.area().width.saturating_sub(start)), role);
    }
    let bottom = pen.area().height.saturating_sub(1);
    super::footer::keys(&mut pen, state, bottom);
}
