//! A backlog, judged apart: what it finds happened while the point was out of reach, and never touches a live alarm.
//!
//! It is judged from the state in which the gap began. A condition that came and went within it becomes an occurrence of
//! its own, *during outage*, that waits for an acknowledgement. What people are owed for it is decided when the backlog
//! has arrived: at once if it ended less than an hour ago, else in the next summary.

mod apart;

use serde::{Deserialize, Serialize};

use self::apart::{Apart, Episode, moment_of};
use crate::sentence;

use super::{
    board::{Board, Raised},
    judged::Judged,
    wired::Wired,
};
use crate::{
    alarm::{
        Direction, LifeState, Notice, Occurrence, PointRules, Priority, TransitionKind, Withheld,
        desk::{Desk, Moment, Subject},
        judge::Judge,
    },
    id::OccurrenceId,
    reading::Flags,
    time::{Now, Span, Timestamp},
};

/// What ended longer ago than this is told in the next summary.
const RECENT: Span = Span::mins(60);
/// A point keeps at most so many occurrences of outages open; the last of them takes in what comes after it.
const MOST: usize = 32;

const LEVELS: usize = Wired::LEVELS.len();

/// What a backlog has shown so far.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Outage {
    /// The last gap, for a backlog that comes after live readings do again.
    gap: Option<Box<Gap>>,
    apart: Option<Box<Apart>>,
    /// What was found and is not acknowledged yet.
    found: Vec<FoundThen>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Gap {
    /// The last reading before it.
    since: Timestamp,
    /// The first after it.
    until: Timestamp,
    judges: [Judge; LEVELS],
}

/// A condition that came and went within the gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct FoundThen {
    occurrence: Occurrence,
    /// What people are owed is not decided yet.
    owed: bool,
}

impl Outage {
    /// Live readings come again at `until`, after a gap that began at `since`. Should its backlog come after them, it is
    /// judged from the state the alarms have now.
    pub(super) fn note_gap(&mut self, board: &Board, since: Timestamp, until: Timestamp) {
        if self.apart.is_none() {
            self.gap = Some(Box::new(Gap { since, until, judges: judges(board) }));
        }
    }

    /// Judges one reading of the backlog.
    pub(super) fn hear(&mut self, board: &Board, rules: &PointRules, reading: &Judged, desk: &mut Desk<'_>) {
        let mut apart = self.apart.take().unwrap_or_else(|| {
            let begun = self.gap.as_ref().filter(|gap| (gap.since..gap.until).contains(&reading.time));
            Apart::begin(begun.map_or_else(|| judges(board), |gap| gap.judges), reading.time)
        });
        if reading.time >= apart.newest {
            desk.out.state_changed = true;
            apart.judge(board, rules, reading, |wired, episode| {
                self.find(board.subject(wired), rules, &episode, reading.time, desk);
            });
        }
        self.apart = Some(apart);
    }

    /// A live reading after a backlog. If it ends the gap, what is still over has been raised live as always and says
    /// since when; what is not was over with this reading. If live readings came all the while, the backlog goes on.
    pub(super) fn meet(
        &mut self,
        board: &mut Board,
        rules: &PointRules,
        reading: &Judged,
        raised: Option<Raised>,
        desk: &mut Desk<'_>,
    ) {
        if let Some(raised) =
            raised.filter(|_| self.apart.is_some() && reading.value.is_some() && !reading.raise_only())
        {
            // A clock that was put right dates the readings before it wrongly; then nobody knows since when.
            let dated = !reading.flags.has(Flags::SKEW_RESTART);
            self.end(board, rules, reading.time, |wired| dated && raised.contains(wired), desk);
        }
        self.decide(desk);
    }

    /// The backlog has stopped. Unless live readings come too the point is out of reach, and the judgement stays open.
    pub(super) fn stop(&mut self, board: &mut Board, live: bool, rules: &PointRules, desk: &mut Desk<'_>) {
        if live && let Some(newest) = self.apart.as_ref().map(|apart| apart.newest) {
            self.end(board, rules, newest, |_| false, desk);
        }
        self.decide(desk);
    }

    /// Whether the newest reading of a backlog was at a gas limit.
    pub(super) fn at_limit(&self) -> bool {
        self.apart.as_ref().is_some_and(|apart| apart.at_limit)
    }

    /// Whether something waits for the backlog to end.
    pub(super) fn waits(&self) -> bool {
        self.apart.is_some() || self.found.iter().any(|found| found.owed)
    }

    /// Places restored deadlines on the time of the readings.
    pub(super) fn resume(&mut self, now: Now) {
        if let Some(gap) = &mut self.gap {
            gap.judges = gap.judges.map(|judge| judge.resume(now));
        }
        if let Some(apart) = &mut self.apart {
            let then = moment_of(apart.newest);
            apart.judges = apart.judges.map(|judge| judge.resume(then));
        }
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn clock_stepped(&mut self, step: Span) {
        if let Some(gap) = &mut self.gap {
            gap.since = gap.since + step;
            gap.until = gap.until + step;
            gap.judges = gap.judges.map(|judge| judge.shifted(step));
        }
        if let Some(apart) = &mut self.apart {
            apart.shift(step);
        }
    }

    /// What was found and waits for an acknowledgement.
    pub(super) fn open(&self) -> impl Iterator<Item = &Occurrence> {
        self.found.iter().map(|found| &found.occurrence)
    }

    /// Ends one of them by a person's word; `None`: it is none of them.
    pub(super) fn close(
        &mut self,
        id: OccurrenceId,
        kind: TransitionKind,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<()> {
        let place = self.found.iter().position(|found| found.occurrence.id == id)?;
        let FoundThen { mut occurrence, .. } = self.found.remove(place);
        if kind == TransitionKind::Ack {
            occurrence.acked = Some(desk.now.utc);
            occurrence.acked_by = with.by.map(|by| by.name.clone());
        }
        occurrence.comment = with.comment.map(str::to_owned);
        occurrence.state = LifeState::Normal;
        occurrence.closed = Some(desk.now.utc);
        let notice = match (kind, occurrence.priority) {
            (TransitionKind::Ack, Priority::Low | Priority::Medium) => Notice::Nothing,
            _ => Notice::Tell,
        };
        desk.record(&occurrence, kind, notice, with);
        Some(())
    }

    /// The whole of what was found, for the point's retirement.
    pub(super) fn first(&self) -> Option<OccurrenceId> {
        self.found.first().map(|found| found.occurrence.id)
    }

    /// Ends the judgement apart: open episodes go over into live alarms, or ended at `time`.
    fn end(
        &mut self,
        board: &mut Board,
        rules: &PointRules,
        time: Timestamp,
        continues: impl Fn(Wired) -> bool,
        desk: &mut Desk<'_>,
    ) {
        desk.out.state_changed = true;
        self.gap = None;
        let Some(mut apart) = self.apart.take() else { return };
        for (place, wired) in Wired::LEVELS.into_iter().enumerate() {
            let Some(episode) = apart.episodes[place] else { continue };
            if board.tracks[wired].judge.holds() {
                apart.episodes[place] = None;
                if continues(wired) {
                    board.say_since(wired, episode.raised, desk);
                }
            } else if !(episode.explained && apart.parent_open(wired)) {
                self.find(board.subject(wired), rules, &episode, time, desk);
            }
        }
    }

    /// What came and went becomes an occurrence.
    fn find(
        &mut self,
        of: Subject<'_>,
        rules: &PointRules,
        episode: &Episode,
        returned: Timestamp,
        desk: &mut Desk<'_>,
    ) {
        let peak = rules.resolution.value(episode.peak);
        let same = |found: &&mut FoundThen| found.occurrence.condition == of.condition;
        if self.found.len() >= MOST
            && let Some(FoundThen { occurrence, owed }) = self.found.iter_mut().rev().find(same)
        {
            let known = occurrence.peak.unwrap_or(peak);
            let worse = match episode.rule.direction {
                Direction::Rising => peak > known,
                Direction::Falling => peak < known,
            };
            occurrence.returned = Some(returned);
            occurrence.peak = Some(if worse { peak } else { known });
            occurrence.text = Some(sentence::DURING_OUTAGE_OFTEN.plain().to_owned());
            *owed = true;
            desk.out.touch(occurrence);
            return;
        }
        let occurrence = Occurrence {
            sn: of.sn.cloned(),
            state: LifeState::UnackReturned,
            returned: Some(returned),
            value: Some(peak),
            peak: Some(peak),
            limit: Some(rules.resolution.value(episode.rule.limit)),
            unit: Some(rules.unit),
            text: Some(sentence::DURING_OUTAGE.plain().to_owned()),
            ..Occurrence::raised(desk.mint.occurrence(), of.source, of.condition, episode.rule.priority, episode.raised)
        };
        let heard = desk.now.utc;
        let withheld = Notice::Withheld(Withheld::CatchingUp);
        desk.record(&occurrence, TransitionKind::Raise, withheld, &Moment::found(episode.raised, heard));
        desk.record(&occurrence, TransitionKind::Return, Notice::Nothing, &Moment::found(returned, heard));
        self.found.push(FoundThen { occurrence, owed: true });
    }

    /// The backlog has arrived: says what people are owed for what it brought.
    fn decide(&mut self, desk: &mut Desk<'_>) {
        let now = desk.now.utc;
        for FoundThen { occurrence, owed } in self.found.iter_mut().filter(|found| found.owed) {
            *owed = false;
            let recent = occurrence.returned.is_some_and(|returned| now - returned < RECENT);
            let notice = if recent { Notice::Once } else { Notice::Summary };
            let with = Moment { comment: Some("the backlog has arrived"), ..Moment::found(now, now) };
            desk.record(occurrence, TransitionKind::MaskOff, notice, &with);
        }
    }
}

fn judges(board: &Board) -> [Judge; LEVELS] {
    Wired::LEVELS.map(|wired| board.tracks[wired].judge)
}
