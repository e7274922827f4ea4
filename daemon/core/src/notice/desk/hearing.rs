//! What a transition leads to.

use super::{
    case::Case,
    debounce::{News, Truth, Window},
    escalation::Escalation,
    facts::kind_of,
    held::{Held, Line},
    track::Track,
    turn::Turn,
};
use crate::{
    alarm::{LifeState, Notice, TransitionKind},
    id::{OccurrenceId, ShortName},
    notice::{Facts, ItemKind, Outcome, Owed, ScheduleSays, plan::Plan},
    time::Timestamp,
};

impl Track {
    /// Takes in a transition and says what becomes of it.
    pub(super) fn hear(&mut self, owed: &Owed, turn: &mut Turn<'_>) -> Outcome {
        let step = &owed.transition;
        let facts = Facts::of(owed, kind_of(step.kind));
        self.follow(owed, &facts);
        let carried = self.carry.take().filter(|_| step.kind == TransitionKind::Raise);
        match step.notice {
            Notice::Announce => self.announce(facts, owed, carried, turn),
            Notice::Tell => self.tell(&facts, owed, turn),
            Notice::Once => self.once(facts, owed, turn),
            Notice::Summary => self.summarise(&facts, owed, turn),
            Notice::Withheld(why) => Outcome::Withheld { why },
            Notice::Nothing => {
                if step.kind == TransitionKind::Supersede {
                    self.supersede(owed, turn);
                }
                Outcome::Nothing
            }
        }
    }

    /// Follows the occurrence, whether anybody is told of it or not.
    fn follow(&mut self, owed: &Owed, facts: &Facts) {
        let step = &owed.transition;
        let (id, state) = (step.occurrence, step.state);
        if self.present == Some(Truth::Present(id)) && !state.active() {
            self.present = Some(Truth::Over);
        }
        let Some(case) = self.case(id) else { return };
        case.facts = facts.lasting(owed);
        match step.kind {
            TransitionKind::MaskOn => case.masked = true,
            TransitionKind::MaskOff => case.masked = matches!(step.notice, Notice::Withheld(_)),
            TransitionKind::Raise
            | TransitionKind::Return
            | TransitionKind::Ack
            | TransitionKind::Reset
            | TransitionKind::Realarm
            | TransitionKind::Supersede
            | TransitionKind::Withdraw
            | TransitionKind::MaskReminder => {}
        }
        case.closed = state == LifeState::Normal;
        // A mask that ends announces what is still unacknowledged, and the escalation begins anew with that.
        if case.masked || (!state.unacknowledged() && step.kind != TransitionKind::Supersede) {
            case.escalation = None;
        }
        if case.masked || !(state.active() || state.unacknowledged()) {
            case.unmet = None;
        }
    }

    fn supersede(&mut self, owed: &Owed, turn: &Turn<'_>) {
        if let Some(case) = self.case(owed.transition.occurrence) {
            let escalation = case.escalation.take();
            self.carry_on(escalation, turn.now);
        }
    }

    /// A notice to the first group, and the escalation starts.
    fn announce(&mut self, mut facts: Facts, owed: &Owed, carried: Option<Escalation>, turn: &mut Turn<'_>) -> Outcome {
        let step = &owed.transition;
        let id = step.occurrence;
        let known = self.case(id).is_some_and(|case| case.told().next().is_some());
        if step.kind == TransitionKind::MaskOff {
            facts.kind = if known { ItemKind::Realarm } else { ItemKind::Raise };
        }
        let raises = u32::from(facts.kind == ItemKind::Raise);
        self.open_case(&facts, owed, false);
        self.latest = Some(id);
        self.present = Some(if step.state.active() { Truth::Present(id) } else { Truth::Over });
        if let ScheduleSays::Held { until } = says(&facts, turn.now.utc, turn) {
            let line = Line {
                occurrence: id,
                since: facts.raised,
                raises,
                announce: true,
                apart: false,
                not_before: turn.now.utc,
            };
            self.hold(until, line);
            return Outcome::Held { until };
        }
        let running = self.case(id).and_then(|case| case.escalation.take());
        let reached =
            carried.as_ref().or(running.as_ref()).map_or_else(Vec::new, |escalation| escalation.reached.clone());
        let plan = Plan::of(turn.book, &facts);
        let groups = turn.reachable(plan.first().iter().chain(&reached));
        // Whoever was woken is not spared because nobody can be told just now.
        self.start_escalation(id, carried, if groups.is_empty() { reached } else { groups.clone() }, turn);
        let news = if facts.kind == ItemKind::Realarm { News::Change } else { News::Raise };
        if let Some(window) = self.folding(news, &facts, owed) {
            window.folded += raises;
            return Outcome::Folded;
        }
        if groups.is_empty() {
            self.owe_announcement(id, &facts, turn);
            return Outcome::Nobody;
        }
        facts.folded = self.unfold();
        self.say(step.event, &facts, id, groups.clone(), turn);
        self.open_window(&facts, turn);
        Outcome::Told { groups }
    }

    /// The escalation of an alarm that is announced. Carried over it keeps its time, unless the
    /// new one is more or less urgent.
    fn start_escalation(
        &mut self,
        id: OccurrenceId,
        carried: Option<Escalation>,
        reached: Vec<ShortName>,
        turn: &Turn<'_>,
    ) {
        let Some(case) = self.case(id).filter(|case| case.facts.state.unacknowledged()) else { return };
        let priority = case.priority();
        case.escalation = match carried.filter(|escalation| escalation.priority == priority) {
            Some(escalation) => Some(escalation.reaching(reached)),
            None => Escalation::begin(priority, reached, turn.now),
        };
    }

    /// A notice to those who were told of it.
    fn tell(&mut self, facts: &Facts, owed: &Owed, turn: &mut Turn<'_>) -> Outcome {
        let step = &owed.transition;
        let id = step.occurrence;
        let Some(case) = self.case(id) else { return Outcome::Nothing };
        let told: Vec<ShortName> = case.told().cloned().collect();
        let unmet = case.unmet.is_some();
        if told.is_empty() {
            return match (&self.held, &self.window) {
                (Some(held), _) if held.holds(id) => Outcome::Held { until: held.until },
                (_, Some(window)) if window.folded > 0 => Outcome::Folded,
                _ if unmet => Outcome::Nobody,
                _ => Outcome::Nothing,
            };
        }
        let groups = turn.reachable(&told);
        if groups.is_empty() {
            turn.look_for_anybody();
            return Outcome::Nobody;
        }
        if let ScheduleSays::Held { until } = says(facts, turn.now.utc, turn) {
            let apart = self.case(id).is_some_and(|case| case.apart);
            self.hold(
                until,
                Line {
                    occurrence: id,
                    since: facts.raised,
                    raises: 0,
                    announce: false,
                    apart,
                    not_before: turn.now.utc,
                },
            );
            return Outcome::Held { until };
        }
        let returned = step.kind == TransitionKind::Return;
        if returned && self.folding(News::Change, facts, owed).is_some() {
            return Outcome::Folded;
        }
        self.say(step.event, facts, id, groups.clone(), turn);
        if returned && owed.occurrence.chattering {
            self.open_window(facts, turn);
        }
        Outcome::Told { groups }
    }

    /// A notice to the first group, without repetition or escalation.
    fn once(&mut self, mut facts: Facts, owed: &Owed, turn: &mut Turn<'_>) -> Outcome {
        let id = owed.transition.occurrence;
        facts.kind = ItemKind::Once;
        if self.folding(News::Raise, &facts, owed).is_some() {
            return self.summarise(&facts, owed, turn);
        }
        self.open_case(&facts, owed, true);
        if let ScheduleSays::Held { until } = says(&facts, turn.now.utc, turn) {
            let line = Line {
                occurrence: id,
                since: facts.raised,
                raises: 1,
                announce: false,
                apart: true,
                not_before: turn.now.utc,
            };
            self.hold(until, line);
            return Outcome::Held { until };
        }
        let groups = Plan::of(turn.book, &facts).first().to_vec();
        if groups.is_empty() {
            self.owe_announcement(id, &facts, turn);
            return Outcome::Nobody;
        }
        self.say(owed.transition.event, &facts, id, groups.clone(), turn);
        self.open_window(&facts, turn);
        Outcome::Told { groups }
    }

    /// A line in the next summary: at the next whole hour, unless the schedule is closed then.
    fn summarise(&mut self, facts: &Facts, owed: &Owed, turn: &Turn<'_>) -> Outcome {
        self.open_case(facts, owed, true);
        let hour = Held::hourly(turn.now.utc);
        let occurrence = owed.transition.occurrence;
        let line = Line { occurrence, since: facts.raised, raises: 1, announce: false, apart: true, not_before: hour };
        let until = match says(facts, hour, turn) {
            ScheduleSays::Held { until } => until,
            ScheduleSays::None | ScheduleSays::Open | ScheduleSays::Ignored => hour,
        };
        self.hold(until, line);
        Outcome::Summarised
    }

    fn open_case(&mut self, facts: &Facts, owed: &Owed, apart: bool) {
        let id = owed.transition.occurrence;
        match self.case(id) {
            Some(case) => case.apart = apart,
            None => self.cases.push(Case::new(id, facts.lasting(owed), apart)),
        }
    }

    /// Holds a line for a summary; answers what is held now.
    pub(super) fn hold(&mut self, until: Timestamp, line: Line) -> &mut Held {
        self.amend(line.occurrence, |case| case.unmet = None);
        let held = self.held.get_or_insert_with(|| Held::new(until));
        held.until = held.until.min(until);
        held.add(line);
        held
    }

    /// The window into which news are folded: only if somebody got what was told in it, or is getting it. One that is over
    /// was closed before anything is heard.
    fn folding(&mut self, news: News, facts: &Facts, owed: &Owed) -> Option<&mut Window> {
        let asked = !self.pending.is_empty();
        self.window.as_mut().filter(|window| {
            (window.accepted || asked) && window.folds(news, facts.priority, owed.occurrence.chattering)
        })
    }

    /// Raises that are told with what is told now.
    pub(super) fn unfold(&mut self) -> u32 {
        self.window.as_mut().map_or(0, |window| std::mem::take(&mut window.folded))
    }

    pub(super) fn open_window(&mut self, facts: &Facts, turn: &Turn<'_>) {
        match &mut self.window {
            Some(window) => window.priority = window.priority.max(facts.priority),
            None if turn.book.policy.debounce_s > 0 => self.window = Some(Window::open(facts.priority, turn.now)),
            None => {}
        }
    }
}

/// What the schedule says of it.
pub(super) fn says(facts: &Facts, at: Timestamp, turn: &Turn<'_>) -> ScheduleSays {
    turn.book.policy.schedule_says(facts.priority, facts.is_about_gas(), at, &turn.book.tz)
}
