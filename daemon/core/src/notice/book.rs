//! Who is who, as the settings say.

use jiff::tz::TimeZone;

use super::{Group, Policy, Route};
use crate::id::ShortName;

/// Who is who: read anew when the settings change.
#[derive(Debug, Clone)]
pub struct Book {
    /// What holds for all notices.
    pub policy: Policy,
    /// Who is told of what.
    pub routes: Vec<Route>,
    /// People who are told together.
    pub groups: Vec<Group>,
    /// The channels that are enabled.
    pub channels: Vec<ShortName>,
    /// The site's zone, in which the schedule is read.
    pub tz: TimeZone,
}

impl Book {
    /// The group of this name, if one of its channels is enabled: else nothing could reach it.
    pub fn reachable(&self, name: &ShortName) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == *name).filter(|group| self.reaches(group))
    }

    /// Whether anybody could be told of anything.
    pub fn reaches_anybody(&self) -> bool {
        self.groups.iter().any(|group| self.reaches(group))
    }

    pub(super) fn reaches(&self, group: &Group) -> bool {
        group.channels.iter().any(|channel| self.channels.contains(channel))
    }
}
