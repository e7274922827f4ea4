//! What is raised again and again is told once, and at the end of the window what became of it.

use mcs_core::{
    alarm::{Notice, Priority, TransitionKind},
    notice::Outcome,
};

use crate::{
    backlog::found_in_backlog,
    stage::{Alarm, Providers, Stage, book},
};

fn noon() -> Stage {
    Stage::at(book(&["g1"]), "2026-11-20T04:00:00Z")
}

#[test]
fn low_and_medium_raises_within_ten_minutes_are_folded_and_what_became_of_them_is_told() {
    for alarm in [Alarm::low(), Alarm::medium()] {
        let (mut noon, mut alarm) = (noon(), alarm);
        noon.raise(&mut alarm);
        noon.until("12:01:00");
        noon.give_back(&mut alarm);
        noon.until("12:02:00");
        let second = noon.raise_anew(&mut alarm);
        noon.until("12:03:00");
        let returned = noon.give_back(&mut alarm);
        noon.until("12:09:59");
        let third = noon.raise_anew(&mut alarm);
        for event in [second, third, returned] {
            assert_eq!(noon.outcome(event), Some(&Outcome::Folded));
        }
        assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:01:00 g1 return"]);
        noon.until("12:10:00");
        assert_eq!(noon.said(), ["12:10:00 g1 state x2"]);
        assert!(noon.items.last().is_some_and(|(_, item)| item.facts.state.active()));
        noon.until("12:30:00");
        assert_eq!(noon.said(), [""; 0], "it is true");
        noon.give_back(&mut alarm);
        assert_eq!(noon.said(), ["12:30:00 g1 return"], "it was told, by its state");
    }
}

#[test]
fn what_was_told_last_and_is_true_again_is_not_repeated() {
    let mut noon = noon();
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.give_back(&mut alarm);
    noon.until("12:02:00");
    noon.raise_anew(&mut alarm);
    noon.until("12:03:00");
    noon.give_back(&mut alarm);
    noon.ack(&mut alarm);
    noon.until("13:00:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 return"]);
    assert_eq!(noon.kept.len(), 0, "nothing is left to remember");
}

#[test]
fn after_the_window_a_raise_is_told_at_once() {
    let mut noon = noon();
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.give_back(&mut alarm);
    noon.until("12:10:00");
    noon.raise_anew(&mut alarm);
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 return", "12:10:00 g1 raise"]);
}

#[test]
fn a_higher_level_and_a_realarm_go_at_once() {
    let mut noon = noon();
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.until("12:01:00");
    noon.give_back(&mut alarm);
    noon.until("12:02:00");
    noon.raise_anew(&mut alarm);
    noon.until("12:03:00");
    noon.give_back(&mut alarm);
    alarm.priority = Priority::Medium;
    noon.until("12:04:00");
    noon.raise_anew(&mut alarm);
    noon.until("12:05:00");
    noon.step(&mut alarm, TransitionKind::Realarm, Notice::Announce);
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:01:00 g1 return", "12:04:00 g1 raise x1", "12:05:00 g1 realarm"]);
}

#[test]
fn another_condition_of_the_point_has_a_window_of_its_own() {
    let mut noon = noon();
    noon.raise(&mut Alarm::medium());
    noon.raise(&mut Alarm::low());
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 raise"]);
}

#[test]
fn high_and_critical_are_told_each_time_until_they_chatter() {
    for alarm in [Alarm::high(), Alarm::critical()] {
        let (mut noon, mut alarm) = (noon(), alarm);
        for minute in 0..3 {
            noon.until(&format!("12:0{minute}:00"));
            noon.raise_anew(&mut alarm);
            noon.until(&format!("12:0{minute}:30"));
            noon.give_back(&mut alarm);
            noon.ack(&mut alarm);
        }
        let told = noon.said();
        assert_eq!(told.len(), 9, "{told:?}");
        alarm.chattering = true;
        for minute in 3..6 {
            noon.until(&format!("12:0{minute}:00"));
            let raised = noon.raise_anew(&mut alarm);
            assert_eq!(noon.outcome(raised), Some(&Outcome::Folded));
            noon.until(&format!("12:0{minute}:10"));
            let returned = noon.give_back(&mut alarm);
            assert_eq!(noon.outcome(returned), Some(&Outcome::Folded));
            noon.ack(&mut alarm);
        }
        noon.until("12:06:00");
        noon.raise_anew(&mut alarm);
        assert_eq!(noon.said(), [""; 0]);
        noon.until("12:10:00");
        let said = noon.said();
        assert_eq!(said.iter().filter(|said| said.contains("state")).collect::<Vec<_>>(), ["12:10:00 g1 state x4"]);
    }
}

#[test]
fn while_it_chatters_a_change_is_told_at_most_at_the_ends_of_windows() {
    let mut noon = noon();
    let mut alarm = Alarm::medium().chattering();
    noon.raise(&mut alarm);
    noon.until("12:05:00");
    let folded = noon.give_back(&mut alarm);
    assert_eq!(noon.outcome(folded), Some(&Outcome::Folded), "the return of something told, too");
    noon.until("12:10:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:10:00 g1 state"]);
    noon.until("12:40:00");
    alarm.state = mcs_core::alarm::LifeState::AckedActive;
    noon.raise(&mut alarm);
    noon.until("12:55:00");
    assert_eq!(noon.said(), ["12:40:00 g1 raise"]);
    noon.give_back(&mut alarm);
    noon.until("12:57:00");
    let again = noon.raise_anew(&mut alarm);
    assert_eq!(noon.outcome(again), Some(&Outcome::Folded), "a return that was told opens a window as well");
    assert_eq!(noon.said(), ["12:55:00 g1 return"]);
}

#[test]
fn what_a_person_did_and_said_is_not_said_with_what_comes_later() {
    let mut noon = noon();
    let mut alarm = Alarm::medium().chattering();
    alarm.text = Some("err 2".into());
    noon.raise(&mut alarm);
    noon.until("12:05:00");
    noon.give_back(&mut alarm);
    let mut ack = noon.owed(&mut alarm, TransitionKind::Ack, Notice::Nothing);
    ack.transition.comment = Some("on my way".into());
    noon.turn(|desk, book, now, mint, out| desk.hear(&ack, book, now, mint, out));
    noon.until("12:10:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:10:00 g1 state"]);
    let words: Vec<_> = noon.items.iter().map(|(_, i)| (i.facts.by.as_deref(), i.facts.text.as_deref())).collect();
    assert_eq!(words[1..], [(None, Some("err 2"))]);
}

#[test]
fn a_return_after_the_window_opens_none() {
    let mut noon = noon();
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.until("12:11:00");
    noon.give_back(&mut alarm);
    noon.until("12:12:00");
    noon.raise_anew(&mut alarm);
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:11:00 g1 return", "12:12:00 g1 raise"]);
}

#[test]
fn without_a_debounce_nothing_is_due_after_what_was_told() {
    let mut noon = noon();
    noon.book.policy.debounce_s = 0;
    noon.raise(&mut Alarm::low());
    assert_eq!(noon.desk.next_due(), None);
}

#[test]
fn a_return_is_folded_like_its_raise_though_something_else_of_the_alarm_is_held() {
    let mut noon = noon();
    found_in_backlog(&mut noon, &mut Alarm::low(), Notice::Summary);
    let mut live = Alarm::low();
    noon.raise(&mut live);
    noon.give_back(&mut live);
    let folded = noon.raise_anew(&mut live);
    let returned = noon.give_back(&mut live);
    assert_eq!([folded, returned].map(|event| noon.outcome(event)), [Some(&Outcome::Folded); 2]);
}

#[test]
fn a_folded_critical_alarm_escalates_all_the_same() {
    let mut noon = Stage::at(book(&["g1", "g2"]), "2026-11-20T04:00:00Z");
    let mut alarm = Alarm::critical();
    noon.raise(&mut alarm);
    noon.ack(&mut alarm);
    noon.give_back(&mut alarm);
    alarm.chattering = true;
    noon.until("12:01:00");
    let folded = noon.raise_anew(&mut alarm);
    assert_eq!(noon.outcome(folded), Some(&Outcome::Folded));
    noon.said();
    noon.until("12:06:00");
    assert_eq!(noon.said(), ["12:04:00 g2 escalate", "12:06:00 g1 repeat", "12:06:00 g2 repeat"]);
}

#[test]
fn what_nobody_got_folds_nothing() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.until("12:01:00");
    noon.fail_last("g1");
    noon.give_back(&mut alarm);
    noon.until("12:02:00");
    noon.raise_anew(&mut alarm);
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:02:00 g1 raise"]);
}

#[test]
fn what_nobody_got_and_still_stands_is_told_at_the_end_of_the_window() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    noon.raise(&mut Alarm::low());
    noon.until("12:01:00");
    noon.fail_last("g1");
    noon.until("12:09:59");
    assert_eq!(noon.said(), ["12:00:00 g1 raise"]);
    noon.providers = Providers::Accept;
    noon.until("13:00:00");
    assert_eq!(noon.said(), ["12:10:00 g1 state"]);
}

#[test]
fn a_return_is_told_though_the_provider_is_slow_with_the_raise() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    let mut alarm = Alarm::high();
    noon.raise(&mut alarm);
    noon.give_back(&mut alarm);
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 return"]);
}

#[test]
fn the_newest_truth_holds_in_whatever_order_providers_accept() {
    let mut noon = noon();
    noon.providers = Providers::Silent;
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.give_back(&mut alarm);
    let sent: Vec<_> = noon.items.iter().map(|(_, item)| (item.event, item.group.clone())).collect();
    for (event, group) in sent.into_iter().rev() {
        noon.accept(event, &group);
    }
    noon.until("12:30:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 return"], "it is known to be over");
}

#[test]
fn what_ends_unsaid_under_a_mask_is_made_true() {
    let mut noon = noon();
    let mut alarm = Alarm::critical();
    noon.raise(&mut alarm);
    noon.ack(&mut alarm);
    noon.until("12:20:00");
    noon.step(&mut alarm, TransitionKind::MaskOn, Notice::Nothing);
    noon.until("12:40:00");
    alarm.state = mcs_core::alarm::LifeState::LatchedAcked;
    noon.step(&mut alarm, TransitionKind::MaskOff, Notice::Nothing);
    noon.said();
    noon.until("13:00:00");
    assert_eq!(noon.said(), ["12:50:00 g1 state"]);
}

#[test]
fn without_debounce_everything_is_told() {
    let mut noon = noon();
    noon.book.policy.debounce_s = 0;
    let mut alarm = Alarm::low();
    for _ in 0..5 {
        noon.raise_anew(&mut alarm);
        noon.give_back(&mut alarm);
    }
    assert_eq!(noon.said().len(), 10);
}

#[test]
fn a_changed_debounce_holds_at_once() {
    let mut noon = noon();
    let mut alarm = Alarm::low();
    noon.raise(&mut alarm);
    noon.give_back(&mut alarm);
    noon.until("12:01:00");
    noon.raise_anew(&mut alarm);
    noon.book.policy.debounce_s = 120;
    noon.tick();
    noon.until("12:03:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise", "12:00:00 g1 return", "12:02:00 g1 state x1"]);
}
