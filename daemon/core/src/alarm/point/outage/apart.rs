//! The judgement of a backlog, beside the live one.

use serde::{Deserialize, Serialize};

use super::LEVELS;
use crate::{
    alarm::{
        Direction, PointRules, Priority,
        judge::{Edge, Evidence, Judge},
        point::{board::Board, judged::Judged, level, wired::Wired},
    },
    quantity::Steps,
    time::{Monotonic, Now, Span, Timestamp},
};

/// The judgement of the backlog.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Apart {
    pub(super) judges: [Judge; LEVELS],
    pub(super) episodes: [Option<Episode>; LEVELS],
    /// The newest reading of it.
    pub(super) newest: Timestamp,
    /// That reading was at a gas limit.
    pub(super) at_limit: bool,
}

/// A condition that became present within the gap and is not over yet.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Episode {
    pub(super) raised: Timestamp,
    pub(super) peak: Steps,
    pub(super) rule: Ruled,
    /// It came together with its second level, or under it: that one tells of both.
    pub(super) explained: bool,
}

/// What an episode was judged by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Ruled {
    pub(super) limit: Steps,
    pub(super) direction: Direction,
    pub(super) priority: Priority,
}

impl Apart {
    pub(super) fn begin(judges: [Judge; LEVELS], time: Timestamp) -> Box<Self> {
        let then = moment_of(time);
        let judges = judges.map(|judge| judge.resume(then));
        Box::new(Self { judges, episodes: [None; LEVELS], newest: time, at_limit: false })
    }

    /// Judges one reading and hands over what ended with it.
    pub(super) fn judge(
        &mut self,
        board: &Board,
        rules: &PointRules,
        reading: &Judged,
        mut ended: impl FnMut(Wired, Episode),
    ) {
        self.newest = reading.time;
        self.at_limit = false;
        let then = moment_of(reading.time);
        let before = self.judges;
        for (place, wired) in Wired::LEVELS.into_iter().enumerate() {
            let over_range = board.over_range_stands() || self.judges[0].holds();
            let Some((evidence, rule)) = level::evidence(wired, rules, reading, over_range) else { continue };
            self.at_limit |= rules.gas && wired.about_gas() && evidence == Evidence::Over;
            let due = self.judges[place].deadline().map(|deadline| deadline.due);
            let (waited, raise) = self.judges[place].wait(then.mono);
            let (judge, edge) = waited.hear(evidence, reading.time, rule.delays, then);
            self.judges[place] = judge;
            let raised = match (raise, edge) {
                (Some(_), _) => due,
                (None, Some(Edge::Raise)) => Some(reading.time),
                (None, Some(Edge::Return) | None) => None,
            };
            if let Some(raised) = raised {
                self.episodes[place] = Some(Episode {
                    raised,
                    peak: reading.value.unwrap_or(rule.level.limit),
                    rule: Ruled { limit: rule.level.limit, direction: rule.level.direction, priority: rule.priority },
                    explained: parent_place(wired).is_some_and(|parent| self.judges[parent].holds()),
                });
            }
            if let (Some(episode), Some(value)) = (&mut self.episodes[place], reading.value)
                && rule.level.direction.worse(value, episode.peak)
            {
                episode.peak = value;
            }
            if edge == Some(Edge::Return)
                && let Some(episode) = self.episodes[place].take()
                && !(episode.explained && parent_place(wired).is_some_and(|parent| before[parent].holds()))
            {
                ended(wired, episode);
            }
        }
        for (place, wired) in Wired::LEVELS.into_iter().enumerate() {
            if let (Some(episode), Some(parent)) = (&mut self.episodes[place], parent_place(wired))
                && !self.judges[parent].holds()
            {
                episode.explained = false;
            }
        }
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn shift(&mut self, step: Span) {
        self.newest = self.newest + step;
        let then = moment_of(self.newest);
        self.judges = self.judges.map(|judge| judge.shifted(step).resume(then));
        for episode in self.episodes.iter_mut().flatten() {
            episode.raised = episode.raised + step;
        }
    }

    pub(super) fn parent_open(&self, wired: Wired) -> bool {
        parent_place(wired).is_some_and(|parent| self.episodes[parent].is_some())
    }
}

/// Where the second level of a first one stands among the levels.
fn parent_place(wired: Wired) -> Option<usize> {
    let parent = wired.parent()?;
    Wired::LEVELS.into_iter().position(|level| level == parent)
}

/// A backlog is judged as if each reading were heard when it was taken.
pub(super) const fn moment_of(time: Timestamp) -> Now {
    Now { utc: time, mono: Monotonic::from_micros(time.as_micros()) }
}
