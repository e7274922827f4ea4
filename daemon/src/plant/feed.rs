//! Where the plant tells what it decided: live clients, and the emergency path for alarms the store is late with.
//! Both are traits, so that the plant knows neither `rpc` nor `notify`.

use mcs_core::{alarm::Occurrence, id::SerialNumber, live::PointLive, map::MapRevision, time::Timestamp};

use crate::store::AlarmStep;

/// Hears what live clients are shown. Must not block: a slow client never slows the river.
pub trait Feed: Send {
    /// Points as they are now, at judgement, and the running values of their open occurrences.
    fn points(&mut self, points: Vec<PointLive>, values: Vec<Occurrence>);
    /// Points that are gone.
    fn removed(&mut self, sns: Vec<SerialNumber>);
    /// The sound is silent until then, or no longer.
    fn silent(&mut self, until: Option<Timestamp>);
    /// The map is at this revision.
    fn map(&mut self, revision: MapRevision);
    /// Alarm steps the store is late with, marked unrecorded. The same steps come again once they are durable.
    fn early(&mut self, steps: Vec<AlarmStep>);
}

/// Hears alarm steps the store is late with, so that they can be told to people all the same. Must not block.
pub trait EarlyAlarms: Send {
    /// Takes steps with the event ids the rows will carry.
    fn tell(&mut self, steps: &[AlarmStep]);
}
