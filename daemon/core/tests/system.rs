//! Alarms of the monitoring system itself.

use mcs_core::{
    alarm::{
        Actor, Changes, Condition, LifeState, Mask, MaskKind, Mint, Notice, Priority, Refusal, Source, SystemAlarms,
        SystemCause, TransitionKind, Withheld,
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

#[test]
fn a_shelved_alarm_of_the_system_is_silent_until_its_time_is_over_over_a_restart_too() {
    let (mut alarms, mut mint, mut out) = (SystemAlarms::new(), Counter::default(), Changes::default());
    let cause = SystemCause::NoWall;
    let mask = Mask {
        sn: None,
        source: Source::System(cause),
        condition: Some(Condition::System),
        kind: MaskKind::Shelved,
        by: "wang".to_owned(),
        reason: "the wall is being moved".to_owned(),
        watcher: None,
        work_order: None,
        confirmed_by: None,
        since: at(0).utc,
        until: at(3600).utc,
    };
    alarms.put_mask(cause, mask.clone(), at(0), &mut mint, &mut out).expect("nothing stands");
    let again = alarms.put_mask(cause, mask.clone(), at(1), &mut mint, &mut out);
    assert_eq!(again, Err(Refusal::AlreadyMasked { until: mask.until }));
    assert_eq!(out.transitions, [], "nobody was told of anything");

    alarms.set(cause, true, None, at(10), &mut mint, &mut out);
    let withheld = Notice::Withheld(Withheld::Shelved);
    assert_eq!(steps(&out), [(TransitionKind::Raise, LifeState::UnackActive, withheld)]);
    assert_eq!(out.occurrences[0].mask.as_ref(), Some(&mask));
    let open = out.occurrences[0].id;
    assert_eq!(alarms.cause_of(open), Some(cause));

    let text = serde_json::to_string(&alarms.snapshot()).expect("a snapshot can be written");
    let mut alarms = SystemAlarms::restore(serde_json::from_str(&text).expect("and read"), at(20));
    assert_eq!(alarms.masks().collect::<Vec<_>>(), [&mask]);
    out.clear();
    alarms.tick(at(2999), &mut mint, &mut out);
    assert!(out.is_empty(), "nothing is due: {out:?}");
    alarms.tick(at(3000), &mut mint, &mut out);
    assert_eq!(steps(&out), [(TransitionKind::MaskReminder, LifeState::UnackActive, Notice::Tell)]);
    out.clear();
    alarms.tick(at(3600), &mut mint, &mut out);
    assert_eq!(steps(&out), [(TransitionKind::MaskOff, LifeState::UnackActive, Notice::Announce)]);
    assert_eq!(alarms.masks().count(), 0);
    let gone = alarms.end_mask(cause, &wang(), None, at(3601), &mut mint, &mut out);
    assert_eq!(gone, Err(Refusal::NotMasked));
}
