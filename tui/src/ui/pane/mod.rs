//! The panes of the screen, one file each.

pub(super) mod alarms;
pub(super) mod banner;
pub(super) mod device;
pub(super) mod devices;
pub(super) mod events;
pub(super) mod filter;
pub(super) mod footer;
pub(super) mod form;
pub(super) mod header;
pub(super) mod help;
pub(super) mod map;
pub(super) mod page;
pub(super) mod palette;
pub(super) mod prompt;
pub(super) mod small;
mod story;
pub(super) mod trend;
