//! Masks that people put on a point or on one of its alarms: on, off, and what is due by the clock.

use super::{
    PointAlarms,
    board::{Board, Raised, deliver, subject},
    wired::Wired,
};
use crate::{
    alarm::{
        Actor, Changes, Condition, Mask, MaskChange, MaskKind, MaskStep, Masks, Mint, Occurrence, PointRules, Priority,
        Refusal,
        desk::{Desk, Moment},
        life::Event,
        mask::Freeze,
        standing::{Need, ended, remind},
    },
    id::OccurrenceId,
    time::{Now, Timestamp},
};

impl PointAlarms {
    /// Puts a mask on the point, or on one of its alarms, in any state of it. Who may do so, and for how long, was decided
    /// before.
    pub fn put_mask(&mut self, mask: Mask, now: Now, mint: &mut dyn Mint, out: &mut Changes) -> Result<(), Refusal> {
        self.do_put_mask(mask, &mut Desk { mint, out, now })
    }

    /// A person ends a mask before its time: of this kind, and on this alarm or on the whole point.
    #[expect(clippy::too_many_arguments, reason = "a command, the clocks, and where its outcome goes")]
    pub fn end_mask(
        &mut self,
        rules: &PointRules,
        which: (MaskKind, Option<Condition>),
        by: &Actor,
        comment: Option<&str>,
        now: Now,
        mint: &mut dyn Mint,
        out: &mut Changes,
    ) -> Result<(), Refusal> {
        self.board.gas = rules.gas;
        self.do_end_mask(rules, which, by, comment, &mut Desk { mint, out, now })
    }

    fn do_put_mask(&mut self, mask: Mask, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        match (Freeze::of(mask.kind), mask.condition) {
            (Some(freeze), None) => self.freeze(mask, freeze, desk),
            (None, Some(condition)) if mask.kind == MaskKind::Shelved => {
                let wired = Wired::of(condition).ok_or(Refusal::NoSuchCondition)?;
                self.board.shelve(wired, mask, desk)
            }
            (Some(_) | None, Some(_) | None) => Err(Refusal::NoSuchCondition),
        }
    }

    fn do_end_mask(
        &mut self,
        rules: &PointRules,
        (kind, condition): (MaskKind, Option<Condition>),
        by: &Actor,
        comment: Option<&str>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let with = Moment::command(by, comment, desk.now);
        match condition {
            Some(condition) if kind == MaskKind::Shelved => {
                let wired = Wired::of(condition).ok_or(Refusal::NoSuchCondition)?;
                self.board.unshelve(wired, &with, desk)
            }
            Some(_) => Err(Refusal::NotMasked),
            None => self.thaw(kind, rules, &with, &mut Raised::default(), desk),
        }
    }

    /// Ends masks whose time is over, and reminds of those whose time is soon.
    pub(super) fn judge_masks(&mut self, rules: &PointRules, raised: &mut Raised, desk: &mut Desk<'_>) {
        for kind in MaskKind::ALL {
            let standing = self.freezes.standing.iter_mut().find(|standing| standing.mask.kind == kind);
            let Some(standing) = standing else { continue };
            match standing.take_need(desk.now.mono) {
                Need::Nothing => {}
                Need::Reminder => {
                    let mask = standing.mask.clone();
                    // One word for the whole point: at its worst alarm, if it has one.
                    let worst = Wired::ALL.into_iter().filter(|wired| self.board.tracks[*wired].open.is_some());
                    remind(worst.filter_map(|wired| self.board.shown(wired)).max_by_key(|o| o.priority), mask, desk);
                }
                Need::End => {
                    let due = due(&standing.mask, desk);
                    deliver(self.thaw(kind, rules, &Moment::found(due, desk.now.utc), raised, desk));
                }
            }
        }
        for wired in Wired::ALL {
            let Some(hidden) = self.board.tracks[wired].shelf.as_mut() else { continue };
            match hidden.take_need(desk.now.mono) {
                Need::Nothing => {}
                Need::Reminder => {
                    let mask = hidden.mask.clone();
                    remind(self.board.shown(wired), mask, desk);
                }
                Need::End => {
                    let due = due(&hidden.mask, desk);
                    deliver(self.board.unshelve(wired, &Moment::found(due, desk.now.utc), desk));
                }
            }
        }
    }

    /// The point is retired: nothing remains to be hidden.
    pub(super) fn end_every_mask(&mut self, with: &Moment<'_>, desk: &mut Desk<'_>) {
        for standing in std::mem::take(&mut self.freezes).standing {
            if let Some(freeze) = Freeze::of(standing.mask.kind) {
                for wired in Wired::ALL {
                    self.board.event(wired, Event::FreezeOff { freeze, present: false }, with, desk);
                }
            }
            ended(standing.mask, with, desk);
        }
        for wired in Wired::ALL {
            self.board.stop_awaiting(wired, desk);
            self.board.tracks[wired].tested = None;
            if self.board.tracks[wired].shelf.is_some() {
                deliver(self.board.unshelve(wired, with, desk));
            }
        }
    }

    /// Every mask that stands: those of the whole point first.
    pub fn masks(&self) -> impl Iterator<Item = &Mask> {
        let shelves = self.board.tracks.iter().filter_map(|track| track.shelf.as_deref());
        self.freezes.standing.iter().chain(shelves).map(|standing| &standing.mask)
    }

    /// The mask on the whole point that hides most.
    pub fn mask(&self) -> Option<&Mask> {
        let weight = |mask: &&Mask| match mask.kind {
            MaskKind::OutOfService => 2,
            MaskKind::Inhibited => 1,
            MaskKind::Shelved | MaskKind::WarmUp | MaskKind::Suppressed => 0,
        };
        self.freezes.standing.iter().map(|standing| &standing.mask).max_by_key(weight)
    }

    /// Whether a mask takes the whole point out: no alarm, no vote, unknown. Also after its end, until the point's value
    /// is heard.
    pub fn frozen(&self) -> bool {
        self.freezes.frozen()
    }

    /// Whether a mask on the whole point stood at that time: then nothing of it goes into an average.
    pub fn was_frozen(&self, time: Timestamp) -> bool {
        self.freezes.covers(time)
    }

    /// Whether an alarm that says gas stands, or its judge says so.
    pub fn gas_present(&self) -> bool {
        self.board.at_gas_limit()
            || (self.board.gas && Wired::ALL.into_iter().any(|wired| wired.about_gas() && self.board.stands(wired)))
    }

    /// Which alarm this is the open occurrence of.
    pub fn condition_of(&self, occurrence: OccurrenceId) -> Result<Condition, Refusal> {
        match self.find(occurrence)? {
            Some(wired) => Ok(wired.condition()),
            None if self.outage.open().any(|open| open.id == occurrence) => Err(Refusal::OverAlready),
            None => Err(Refusal::Over),
        }
    }

    /// How urgent an alarm is, or would be; `None`: the point has no such alarm.
    pub fn priority_of(&self, rules: &PointRules, condition: Condition) -> Option<Priority> {
        let wired = Wired::of(condition)?;
        let severe = self.board.tracks[wired].severe;
        let would_be = rules.level(condition).map_or_else(|| rules.priority(condition, severe), |level| level.priority);
        let open = self.board.shown(wired).map_or(Priority::Low, |open| open.priority);
        Some(would_be.max(open))
    }
}

impl Board {
    fn shelve(&mut self, wired: Wired, mask: Mask, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let by = Actor { name: mask.by.clone() };
        let words = mask.words();
        let with = Moment::command(&by, Some(&words), desk.now);
        let of = subject(self.point, &self.sn, self.gas, wired);
        self.tracks[wired].shelve(&of, mask.clone(), &with, desk)?;
        desk.out.masks.push(MaskChange { mask, step: MaskStep::On });
        // What it explained was acknowledged with it, and speaks for itself from now on.
        for child in wired.children() {
            let life = self.tracks[*child].life;
            if life.state.unacknowledged() && life.masks.any(Masks::SUPPRESSED) {
                self.event(*child, Event::Acknowledge, &Moment::command(&by, None, desk.now), desk);
            }
            self.unmask_if_unexplained(*child, desk);
        }
        Ok(())
    }

    pub(super) fn unshelve(&mut self, wired: Wired, with: &Moment<'_>, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        let of = subject(self.point, &self.sn, self.gas, wired);
        let mask = self.tracks[wired].unshelve(&of, with, desk)?;
        ended(mask, with, desk);
        self.explain_children(wired, desk);
        Ok(())
    }

    /// An alarm that becomes critical while it is on the shelf comes off it, unless somebody is named who watches.
    pub(super) fn uncover(&mut self, wired: Wired, desk: &mut Desk<'_>) {
        if self.tracks[wired].shelved_unwatched() && !self.tracks[wired].life.masks.frozen() {
            let now = desk.now.utc;
            let comment = Some("it became critical and nobody watches");
            deliver(self.unshelve(wired, &Moment { comment, ..Moment::found(now, now) }, desk));
        }
    }

    /// An alarm whose end of a freeze waited for a reading that can no longer decide.
    pub(super) fn stop_awaiting(&mut self, wired: Wired, desk: &mut Desk<'_>) {
        if let Some(freeze) = self.tracks[wired].thawing.take() {
            let now = desk.now.utc;
            let present = self.tracks[wired].judge.holds();
            self.event(wired, Event::FreezeOff { freeze, present }, &Moment::found(now, now), desk);
        }
    }

    fn shown(&self, wired: Wired) -> Option<&Occurrence> {
        self.tracks[wired].open.as_ref().map(|open| &open.occurrence)
    }
}

/// When a mask ended whose time is over; one whose start lies in the future ends now.
fn due(mask: &Mask, desk: &Desk<'_>) -> Timestamp {
    mask.until.min(desk.now.utc)
}
