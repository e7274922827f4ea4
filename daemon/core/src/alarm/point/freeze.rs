//! Masks on a whole point: inhibited, out of service, warming up.
//!
//! ```text
//!            put on                     the last one ends                    a reading
//!  judged ──────────▶ frozen ──────────────────────────────▶ awaited ──────────────────────▶ judged
//!                     RAISE and RTN       OFFLINE and FAULT            all others are told
//!                     are kept back       are told at once             what they are now
//! ```
//!
//! While it is frozen the judges run on; what they see is kept as evidence of a test and shown when the last mask ends.

use serde::{Deserialize, Serialize};

use super::{
    PointAlarms,
    board::{Found, Raised, deliver, subject},
    instrument::plain,
    wired::Wired,
};
use crate::{
    alarm::{
        Actor, LifeState, Mask, MaskChange, MaskKind, MaskStep, PointRules, Refusal, TestEvidence,
        desk::{Cause, Desk, Moment},
        judge::{Evidence, Judge},
        life::Event,
        mask::{Freeze, Masks},
        standing::Standing,
    },
    time::{Monotonic, Now, Span, Timestamp},
};

/// So many past freezes are remembered, for a backlog that tells of the time of one.
const REMEMBERED: usize = 8;

/// The masks on a whole point.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Freezes {
    pub(super) standing: Vec<Standing>,
    /// When the first of those that stand was put on.
    since: Option<Timestamp>,
    /// Past times without a break under a mask, oldest first.
    past: Vec<(Timestamp, Timestamp)>,
    /// No value was heard since the last one ended.
    awaited: bool,
}

impl Freezes {
    /// Whether nothing is known of the point because of a mask.
    pub(super) fn frozen(&self) -> bool {
        !self.standing.is_empty() || self.awaited
    }

    /// Whether a mask stood at that time.
    pub(super) fn covers(&self, time: Timestamp) -> bool {
        self.since.is_some_and(|since| time >= since) || self.past.iter().any(|(from, to)| (*from..*to).contains(&time))
    }

    /// A value was heard; answers whether it was awaited.
    pub(super) fn heard(&mut self) -> bool {
        self.standing.is_empty() && std::mem::take(&mut self.awaited)
    }

    /// The mask of this kind.
    fn find(&self, kind: MaskKind) -> Option<&Standing> {
        self.standing.iter().find(|standing| standing.mask.kind == kind)
    }

    pub(super) fn next_due(&self) -> Option<Monotonic> {
        self.standing.iter().map(Standing::next_due).min()
    }

    pub(super) fn resume(&mut self, now: Now) {
        self.standing.iter_mut().for_each(|standing| standing.resume(now));
    }

    pub(super) fn clock_stepped(&mut self, step: Span) {
        self.standing.iter_mut().for_each(|standing| standing.clock_stepped(step));
        self.since = self.since.map(|since| since + step);
        for (from, to) in &mut self.past {
            *from = *from + step;
            *to = *to + step;
        }
    }

    /// Notes that the last mask ended.
    fn over(&mut self, at: Timestamp) {
        if let Some(since) = self.since.take() {
            if self.past.len() == REMEMBERED {
                self.past.remove(0);
            }
            self.past.push((since, at));
        }
        self.awaited = true;
    }
}

impl PointAlarms {
    /// Puts a mask on the whole point.
    pub(super) fn freeze(&mut self, mask: Mask, freeze: Freeze, desk: &mut Desk<'_>) -> Result<(), Refusal> {
        if let Some(standing) = self.freezes.find(mask.kind) {
            return Err(Refusal::AlreadyMasked { until: standing.mask.until });
        }
        let by = (mask.kind != MaskKind::WarmUp).then(|| Actor { name: mask.by.clone() });
        let words = mask.words();
        let moment = Moment { by: by.as_ref(), comment: Some(&words), ..Moment::found(desk.now.utc, desk.now.utc) };
        let board = &mut self.board;
        for wired in Wired::ALL {
            let of = subject(board.point, &board.sn, board.gas, wired);
            let track = &mut board.tracks[wired];
            // Whoever was told of gas here is told that nobody sees it any more; once, not also of what it eclipses.
            let tell = of.gas && by.is_some() && !track.life.masks.any(Masks::SUPPRESSED);
            deliver(track.freeze(&of, freeze, &mask, &Moment { tell, ..moment }, desk));
        }
        self.windows.restart(desk.now.utc);
        self.freezes.since.get_or_insert(desk.now.utc);
        self.freezes.awaited = false;
        self.freezes.standing.push(Standing::new(mask.clone(), desk.now));
        desk.out.masks.push(MaskChange { mask, step: MaskStep::On });
        desk.out.state_changed = true;
        Ok(())
    }

    /// The point was powered on and warms up for so long from now: an inhibit that nobody asked for, begun anew by each
    /// power-on.
    pub(super) fn warm_up(&mut self, span: Span, desk: &mut Desk<'_>) {
        let now = desk.now;
        let mask = Mask {
            sn: Some(self.board.sn.clone()),
            source: crate::alarm::Source::Point(self.board.point),
            condition: None,
            kind: MaskKind::WarmUp,
            by: "mcsd".to_owned(),
            reason: "powered on".to_owned(),
            watcher: None,
            work_order: None,
            confirmed_by: None,
            since: now.utc,
            until: now.utc + span,
        };
        match self.freezes.standing.iter_mut().find(|standing| standing.mask.kind == MaskKind::WarmUp) {
            Some(standing) => {
                let since = standing.mask.since;
                *standing = Standing::new(mask, now);
                standing.mask.since = since;
                desk.out.state_changed = true;
            }
            None => deliver(self.freeze(mask, Freeze::WarmUp, desk)),
        }
    }

    /// Ends a mask on the whole point: by a person, or because its time is over.
    pub(super) fn thaw(
        &mut self,
        kind: MaskKind,
        rules: &PointRules,
        with: &Moment<'_>,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let place = self.freezes.standing.iter().position(|standing| standing.mask.kind == kind);
        let (Some(place), Some(freeze)) = (place, Freeze::of(kind)) else { return Err(Refusal::NotMasked) };
        let Standing { mask, .. } = self.freezes.standing.remove(place);
        let step = MaskStep::Off { at: with.measured, by: with.by.cloned(), seen: self.test_evidence() };
        desk.out.masks.push(MaskChange { mask, step });
        desk.out.state_changed = true;
        if self.freezes.standing.is_empty() {
            self.freezes.over(with.measured);
            self.windows.restart(with.measured);
            for wired in Wired::ALL {
                self.thaw_one(wired, freeze, rules, with, raised, desk);
            }
        } else {
            for wired in Wired::ALL {
                // Another freeze remains, so what is present does not matter.
                self.board.event(wired, Event::FreezeOff { freeze, present: false }, with, desk);
            }
        }
        Ok(())
    }

    /// The last freeze is over: silence and faults are told at once, what the next reading decides waits for it.
    fn thaw_one(
        &mut self,
        wired: Wired,
        freeze: Freeze,
        rules: &PointRules,
        with: &Moment<'_>,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        let tested = self.board.tracks[wired].tested.take();
        let track = &self.board.tracks[wired];
        let present = track.judge.holds();
        let quiet = track.judge == Judge::Clear && track.life.state == LifeState::Normal;
        let cause = tested.and_then(|tested| tested.cause);
        if wired == Wired::Offline {
            let silence = Cause::Silence(self.link.silence(desk.now.mono));
            let found = if present { self.silent(rules, track.severe, Some(silence)) } else { self.heard(rules) };
            self.board.thaw(wired, (freeze, present), &found, with, raised, desk);
        } else if wired == Wired::Fault {
            let evidence = if present { Evidence::Over } else { Evidence::Clear };
            let mut found: Found<'_> = plain(rules, wired, false, evidence, None);
            found.finding.cause = cause.as_deref().map(Cause::Said);
            self.board.thaw(wired, (freeze, present), &found, with, raised, desk);
        } else if quiet && !Wired::LEVELS.contains(&wired) {
            // Nothing to decide, and no on-delay that the next reading would have to go without.
            self.board.event(wired, Event::FreezeOff { freeze, present: false }, with, desk);
        } else {
            self.board.tracks[wired].await_evidence(freeze, desk);
        }
    }

    /// What was seen while the point was frozen.
    fn test_evidence(&self) -> Vec<TestEvidence> {
        let board = &self.board;
        Wired::ALL.into_iter().filter_map(|wired| board.tracks[wired].evidence(&board.subject(wired))).collect()
    }
}
