//! The picture of a state. Pure: the same state gives the same picture.

pub mod screen;
pub mod theme;

mod pane;
mod widget;

pub use pane::palette::{first as palette_first, rows as palette_rows};

use crate::state::{State, overlay::Overlay};

/// How far what lies over the screen can be scrolled.
pub fn reach(state: &State) -> u16 {
    match &state.overlay {
        Overlay::Help => pane::help::reach(state),
        Overlay::Page(page) => pane::page::reach(state, page),
        Overlay::Nothing | Overlay::AckAll(_) | Overlay::Form(_) | Overlay::Filter(_) | Overlay::Palette(_) => 0,
    }
}

/// Cells of the clock in the header.
pub fn clock_width(state: &State) -> u16 {
    pane::header::clock_width(state)
}
