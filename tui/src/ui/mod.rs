//! The picture of a state. Pure: the same state gives the same picture.

pub mod screen;
pub mod theme;

mod pane;
mod widget;
