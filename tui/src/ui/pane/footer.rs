//! The answer to what a person did, and the keys that are valid now.

use crate::{
    layout::keys,
    state::State,
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    if let Some(message) = &state.message {
        let role = if message.refused { Role::Refused } else { Role::Strong };
        pen.put(0, 0, &text::fit(&message.text, pen.area().width), role);
    } else if let Some(point) = state.selection.point.as_ref().and_then(|sn| state.plant.point(sn)) {
        let face = state.face(point);
        let words = [point.sn.as_str(), point.name.as_deref().unwrap_or_default(), &face.words];
        let words: Vec<_> = words.into_iter().filter(|words| !words.is_empty()).collect();
        pen.put(0, 0, &text::fit(&words.join("  "), pen.area().width), Role::Dim);
    }
    keys(pen, state, 1);
}

/// Writes the keys valid now into one row, as many as fit.
pub(super) fn keys(pen: &mut Pen, state: &State, row: u16) {
    for key in keys::row(state, pen.area().width) {
        let column = pen.put(key.column, row, key.binding.shown, Role::Key);
        pen.put(column + 1, row, &key.word, Role::Text);
    }
}
