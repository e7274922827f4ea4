//! The panes of the screen, one file each.

pub(super) mod alarms;
pub(super) mod banner;
pub(super) mod footer;
pub(super) mod form;
pub(super) mod header;
pub(super) mod help;
pub(super) mod map;
pub(super) mod page;
pub(super) mod prompt;
pub(super) mod small;
pub(super) mod trend;
