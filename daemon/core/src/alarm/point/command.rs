//! What people do to the alarms of a point.

use super::{PointAlarms, windows::Windows, wired::Wired};
use crate::{
    alarm::{
        Actor, LifeState, Masks, PointRules, Refusal, TransitionKind,
        desk::{Desk, Moment},
        judge::Judge,
        life::{Event, ResetCheck},
        rule::Level,
        track::Change,
    },
    id::OccurrenceId,
};

impl PointAlarms {
    pub(super) fn do_acknowledge(
        &mut self,
        id: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let with = Moment::command(by, comment, desk.now);
        let Some(wired) = self.find(id)? else {
            if let Some(drilled) = self.acknowledge_drill(id, &with, desk) {
                return drilled;
            }
            return self.outage.close(id, TransitionKind::Ack, &with, desk).ok_or(Refusal::Over);
        };
        let present = self.board.stands(wired);
        self.board.command(wired, Event::Acknowledge, &with, desk)?;
        if present {
            for eclipsed in wired.children() {
                let life = self.board.tracks[*eclipsed].life;
                if wired != Wired::Offline && life.state.unacknowledged() && life.masks.any(Masks::SUPPRESSED) {
                    self.board.event(*eclipsed, Event::Acknowledge, &with, desk);
                }
            }
        }
        Ok(())
    }

    pub(super) fn do_reset(
        &mut self,
        id: OccurrenceId,
        by: &Actor,
        comment: Option<&str>,
        verified: Option<&str>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let verified = verified.map(str::trim).filter(|how| !how.is_empty());
        let Some(wired) = self.find(id)? else {
            if let Some(drilled) = self.reset_drill(id, &Moment::command(by, comment, desk.now), desk) {
                return drilled;
            }
            return Err(if self.outage.open().any(|o| o.id == id) { Refusal::NotLatched } else { Refusal::Over });
        };
        let check = ResetCheck {
            unknown: self.is_unknown(desk.now),
            over_range_stands: wired != Wired::OverRange && self.board.over_range_stands(),
            unverified: wired == Wired::OverRange && verified.is_none(),
        };
        let said = match (verified, comment) {
            (Some(how), Some(comment)) => Some(format!("verified: {how}; {comment}")),
            (Some(how), None) => Some(format!("verified: {how}")),
            (None, comment) => comment.map(str::to_owned),
        };
        let with = Moment::command(by, said.as_deref(), desk.now);
        self.board.command(wired, Event::Reset(check), &with, desk)
    }

    pub(super) fn do_withdraw_all(&mut self, by: &Actor, reason: &str, desk: &mut Desk<'_>) {
        let with = Moment::command(by, Some(reason), desk.now);
        // What is suppressed goes before what suppresses it, or it would be announced first.
        for wired in Wired::ALL.into_iter().rev() {
            self.withdraw(wired, &with, desk);
        }
        while let Some(id) = self.outage.first() {
            self.outage.close(id, TransitionKind::Withdraw, &with, desk);
        }
        self.end_every_mask(&with, desk);
        self.withdraw_drills(&with, desk);
        self.link.rest();
        self.link.backlog_until = None;
        self.commissioned = false;
        self.windows = Windows::default();
        desk.out.state_changed = true;
    }

    /// New rules: an alarm without a rule is withdrawn, one whose limit moved will say who moved it if that ends it.
    pub(super) fn do_set_rules(&mut self, rules: &PointRules, by: &Actor, desk: &mut Desk<'_>) {
        let with = Moment::command(by, Some("its limit was removed"), desk.now);
        for wired in Wired::COURSES.into_iter().chain(Wired::LEVELS.into_iter().rev()) {
            match rules.level(wired.condition()) {
                None => {
                    self.withdraw(wired, &with, desk);
                    if self.board.tracks[wired].judge != Judge::Clear {
                        self.board.tracks[wired].judge = Judge::Clear;
                        desk.out.state_changed = true;
                    }
                }
                Some(rule) => self.mark_changed(wired, by, Some(rule.level), desk),
            }
        }
        if rules.calibration.on_record {
            self.mark_changed(Wired::Uncalibrated, by, None, desk);
        }
        if !rules.limitless {
            self.mark_changed(Wired::NoLimit, by, None, desk);
        }
        if self.commissioned && !self.board.tracks[Wired::Offline].judge.holds() {
            self.link.await_reading(rules);
        }
    }

    /// Remembers who moved the limit of an alarm that stands. Rules said again are no change.
    fn mark_changed(&mut self, wired: Wired, by: &Actor, level: Option<Level>, desk: &mut Desk<'_>) {
        let Some(open) = &mut self.board.tracks[wired].open else { return };
        let known = match &open.change {
            Some(change) => change.level == level,
            None => level.is_some() && open.level == level,
        };
        if open.occurrence.state.active() && !known {
            open.change = Some(Change { by: by.clone(), level });
            desk.out.state_changed = true;
        }
    }

    fn withdraw(&mut self, wired: Wired, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let track = &mut self.board.tracks[wired];
        if track.judge != Judge::Clear || track.value.is_some() {
            track.judge = Judge::Clear;
            track.value = None;
            desk.out.state_changed = true;
        }
        if track.life.state != LifeState::Normal {
            self.board.event(wired, Event::Withdraw, with, desk);
        }
        self.board.stop_awaiting(wired, desk);
        for child in wired.children() {
            self.board.unmask_if_unexplained(*child, desk);
        }
    }

    /// The alarm whose open occurrence this is; `None`: perhaps one of an outage.
    pub(super) fn find(&self, id: OccurrenceId) -> Result<Option<Wired>, Refusal> {
        for wired in Wired::ALL {
            if self.board.tracks[wired].names(id)? {
                return Ok(Some(wired));
            }
        }
        Ok(None)
    }
}
