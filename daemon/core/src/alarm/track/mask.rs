//! What masks do to one alarm: the shelf a person put it on, and the freeze of its point.

use serde::{Deserialize, Serialize};

use super::{Track, open::masked};
use crate::{
    alarm::{
        Mask, Notice, Priority, Refusal, TestEvidence, TransitionKind,
        desk::{Desk, Finding, Moment, Subject},
        life::Event,
        mask::Freeze,
        rule::Level,
        standing::Standing,
    },
    quantity::Steps,
};

/// What an alarm shows whose point is no longer frozen and has not been heard since.
pub(super) const AWAITING: &str = crate::sentence::AWAITING_READING.plain();

/// What a judge saw while the life of its alarm was frozen: evidence of a test, shown at its end.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(in super::super) struct Tested {
    raises: u32,
    peak: Option<Steps>,
    shown: Option<f64>,
    /// The cause of what is present, for an alarm that is raised when the freeze ends.
    pub(in super::super) cause: Option<String>,
}

impl Track {
    /// Puts it on the shelf, which is also an acknowledgement.
    pub(in super::super) fn shelve(
        &mut self,
        of: &Subject<'_>,
        mask: Mask,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        if let Some(shelf) = &self.shelf {
            return Err(Refusal::AlreadyMasked { until: shelf.mask.until });
        }
        if let Some(open) = self.open.as_mut().filter(|_| !self.life.masks.frozen()) {
            open.occurrence.mask = Some(mask.clone());
        }
        self.shelf = Some(Box::new(Standing::new(mask, desk.now)));
        desk.out.state_changed = true;
        self.event(of, Event::Shelve(true), with, desk)
    }

    /// Takes it off the shelf; answers the mask that ended.
    pub(in super::super) fn unshelve(
        &mut self,
        of: &Subject<'_>,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<Mask, Refusal> {
        let Standing { mask, .. } = *self.shelf.take().ok_or(Refusal::NotMasked)?;
        if let Some(open) = self.open.as_mut().filter(|_| !self.life.masks.frozen()) {
            open.occurrence.mask = None;
        }
        desk.out.state_changed = true;
        self.event(of, Event::Shelve(false), with, desk)?;
        Ok(mask)
    }

    /// Its point is frozen. A freeze that waited for evidence to end goes over into the new one.
    pub(in super::super) fn freeze(
        &mut self,
        of: &Subject<'_>,
        freeze: Freeze,
        mask: &Mask,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        if let Some(open) = &mut self.open {
            open.occurrence.mask = Some(mask.clone());
        }
        match self.thawing.take() {
            None => self.event(of, Event::FreezeOn(freeze), with, desk),
            Some(over) if over == freeze => {
                let masks = self.life.masks;
                if let Some(open) = &mut self.open {
                    open.occurrence.masked = masked(masks, of.condition);
                    desk.record(&open.occurrence, TransitionKind::MaskOn, Notice::Nothing, with);
                }
                desk.out.state_changed = true;
                Ok(())
            }
            Some(over) => {
                self.event(of, Event::FreezeOn(freeze), with, desk)?;
                let now = desk.now.utc;
                // Another freeze remains, so what is present does not matter.
                self.event(of, Event::FreezeOff { freeze: over, present: false }, &Moment::found(now, now), desk)
            }
        }
    }

    /// The last freeze of its point is over, and what it is now will be seen with the next reading.
    pub(in super::super) fn await_evidence(&mut self, freeze: Freeze, desk: &mut Desk<'_>) {
        self.thawing = Some(freeze);
        desk.out.state_changed = true;
        let shelved = self.shelf.as_ref().map(|shelf| shelf.mask.clone());
        if let Some(open) = &mut self.open {
            open.occurrence.mask = shelved;
            open.occurrence.masked = Some(AWAITING.to_owned());
            desk.out.touch(&open.occurrence);
        }
    }

    /// The last freeze of its point is over, and this is what it is now.
    pub(in super::super) fn thaw(
        &mut self,
        of: &Subject<'_>,
        (freeze, present): (Freeze, bool),
        finding: &Finding<'_>,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        self.thawing = None;
        self.tested = None;
        let shelved = self.shelf.as_ref().map(|shelf| shelf.mask.clone());
        if let Some(open) = &mut self.open {
            open.occurrence.mask = shelved;
        }
        self.apply(of, Event::FreezeOff { freeze, present }, finding, with, desk)?;
        self.see(of, finding, desk);
        Ok(())
    }

    /// Keeps what its judge found while its life is frozen.
    pub(in super::super) fn test(&mut self, raised: bool, present: bool, finding: &Finding<'_>, desk: &mut Desk<'_>) {
        if !present {
            return;
        }
        desk.out.state_changed |= raised || self.tested.is_none();
        let tested = self.tested.get_or_insert_default();
        tested.raises += u32::from(raised);
        if let (Some(Level { direction, .. }), Some(steps)) = (finding.level, finding.steps)
            && tested.peak.is_none_or(|peak| direction.worse(steps, peak))
        {
            tested.peak = Some(steps);
            tested.shown = finding.value;
            desk.out.state_changed = true;
        }
        if let Some(cause) = finding.cause.map(|cause| cause.to_string())
            && tested.cause.as_ref() != Some(&cause)
        {
            tested.cause = Some(cause);
            desk.out.state_changed = true;
        }
    }

    /// What was seen while it was frozen, as people are shown it.
    pub(in super::super) fn evidence(&self, of: &Subject<'_>) -> Option<TestEvidence> {
        let tested = self.tested.as_ref()?;
        Some(TestEvidence { condition: of.condition, raises: tested.raises, peak: tested.shown })
    }

    /// Whether it is hidden by a person who named nobody to watch: then it must not become critical unseen.
    pub(in super::super) fn shelved_unwatched(&self) -> bool {
        self.shelf.as_ref().is_some_and(|shelf| shelf.mask.watcher.is_none())
    }

    /// Delivers an event that brings no new evidence.
    pub(in super::super) fn event(
        &mut self,
        of: &Subject<'_>,
        event: Event,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let known = match &self.open {
            Some(open) => Finding::of(&open.occurrence),
            None => Finding::plain(Priority::Low),
        };
        self.apply(of, event, &known, with, desk)
    }
}
