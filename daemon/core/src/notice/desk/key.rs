//! Which alarm a track is of.

use std::fmt;

use crate::{
    alarm::{Condition, Source, SystemCause},
    id::{PointId, ZoneId},
    notice::Owed,
};

/// How the text of a drill's key ends; that of a real alarm ends with its condition.
const DRILL: &str = "/drill";

/// One alarm: `point-12/HIGH`, `zone-3/ZONE`, `system-disk-low/SYSTEM`; a drill of it is another: `point-12/HIGH/drill`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) source: Source,
    pub(super) condition: Condition,
    /// A drill has a track of its own: what people are told of it says nothing of the alarm it plays.
    pub(super) drill: bool,
}

impl Key {
    /// Of the alarm this is about.
    pub(super) const fn of(owed: &Owed) -> Self {
        let step = &owed.transition;
        Self { source: step.source, condition: step.condition, drill: owed.occurrence.drill }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let (text, drill) = text.strip_suffix(DRILL).map_or((text, false), |text| (text, true));
        let (source, condition) = text.split_once('/')?;
        let (kind, which) = source.split_once('-')?;
        let source = match kind {
            "point" => Source::Point(PointId(which.parse().ok()?)),
            "zone" => Source::Zone(ZoneId(which.parse().ok()?)),
            "system" => Source::System(SystemCause::parse(which)?),
            _ => return None,
        };
        Some(Self { source, condition: Condition::parse(condition)?, drill })
    }

    /// Whether it is a reason to say that nobody answers: an alarm that says so, or that nobody is told, is none for itself, and a
    /// drill is none for a real alarm.
    pub(super) const fn wants_an_answer(self) -> bool {
        let telling = matches!(self.source, Source::System(SystemCause::NobodyAnswered | SystemCause::NobodyReachable));
        !telling && !self.drill
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Source::Point(point) => write!(f, "point-{point}"),
            Source::Zone(zone) => write!(f, "zone-{zone}"),
            Source::System(cause) => write!(f, "system-{}", cause.as_str()),
        }?;
        write!(f, "/{}{}", self.condition.as_str(), if self.drill { DRILL } else { "" })
    }
}
