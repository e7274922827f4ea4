//! One alarm of one source: its judgement, its life, and the occurrence that is open.

mod mask;
mod open;
mod raises;
mod watch;

use serde::{Deserialize, Serialize};

pub(super) use self::mask::Tested;
use self::{raises::Raises, watch::Watch};
use super::{
    Actor, Deadline, LifeState, Notice, Occurrence, Refusal, TransitionKind,
    desk::{Desk, Finding, Moment, Subject},
    judge::Judge,
    life::{Event, Life, Nature},
    mask::Freeze,
    rule::Level,
    standing::Standing,
};
use crate::{
    id::OccurrenceId,
    quantity::Steps,
    time::{Monotonic, Now, Span},
};

/// One alarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Track {
    pub(super) judge: Judge,
    pub(super) life: Life,
    /// Worse than its kind usually is (`OFFLINE` at a gas limit, `LOW_BAT` almost empty); until it is over.
    pub(super) severe: bool,
    /// The last value judged since the condition left clear.
    pub(super) value: Option<Steps>,
    raises: Raises,
    /// The occurrence before the one that is open.
    previous: Option<OccurrenceId>,
    pub(super) open: Option<Box<Open>>,
    /// The mask with which a person hid it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shelf: Option<Box<Standing>>,
    /// The last freeze of its point is over; what its life is told of that waits for evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) thawing: Option<Freeze>,
    /// What its judge saw while its life was frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tested: Option<Box<Tested>>,
}

/// The open occurrence and what goes with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Open {
    pub(super) occurrence: Occurrence,
    /// The limit it was last judged by.
    pub(super) level: Option<Level>,
    /// Since it was acknowledged.
    pub(super) watch: Option<Watch>,
    /// Its rule was changed after the last evidence that it is present.
    pub(super) change: Option<Change>,
    peak: Option<Steps>,
    /// When it no longer chatters.
    #[serde(default)]
    calm: Option<Deadline>,
}

/// A change of a rule that may end an alarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) by: Actor,
    /// What the limit became.
    pub(super) level: Option<Level>,
}

impl Default for Track {
    fn default() -> Self {
        Self {
            judge: Judge::Clear,
            life: Life::NORMAL,
            severe: false,
            value: None,
            raises: Raises::default(),
            previous: None,
            open: None,
            shelf: None,
            thawing: None,
            tested: None,
        }
    }
}

impl Track {
    /// Delivers an event to the life of this alarm and records what came of it.
    pub(super) fn apply(
        &mut self,
        of: &Subject<'_>,
        event: Event,
        finding: &Finding<'_>,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let priority = match &self.open {
            Some(open) if event != Event::Raise => open.occurrence.priority,
            Some(_) | None => finding.priority,
        };
        let before = self.life;
        let step = before.apply(event, Nature { latching: of.condition.latches(), priority })?;
        self.life = step.life;
        desk.out.state_changed |= step.life != before;
        if step.new {
            self.supersede(with, desk);
            self.begin(of, finding, with, desk);
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        open.note(event, before.state, step.life, with, desk.now);
        if self.thawing.is_some() && step.life.state != LifeState::Normal {
            open.occurrence.masked = Some(mask::AWAITING.to_owned());
        }
        if step.life.state == LifeState::AckedActive && before.state != LifeState::AckedActive {
            open.watch = Some(Watch::begin(self.value, open.occurrence.priority, of.gas, desk.now));
        }
        let kind = if step.new { TransitionKind::Raise } else { kind(event) };
        desk.record_found(&open.occurrence, kind, step.notice, with, finding);
        if step.life.state == LifeState::Normal {
            self.previous = Some(open.occurrence.id);
            self.open = None;
        }
        Ok(())
    }

    /// The older occurrence closes when a newer one takes its place.
    fn supersede(&mut self, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let Some(mut open) = self.open.take() else { return };
        let old = &mut open.occurrence;
        let comment = match old.acked {
            Some(_) => "superseded before its reset",
            None => "superseded, never acknowledged",
        };
        old.state = LifeState::Normal;
        old.closed = Some(desk.now.utc);
        old.masked = None;
        old.mask = None;
        desk.record(old, TransitionKind::Supersede, Notice::Nothing, &Moment { comment: Some(comment), ..*with });
        self.previous = Some(old.id);
    }

    fn begin(&mut self, of: &Subject<'_>, finding: &Finding<'_>, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let calm = self.raises.note(with.measured).map(|after| Deadline::after(with.measured, after, desk.now));
        let occurrence = Occurrence {
            sn: of.sn.cloned(),
            state: self.life.state,
            held: finding.held,
            mask: self.shelf.as_ref().map(|shelf| shelf.mask.clone()),
            chattering: calm.is_some(),
            drill: of.drill,
            value: finding.value,
            peak: finding.level.and(finding.value),
            limit: finding.limit,
            unit: finding.unit,
            text: finding.cause.map(|cause| cause.to_string()),
            ..Occurrence::raised(desk.mint.occurrence(), of.source, of.condition, finding.priority, with.measured)
        };
        let (level, peak) = (finding.level, finding.steps);
        self.open = Some(Box::new(Open { occurrence, level, watch: None, change: None, peak, calm }));
    }

    /// Takes in what a reading shows of an alarm that stands.
    pub(super) fn see(&mut self, of: &Subject<'_>, finding: &Finding<'_>, desk: &mut Desk<'_>) {
        let Some(open) = self.open.as_mut().filter(|open| open.occurrence.state.active()) else { return };
        if open.see(finding) {
            desk.out.touch(&open.occurrence);
        }
        if finding.priority != open.occurrence.priority {
            self.set_priority(of, finding, desk);
        }
    }

    /// An alarm that became more urgent must be looked at (again); one that became less urgent is only shown so.
    fn set_priority(&mut self, of: &Subject<'_>, finding: &Finding<'_>, desk: &mut Desk<'_>) {
        let Some(open) = &mut self.open else { return };
        let rose = finding.priority > open.occurrence.priority;
        open.occurrence.priority = finding.priority;
        if let Some(watch) = &mut open.watch {
            watch.set_priority(finding.priority, of.gas, desk.now);
        }
        let now = desk.now.utc;
        desk.out.touch(&open.occurrence);
        if rose {
            let with = Moment { comment: Some("more urgent than before"), ..Moment::found(now, now) };
            self.worse(of, &with, desk);
        }
    }

    /// An alarm that stands became worse: it must be looked at (again).
    pub(super) fn worse(&mut self, of: &Subject<'_>, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let Some(open) = &self.open else { return };
        match self.life.state {
            LifeState::AckedActive if self.life.masks.is_empty() => self.realarm(of, with, desk),
            // Still unacknowledged: its life does not change, but those who were told must hear of it.
            LifeState::UnackActive => {
                let notice = self.life.masks.announce();
                desk.record(&open.occurrence, TransitionKind::Realarm, notice, with);
            }
            LifeState::Normal
            | LifeState::AckedActive
            | LifeState::UnackReturned
            | LifeState::LatchedUnack
            | LifeState::LatchedAcked => {}
        }
    }

    /// Announces an acknowledged alarm again if it became worse by `worsening` or stands too long since.
    pub(super) fn look_again(&mut self, of: &Subject<'_>, worsening: Option<Steps>, desk: &mut Desk<'_>) {
        if self.life.state != LifeState::AckedActive || !self.life.masks.is_empty() {
            return;
        }
        let Some(open) = &self.open else { return };
        let Some(watch) = open.watch else { return };
        let now = desk.now.utc;
        let worse = match (worsening, open.level, watch.value, self.value) {
            (Some(worsening), Some(level), Some(then), Some(value)) => {
                level.direction.ahead(then, value) >= worsening.0
            }
            _ => false,
        };
        if worse {
            let with = Moment { comment: Some("worse since it was acknowledged"), ..Moment::found(now, now) };
            self.realarm(of, &with, desk);
        } else if let Some(deadline) = watch.deadline.filter(|deadline| deadline.reached(desk.now.mono)) {
            let comment = Some("stands long since it was acknowledged");
            let with = Moment { comment, ..Moment::found(deadline.due, now) };
            self.realarm(of, &with, desk);
        }
    }

    fn realarm(&mut self, of: &Subject<'_>, with: &Moment<'_>, desk: &mut Desk<'_>) {
        let Some(open) = &self.open else { return };
        let occurrence = open.occurrence.clone();
        let outcome = self.apply(of, Event::Realarm, &Finding::of(&occurrence), with, desk);
        debug_assert!(outcome.is_ok(), "{outcome:?}");
    }

    /// Takes the mark of chattering off when it has been quiet for long enough.
    pub(super) fn calm_down(&mut self, desk: &mut Desk<'_>) {
        let Some(open) = &mut self.open else { return };
        if open.calm.take_if(|calm| calm.reached(desk.now.mono)).is_some() {
            open.occurrence.chattering = false;
            desk.out.touch(&open.occurrence);
        }
    }

    /// Whether there is nothing to it: then evidence that does not raise changes nothing.
    pub(super) fn is_quiet(&self) -> bool {
        self.judge == Judge::Clear && self.open.is_none() && self.life.masks.is_empty()
    }

    /// When [`Track::look_again`], an on-delay, or the end of a mask or a mark has something to do.
    pub(super) fn next_due(&self) -> Option<Monotonic> {
        let pending = self.judge.deadline().map(Deadline::mono);
        let unmasked = self.life.masks.is_empty() && self.life.state == LifeState::AckedActive;
        let standing =
            self.open.as_ref().filter(|_| unmasked).and_then(|open| open.watch?.deadline).map(Deadline::mono);
        let calm = self.open.as_ref().and_then(|open| open.calm).map(Deadline::mono);
        let hidden = self.shelf.as_ref().map(|standing| standing.next_due());
        [pending, standing, calm, hidden].into_iter().flatten().min()
    }

    /// Whether this number was given to the open occurrence; the refusal says what became of it otherwise.
    pub(super) fn names(&self, id: OccurrenceId) -> Result<bool, Refusal> {
        match &self.open {
            Some(open) if open.occurrence.id == id => Ok(true),
            Some(open) if self.previous == Some(id) => Err(Refusal::Superseded { newer: open.occurrence.id }),
            Some(_) | None => Ok(false),
        }
    }

    /// Places restored deadlines on this run's clock.
    pub(super) fn resume(&mut self, now: Now) {
        self.judge = self.judge.resume(now);
        if let Some(open) = &mut self.open {
            open.calm = open.calm.map(|calm| calm.resume(now));
            if let Some(watch) = &mut open.watch {
                watch.resume(now);
            }
        }
        if let Some(shelf) = &mut self.shelf {
            shelf.resume(now);
        }
    }

    /// Follows a step of the server's wall clock.
    pub(super) fn clock_stepped(&mut self, step: Span) {
        self.judge = self.judge.shifted(step);
        if let Some(open) = &mut self.open {
            open.calm = open.calm.map(|calm| calm.shifted(step));
            if let Some(watch) = &mut open.watch {
                watch.shift(step);
            }
        }
        if let Some(shelf) = &mut self.shelf {
            shelf.clock_stepped(step);
        }
    }
}

const fn kind(event: Event) -> TransitionKind {
    match event {
        Event::Raise => TransitionKind::Raise,
        Event::Return => TransitionKind::Return,
        Event::Acknowledge => TransitionKind::Ack,
        Event::Reset(_) => TransitionKind::Reset,
        Event::Realarm => TransitionKind::Realarm,
        Event::Shelve(true) | Event::Suppress(true) | Event::FreezeOn(_) => TransitionKind::MaskOn,
        Event::Shelve(false) | Event::Suppress(false) | Event::FreezeOff { .. } => TransitionKind::MaskOff,
        Event::Withdraw => TransitionKind::Withdraw,
    }
}
