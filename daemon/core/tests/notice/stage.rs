//! A desk with a clock, a store and providers that can be told what to do, and words for what happens.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use mcs_core::{
    alarm::{Actor, LifeState, Notice, Priority, SystemCause, Transition, TransitionKind},
    id::{EventId, OccurrenceId, ShortName},
    notice::{Book, Desk, Group, Item, ItemKind, Outcome, Owed, Policy, Told},
    time::{Monotonic, Now, Span, Timestamp},
};

pub(crate) use crate::alarm::Alarm;

/// Shanghai, since 1991.
pub(crate) const SHANGHAI: &str = "CST-8";

pub(crate) fn name(text: &str) -> ShortName {
    ShortName::new(text).expect("a short name")
}

pub(crate) fn utc(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an RFC 3339 time")
}

/// Groups `g1` … with one enabled channel each, one route with all of them in this order, Shanghai.
pub(crate) fn book(groups: &[&str]) -> Book {
    let of = |group: &&str| Group {
        name: name(group),
        contacts: Vec::new(),
        channels: vec![name(&format!("{group}-robot"))],
    };
    Book {
        policy: Policy::default(),
        routes: vec![route("all", groups)],
        groups: groups.iter().map(of).collect(),
        channels: groups.iter().map(|group| name(&format!("{group}-robot"))).collect(),
        tz: TimeZone::posix(SHANGHAI).expect("a POSIX time zone"),
    }
}

pub(crate) fn route(called: &str, groups: &[&str]) -> mcs_core::notice::Route {
    mcs_core::notice::Route {
        name: name(called),
        order: 1,
        priorities: Vec::new(),
        areas: Vec::new(),
        sensors: Vec::new(),
        conditions: Vec::new(),
        groups: groups.iter().map(|group| name(group)).collect(),
    }
}

/// What providers do with what they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Providers {
    /// They accept it at once.
    Accept,
    /// They do not answer.
    Silent,
}

/// The desk and what surrounds it.
pub(crate) struct Stage {
    pub(crate) book: Book,
    pub(crate) desk: Desk,
    pub(crate) now: Now,
    pub(crate) kept: BTreeMap<String, Vec<u8>>,
    pub(crate) items: Vec<(Timestamp, Item)>,
    pub(crate) outcomes: Vec<(EventId, Outcome)>,
    pub(crate) causes: Vec<(SystemCause, bool)>,
    pub(crate) providers: Providers,
    pub(crate) down: bool,
    pub(crate) unrecorded: bool,
    minted: u128,
    occurrences: u64,
    seen: usize,
}

impl Stage {
    /// At this time of the site.
    pub(crate) fn at(book: Book, start: &str) -> Self {
        Self {
            book,
            desk: Desk::new(),
            now: Now { utc: utc(start), mono: Monotonic::from_micros(0) },
            kept: BTreeMap::new(),
            items: Vec::new(),
            outcomes: Vec::new(),
            causes: Vec::new(),
            providers: Providers::Accept,
            down: false,
            unrecorded: false,
            minted: 0,
            occurrences: 0,
            seen: 0,
        }
    }

    /// One call to the desk; what comes of it is kept, noted and given to the providers.
    pub(crate) fn turn(&mut self, call: impl FnOnce(&mut Desk, &Book, Now, &mut dyn FnMut() -> EventId, &mut Told)) {
        let mut out = Told::default();
        let minted = &mut self.minted;
        let mut mint = || {
            *minted += 1;
            EventId(*minted)
        };
        call(&mut self.desk, &self.book, self.now, &mut mint, &mut out);
        for (key, kept) in out.tracks {
            match kept {
                Some(kept) => self.kept.insert(key, kept),
                None => self.kept.remove(&key),
            };
        }
        self.outcomes.extend(out.outcomes.into_iter().map(|(event, _, outcome)| (event, outcome)));
        self.causes.extend(out.causes.into_iter().map(|(cause, present, _)| (cause, present)));
        for item in out.items {
            self.items.push((self.now.utc, item.clone()));
            if self.providers == Providers::Accept {
                self.accept(item.event, &item.group);
            }
        }
    }

    pub(crate) fn accept(&mut self, event: EventId, group: &ShortName) {
        self.turn(|desk, _, now, _, out| desk.accepted(event, group, now, out));
    }

    pub(crate) fn fail(&mut self, event: EventId, group: &ShortName) {
        self.turn(|desk, book, now, mint, out| desk.failed(event, group, book, now, mint, out));
    }

    /// Every channel of the group fails for what it was last sent.
    pub(crate) fn fail_last(&mut self, group: &str) {
        let group = name(group);
        let (_, item) = self.items.iter().rev().find(|(_, item)| item.group == group).expect("something was sent");
        let event = item.event;
        self.fail(event, &group);
    }

    pub(crate) fn tick(&mut self) {
        self.turn(|desk, book, now, mint, out| desk.tick(book, now, mint, out));
    }

    /// Lets the clock run; unless the daemon is down, what is due on the way is done when it is due.
    pub(crate) fn until(&mut self, time: &str) {
        let time = self.moment(time);
        self.run_to(time);
    }

    pub(crate) fn run_to(&mut self, time: Timestamp) {
        while !self.down {
            let Some(due) = self.desk.next_due() else { break };
            let wait = (due - self.now.mono).max(Span::ZERO);
            if self.now.utc + wait > time {
                break;
            }
            self.pass(wait);
            self.tick();
        }
        let rest = time - self.now.utc;
        assert!(rest >= Span::ZERO, "{time} is over");
        self.pass(rest);
    }

    pub(crate) fn pass(&mut self, span: Span) {
        self.now = Now { utc: self.now.utc + span, mono: self.now.mono + span };
    }

    /// `03:04:10` of the site's day, or a whole local time `2026-11-23T20:00:00`, or an RFC 3339 time.
    pub(crate) fn moment(&self, time: &str) -> Timestamp {
        if let Some(moment) = Timestamp::parse(time) {
            return moment;
        }
        let at = jiff::Timestamp::from_microsecond(self.now.utc.as_micros()).expect("within the calendar");
        let today = self.book.tz.to_datetime(at).date();
        let local = match time.parse::<jiff::civil::DateTime>() {
            Ok(local) => local,
            Err(_) => today.to_datetime(time.parse().expect("a time of the day")),
        };
        let moment = self.book.tz.to_timestamp(local).expect("within the calendar");
        Timestamp::from_micros(moment.as_microsecond())
    }

    /// The daemon ends and starts at once, or at a later time: nothing but what was kept is left.
    pub(crate) fn restart(&mut self) {
        self.now.mono = Monotonic::from_micros(self.now.mono.as_micros() / 7 + 3_000_000);
        self.desk = Desk::restore(self.kept.clone(), self.now).expect("what was kept can be read");
        self.down = false;
    }

    /// Something happens to the alarm; answers the event.
    pub(crate) fn step(&mut self, alarm: &mut Alarm, kind: TransitionKind, notice: Notice) -> EventId {
        let owed = self.owed(alarm, kind, notice);
        let event = owed.transition.event;
        self.turn(|desk, book, now, mint, out| desk.hear(&owed, book, now, mint, out));
        event
    }

    /// What the plant would say of it.
    pub(crate) fn owed(&mut self, alarm: &mut Alarm, kind: TransitionKind, notice: Notice) -> Owed {
        self.minted += 1;
        let event = EventId(self.minted);
        let now = self.now.utc;
        match kind {
            TransitionKind::Raise => {
                self.occurrences += 1;
                alarm.occurrence = self.occurrences;
                alarm.raised = now;
                alarm.returned = None;
                alarm.state = LifeState::UnackActive;
            }
            TransitionKind::Return => {
                alarm.returned = Some(now);
                alarm.state = match (alarm.state, alarm.condition.latches()) {
                    (LifeState::UnackActive, false) => LifeState::UnackReturned,
                    (LifeState::UnackActive, true) => LifeState::LatchedUnack,
                    (LifeState::AckedActive, true) => LifeState::LatchedAcked,
                    (state, _) if state.active() => LifeState::Normal,
                    (state, _) => state,
                };
            }
            TransitionKind::Ack => {
                alarm.state = match alarm.state {
                    LifeState::UnackReturned => LifeState::Normal,
                    LifeState::LatchedUnack | LifeState::LatchedAcked => LifeState::LatchedAcked,
                    LifeState::Normal | LifeState::UnackActive | LifeState::AckedActive => LifeState::AckedActive,
                };
            }
            TransitionKind::Realarm => alarm.state = LifeState::UnackActive,
            TransitionKind::Reset | TransitionKind::Withdraw | TransitionKind::Supersede => {
                alarm.state = LifeState::Normal;
            }
            TransitionKind::MaskOn | TransitionKind::MaskOff | TransitionKind::MaskReminder => {}
        }
        let by = matches!(kind, TransitionKind::Ack | TransitionKind::Reset | TransitionKind::Withdraw)
            .then(|| Actor { name: "wang".into() });
        Owed {
            transition: Transition {
                event,
                source: alarm.source,
                condition: alarm.condition,
                occurrence: OccurrenceId(alarm.occurrence),
                kind,
                state: alarm.state,
                priority: alarm.priority,
                measured: now,
                received: now,
                value: Some(62.0),
                limit: Some(50.0),
                notice,
                by,
                comment: None,
                rules: None,
            },
            occurrence: alarm.occurrence(),
            name: None,
            area: alarm.area.clone(),
            sensor: alarm.sensor,
            unrecorded: self.unrecorded,
        }
    }

    pub(crate) fn raise(&mut self, alarm: &mut Alarm) -> EventId {
        self.step(alarm, TransitionKind::Raise, Notice::Announce)
    }

    pub(crate) fn give_back(&mut self, alarm: &mut Alarm) -> EventId {
        self.step(alarm, TransitionKind::Return, Notice::Tell)
    }

    /// Told of high and critical alarms only.
    pub(crate) fn ack(&mut self, alarm: &mut Alarm) -> EventId {
        let notice = if alarm.priority >= Priority::High { Notice::Tell } else { Notice::Nothing };
        self.step(alarm, TransitionKind::Ack, notice)
    }

    /// An occurrence that is still open is superseded, then a new one is raised.
    pub(crate) fn raise_anew(&mut self, alarm: &mut Alarm) -> EventId {
        if alarm.state != LifeState::Normal {
            self.step(alarm, TransitionKind::Supersede, Notice::Nothing);
        }
        self.raise(alarm)
    }

    /// What was said since this was asked last: `03:03:00 g2 escalate`, in the order of time, group by group.
    pub(crate) fn said(&mut self) -> Vec<String> {
        let tz = self.book.tz.clone();
        let said = self.items[self.seen..].iter().map(|(at, item)| {
            let late = if item.facts.late { " late" } else { "" };
            let folded = if item.facts.folded > 0 { format!(" x{}", item.facts.folded) } else { String::new() };
            format!("{} {} {}{folded}{late}", clock(*at, &tz), item.group, item.facts.kind.as_str())
        });
        let said = said.collect();
        self.seen = self.items.len();
        said
    }

    pub(crate) fn outcome(&self, event: EventId) -> Option<&Outcome> {
        self.outcomes.iter().find(|(of, _)| *of == event).map(|(_, outcome)| outcome)
    }

    pub(crate) fn kinds(&self) -> Vec<ItemKind> {
        self.items.iter().map(|(_, item)| item.facts.kind).collect()
    }
}

pub(crate) fn clock(at: Timestamp, tz: &TimeZone) -> String {
    let at = jiff::Timestamp::from_microsecond(at.as_micros()).expect("within the calendar");
    let local = tz.to_datetime(at);
    format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
}
