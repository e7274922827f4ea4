//! The link to the broker the point is heard through. While it is lost, that is one alarm of the system and not one
//! `OFFLINE` for each point: they are suppressed, until they have had their time to be heard after its return. Never a
//! critical one: a point that was lost in gas is told whatever the reason.

use serde::{Deserialize, Serialize};

use super::{PointAlarms, wired::Wired};
use crate::{
    alarm::{Changes, Deadline, Mint, PointRules, Priority, desk::Desk},
    time::{Monotonic, Now, Span},
};

/// How the point is reached.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Uplink {
    /// Its silence is its own.
    #[default]
    Up,
    /// The link is lost.
    Lost,
    /// The link is back, and the point has until then to be heard.
    Back(Deadline),
}

impl Uplink {
    /// After a restart whoever has the link says again if it is lost; until then the point has its time to be heard.
    pub(super) fn restored(self, rules: &PointRules, now: Now) -> Self {
        match self {
            Self::Up => Self::Up,
            Self::Lost | Self::Back(_) => Self::Back(Deadline::after(now.utc, rules.offline_after, now)),
        }
    }

    pub(super) fn next_due(self) -> Option<Monotonic> {
        match self {
            Self::Up | Self::Lost => None,
            Self::Back(until) => Some(until.mono()),
        }
    }

    pub(super) fn clock_stepped(&mut self, step: Span) {
        if let Self::Back(until) = self {
            *until = until.shifted(step);
        }
    }
}

impl PointAlarms {
    /// The link to the broker is lost: silence of the point is explained by that.
    pub fn link_lost(&mut self, now: Now, mint: &mut dyn Mint, out: &mut Changes) {
        let desk = &mut Desk { mint, out, now };
        if self.uplink != Uplink::Lost {
            self.uplink = Uplink::Lost;
            desk.out.state_changed = true;
        }
        let standing = self.board.tracks[Wired::Offline].open.as_ref().map(|open| open.occurrence.priority);
        self.explain_silence(standing.unwrap_or(Priority::Low), desk);
    }

    /// The link is back: silence of the point counts from now.
    pub fn link_back(&mut self, rules: &PointRules, now: Now, out: &mut Changes) {
        if self.uplink == Uplink::Lost {
            self.uplink = Uplink::Back(Deadline::after(now.utc, rules.offline_after, now));
            out.state_changed = true;
            self.listening(rules, now);
        }
    }

    /// The point had its time to be heard again.
    pub(super) fn judge_uplink(&mut self, desk: &mut Desk<'_>) {
        if self.uplink.next_due().is_some_and(|due| desk.now.mono >= due) {
            self.uplink = Uplink::Up;
            desk.out.state_changed = true;
            self.board.suppress(Wired::Offline, false, desk);
        }
    }

    /// Suppresses an `OFFLINE` of this priority if the link explains it, and shows it otherwise.
    pub(super) fn explain_silence(&mut self, priority: Priority, desk: &mut Desk<'_>) {
        let explained = self.uplink != Uplink::Up && priority < Priority::Critical;
        self.board.suppress(Wired::Offline, explained, desk);
    }
}
