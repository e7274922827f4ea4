//! Which alarm a track is of.

use std::fmt;

use crate::{
    alarm::{Condition, Source, SystemCause},
    id::{PointId, ZoneId},
};

/// One alarm: `point-12/HIGH`, `zone-3/ZONE`, `system-disk-low/SYSTEM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) source: Source,
    pub(super) condition: Condition,
}

impl Key {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (source, condition) = text.split_once('/')?;
        let (kind, which) = source.split_once('-')?;
        let source = match kind {
            "point" => Source::Point(PointId(which.parse().ok()?)),
            "zone" => Source::Zone(ZoneId(which.parse().ok()?)),
            "system" => Source::System(SystemCause::parse(which)?),
            _ => return None,
        };
        Some(Self { source, condition: Condition::parse(condition)? })
    }

    /// An alarm that says that nobody is told or answers: it is no reason for itself.
    pub(super) const fn is_about_telling(self) -> bool {
        matches!(self.source, Source::System(SystemCause::NobodyAnswered | SystemCause::NobodyReachable))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Source::Point(point) => write!(f, "point-{point}"),
            Source::Zone(zone) => write!(f, "zone-{zone}"),
            Source::System(cause) => write!(f, "system-{}", cause.as_str()),
        }?;
        write!(f, "/{}", self.condition.as_str())
    }
}
