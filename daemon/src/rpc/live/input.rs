//! What the live task is told.

use mcs_core::{
    alarm::Occurrence,
    id::SerialNumber,
    live::{PointLive, Snapshot},
    map::MapRevision,
    time::Timestamp,
};

use crate::store::AlarmStep;

/// A change of what live clients see.
#[derive(Debug, Clone)]
pub enum LiveInput {
    /// Points as they are now, at judgement.
    Points(Vec<PointLive>),
    /// Open occurrences with the values judged last. Only running values are taken over: what happened to an occurrence
    /// comes as a step.
    Values(Vec<Occurrence>),
    /// Points that are gone.
    Removed(Vec<SerialNumber>),
    /// The sound is silent until then, or no longer.
    Silent(Option<Timestamp>),
    /// The map is at this revision.
    Map(MapRevision),
    /// Alarm steps in order, after their commit; or before it when the commit is late, and then once more after it.
    /// A transition is streamed once; the occurrence is updated each time.
    Alarms {
        /// The steps.
        steps: Vec<AlarmStep>,
        /// Whether they are durable.
        recorded: bool,
    },
    /// The whole plant; what came before is void.
    Reset(Box<Snapshot>),
}
