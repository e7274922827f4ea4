//! A drill plays an alarm and hides none: what people are told of it says nothing of the real one.

use std::collections::BTreeMap;

use jiff::civil::time;
use mcs_core::{
    alarm::{Notice, SystemCause, TransitionKind},
    notice::{Desk, Outcome, Schedule},
    time::Span,
};

use crate::stage::{Alarm, Providers, Stage, book, name};

fn noon() -> Stage {
    Stage::at(book(&["g1", "g2"]), "2026-11-20T04:00:00Z")
}

#[test]
fn a_real_alarm_during_a_drill_of_it_is_told_at_once() {
    for alarm in [Alarm::low(), Alarm::medium(), Alarm::critical().chattering()] {
        let mut noon = noon();
        noon.raise(&mut alarm.clone().drill());
        noon.until("12:01:00");
        let mut real = alarm;
        let raised = noon.raise(&mut real);
        assert_eq!(noon.outcome(raised), Some(&Outcome::Told { groups: vec![name("g1")] }));
        assert!(noon.items.last().is_some_and(|(_, item)| !item.facts.drill));
    }
}

#[test]
fn the_end_of_a_drill_does_not_pass_for_word_of_the_real_alarm() {
    for end in [TransitionKind::Withdraw, TransitionKind::Ack] {
        let mut noon = noon();
        noon.providers = Providers::Silent;
        let (mut drill, mut real) = (Alarm::medium().drill(), Alarm::medium());
        let drilled = noon.raise(&mut drill);
        noon.accept(drilled, &name("g1"));
        noon.until("12:01:00");
        noon.raise(&mut real);
        noon.fail_last("g1");
        noon.fail_last("g2");
        let ended = noon.step(&mut drill, end, Notice::Tell);
        noon.accept(ended, &name("g1"));
        noon.said();
        noon.providers = Providers::Accept;
        noon.until("12:11:00");
        assert_eq!(noon.said(), ["12:11:00 g1 state", "12:11:00 g2 state"], "the real one is still owed");
        assert!(noon.items.last().is_some_and(|(_, item)| item.facts.state.active() && !item.facts.drill));
    }
}

#[test]
fn the_end_of_a_real_alarm_is_told_while_a_drill_of_it_stands() {
    let mut noon = noon();
    let (mut drill, mut real) = (Alarm::high().drill(), Alarm::high());
    noon.raise(&mut real);
    noon.raise(&mut drill);
    noon.ack(&mut drill);
    noon.until("12:10:00");
    noon.ack(&mut real);
    noon.give_back(&mut real);
    assert_eq!(
        noon.said(),
        [
            "12:00:00 g1 raise",
            "12:00:00 g1 raise",
            "12:00:00 g1 ack",
            "12:10:00 g2 escalate",
            "12:10:00 g1 ack",
            "12:10:00 g2 ack",
            "12:10:00 g1 return",
            "12:10:00 g2 return",
        ],
        "an acknowledged drill does not spare the real one"
    );
}

#[test]
fn a_drill_and_the_alarm_it_plays_are_kept_apart_and_survive_a_restart() {
    let mut noon = noon();
    let (mut drill, mut real) = (Alarm::critical().drill(), Alarm::critical());
    noon.raise(&mut drill);
    noon.until("12:01:00");
    noon.raise(&mut real);
    let keys: Vec<_> = noon.kept.keys().map(String::as_str).collect();
    assert_eq!(keys, ["point-2/HIGH_HIGH", "point-2/HIGH_HIGH/drill"]);
    noon.restart();
    noon.step(&mut drill, TransitionKind::Withdraw, Notice::Tell);
    noon.said();
    noon.until("12:04:00");
    assert_eq!(noon.said(), ["12:04:00 g2 escalate"], "the real one alone");
    assert!(noon.items.last().is_some_and(|(_, item)| !item.facts.drill));
}

#[test]
fn a_drill_kept_as_the_alarm_it_plays_by_an_earlier_version_is_forgotten() {
    let mut noon = noon();
    noon.raise(&mut Alarm::low().drill());
    let kept = noon.kept.remove("point-2/LOW_BAT/drill").expect("the drill");
    noon.kept.insert("point-2/LOW_BAT".to_owned(), kept);
    noon.said();
    noon.restart();
    noon.tick();
    assert_eq!(noon.kept.len(), 0);
    noon.raise(&mut Alarm::low());
    noon.pass(Span::mins(10));
    noon.tick();
    assert_eq!(noon.said(), ["12:00:00 g1 raise"]);
}

#[test]
fn what_an_earlier_version_still_owed_of_a_drill_is_owed_no_more() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    noon.raise(&mut Alarm::low().drill());
    let kept = noon.kept.remove("point-2/LOW_BAT/drill").expect("the drill");
    noon.kept.insert("point-2/LOW_BAT".to_owned(), kept);
    noon.restart();
    noon.fail_last("g1");
    assert_eq!(noon.said(), ["12:00:00 g1 raise"], "nobody else is woken");
    noon.tick();
    assert_eq!(noon.kept.len(), 0);
}

#[test]
fn what_an_earlier_version_held_of_a_drill_is_in_no_summary() {
    let mut noon = noon();
    noon.book.policy.schedule = Some(Schedule { days: [true; 7], start: time(20, 0, 0, 0), end: time(6, 0, 0, 0) });
    noon.raise(&mut Alarm::low().drill());
    let kept = noon.kept.remove("point-2/LOW_BAT/drill").expect("the drill");
    noon.kept.insert("point-2/LOW_BAT".to_owned(), kept);
    noon.restart();
    noon.until("21:00:00");
    assert_eq!((noon.said().len(), noon.kept.len()), (0, 0));
}

#[test]
fn a_key_that_is_of_a_drill_of_nothing_names_no_alarm() {
    for key in ["/drill", "point-2/drill", "point-2/HIGH/drill/drill", "point-2/HIGH/real"] {
        let error = Desk::restore(BTreeMap::from([(key.to_owned(), b"{}".to_vec())]), noon().now).expect_err(key);
        assert_eq!(error.key(), key);
    }
}

#[test]
fn a_drill_nobody_answers_or_that_reaches_nobody_raises_no_real_alarm() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    noon.raise(&mut Alarm::critical().drill());
    noon.fail_last("g1");
    noon.fail_last("g2");
    noon.until("13:00:00");
    noon.restart();
    noon.tick();
    let said_again = [(SystemCause::NobodyReachable, false), (SystemCause::NobodyAnswered, false)];
    assert_eq!(noon.causes, said_again, "neither holds");
    noon.book.channels.clear();
    noon.raise(&mut Alarm::high().drill());
    noon.until("13:30:00");
    assert_eq!(noon.causes, said_again);
}

#[test]
fn that_nobody_answers_stands_for_the_real_alarm_alone() {
    let mut noon = noon();
    let (mut drill, mut real) = (Alarm::critical().drill(), Alarm::critical());
    noon.raise(&mut drill);
    noon.raise(&mut real);
    noon.until("12:30:00");
    noon.ack(&mut real);
    assert_eq!(noon.causes, [(SystemCause::NobodyAnswered, true), (SystemCause::NobodyAnswered, false)]);
    noon.ack(&mut drill);
    assert_eq!(noon.causes.len(), 2, "it was not counted");
}
