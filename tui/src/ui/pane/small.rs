//! The page of a terminal that is too small for the screen. It still says whether somebody must look.

use crate::{
    layout::SMALLEST,
    state::State,
    ui::{theme::Role, widget::pen::Pen},
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let lines = [
        ("too small".to_owned(), Role::Strong),
        (format!("need {}x{}", SMALLEST.0, SMALLEST.1), Role::Text),
        match (state.connection.up(), state.plant.counts().unacked) {
            (false, _) => ("no daemon".to_owned(), Role::Banner),
            (true, 0) => ("no alarm waits".to_owned(), Role::Text),
            (true, unacked) => (format!("!! {unacked} unack"), Role::Banner),
        },
    ];
    // The alarm line is the one that survives a window of a single row.
    let first = usize::from(3_u16.saturating_sub(pen.area().height));
    for (row, (words, role)) in (0..).zip(&lines[first..]) {
        pen.put(0, row, words, *role);
    }
}
