//! Pages to read over the screen: one alarm with what to do, and the figures of the alarms.

use mcs_core::{id::OccurrenceId, performance::Performance};

/// What a page shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Page {
    /// One alarm, as it is when the page is drawn.
    Alarm(OccurrenceId),
    /// The figures; `None` while they are on their way.
    Figures(Option<Box<Performance>>),
}
