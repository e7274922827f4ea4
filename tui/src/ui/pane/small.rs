//! The page of a terminal that is too small for the screen. It still says whether somebody must look.

use crate::{
    layout::SMALLEST,
    say,
    state::State,
    ui::{theme::Role, widget::pen::Pen},
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let words = state.words();
    let lines = [
        (say!(words, "small-title"), Role::Strong),
        (say!(words, "small-need", size = format!("{}x{}", SMALLEST.0, SMALLEST.1)), Role::Text),
        match (state.connection.up(), state.plant.counts().unacked) {
            (false, _) => (say!(words, "small-lost"), Role::Banner),
            (true, 0) => (say!(words, "small-quiet"), Role::Text),
            (true, unacked) => (say!(words, "small-unacked", count = unacked), Role::Banner),
        },
    ];
    // The alarm line is the one that survives a window of a single row.
    let first = usize::from(3_u16.saturating_sub(pen.area().height));
    for (row, (words, role)) in (0..).zip(&lines[first..]) {
        pen.put(0, row, words, *role);
    }
}
