//! The keys valid on the screen, and what the signs mean. Made from the key map.

use ratatui::layout::Rect;

use crate::{
    keymap::{Place, bindings},
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// What the signs mean, as far as there is room.
const SIGNS: &[(&str, &str)] = &[
    ("!!", "alarm, nobody has acknowledged it"),
    ("!", "alarm, acknowledged"),
    ("R! L!", "gone, not acknowledged; L: latched"),
    ("L", "gone, latched: reset needed"),
    ("?! ?", "held: last known state; ? also offline"),
    ("~ <<", "stale; catching up"),
    ("# >> __", "fault; over range; under range"),
    ("u n -", "no calibration; no limit; never heard of"),
    (".. d", "counting down; masked"),
];

/// Draws it over the middle of the screen.
pub(in crate::ui) fn draw(pen: &mut Pen) {
    let screen = pen.area();
    let keys = bindings(Place::Screen).map(|binding| (binding.shown, binding.help));
    let lines: Vec<_> = keys.chain([("", "")]).chain(SIGNS.iter().copied()).collect();
    let columns = if screen.width >= 120 { 2 } else { 1 };
    let needed = u16::try_from(lines.len().div_ceil(columns)).unwrap_or(u16::MAX) + 3;
    let width = screen.width.min(if columns == 2 { 116 } else { 78 });
    let height = screen.height.min(needed);
    let area = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    let mut pen = pen.within(area);
    pen.clear();
    pen.title("Keys and signs", "", true);
    let rows = usize::from(height.saturating_sub(2));
    // Where not everything fits the keys that matter most stand first; the manual page has the rest.
    for (index, (sign, words)) in lines.iter().take(rows * columns).enumerate() {
        let cell = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let column = cell(index / rows) * (width / cell(columns)) + 1;
        let row = cell(index % rows) + 1;
        pen.put(column, row, &text::left(sign, 8), Role::Key);
        let room = width / cell(columns) - 11;
        pen.put(column + 9, row, &text::fit(words, room), Role::Text);
    }
    super::footer::keys(&mut pen, Place::Help, height - 1, false);
}
