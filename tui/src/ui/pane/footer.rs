//! The answer to what a person did, and the keys that are valid now.

use mcs_core::map::Placement;

use super::header;
use crate::{
    layout::keys,
    say,
    state::{
        State,
        edit::{Entry, EntryError},
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
};

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    if let Some(entry) = &state.edit.entry {
        typed(pen, state, entry);
    } else if let Some(message) = &state.message {
        let role = if message.refused { Role::Refused } else { Role::Strong };
        pen.put(0, 0, &text::fit(&message.text, pen.area().width), role);
    } else if let Some(place) = state.place_shown().filter(|_| state.edit.on) {
        pen.put(0, 0, &text::fit(&placement(state, &place), pen.area().width), Role::Strong);
    } else if let Some(point) = state.chosen_sn().and_then(|sn| state.plant.point(sn)) {
        let face = state.face(point);
        let words = [point.sn.as_str(), point.name.as_deref().unwrap_or_default(), &face.words];
        let words: Vec<_> = words.into_iter().filter(|words| !words.is_empty()).collect();
        pen.put(0, 0, &text::fit(&words.join("  "), pen.area().width), Role::Dim);
    }
    if let Some(rotation) = header::rotation(state) {
        let words = format!("{rotation}  {}", say!(state.words(), "kiosk-keys"));
        pen.put(0, 1, &text::fit(&words, pen.area().width), Role::Dim);
    } else {
        keys(pen, state, 1);
    }
}

/// A position in numbers, as far as it was typed.
fn typed(pen: &mut Pen, state: &State, entry: &Entry) {
    let words = state.words();
    let (hint, role) = match entry.error {
        None => (say!(words, "edit-ask"), Role::Text),
        Some(EntryError::Form) => (say!(words, "edit-wrong-form"), Role::Refused),
        Some(EntryError::Range) => (say!(words, "edit-wrong-range"), Role::Refused),
        Some(EntryError::Area) => (say!(words, "edit-wrong-area"), Role::Refused),
    };
    let width = pen.area().width;
    // However long the hint, what is typed has room.
    let column = pen.put(0, 0, &text::fit(&hint, width.saturating_sub(20)), role) + 1;
    let room = width.saturating_sub(column + 1);
    pen.put(column, 0, &format!("{}_", text::tail(&entry.text, room)), Role::Strong);
}

/// Where the selected point stands.
fn placement(state: &State, place: &Placement) -> String {
    let words = state.words();
    let at = place.position.map_or_else(|| say!(words, "edit-nowhere"), |at| format!("{:.1} {:.1}", at.x, at.y));
    let area = place.area.as_ref().map_or_else(|| say!(words, "map-no-area"), ToString::to_string);
    say!(words, "edit-point", sn = place.sn.as_str(), at = at, area = area)
}

/// Writes the keys valid now into one row, as many as fit.
pub(super) fn keys(pen: &mut Pen, state: &State, row: u16) {
    for key in keys::row(state, pen.area().width) {
        let column = pen.put(key.column, row, key.binding.shown, Role::Key);
        pen.put(column + 1, row, &key.word, Role::Text);
    }
}
