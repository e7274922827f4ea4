//! What is remembered of one alarm: what people were told of it, and what they are still to be told.

use serde::{Deserialize, Serialize};

use super::{
    case::{Case, Standing},
    debounce::{Truth, Window},
    escalation::Escalation,
    held::Held,
    key::Key,
    since::Since,
    turn::{Asked, Turn},
};
use crate::{
    id::{EventId, OccurrenceId, ShortName},
    notice::{Facts, ItemKind},
    time::{Monotonic, Now, Span},
};

/// An answer that did not come in so long will not: nothing is remembered for ever.
const PATIENCE: Span = Span::hours(48);

/// What is remembered of one alarm. A small JSON is kept of it, which later versions read too.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Track {
    pub(super) cases: Vec<Case>,
    /// The newest occurrence that was to be announced.
    pub(super) latest: Option<OccurrenceId>,
    /// What is true.
    pub(super) present: Option<Truth>,
    /// What was accepted last, and the place of that in the order in which it was said.
    told: Option<(u64, Truth)>,
    pub(super) pending: Vec<Pending>,
    said: u64,
    /// Who was told anything of this alarm lately.
    pub(super) audience: Vec<ShortName>,
    pub(super) window: Option<Window>,
    pub(super) held: Option<Held>,
    /// The escalation of an occurrence that a newer one takes the place of. It goes on with that: people who did not answer
    /// to the first must not be spared because the gas came back.
    pub(super) carry: Option<Escalation>,
    /// Told before their rows were stored; the rows are still to come.
    early: Vec<EventId>,
    /// The newest transition heard.
    last: Option<EventId>,
    /// Since when an answer or a row is waited for.
    waits: Option<Since>,
    /// When there is something to do.
    #[serde(skip)]
    pub(super) due: Option<Monotonic>,
    /// Something is kept under its key.
    #[serde(skip)]
    pub(super) kept: bool,
    /// It is counted as unanswered.
    #[serde(skip)]
    pub(super) counted: bool,
}

/// Something said that waits for answers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Pending {
    pub(super) event: EventId,
    pub(super) kind: ItemKind,
    pub(super) occurrence: OccurrenceId,
    /// Who has not answered yet.
    pub(super) groups: Vec<ShortName>,
    /// What they know when they have got it; `None`: nothing about the alarm's present.
    pub(super) says: Option<Truth>,
    order: u64,
    /// Of a summary: what was held.
    pub(super) held: Option<Held>,
}

impl Track {
    pub(super) fn case(&mut self, id: OccurrenceId) -> Option<&mut Case> {
        self.cases.iter_mut().find(|case| case.id == id)
    }

    /// Changes what is remembered of an occurrence; of one that is forgotten there is nothing to change.
    pub(super) fn amend(&mut self, id: OccurrenceId, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.case(id) {
            change(case);
        }
    }

    /// The newest occurrence that was to be announced.
    pub(super) fn newest(&mut self) -> Option<&mut Case> {
        let latest = self.latest?;
        self.case(latest)
    }

    /// What people know, or are just being told: what was said last and did not fail.
    pub(super) fn said(&self) -> Option<Truth> {
        let asked = self.pending.iter().filter_map(|pending| Some((pending.order, pending.says?)));
        asked.chain(self.told).max_by_key(|(order, _)| *order).map(|(_, truth)| truth)
    }

    /// Whether what people were told is no longer true. What nobody was told and is over is nobody's business.
    pub(super) fn untrue(&self) -> bool {
        match (self.said(), self.present) {
            (_, None) | (None, Some(Truth::Over)) => false,
            (said, Some(Truth::Present(id))) => said != self.present && !self.is_masked(id),
            (Some(said), Some(Truth::Over)) => said != Truth::Over,
        }
    }

    fn is_masked(&self, id: OccurrenceId) -> bool {
        self.cases.iter().any(|case| case.id == id && case.masked)
    }

    /// Says something of an occurrence to these groups and waits for their answers.
    pub(super) fn say(
        &mut self,
        event: EventId,
        facts: &Facts,
        of: OccurrenceId,
        groups: Vec<ShortName>,
        turn: &mut Turn<'_>,
    ) {
        if groups.is_empty() {
            return;
        }
        turn.say(event, facts, &groups);
        let says = self.tells_of(of);
        self.owe(event, facts.kind, of, groups, says, None, turn);
    }

    /// What people know who are told of this occurrence: nothing of the alarm's present, if that is of another one.
    pub(super) fn tells_of(&self, id: OccurrenceId) -> Option<Truth> {
        self.present.filter(|_| self.latest == Some(id))
    }

    /// Forgets drills, which a version kept here that had no track of their own for them: they must hide no real alarm.
    pub(super) fn forget_drills(&mut self) {
        if self.newest().is_some_and(|case| case.facts.drill) {
            (self.latest, self.present, self.told, self.window) = (None, None, None, None);
        }
        self.cases.retain(|case| !case.facts.drill);
    }

    /// Keeps the escalation of an occurrence that is superseded for the one that takes its place.
    pub(super) fn carry_on(&mut self, escalation: Option<Escalation>, now: Now) {
        self.carry = escalation;
        if self.carry.is_some() {
            self.waits = Some(Since::now(now));
        }
    }

    /// Waits for the answers to something said.
    #[expect(clippy::too_many_arguments, reason = "these are the fields of what is waited for")]
    pub(super) fn owe(
        &mut self,
        event: EventId,
        kind: ItemKind,
        occurrence: OccurrenceId,
        groups: Vec<ShortName>,
        says: Option<Truth>,
        held: Option<Held>,
        turn: &mut Turn<'_>,
    ) {
        for group in &groups {
            self.amend(occurrence, |case| case.set_party(group, Standing::Asked));
            if !self.audience.contains(group) {
                self.audience.push(group.clone());
            }
        }
        turn.ask(event);
        self.said += 1;
        self.waits = Some(Since::now(turn.now));
        self.pending.push(Pending { event, kind, occurrence, groups, says, order: self.said, held });
    }

    /// Takes a group's answer; answers what it was to: of a summary several things.
    pub(super) fn answered(&mut self, event: EventId, group: &ShortName, standing: Standing) -> Vec<Pending> {
        let mut answered = Vec::new();
        self.pending.retain_mut(|pending| {
            let asked = pending.event == event && pending.groups.contains(group);
            if asked {
                pending.groups.retain(|asked| asked != group);
                answered.push(pending.clone());
            }
            !pending.groups.is_empty()
        });
        for pending in &answered {
            self.amend(pending.occurrence, |case| case.set_party(group, standing));
            let accepted = pending.says.filter(|_| standing == Standing::Accepted).map(|truth| (pending.order, truth));
            self.told = self.told.into_iter().chain(accepted).max_by_key(|(order, _)| *order);
        }
        if let Some(window) = &mut self.window {
            window.accepted |= standing == Standing::Accepted && !answered.is_empty();
        }
        answered
    }

    /// Whether this transition was heard before.
    pub(super) fn knows(&self, event: EventId) -> bool {
        self.last == Some(event) || self.early.contains(&event)
    }

    /// Notes a transition that is heard now.
    pub(super) fn note(&mut self, event: EventId, unrecorded: bool, now: Now) {
        self.last = Some(event);
        if unrecorded {
            self.early.push(event);
            self.waits = Some(Since::now(now));
        }
    }

    /// The row of a transition that was told before has come; answers whether that is news.
    pub(super) fn recorded(&mut self, event: EventId, of: OccurrenceId) -> bool {
        let waited = self.early.len();
        self.early.retain(|early| *early != event);
        if waited == self.early.len() {
            return false;
        }
        if self.last == Some(event) {
            self.amend(of, |case| case.facts.unrecorded = false);
        }
        true
    }

    /// Forgets what nobody will ask for any more, and waits no longer than is sensible.
    pub(super) fn tidy(&mut self, key: Key, debounce: Span, now: Now, asked: &mut Asked) {
        if self.waits.is_some_and(|since| since.passed(now) >= PATIENCE) {
            for pending in std::mem::take(&mut self.pending) {
                forget(asked, pending.event, key);
            }
            self.early.clear();
            self.carry = None;
        }
        if self.pending.is_empty() && self.early.is_empty() && self.carry.is_none() {
            self.waits = None;
        }
        if self.window.is_none() && self.held.is_none() && self.untrue() && debounce > Span::ZERO {
            let priority = self.newest().map(|case| case.priority());
            self.window = priority.map(|priority| Window::open(priority, now));
        }
        let Self { cases, pending, held, window, latest, .. } = self;
        cases.retain(|case| {
            !case.closed
                || pending.iter().any(|pending| pending.occurrence == case.id)
                || held.as_ref().is_some_and(|held| held.holds(case.id))
                || (window.is_some() && *latest == Some(case.id))
        });
        if self.is_idle() {
            *self = Self { kept: self.kept, counted: self.counted, ..Self::default() };
        }
    }

    /// Whether nothing is left to remember.
    pub(super) fn is_idle(&self) -> bool {
        self.cases.is_empty()
            && self.pending.is_empty()
            && self.early.is_empty()
            && self.window.is_none()
            && self.held.is_none()
            && self.carry.is_none()
    }

    /// An occurrence everybody was told of and nobody has acknowledged.
    pub(super) fn unanswered(&self) -> Option<&Facts> {
        let unanswered = |case: &&Case| case.escalation.as_ref().is_some_and(|escalation| escalation.unanswered);
        self.cases.iter().find(unanswered).map(|case| &case.facts)
    }

    /// When there is something to do next.
    pub(super) fn next(&self, debounce: Span, now: Now) -> Option<Monotonic> {
        let escalations = self.cases.iter().filter_map(|case| case.escalation.as_ref()?.next());
        // What was kept of nothing is removed at the first occasion.
        let idle = self.is_idle().then_some(now.mono);
        escalations
            .chain(idle)
            .chain(self.window.as_ref().map(|window| window.since.then(debounce)))
            .chain(self.held.as_ref().map(|held| held.due(now)))
            .chain(self.waits.map(|since| since.then(PATIENCE)))
            .min()
    }

    /// Places everything on this run's clock.
    pub(super) fn resume(&mut self, now: Now) {
        let escalations = self.cases.iter_mut().filter_map(|case| case.escalation.as_mut()).chain(&mut self.carry);
        for escalation in escalations {
            escalation.resume(now);
        }
        for since in self.sinces() {
            since.resume(Span::ZERO, now);
        }
    }

    /// Follows a step of the wall clock. What is held keeps its moment: schedules are by the wall clock.
    pub(super) fn shift(&mut self, step: Span) {
        let escalations = self.cases.iter_mut().filter_map(|case| case.escalation.as_mut()).chain(&mut self.carry);
        for escalation in escalations {
            escalation.shift(step);
        }
        for since in self.sinces() {
            since.shift(step);
        }
    }

    /// Moments that count time, but for those of escalations.
    fn sinces(&mut self) -> impl Iterator<Item = &mut Since> {
        let unmet = self.cases.iter_mut().filter_map(|case| case.unmet.as_mut());
        let windows = self.window.iter_mut().map(|window| &mut window.since);
        unmet.map(|unmet| &mut unmet.since).chain(windows).chain(&mut self.waits)
    }
}

/// Removes an alarm from those that wait for an answer.
pub(super) fn forget(asked: &mut Asked, event: EventId, key: Key) {
    if let Some(keys) = asked.get_mut(&event) {
        keys.retain(|waiting| *waiting != key);
        if keys.is_empty() {
            asked.remove(&event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        alarm::{Condition, Source},
        id::PointId,
    };

    #[test]
    fn whoever_waits_for_the_same_answer_waits_on() {
        let key = |point| Key { source: Source::Point(PointId(point)), condition: Condition::High, drill: false };
        let (one, other, event) = (key(1), key(2), EventId(7));
        let mut asked = Asked::from([(event, [one, other].into_iter().collect())]);
        forget(&mut asked, event, one);
        assert_eq!(asked.get(&event).map(|keys| keys.as_slice()), Some(&[other][..]));
        forget(&mut asked, event, other);
        assert!(asked.is_empty());
    }
}
