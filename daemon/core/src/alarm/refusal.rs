//! Why a person's command, or an impossible event, was refused.

use super::{LifeState, life::Event};
use crate::{id::OccurrenceId, time::Timestamp};

/// Why nothing was done. Every one is a conflict with what is true now; none changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The occurrence is over, or was never one of this alarm's.
    #[error("the alarm is over")]
    Over,
    /// A newer occurrence of the same alarm took its place.
    #[error("it was raised again as {newer}")]
    Superseded {
        /// The one that stands now.
        newer: OccurrenceId,
    },
    /// There is no latch to reset.
    #[error("it does not latch; acknowledge it")]
    NotLatched,
    /// The condition is present.
    #[error("the condition is still present")]
    StillPresent,
    /// A reset needs an acknowledgement first.
    #[error("acknowledge it first")]
    AcknowledgeFirst,
    /// The point has no live value that would bear a reset out.
    #[error("the point has no live value")]
    PointUnknown,
    /// The point was over range and that has not been reset: its low values cannot be believed.
    #[error("reset OVER_RANGE of this point first")]
    OverRangeStands,
    /// No member of the zone is known, or a vote is held on old evidence.
    #[error("a member of the zone has no live value")]
    ZoneUnknown,
    /// The over-range of a member has not been reset.
    #[error("reset OVER_RANGE of the zone's members first")]
    ZoneOverRange,
    /// An over-range sensor may be damaged; somebody must say how it was verified.
    #[error("say how the sensor was verified")]
    NotVerified,
    /// The point is inhibited or out of service.
    #[error("the point is inhibited or out of service")]
    Frozen,
    /// Such a mask stands already; it is ended and put on anew, never silently renewed.
    #[error("it is masked so already, until {until}; end that first")]
    AlreadyMasked {
        /// When the one that stands ends.
        until: Timestamp,
    },
    /// No such mask stands.
    #[error("no such mask stands")]
    NotMasked,
    /// The point has no such alarm.
    #[error("there is no such alarm to hide or to try here")]
    NoSuchCondition,
    /// It happened while the point was out of reach and is over.
    #[error("it is over already; acknowledge it")]
    OverAlready,
    /// A drill of the same alarm stands.
    #[error("such a drill stands already")]
    DrillStands,
    /// No such drill stands.
    #[error("no such drill stands")]
    NoDrill,
    /// The event cannot happen in this state: a defect of the caller, who should say so in a log.
    #[error("{event:?} cannot happen to an alarm that is {}", state.as_str())]
    Impossible {
        /// The state it was in.
        state: LifeState,
        /// What was said to have happened.
        event: Event,
    },
}
