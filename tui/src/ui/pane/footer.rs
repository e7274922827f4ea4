//! The answer to what a person did, and the keys that are valid now.

use crate::{
    keymap::{Command, Place, bindings},
    say,
    state::State,
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::named,
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
    keys(pen, state, state.place(), 1);
}

/// Writes the keys of a place into one row, as many as fit.
pub(super) fn keys(pen: &mut Pen, state: &State, place: Place, row: u16) {
    let (words, mut column) = (state.words(), 0);
    for binding in bindings(place) {
        let Some(word) = binding.footer else { continue };
        let word = match (binding.command, state.mouse) {
            (Command::ToggleMouse, true) => say!(words, "foot-mouse-on"),
            (Command::ToggleMouse, false) => say!(words, "foot-mouse-off"),
            _ => named(words, word),
        };
        if column + text::width(binding.shown) + text::width(&word) + 1 > pen.area().width {
            break;
        }
        column = pen.put(column, row, binding.shown, Role::Key);
        column = pen.put(column + 1, row, &word, Role::Text) + 2;
    }
}
