//! What is raised while nobody can be told is announced as soon as somebody can be.

use jiff::civil::time;
use mcs_core::{
    alarm::{Notice, Priority, TransitionKind},
    id::ShortName,
    notice::{Outcome, Schedule, ScheduleOverride},
    time::Span,
};

use crate::stage::{Alarm, Providers, Stage, book};

/// At 03:00, with every channel off; these come back.
fn mute(groups: &[&str]) -> (Stage, Vec<ShortName>) {
    let mut night = Stage::at(book(groups), "2026-11-20T19:00:00Z");
    let channels = std::mem::take(&mut night.book.channels);
    (night, channels)
}

#[test]
fn an_alarm_of_any_priority_is_announced_when_a_channel_returns() {
    for alarm in [Alarm::low(), Alarm::medium(), Alarm::high(), Alarm::critical()] {
        for debounce_s in [0, 600] {
            let (mut night, channels) = mute(&["g1", "g2"]);
            night.book.policy.debounce_s = debounce_s;
            let event = night.raise(&mut alarm.clone());
            assert_eq!(night.outcome(event), Some(&Outcome::Nobody));
            night.until("03:01:00");
            night.book.channels = channels;
            night.tick();
            night.tick();
            assert_eq!(night.said(), ["03:01:00 g1 raise late"], "once");
            night.until("03:03:59");
            assert_eq!(night.said(), [""; 0]);
        }
    }
}

#[test]
fn it_survives_a_restart_however_long_nobody_could_be_told() {
    for alarm in [Alarm::low(), Alarm::critical()] {
        let (mut night, channels) = mute(&["g1", "g2"]);
        night.raise(&mut alarm.clone());
        night.until("05:00:00");
        night.restart();
        night.tick();
        night.until("05:17:00");
        night.down = true;
        night.until("05:18:00");
        night.restart();
        night.book.channels = channels;
        night.tick();
        assert_eq!(night.said(), ["05:18:00 g1 raise late"]);
        night.until("05:21:00");
        let next: &[&str] = if alarm.priority == Priority::Critical { &["05:21:00 g2 escalate"] } else { &[] };
        assert_eq!(night.said(), next, "the escalation begins with it");
    }
}

#[test]
fn without_any_group_it_waits_for_the_first_one() {
    let mut night = Stage::at(book(&[]), "2026-11-20T19:00:00Z");
    night.raise(&mut Alarm::medium());
    night.until("03:00:20");
    night.book = book(&["new"]);
    night.tick();
    assert_eq!(night.said(), ["03:00:20 new raise"], "that is not late");
}

#[test]
fn it_is_late_after_more_than_half_a_minute() {
    for (secs, said) in [(30, "03:00:30 g1 raise"), (31, "03:00:31 g1 raise late")] {
        let (mut night, channels) = mute(&["g1"]);
        night.raise(&mut Alarm::low());
        night.pass(Span::secs(secs));
        night.book.channels = channels;
        night.tick();
        assert_eq!(night.said(), [said]);
    }
}

#[test]
fn what_an_override_holds_by_then_escalates_from_its_summary_on() {
    let (mut night, channels) = mute(&["g1", "g2"]);
    night.book.policy.schedule = Some(Schedule { days: [true; 7], start: time(20, 0, 0, 0), end: time(21, 0, 0, 0) });
    night.raise(&mut Alarm::high().no_gas());
    let until = night.moment("05:00:00");
    night.book.policy.schedule_override = Some(ScheduleOverride { by: "li".into(), reason: "a test".into(), until });
    night.until("04:00:00");
    night.book.channels = channels;
    night.until("05:10:00");
    assert_eq!(night.said(), ["05:00:00 g1 summary x1 late", "05:10:00 g2 escalate"]);
}

#[test]
fn what_is_over_and_done_meanwhile_is_not_announced() {
    let (mut night, channels) = mute(&["g1"]);
    let (mut low, mut reset) = (Alarm::low(), Alarm::critical());
    let mut masked = Alarm::of(5, Alarm::high().condition, Priority::High);
    for alarm in [&mut low, &mut reset, &mut masked] {
        night.raise(alarm);
    }
    night.until("03:01:00");
    for alarm in [&mut low, &mut reset] {
        night.give_back(alarm);
        night.ack(alarm);
    }
    night.step(&mut masked, TransitionKind::MaskOn, Notice::Nothing);
    night.until("03:02:00");
    night.book.channels = channels;
    night.tick();
    night.until("05:00:00");
    assert_eq!(night.said(), [""; 0]);
    night.step(&mut masked, TransitionKind::MaskOff, Notice::Announce);
    assert_eq!(night.said(), ["05:00:00 g1 raise"]);
}

#[test]
fn what_is_unacknowledged_or_still_present_is_announced_as_it_is_now() {
    let (mut night, channels) = mute(&["g1", "g2"]);
    let (mut over, mut acknowledged) = (Alarm::critical(), Alarm::high());
    night.raise(&mut over);
    night.raise(&mut acknowledged);
    night.until("03:01:00");
    let returned = night.give_back(&mut over);
    assert_eq!(night.outcome(returned), Some(&Outcome::Nobody));
    night.ack(&mut acknowledged);
    night.until("03:02:00");
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.said(), ["03:02:00 g1 raise late", "03:02:00 g1 raise late"]);
    let active: Vec<_> = night.items.iter().map(|(_, item)| item.facts.state.active()).collect();
    assert_eq!(active, [false, true]);
    night.until("04:00:00");
    let escalated: Vec<_> = night.said().into_iter().filter(|said| said.contains("escalate")).collect();
    assert_eq!(escalated, ["03:05:00 g2 escalate"], "the one nobody has acknowledged");
}

#[test]
fn what_happens_before_the_next_tick_comes_after_it() {
    let (mut night, channels) = mute(&["g1"]);
    let mut alarm = Alarm::high();
    night.raise(&mut alarm);
    night.until("03:02:00");
    night.book.channels = channels;
    night.give_back(&mut alarm);
    night.tick();
    assert_eq!(night.said(), ["03:02:00 g1 raise late", "03:02:00 g1 return"]);
}

#[test]
fn of_an_alarm_that_came_again_the_newest_is_announced() {
    let (mut night, channels) = mute(&["g1"]);
    let mut alarm = Alarm::medium();
    night.raise(&mut alarm);
    night.until("03:01:00");
    night.give_back(&mut alarm);
    night.raise_anew(&mut alarm);
    night.until("03:01:20");
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.said(), ["03:01:20 g1 raise"]);
    night.until("03:05:00");
    night.give_back(&mut alarm);
    let folded = night.raise_anew(&mut alarm);
    assert_eq!(night.outcome(folded), Some(&Outcome::Folded), "its window begins with it");
    night.until("03:11:20");
    assert_eq!(night.said(), ["03:05:00 g1 return", "03:11:20 g1 state x1"]);
}

#[test]
fn whoever_was_woken_before_is_told_again() {
    let mut night = Stage::at(book(&["g1", "g2"]), "2026-11-20T19:00:00Z");
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:04:00");
    let channels = std::mem::take(&mut night.book.channels);
    night.give_back(&mut leak);
    night.raise_anew(&mut leak);
    night.said();
    night.until("03:04:50");
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.said(), ["03:04:50 g1 raise late", "03:04:50 g2 raise late"]);
}

#[test]
fn a_realarm_for_which_there_was_nobody_is_announced_as_one() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut alarm = Alarm::high();
    night.raise(&mut alarm);
    night.ack(&mut alarm);
    night.said();
    let channels = std::mem::take(&mut night.book.channels);
    night.step(&mut alarm, TransitionKind::Realarm, Notice::Announce);
    night.until("03:05:00");
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.said(), ["03:05:00 g1 realarm late"]);
}

#[test]
fn what_the_schedule_holds_by_then_waits_for_its_summary() {
    let (mut night, channels) = mute(&["g1"]);
    night.book.policy.schedule = Some(Schedule { days: [true; 7], start: time(20, 0, 0, 0), end: time(6, 0, 0, 0) });
    night.raise(&mut Alarm::low());
    night.until("07:00:00");
    night.book.channels = channels;
    night.tick();
    assert_eq!(night.said(), [""; 0]);
    night.until("23:00:00");
    assert_eq!(night.said(), ["20:00:00 g1 summary x1 late"]);
}

#[test]
fn nothing_is_kept_of_it_once_it_was_told_and_is_over() {
    let (mut night, channels) = mute(&["g1"]);
    let mut alarm = Alarm::low();
    night.raise(&mut alarm);
    night.until("03:30:00");
    night.book.channels = channels;
    night.providers = Providers::Accept;
    night.tick();
    night.give_back(&mut alarm);
    night.ack(&mut alarm);
    night.pass(Span::mins(10));
    night.tick();
    assert_eq!(night.kept.len(), 0);
}
