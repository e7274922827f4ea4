//! What holds whatever happens, in any order, with restarts at any moment.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{
    alarm::{Condition, LifeState, Notice, Priority, TransitionKind, Withheld},
    id::{EventId, OccurrenceId, ShortName},
    notice::{ItemKind, Outcome, Schedule, ScheduleOverride},
    time::{Span, Timestamp},
};
use proptest::prelude::*;

use crate::stage::{Alarm, Providers, Stage, book};

const ALARMS: usize = 4;

/// What can happen.
#[derive(Debug, Clone)]
enum Event {
    Raise(usize, Notice, bool),
    Return(usize),
    Ack(usize),
    Realarm(usize),
    Mask(usize),
    Unmask(usize, bool),
    Reset(usize),
    Priority(usize, Priority),
    Fail(prop::sample::Index),
    Accept(prop::sample::Index),
    Again,
    Channels(bool),
}

fn event() -> impl Strategy<Value = Event> {
    let notice = prop_oneof![
        6 => Just(Notice::Announce),
        1 => Just(Notice::Withheld(Withheld::Eclipsed)),
        1 => Just(Notice::Withheld(Withheld::Joined)),
        1 => Just(Notice::Once),
        1 => Just(Notice::Summary),
    ];
    let at = 0..ALARMS;
    prop_oneof![
        6 => (at.clone(), notice, prop::bool::weighted(0.3)).prop_map(|(at, n, chatters)| Event::Raise(at, n, chatters)),
        5 => at.clone().prop_map(Event::Return),
        3 => at.clone().prop_map(Event::Ack),
        1 => at.clone().prop_map(Event::Realarm),
        1 => at.clone().prop_map(Event::Mask),
        2 => (at.clone(), any::<bool>()).prop_map(|(at, announce)| Event::Unmask(at, announce)),
        1 => at.clone().prop_map(Event::Reset),
        1 => (at, prop::sample::select(Priority::ALL.to_vec())).prop_map(|(at, p)| Event::Priority(at, p)),
        2 => any::<prop::sample::Index>().prop_map(Event::Fail),
        4 => any::<prop::sample::Index>().prop_map(Event::Accept),
        1 => Just(Event::Again),
        1 => any::<bool>().prop_map(Event::Channels),
    ]
}

#[derive(Debug, Clone)]
struct Site {
    groups: usize,
    schedule: Option<(i8, i8, [bool; 7])>,
    overridden: bool,
    accepts: bool,
}

fn site() -> impl Strategy<Value = Site> {
    let schedule = prop::option::of((0..24_i8, 0..24_i8, prop::array::uniform7(prop::bool::weighted(0.7))));
    (1..4_usize, schedule, any::<bool>(), any::<bool>()).prop_map(|(groups, schedule, overridden, accepts)| Site {
        groups,
        schedule,
        overridden,
        accepts,
    })
}

/// When, of what, what, to whom, how many folded, late, the lines.
type Said = (Timestamp, Option<OccurrenceId>, ItemKind, ShortName, u32, bool, Vec<String>);

/// A run of the desk over what happens, seconds apart.
struct Run {
    stage: Stage,
    alarms: Vec<Alarm>,
    masked: [bool; ALARMS],
    /// A mask hid the occurrence; what is still to be said is said when it ends.
    hidden: [bool; ALARMS],
    raises: BTreeMap<EventId, OccurrenceId>,
    last: Option<mcs_core::notice::Owed>,
}

impl Run {
    fn new(site: &Site) -> Self {
        let names = ["g1", "g2", "g3"];
        let mut book = book(&names[..site.groups]);
        book.policy.schedule = site.schedule.map(|(start, end, days)| Schedule {
            days,
            start: jiff::civil::time(start, 0, 0, 0),
            end: jiff::civil::time(end, 0, 0, 0),
        });
        let mut stage = Stage::at(book, "2026-11-20T19:00:00Z");
        if site.overridden {
            let until = stage.now.utc + Span::hours(3);
            stage.book.policy.schedule_override =
                Some(ScheduleOverride { by: "li".into(), reason: "a test".into(), until });
        }
        stage.providers = if site.accepts { Providers::Accept } else { Providers::Silent };
        let alarms = vec![
            Alarm::critical(),
            Alarm::of(3, Condition::High, Priority::High).no_gas(),
            Alarm::of(4, Condition::Uncalibrated, Priority::Medium),
            Alarm::of(5, Condition::LowBat, Priority::Low),
        ];
        Self { stage, alarms, masked: [false; ALARMS], hidden: [false; ALARMS], raises: BTreeMap::new(), last: None }
    }

    fn step(&mut self, at: usize, kind: TransitionKind, notice: Notice) {
        let owed = self.stage.owed(&mut self.alarms[at], kind, notice);
        if kind == TransitionKind::Raise {
            self.raises.insert(owed.transition.event, owed.transition.occurrence);
        }
        self.stage.turn(|desk, book, now, mint, out| desk.hear(&owed, book, now, mint, out));
        self.last = Some(owed);
    }

    /// What a plant would do; what cannot happen does not.
    fn happen(&mut self, event: &Event) {
        match *event {
            Event::Raise(at, notice, chattering) => {
                let state = self.alarms[at].state;
                if state.active() {
                    return;
                }
                if state != LifeState::Normal {
                    self.step(at, TransitionKind::Supersede, Notice::Nothing);
                }
                self.alarms[at].chattering = chattering;
                self.hidden[at] = self.masked[at];
                match notice {
                    Notice::Once | Notice::Summary => {
                        self.step(at, TransitionKind::Raise, Notice::Withheld(Withheld::CatchingUp));
                        self.step(at, TransitionKind::Return, Notice::Nothing);
                        self.alarms[at].state = LifeState::UnackReturned;
                        self.step(at, TransitionKind::MaskOff, notice);
                    }
                    _ if self.masked[at] => {
                        self.step(at, TransitionKind::Raise, Notice::Withheld(Withheld::Shelved));
                    }
                    notice => self.step(at, TransitionKind::Raise, notice),
                }
            }
            Event::Return(at) if self.alarms[at].state.active() => {
                self.step(at, TransitionKind::Return, Notice::Tell);
            }
            Event::Ack(at) if self.alarms[at].state.unacknowledged() => {
                let urgent = self.alarms[at].priority >= Priority::High;
                self.step(at, TransitionKind::Ack, if urgent { Notice::Tell } else { Notice::Nothing });
            }
            Event::Realarm(at) if self.alarms[at].state == LifeState::AckedActive && !self.masked[at] => {
                self.step(at, TransitionKind::Realarm, Notice::Announce);
            }
            Event::Mask(at) if !self.masked[at] => {
                (self.masked[at], self.hidden[at]) = (true, true);
                self.step(at, TransitionKind::MaskOn, Notice::Nothing);
            }
            Event::Unmask(at, announce) if self.masked[at] => {
                self.masked[at] = false;
                let owed = self.alarms[at].state.unacknowledged() && announce;
                self.step(at, TransitionKind::MaskOff, if owed { Notice::Announce } else { Notice::Nothing });
            }
            Event::Reset(at) if self.alarms[at].state == LifeState::LatchedAcked => {
                self.step(at, TransitionKind::Reset, Notice::Tell);
            }
            Event::Priority(at, priority) if !self.alarms[at].state.active() => self.alarms[at].priority = priority,
            Event::Fail(index) => {
                if let Some((event, group)) = self.pick(index) {
                    self.stage.fail(event, &group);
                }
            }
            Event::Accept(index) => {
                if let Some((event, group)) = self.pick(index) {
                    self.stage.accept(event, &group);
                }
            }
            Event::Again => {
                if let Some(owed) = self.last.clone() {
                    self.stage.turn(|desk, book, now, mint, out| {
                        desk.hear(&owed, book, now, mint, out);
                        assert!(out.items.is_empty() && out.outcomes.is_empty(), "the same again");
                    });
                }
            }
            Event::Channels(enabled) => {
                let groups = self.stage.book.groups.iter().filter(|_| enabled);
                self.stage.book.channels = groups.flat_map(|group| group.channels.clone()).collect();
                self.stage.tick();
            }
            Event::Return(_)
            | Event::Ack(_)
            | Event::Realarm(_)
            | Event::Mask(_)
            | Event::Unmask(..)
            | Event::Reset(_)
            | Event::Priority(..) => {}
        }
    }

    fn pick(&self, index: prop::sample::Index) -> Option<(EventId, ShortName)> {
        let items = &self.stage.items;
        (!items.is_empty()).then(|| {
            let (_, item) = &items[index.index(items.len())];
            (item.event, item.group.clone())
        })
    }

    /// Everything that was said: when, of what, to whom.
    fn said(&self) -> BTreeSet<Said> {
        let of = |(at, item): &(Timestamp, mcs_core::notice::Item)| {
            let facts = &item.facts;
            (*at, facts.occurrence, facts.kind, item.group.clone(), facts.folded, facts.late, facts.lines.clone())
        };
        self.stage.items.iter().map(of).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Each raise is told, or keeps the reason why not; each item is said once; what was told becomes what is true; in the end
    /// nothing is remembered.
    #[test]
    fn every_raise_owes_one_notice_or_keeps_a_reason(
        site in site(),
        events in prop::collection::vec((event(), prop_oneof![3 => 0..90_i64, 1 => 0..2_000_i64]), 1..60),
    ) {
        let mut run = Run::new(&site);
        for (event, wait) in &events {
            let to = run.stage.now.utc + Span::secs(*wait);
            run.stage.run_to(to);
            run.happen(event);
        }
        for raise in run.raises.keys() {
            let outcomes: Vec<_> = run.stage.outcomes.iter().filter(|(of, _)| of == raise).collect();
            prop_assert_eq!(outcomes.len(), 1);
            let items = run.stage.items.iter().filter(|(_, item)| item.event == *raise);
            let told: BTreeSet<_> = items.map(|(_, item)| item.group.clone()).collect();
            match &outcomes[0].1 {
                Outcome::Told { groups } => prop_assert_eq!(told, groups.iter().cloned().collect()),
                Outcome::Folded | Outcome::Held { .. } | Outcome::Withheld { .. } | Outcome::Nobody => {
                    prop_assert!(told.is_empty());
                }
                other @ (Outcome::Summarised | Outcome::Nothing) => prop_assert!(false, "{:?}", other),
            }
        }
        let keys: Vec<_> = run.stage.items.iter().map(|(_, i)| (i.event, i.facts.kind, i.group.clone())).collect();
        prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "the same twice");

        // Everybody does their part: channels work, what is open ends, and providers accept.
        run.stage.providers = Providers::Accept;
        run.happen(&Event::Channels(true));
        for (at, alarm) in run.alarms.iter().enumerate() {
            let of = |event| run.raises.get(event).is_some_and(|id| id.0 == alarm.occurrence);
            let nobody = run.stage.outcomes.iter().any(|(event, outcome)| of(event) && *outcome == Outcome::Nobody);
            if nobody && !run.hidden[at] && alarm.state.unacknowledged() && run.stage.book.policy.schedule.is_none() {
                let told = |item: &mcs_core::notice::Item| item.facts.occurrence.is_some_and(|id| id.0 == alarm.occurrence);
                prop_assert!(run.stage.items.iter().any(|(_, item)| told(item)), "there is somebody now");
            }
        }
        for at in 0..ALARMS {
            if run.masked[at] {
                run.happen(&Event::Unmask(at, false));
            }
            for event in [Event::Return(at), Event::Ack(at), Event::Reset(at)] {
                run.happen(&event);
            }
        }
        let owed: Vec<_> = run.stage.items.iter().map(|(_, item)| (item.event, item.group.clone())).collect();
        for (event, group) in owed {
            run.stage.accept(event, &group);
        }
        let end = run.stage.now.utc + Span::hours(24 * 9);
        run.stage.run_to(end);
        prop_assert!(run.stage.kept.keys().all(|key| key == "desk"), "{:?}", run.stage.kept.values().map(|kept| String::from_utf8_lossy(kept)).collect::<Vec<_>>());
        for held in run.stage.outcomes.iter().filter(|(of, _)| run.raises.contains_key(of)) {
            if matches!(held.1, Outcome::Held { .. }) {
                let summarised = run.stage.items.iter().any(|(_, item)| item.facts.kind == ItemKind::Summary);
                prop_assert!(summarised, "held and never told");
            }
        }
    }

    /// A restart at any moment changes nothing that is said.
    #[test]
    fn restarts_at_any_moment_change_nothing(
        site in site(),
        events in prop::collection::vec(
            (event(), prop_oneof![3 => 0..90_i64, 1 => 0..2_000_i64], prop::bool::weighted(0.4)),
            1..50,
        ),
    ) {
        let mut whole = Run::new(&site);
        let mut broken = Run::new(&site);
        for (event, wait, restart) in &events {
            for run in [&mut whole, &mut broken] {
                let to = run.stage.now.utc + Span::secs(*wait);
                run.stage.run_to(to);
            }
            if *restart {
                broken.stage.restart();
                // The position up to which transitions were heard is kept with the tracks: none is heard again.
                whole.last = None;
                broken.last = None;
            }
            // What was sent is answered in the same order in both.
            let order = |run: &mut Run| {
                run.stage.items.sort_by_key(|(at, i)| (*at, i.facts.occurrence, i.facts.kind, i.group.clone()));
            };
            order(&mut whole);
            order(&mut broken);
            whole.happen(event);
            broken.happen(event);
        }
        for run in [&mut whole, &mut broken] {
            let end = run.stage.now.utc + Span::hours(3);
            run.stage.run_to(end);
        }
        prop_assert_eq!(whole.said(), broken.said());
    }
}
