//! Alarms of the monitoring system itself.

use mcs_core::{
    alarm::{
        Actor, Changes, LifeState, Mint, Notice, Priority, Refusal, Source, SystemAlarms, SystemCause, TransitionKind,
    },
    id::{EventId, OccurrenceId},
    time::{Monotonic, Now, Span, Timestamp},
};

#[derive(Default)]
struct Counter(u64);

impl Mint for Counter {
    fn event(&mut self) -> EventId {
        EventId(0)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        self.0 += 1;
        OccurrenceId(self.0)
    }
}

fn at(second: i64) -> Now {
    let start = Timestamp::parse("2026-11-21T00:00:00Z").expect("a valid time");
    Now { utc: start + Span::secs(second), mono: Monotonic::from_micros(second * 1_000_000) }
}

fn wang() -> Actor {
    Actor { name: "wang".to_owned() }
}

/// Kind, state and notice of each transition.
fn steps(out: &Changes) -> Vec<(TransitionKind, LifeState, Notice)> {
    out.transitions.iter().map(|t| (t.kind, t.state, t.notice)).collect()
}

#[test]
fn a_cause_is_raised_once_and_returns_when_it_is_gone() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    alarms.set(SystemCause::DiskLow, false, None, at(0), &mut mint, &mut out);
    assert!(out.is_empty());
    alarms.set(SystemCause::DiskLow, true, Some("8 % free"), at(1), &mut mint, &mut out);
    assert_eq!(steps(&out), [(TransitionKind::Raise, LifeState::UnackActive, Notice::Announce)]);
    let open = alarms.open().next().expect("one is open");
    assert_eq!((open.priority, open.text.as_deref()), (Priority::High, Some("8 % free")));
    assert_eq!((open.source, open.sn.as_ref()), (Source::System(SystemCause::DiskLow), None));
    assert!(alarms.stands(SystemCause::DiskLow) && !alarms.stands(SystemCause::DiskCritical));

    out.clear();
    alarms.set(SystemCause::DiskLow, true, Some("8 % free"), at(2), &mut mint, &mut out);
    assert!(out.is_empty(), "saying the same again changes nothing");
    alarms.set(SystemCause::DiskLow, true, Some("7 % free"), at(3), &mut mint, &mut out);
    assert!(out.transitions.is_empty() && out.occurrences.len() == 1);

    out.clear();
    alarms.set(SystemCause::DiskLow, false, None, at(4), &mut mint, &mut out);
    assert_eq!(steps(&out), [(TransitionKind::Return, LifeState::UnackReturned, Notice::Tell)]);
    assert!(!alarms.stands(SystemCause::DiskLow));
}

#[test]
fn a_restart_leaves_was_down_to_be_acknowledged() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    alarms.was_down(at(0).utc, Some("down for 90 s"), at(90), &mut mint, &mut out);
    assert_eq!(
        steps(&out),
        [
            (TransitionKind::Raise, LifeState::UnackActive, Notice::Announce),
            (TransitionKind::Return, LifeState::UnackReturned, Notice::Tell),
        ]
    );
    let open = alarms.open().next().expect("it is open").clone();
    assert_eq!((open.raised, open.returned), (at(0).utc, Some(at(90).utc)));

    out.clear();
    alarms.acknowledge(open.id, &wang(), Some("power cut"), at(100), &mut mint, &mut out).expect("acknowledged");
    assert_eq!(steps(&out), [(TransitionKind::Ack, LifeState::Normal, Notice::Tell)]);
    assert_eq!(out.occurrences[0].closed, Some(at(100).utc));
    assert_eq!(out.occurrences[0].comment.as_deref(), Some("power cut"));
    assert_eq!(alarms.open().count(), 0);
}

#[test]
fn a_second_restart_supersedes_the_first() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    alarms.was_down(at(0).utc, None, at(10), &mut mint, &mut out);
    out.clear();
    alarms.was_down(at(20).utc, None, at(30), &mut mint, &mut out);
    let kinds: Vec<_> = out.transitions.iter().map(|t| t.kind).collect();
    assert_eq!(kinds, [TransitionKind::Supersede, TransitionKind::Raise, TransitionKind::Return]);
    let outcome = alarms.acknowledge(OccurrenceId(1), &wang(), None, at(40), &mut mint, &mut out);
    assert_eq!(outcome, Err(Refusal::Superseded { newer: OccurrenceId(2) }));
    let outcome = alarms.acknowledge(OccurrenceId(7), &wang(), None, at(40), &mut mint, &mut out);
    assert_eq!(outcome, Err(Refusal::Over));
}

#[test]
fn nothing_of_the_system_can_be_reset() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    alarms.set(SystemCause::StoreLate, true, None, at(0), &mut mint, &mut out);
    assert_eq!(alarms.reset(OccurrenceId(1)), Err(Refusal::StillPresent));
    alarms.set(SystemCause::StoreLate, false, None, at(1), &mut mint, &mut out);
    assert_eq!(alarms.reset(OccurrenceId(1)), Err(Refusal::NotLatched));
    assert_eq!(alarms.reset(OccurrenceId(2)), Err(Refusal::Over));
}

#[test]
fn a_restart_changes_no_alarm_of_the_system() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    for (i, cause) in SystemCause::ALL.into_iter().enumerate() {
        alarms.set(cause, true, Some(cause.as_str()), at(0), &mut mint, &mut out);
        if i % 2 == 0 {
            alarms.set(cause, false, None, at(1), &mut mint, &mut out);
        }
    }
    let text = serde_json::to_string(&alarms.snapshot()).expect("a snapshot can be written");
    let again = SystemAlarms::restore(serde_json::from_str(&text).expect("and read"), at(2));
    assert_eq!(again, alarms);
    assert_eq!(again.open().count(), SystemCause::ALL.len());
}
