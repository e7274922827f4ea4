//! Pieces that panes are made of.

pub(super) mod pen;
pub(super) mod picture;
pub(super) mod plot;
pub(super) mod text;
