//! The alarms of a point side by side: evidence goes in, and what one means for another is kept right.

use super::wired::{Tracks, Wired};
use crate::{
    alarm::{
        Condition, LifeState, Masks, Priority, Refusal, Source,
        desk::{Desk, Finding, Moment, Subject},
        judge::{Delays, Edge, Evidence, Judge},
        life::Event,
        mask::Freeze,
        track::Track,
    },
    id::{PointId, SerialNumber},
    quantity::Steps,
    sentence,
    time::Timestamp,
};

/// Every alarm of one point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Board {
    pub(super) point: PointId,
    pub(super) sn: SerialNumber,
    pub(super) gas: bool,
    pub(super) tracks: Tracks,
}

/// What evidence says of one condition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) evidence: Evidence,
    pub(super) delays: Delays,
    pub(super) finding: Finding<'a>,
    /// How much worse it must become after an acknowledgement to be looked at again.
    pub(super) worsening: Option<Steps>,
}

/// What a judgement leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// It turned.
    Edge(Edge),
    /// The last freeze is over.
    Thaw(Freeze),
}

/// Which conditions were raised by the evidence at hand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Raised(u32);

impl Raised {
    fn insert(&mut self, wired: Wired) {
        self.0 |= 1 << wired as usize;
    }

    pub(super) const fn contains(self, wired: Wired) -> bool {
        self.0 & (1 << wired as usize) != 0
    }
}

impl Board {
    pub(super) fn new(point: PointId, sn: SerialNumber) -> Self {
        Self { point, sn, gas: false, tracks: Tracks::default() }
    }

    /// Judges one condition by a reading of time `time`.
    pub(super) fn judge(
        &mut self,
        wired: Wired,
        found: &Found<'_>,
        time: Timestamp,
        received: Timestamp,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        if found.evidence != Evidence::Over && self.tracks[wired].is_quiet() {
            return;
        }
        let Track { judge, thawing, .. } = &self.tracks[wired];
        if let (Some(freeze), Some(present)) = (*thawing, judge.decide(found.evidence)) {
            let moment = Moment::found(time, received);
            self.thaw(wired, (freeze, present), found, &moment, raised, desk);
            return;
        }
        let (judge, edge) = judge.hear(found.evidence, time, found.delays, desk.now);
        let measured = match edge {
            Some(Edge::Raise) => time + found.delays.on,
            Some(Edge::Return) | None => time,
        };
        let moment = Moment::found(measured, received);
        self.settle(wired, judge, edge.map(Turn::Edge), found, &moment, raised, desk);
    }

    /// The last freeze of the point is over, and this is what the condition is now.
    pub(super) fn thaw(
        &mut self,
        wired: Wired,
        (freeze, present): (Freeze, bool),
        found: &Found<'_>,
        moment: &Moment<'_>,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        let judge = if present { Judge::Present } else { Judge::Clear };
        self.settle(wired, judge, Some(Turn::Thaw(freeze)), found, moment, raised, desk);
    }

    /// Lets time pass for one condition: an on-delay that is due raises.
    pub(super) fn wait(&mut self, wired: Wired, found: &Found<'_>, raised: &mut Raised, desk: &mut Desk<'_>) {
        let before = self.tracks[wired].judge;
        let (judge, edge) = before.wait(desk.now.mono);
        if let (Some(edge), Some(deadline)) = (edge, before.deadline()) {
            let moment = Moment::found(deadline.due, desk.now.utc);
            self.settle(wired, judge, Some(Turn::Edge(edge)), found, &moment, raised, desk);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the one place where a judgement becomes a step in a life")]
    fn settle(
        &mut self,
        wired: Wired,
        judge: Judge,
        turn: Option<Turn>,
        found: &Found<'_>,
        moment: &Moment<'_>,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        if judge.holds() && found.finding.priority == Priority::Critical && found.evidence == Evidence::Over {
            self.uncover(wired, desk);
        }
        let parent_raised = wired.parent().is_some_and(|parent| raised.contains(parent));
        let Self { point, sn, gas, tracks } = self;
        let of = subject(*point, sn, *gas, wired);
        let track = &mut tracks[wired];
        desk.out.state_changed |= judge != track.judge;
        track.judge = judge;
        if judge != Judge::Clear && found.finding.steps.is_some() && found.finding.steps != track.value {
            track.value = found.finding.steps;
            desk.out.state_changed = true;
        }
        if found.evidence == Evidence::Over
            && let Some(open) = &mut track.open
        {
            desk.out.state_changed |= open.change.take().is_some();
        }
        match turn {
            Some(Turn::Thaw(freeze)) => {
                let before = track.open.as_ref().map(|open| open.occurrence.id);
                let with = Moment { joined: parent_raised, ..*moment };
                deliver(track.thaw(&of, (freeze, judge.holds()), &found.finding, &with, desk));
                if judge.holds() && track.open.as_ref().map(|open| open.occurrence.id) != before {
                    raised.insert(wired);
                }
            }
            edge @ (Some(Turn::Edge(_)) | None) if track.life.masks.frozen() => {
                let rose = edge == Some(Turn::Edge(Edge::Raise));
                track.test(rose, found.evidence == Evidence::Over || rose, &found.finding, desk);
            }
            Some(Turn::Edge(Edge::Raise)) => {
                raised.insert(wired);
                let with = Moment { joined: parent_raised, ..*moment };
                deliver(track.apply(&of, Event::Raise, &found.finding, &with, desk));
            }
            Some(Turn::Edge(Edge::Return)) => {
                track.see(&of, &found.finding, desk);
                let change = track.open.as_mut().and_then(|open| open.change.take());
                let comment = change.as_ref().map(|_| "its rule was changed");
                let with = Moment { by: change.as_ref().map(|change| &change.by), comment, ..*moment };
                deliver(track.apply(&of, Event::Return, &found.finding, &with, desk));
            }
            None => {
                track.see(&of, &found.finding, desk);
                track.look_again(&of, found.worsening, desk);
            }
        }
        if judge == Judge::Clear && (track.severe || track.value.is_some()) {
            track.severe = false;
            track.value = None;
            desk.out.state_changed = true;
        }
        self.explain_children(wired, desk);
        self.unmask_if_unexplained(wired, desk);
    }

    /// Suppresses what an alarm that stands explains.
    pub(super) fn explain_children(&mut self, wired: Wired, desk: &mut Desk<'_>) {
        if self.explains(wired) {
            for child in wired.children() {
                self.suppress(*child, true, desk);
            }
        }
    }

    /// Takes the suppression off whose reason is gone. A child is judged once more under it: if both end with the same
    /// evidence, people hear of the parent only.
    pub(super) fn unmask_if_unexplained(&mut self, wired: Wired, desk: &mut Desk<'_>) {
        if wired.parent().is_some_and(|parent| !self.explains(parent)) {
            self.suppress(wired, false, desk);
        }
    }

    /// Suppresses one alarm, or ends that, where it is not so already.
    pub(super) fn suppress(&mut self, wired: Wired, on: bool, desk: &mut Desk<'_>) {
        if self.tracks[wired].life.masks.any(Masks::SUPPRESSED) == on {
            return;
        }
        let now = desk.now.utc;
        self.event(wired, Event::Suppress(on), &Moment::found(now, now), desk);
    }

    /// Delivers an event that brings no new evidence; one that cannot happen is a defect and changes nothing.
    pub(super) fn event(&mut self, wired: Wired, event: Event, with: &Moment<'_>, desk: &mut Desk<'_>) {
        deliver(self.command(wired, event, with, desk));
    }

    /// The same for what a person asks for and may be refused.
    pub(super) fn command(
        &mut self,
        wired: Wired,
        event: Event,
        with: &Moment<'_>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Refusal> {
        let Self { point, sn, gas, tracks } = self;
        let of = subject(*point, sn, *gas, wired);
        tracks[wired].event(&of, event, with, desk)
    }

    /// Whether an alarm is present, as far as people know.
    pub(super) fn stands(&self, wired: Wired) -> bool {
        self.tracks[wired].life.state.active()
    }

    /// Whether an alarm stands for others that need not be told beside it. One on the shelf does not: whoever put it there
    /// knows of it, nobody else was told.
    pub(super) fn explains(&self, wired: Wired) -> bool {
        self.stands(wired) && !self.tracks[wired].life.masks.any(Masks::SHELVED)
    }

    /// Whether the point was over range and that was not yet reset: its low values cannot be believed.
    pub(super) fn over_range_stands(&self) -> bool {
        self.tracks[Wired::OverRange].life.state != LifeState::Normal
    }

    /// Whether the value last judged live was at a gas limit, counting down to one, or not yet surely off it.
    pub(super) fn at_gas_limit(&self) -> bool {
        self.gas && Wired::ALL.into_iter().any(|wired| wired.about_gas() && self.tracks[wired].judge != Judge::Clear)
    }

    /// The last value judged while an alarm stood or counted down.
    pub(super) fn last_value(&self) -> Option<Steps> {
        Wired::LEVELS.into_iter().find_map(|wired| self.tracks[wired].value)
    }

    /// Announces again what has stood too long since it was acknowledged.
    pub(super) fn look_again(&mut self, desk: &mut Desk<'_>) {
        let Self { point, sn, gas, tracks } = self;
        for wired in Wired::ALL {
            tracks[wired].look_again(&subject(*point, sn, *gas, wired), None, desk);
            tracks[wired].calm_down(desk);
        }
    }

    /// Which alarm this is.
    pub(super) fn subject(&self, wired: Wired) -> Subject<'_> {
        subject(self.point, &self.sn, self.gas, wired)
    }

    /// Says of an alarm just raised that its condition is older than the first live reading that showed it.
    pub(super) fn say_since(&mut self, wired: Wired, since: Timestamp, desk: &mut Desk<'_>) {
        if let Some(open) = &mut self.tracks[wired].open {
            open.occurrence.text = Some(sentence::SINCE_DURING_OUTAGE.with(&[&since]));
            desk.out.touch(&open.occurrence);
        }
    }

    /// Shows that active value alarms are held: nothing is known of them now.
    pub(super) fn hold(&mut self, desk: &mut Desk<'_>) {
        for wired in Wired::LEVELS.into_iter().chain(Wired::COURSES) {
            if let Some(open) = &mut self.tracks[wired].open
                && open.occurrence.state.active()
                && !open.occurrence.held
            {
                open.occurrence.held = true;
                desk.out.touch(&open.occurrence);
            }
        }
    }
}

pub(super) fn subject(point: PointId, sn: &SerialNumber, gas: bool, wired: Wired) -> Subject<'_> {
    let condition: Condition = wired.condition();
    Subject { source: Source::Point(point), sn: Some(sn), condition, gas: gas && wired.about_gas(), drill: false }
}

/// What the judge finds always fits the life it feeds; if it ever does not, the reading must still go on.
pub(super) fn deliver(outcome: Result<(), Refusal>) {
    debug_assert!(outcome.is_ok(), "{outcome:?}");
}
