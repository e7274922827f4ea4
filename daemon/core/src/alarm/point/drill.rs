//! Drills: alarms a person raises to try the way from here to the people.
//!
//! A drill has the life and the notices of the alarm it plays, and is marked wherever it shows. It never touches the alarm
//! it plays: that one is judged, raised and told beside it. It ends with its reset once it is acknowledged, when somebody
//! ends it, or by itself.

use serde::{Deserialize, Serialize};

use super::PointAlarms;
use crate::{
    alarm::{
        Actor, Changes, Condition, Deadline, LifeState, Mint, Occurrence, PointRules, Refusal, Source,
        desk::{Cause, Desk, Finding, Moment, Subject},
        judge::Judge,
        life::{Event, ResetCheck},
        point::board::{Board, deliver},
        track::Track,
    },
    id::OccurrenceId,
    sentence,
    time::{Monotonic, Now, Span},
};

/// A drill that nobody ends is over by then.
const LENGTH: Span = Span::mins(15);

/// The drills that stand, at most one of each alarm.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Drills(Vec<Drill>);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Drill {
    condition: Condition,
    track: Track,
    ends: Deadline,
}

impl PointAlarms {
    /// A person raises an alarm to try the way to the people.
    #[expect(clippy::too_many_arguments, reason = "a command, the clocks, and where its outcome goes")]
    pub fn drill(
        &mut self,
        rules: &PointRules,
        condition: Condition,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<OccurrenceId, Refusal> {
        let priority = self.priority_of(rules, condition).ok_or(Refusal::NoSuchCondition)?;
        if self.drills.0.iter().any(|drill| drill.condition == condition) {
            return Err(Refusal::DrillStands);
        }
        if self.frozen() {
            return Err(Refusal::Frozen);
        }
        let text = comment
            .map_or_else(|| sentence::DRILL.plain().to_owned(), |comment| sentence::DRILL_SAID.with(&[&comment]));
        let limit = rules.level(condition).map(|rule| rules.resolution.value(rule.level.limit));
        let finding = Finding {
            limit,
            unit: limit.map(|_| rules.unit),
            cause: Some(Cause::Said(&text)),
            ..Finding::plain(priority)
        };
        let mut track = Track::default();
        track.judge = Judge::Present;
        let with = Moment::command(by, comment, now);
        let desk = &mut Desk { mint, out, now };
        track.apply(&subject(&self.board, condition), Event::Raise, &finding, &with, desk)?;
        let raised = track.open.as_ref().map(|open| open.occurrence.id).ok_or(Refusal::Over)?;
        self.drills.0.push(Drill { condition, track, ends: Deadline::after(now.utc, LENGTH, now) });
        Ok(raised)
    }

    /// A person ends a drill, acknowledged or not.
    pub fn end_drill(
        &mut self,
        condition: Condition,
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<OccurrenceId, Refusal> {
        let drill = self.drills.0.iter().find(|drill| drill.condition == condition).ok_or(Refusal::NoDrill)?;
        let id = drill.occurrence().map(|open| open.id).ok_or(Refusal::NoDrill)?;
        let comment = comment.unwrap_or("the drill is over");
        let with = Moment::command(by, Some(comment), now);
        self.withdraw_drill(condition, &with, &mut Desk { mint, out, now });
        Ok(id)
    }

    /// Acknowledges a drill; `None`: it is none of them.
    pub(super) fn acknowledge_drill(
        &mut self,
        id: OccurrenceId,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<Result<(), Refusal>> {
        let condition = self.drills.find(id)?;
        let of = subject(&self.board, condition);
        let drill = self.drills.0.iter_mut().find(|drill| drill.condition == condition)?;
        Some(drill.track.event(&of, Event::Acknowledge, with, desk))
    }

    /// Ends a drill that was acknowledged; `None`: it is none of them.
    pub(super) fn reset_drill(
        &mut self,
        id: OccurrenceId,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Option<Result<(), Refusal>> {
        let condition = self.drills.find(id)?;
        let of = subject(&self.board, condition);
        let drill = self.drills.0.iter_mut().find(|drill| drill.condition == condition)?;
        if drill.track.life.state.unacknowledged() {
            return Some(Err(Refusal::AcknowledgeFirst));
        }
        // What it plays is over, and where that latches the latch is ended with the same word.
        deliver(drill.track.event(&of, Event::Return, with, desk));
        if drill.track.life.state == LifeState::LatchedAcked {
            deliver(drill.track.event(&of, Event::Reset(ResetCheck::default()), with, desk));
        }
        self.drills.0.retain(|drill| drill.condition != condition);
        Some(Ok(()))
    }

    /// Ends drills whose time is over.
    pub(super) fn judge_drills(&mut self, desk: &mut Desk<'_>) {
        while let Some(over) = self.drills.0.iter().find(|drill| drill.ends.reached(desk.now.mono)) {
            let (condition, due) = (over.condition, over.ends.due.min(desk.now.utc));
            let with = Moment { comment: Some("the drill is over"), ..Moment::found(due, desk.now.utc) };
            self.withdraw_drill(condition, &with, desk);
        }
    }

    /// The point is retired.
    pub(super) fn withdraw_drills(&mut self, with: &Moment<'_>, desk: &mut Desk<'_>) {
        while let Some(condition) = self.drills.0.first().map(|drill| drill.condition) {
            self.withdraw_drill(condition, with, desk);
        }
    }

    fn withdraw_drill(&mut self, condition: Condition, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let of = subject(&self.board, condition);
        if let Some(drill) = self.drills.0.iter_mut().find(|drill| drill.condition == condition) {
            deliver(drill.track.event(&of, Event::Withdraw, with, desk));
        }
        self.drills.0.retain(|drill| drill.condition != condition);
        desk.out.state_changed = true;
    }
}

impl Drills {
    /// What stands of them.
    pub(super) fn open(&self) -> impl Iterator<Item = &Occurrence> {
        self.0.iter().filter_map(Drill::occurrence)
    }

    pub(super) fn next_due(&self) -> Option<Monotonic> {
        self.0.iter().map(|drill| drill.ends.mono()).min()
    }

    pub(super) fn resume(&mut self, now: Now) {
        for drill in &mut self.0 {
            drill.track.resume(now);
            drill.ends = drill.ends.resume(now);
        }
    }

    pub(super) fn clock_stepped(&mut self, step: Span) {
        for drill in &mut self.0 {
            drill.track.clock_stepped(step);
            drill.ends = drill.ends.shifted(step);
        }
    }

    fn find(&self, id: OccurrenceId) -> Option<Condition> {
        let named = |drill: &&Drill| drill.occurrence().is_some_and(|open| open.id == id);
        self.0.iter().find(named).map(|drill| drill.condition)
    }
}

impl Drill {
    fn occurrence(&self) -> Option<&Occurrence> {
        self.track.open.as_ref().map(|open| &open.occurrence)
    }
}

/// A drill is no gas alarm, however real it looks: nothing about it can become worse or stand too long.
fn subject(board: &Board, condition: Condition) -> Subject<'_> {
    Subject { source: Source::Point(board.point), sn: Some(&board.sn), condition, gas: false, drill: true }
}
