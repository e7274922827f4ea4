//! What the answers of providers, and groups that cannot be reached, lead to.

use mcs_core::{
    alarm::{Notice, SystemCause, TransitionKind, Withheld},
    id::EventId,
    notice::{ItemKind, Outcome},
    time::Span,
};

use crate::stage::{Alarm, Providers, Stage, book, name};

pub(crate) fn silent(groups: &[&str]) -> Stage {
    let mut stage = Stage::at(book(groups), "2026-11-20T19:00:00Z");
    stage.providers = Providers::Silent;
    stage
}

pub(crate) const UNREACHABLE: (SystemCause, bool) = (SystemCause::NobodyReachable, true);
pub(crate) const REACHED: (SystemCause, bool) = (SystemCause::NobodyReachable, false);

#[test]
fn a_low_alarm_too_goes_to_the_next_group_when_the_first_cannot_be_reached() {
    let mut night = silent(&["g1", "g2"]);
    night.raise(&mut Alarm::low());
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g2 escalate"]);
}

#[test]
fn when_every_group_fails_nobody_is_reachable_until_somebody_is() {
    let mut night = silent(&["g1", "g2"]);
    night.raise(&mut Alarm::critical());
    night.fail_last("g1");
    assert_eq!(night.causes, []);
    night.fail_last("g2");
    assert_eq!(night.causes, [UNREACHABLE]);
    assert!(night.kept.contains_key("desk"));
    night.until("03:05:00");
    assert_eq!(night.said().last().map(String::as_str), Some("03:05:00 g2 repeat"), "it is tried on");
    night.restart();
    night.tick();
    assert_eq!(night.causes[1..], [UNREACHABLE, (SystemCause::NobodyAnswered, false)], "said again");
    let (_, last) = night.items.last().cloned().expect("a repeat");
    night.accept(last.event, &last.group);
    assert_eq!(night.causes[3..], [REACHED]);
    assert!(!night.kept.contains_key("desk"));
}

#[test]
fn a_failed_repeat_does_not_hurry_what_was_told_already() {
    let mut night = silent(&["g1", "g2", "g3"]);
    night.raise(&mut Alarm::critical());
    night.fail_last("g1");
    night.until("03:05:00");
    night.fail_last("g1");
    night.until("03:05:30");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g2 escalate", "03:05:00 g1 repeat", "03:05:00 g2 repeat"]);
    night.fail_last("g2");
    assert_eq!(night.said(), ["03:05:30 g3 escalate"]);
}

#[test]
fn after_an_acknowledgement_a_failure_wakes_nobody_else() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    let (_, raise) = night.items[0].clone();
    night.ack(&mut alarm);
    night.fail(raise.event, &raise.group);
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g1 ack"]);
}

#[test]
fn under_a_mask_a_failure_wakes_nobody_else() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.step(&mut alarm, TransitionKind::MaskOn, Notice::Nothing);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise"]);
}

#[test]
fn a_return_that_fails_concerns_nobody_else() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.give_back(&mut alarm);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g1 return"]);
}

#[test]
fn a_group_whose_raise_failed_is_not_told_of_the_return() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.fail_last("g1");
    night.give_back(&mut alarm);
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g2 escalate", "03:00:00 g2 return"]);
}

#[test]
fn a_return_of_which_nobody_got_the_raise_is_owed_to_nobody() {
    let mut night = silent(&["g1"]);
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.fail_last("g1");
    let returned = night.give_back(&mut alarm);
    assert_eq!(night.outcome(returned), Some(&Outcome::Nothing));
}

#[test]
fn a_group_that_is_gone_from_the_route_counts_as_the_last_that_was_told() {
    let mut night = silent(&["g1", "g2", "g3"]);
    night.raise(&mut Alarm::critical());
    night.book.routes[0].groups.remove(0);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g2 escalate"]);
    night.book.routes[0].groups.remove(0);
    night.fail_last("g2");
    assert_eq!(night.said(), ["03:00:00 g3 escalate"]);
}

#[test]
fn a_group_that_is_gone_from_the_route_hands_over_to_the_one_after_the_last_that_was_told() {
    let mut night = silent(&["g1", "g2", "g3", "g4"]);
    night.raise(&mut Alarm::critical());
    night.until("03:03:00");
    night.book.routes[0].groups.remove(0);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:03:00 g2 escalate", "03:03:00 g3 escalate"]);
}

#[test]
fn a_group_that_was_told_already_is_not_told_again_because_another_cannot_be_reached() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::low();
    night.raise(&mut alarm);
    night.fail_last("g1");
    night.ack(&mut alarm);
    night.step(&mut alarm, TransitionKind::Realarm, Notice::Announce);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g2 escalate", "03:00:00 g1 realarm"]);
    assert_eq!(night.causes, [], "it may still get it");
}

#[test]
fn something_that_happened_once_fails_over_as_such() {
    let mut night = silent(&["g1", "g2"]);
    let mut alarm = Alarm::critical();
    night.step(&mut alarm, TransitionKind::Raise, Notice::Withheld(Withheld::CatchingUp));
    alarm.state = mcs_core::alarm::LifeState::UnackReturned;
    night.step(&mut alarm, TransitionKind::MaskOff, Notice::Once);
    night.fail_last("g1");
    assert_eq!(night.said(), ["03:00:00 g1 once", "03:00:00 g2 once"]);
}

#[test]
fn answers_to_what_was_never_asked_change_nothing() {
    let mut night = silent(&["g1"]);
    let event = night.raise(&mut Alarm::critical());
    let before = night.kept.clone();
    night.accept(EventId(77), &name("g1"));
    night.fail(EventId(77), &name("g1"));
    night.accept(event, &name("g9"));
    night.fail(event, &name("g9"));
    assert_eq!(night.kept, before);
    night.accept(event, &name("g1"));
    let before = night.kept.clone();
    night.accept(event, &name("g1"));
    night.fail(event, &name("g1"));
    assert_eq!(night.kept, before);
}

#[test]
fn a_low_alarm_for_which_there_was_nobody_is_told_when_there_is() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let channels = std::mem::take(&mut night.book.channels);
    night.raise(&mut Alarm::low());
    night.until("03:25:00");
    night.book.channels = channels;
    night.until("04:00:00");
    assert_eq!(night.said(), ["03:30:00 g1 raise late"], "though nobody said that the settings had changed");
}

#[test]
fn those_who_were_told_and_can_no_longer_be_are_nobody() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.book.channels.clear();
    let event = night.give_back(&mut alarm);
    assert_eq!(night.outcome(event), Some(&Outcome::Nobody));
    assert_eq!(night.causes, [UNREACHABLE]);
}

#[test]
fn a_group_without_an_enabled_channel_is_passed_over_though_others_can_be_reached() {
    let mut night = Stage::at(book(&["g1", "g2"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::high();
    night.raise(&mut alarm);
    night.book.channels.remove(0);
    let event = night.give_back(&mut alarm);
    assert_eq!(night.outcome(event), Some(&Outcome::Nobody));
    assert_eq!(night.causes, [], "others can be");
}

#[test]
fn what_is_withheld_or_owed_to_nobody_keeps_its_reason() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::high();
    for why in [Withheld::Joined, Withheld::Eclipsed, Withheld::Shelved, Withheld::Suppressed] {
        let event = night.step(&mut alarm, TransitionKind::Raise, Notice::Withheld(why));
        assert_eq!(night.outcome(event), Some(&Outcome::Withheld { why }));
    }
    let event = night.step(&mut alarm, TransitionKind::Return, Notice::Tell);
    assert_eq!(night.outcome(event), Some(&Outcome::Nothing), "nobody was told of it");
    let event = night.step(&mut alarm, TransitionKind::Supersede, Notice::Nothing);
    assert_eq!(night.outcome(event), Some(&Outcome::Nothing));
    assert_eq!(night.said(), [""; 0]);
    assert_eq!(night.kept.len(), 0);
}

#[test]
fn every_step_a_person_takes_is_told_as_what_it_is() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.step(&mut alarm, TransitionKind::MaskOn, Notice::Tell);
    night.step(&mut alarm, TransitionKind::MaskOff, Notice::Tell);
    night.give_back(&mut alarm);
    night.ack(&mut alarm);
    night.step(&mut alarm, TransitionKind::Supersede, Notice::Tell);
    assert_eq!(
        night.kinds(),
        [ItemKind::Raise, ItemKind::Mask, ItemKind::Mask, ItemKind::Return, ItemKind::Ack, ItemKind::State]
    );
    let mut other = Alarm::of(5, alarm.condition, alarm.priority);
    night.raise(&mut other);
    night.step(&mut other, TransitionKind::Reset, Notice::Tell);
    night.raise(&mut other);
    night.step(&mut other, TransitionKind::Withdraw, Notice::Tell);
    let last = night.items.last().map(|(_, item)| item.facts.clone()).expect("the withdrawal");
    assert_eq!((last.kind, last.by.as_deref()), (ItemKind::Withdraw, Some("wang")));
    assert_eq!(night.kinds()[6..], [ItemKind::Raise, ItemKind::Reset, ItemKind::Raise, ItemKind::Withdraw]);
}

#[test]
fn of_what_was_said_to_several_groups_at_once_no_answer_is_waited_for_longer_either() {
    let mut night = silent(&["g1", "g2", "g3"]);
    let mut alarm = Alarm::high();
    night.raise(&mut alarm);
    night.until("03:30:00");
    let at_once: Vec<_> = night.said().into_iter().filter(|said| said.starts_with("03:30:00")).collect();
    assert_eq!(at_once, ["03:30:00 g3 escalate", "03:30:00 g1 repeat", "03:30:00 g2 repeat"]);
    night.give_back(&mut alarm);
    night.ack(&mut alarm);
    let two_days = night.now.utc + Span::hours(48);
    night.run_to(two_days);
    assert_eq!((night.kept.len(), night.desk.next_due()), (0, None));
    let (event, group) = night.items.iter().map(|(_, item)| (item.event, item.group.clone())).last().expect("said");
    night.accept(event, &group);
    assert_eq!(night.kept.len(), 0, "an answer that comes after that concerns nobody");
}

#[test]
fn an_answer_that_never_comes_is_not_waited_for_longer_than_two_days() {
    let mut night = silent(&["g1"]);
    let mut alarm = Alarm::low();
    night.raise(&mut alarm);
    night.give_back(&mut alarm);
    night.ack(&mut alarm);
    let two_days = night.now.utc + Span::hours(48);
    night.run_to(two_days - Span::secs(1));
    assert_eq!(night.kept.len(), 1);
    night.run_to(two_days);
    assert_eq!(night.kept.len(), 0);
    assert_eq!(night.desk.next_due(), None);
}
