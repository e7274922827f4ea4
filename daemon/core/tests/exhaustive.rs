//! Six things that hold for every state, every set of masks and every event of an alarm, its judge included.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use LifeState::{AckedActive, LatchedAcked, LatchedUnack, Normal, UnackActive, UnackReturned};
use mcs_core::{
    alarm::{
        Deadline, Freeze, LifeState, Masks, Notice, Priority,
        judge::{Delays, Edge, Evidence, Judge, OffDelay},
        life::{Event, Life, Nature, ResetCheck, Step},
    },
    time::{Monotonic, Now, Span, Timestamp},
};

const SOUND: ResetCheck = ResetCheck { unknown: false, over_range_stands: false, unverified: false };

/// Every event there is.
fn events() -> Vec<Event> {
    let mut events =
        vec![Event::Raise, Event::Return, Event::Acknowledge, Event::Reset(SOUND), Event::Realarm, Event::Withdraw];
    for on in [true, false] {
        events.extend([Event::Shelve(on), Event::Suppress(on)]);
    }
    for freeze in Freeze::ALL {
        events.push(Event::FreezeOn(freeze));
        events.extend([true, false].map(|present| Event::FreezeOff { freeze, present }));
    }
    events
}

fn nature(latching: bool) -> Nature {
    Nature { latching, priority: Priority::High }
}

/// An alarm as the plant drives it: a judge that is present or not, and a life fed by it unless frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Alarm {
    present: bool,
    life: Life,
}

const NEW: Alarm = Alarm { present: false, life: Life::NORMAL };

/// What can happen to it from outside: its judge turns, or an event other than RAISE, RTN and a freeze's end, which the
/// plant derives from the judge.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Happening {
    Turn,
    Event(Event),
}

fn happenings(alarm: Alarm) -> Vec<Happening> {
    let mut all = vec![Happening::Turn];
    all.extend(
        events()
            .into_iter()
            .filter(|event| !matches!(event, Event::Raise | Event::Return))
            .filter(|event| !matches!(event, Event::FreezeOff { present, .. } if *present != alarm.present))
            .map(Happening::Event),
    );
    all
}

/// Drives it; `None` where nothing is delivered or the event is refused.
fn drive(alarm: Alarm, happening: Happening, latching: bool) -> (Alarm, Option<Step>) {
    match happening {
        Happening::Turn => {
            let present = !alarm.present;
            if alarm.life.masks.frozen() {
                return (Alarm { present, ..alarm }, None);
            }
            let event = if present { Event::Raise } else { Event::Return };
            let step = alarm.life.apply(event, nature(latching)).expect("what the judge finds fits the life");
            (Alarm { present, life: step.life }, Some(step))
        }
        Happening::Event(event) => match alarm.life.apply(event, nature(latching)) {
            Err(_) => (alarm, None),
            Ok(step) => {
                let present = alarm.present && event != Event::Withdraw;
                (Alarm { present, life: step.life }, Some(step))
            }
        },
    }
}

/// One way from an alarm to the next.
type Way = (Alarm, Happening, Alarm, Option<Step>);

/// Everything reachable from a new alarm, and every way from one to the next.
fn reachable(latching: bool) -> (BTreeSet<Alarm>, Vec<Way>) {
    let mut known = BTreeSet::from([NEW]);
    let mut waiting = VecDeque::from([NEW]);
    let mut ways = Vec::new();
    while let Some(alarm) = waiting.pop_front() {
        for happening in happenings(alarm) {
            let (next, step) = drive(alarm, happening, latching);
            ways.push((alarm, happening, next, step));
            if known.insert(next) {
                waiting.push_back(next);
            }
        }
    }
    (known, ways)
}

#[test]
fn every_combination_answers_and_a_refusal_changes_nothing() {
    for state in LifeState::ALL {
        for masks in Masks::sets() {
            for raised_suppressed in [true, false] {
                for latching in [true, false] {
                    for event in events() {
                        let life = Life { state, masks, raised_suppressed };
                        let (first, second) =
                            (life.apply(event, nature(latching)), life.apply(event, nature(latching)));
                        assert_eq!(first, second);
                    }
                }
            }
        }
    }
}

#[test]
fn unfrozen_an_alarm_is_active_exactly_while_its_judge_is_present() {
    for latching in [true, false] {
        let (alarms, _) = reachable(latching);
        for alarm in alarms.into_iter().filter(|alarm| !alarm.life.masks.frozen()) {
            assert_eq!(alarm.present, alarm.life.state.active(), "{alarm:?}");
        }
    }
}

#[test]
fn only_latching_alarms_latch_and_only_others_just_return() {
    for latching in [true, false] {
        for alarm in reachable(latching).0 {
            match alarm.life.state {
                LatchedUnack | LatchedAcked => assert!(latching, "{alarm:?}"),
                UnackReturned => assert!(!latching, "{alarm:?}"),
                Normal | UnackActive | AckedActive => {}
            }
        }
    }
}

#[test]
fn only_a_person_ends_an_unacknowledged_state_or_its_parent_was_told() {
    for latching in [true, false] {
        for (from, happening, to, _) in reachable(latching).1 {
            if from.life.state.unacknowledged() && !to.life.state.unacknowledged() {
                let person =
                    matches!(happening, Happening::Event(Event::Acknowledge | Event::Shelve(true) | Event::Withdraw));
                let parent_told = happening == Happening::Turn
                    && from.life.raised_suppressed
                    && from.life.masks.any(Masks::SUPPRESSED);
                assert!(person || parent_told, "{from:?} {happening:?} {to:?}");
            }
        }
    }
}

#[test]
fn unknown_readings_never_lead_towards_normal() {
    let at = |second: i64| Now {
        utc: Timestamp::EPOCH + Span::secs(second),
        mono: Monotonic::from_micros(second * 1_000_000),
    };
    let later = at(10_000);
    let thirty = Span::secs(30);
    let pending = Judge::Pending(Deadline::after(at(100).utc, thirty, at(100)));
    let clearing = Judge::Clearing { since: at(100).utc, readings: 1 };
    let slow = Delays { on: thirty, off: OffDelay::Span(thirty) };
    for judge in [Judge::Clear, pending, Judge::Present, clearing] {
        for said in Evidence::ALL {
            for evidence in [Evidence::Unknown, said.raise_only()] {
                for delays in [Delays::NONE, slow] {
                    let (next, edge) = judge.hear(evidence, later.utc, delays, later);
                    assert_ne!(edge, Some(Edge::Return));
                    assert!(next.holds() || !judge.holds(), "{judge:?} {evidence:?} {next:?}");
                    assert!(next != Judge::Clear || judge == Judge::Clear, "{judge:?} {evidence:?} {next:?}");
                }
            }
        }
    }
}

#[test]
fn each_raise_owes_one_notice_or_keeps_the_reason_why_not() {
    for latching in [true, false] {
        for (from, happening, to, step) in reachable(latching).1 {
            let Some(step) = step.filter(|step| step.new) else { continue };
            assert_eq!(to.life.state, UnackActive);
            let told = match step.notice {
                Notice::Announce => to.life.masks.is_empty(),
                Notice::Withheld(_) => !to.life.masks.is_empty(),
                Notice::Tell | Notice::Once | Notice::Summary | Notice::Nothing => false,
            };
            assert!(told, "{from:?} {happening:?} {step:?}");
        }
    }
}

#[test]
fn normal_is_reachable_from_everywhere() {
    for latching in [true, false] {
        let (alarms, ways) = reachable(latching);
        let mut back: BTreeMap<Alarm, Vec<Alarm>> = BTreeMap::new();
        for (from, happening, to, _) in ways {
            // Without withdrawing anything: the ordinary life must end too.
            if happening != Happening::Event(Event::Withdraw) {
                back.entry(to).or_default().push(from);
            }
        }
        let mut ends = BTreeSet::from([NEW]);
        let mut waiting = vec![NEW];
        while let Some(alarm) = waiting.pop() {
            for from in back.get(&alarm).into_iter().flatten() {
                if ends.insert(*from) {
                    waiting.push(*from);
                }
            }
        }
        assert_eq!(alarms.difference(&ends).next(), None);
        assert!(alarms.len() > 100, "the masks take part: {}", alarms.len());
    }
}
