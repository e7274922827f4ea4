//! Whom an alarm reaches that nobody acknowledges.

use mcs_core::alarm::{LifeState, Notice, Priority, SystemCause, TransitionKind};

use crate::stage::{Alarm, Providers, Stage, book, route};

fn night() -> Stage {
    Stage::at(book(&["g1", "g2", "g3"]), "2026-11-20T19:00:00Z")
}

#[test]
fn a_critical_alarm_wakes_one_group_after_the_other_until_somebody_acknowledges() {
    let mut night = night();
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:04:00");
    night.give_back(&mut leak);
    night.until("03:16:10");
    night.ack(&mut leak);
    night.until("09:00:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:03:00 g2 escalate",
            "03:04:00 g1 return",
            "03:04:00 g2 return",
            "03:05:00 g1 repeat",
            "03:05:00 g2 repeat",
            "03:10:00 g3 escalate",
            "03:10:00 g1 repeat",
            "03:10:00 g2 repeat",
            "03:15:00 g1 repeat",
            "03:15:00 g2 repeat",
            "03:15:00 g3 repeat",
            "03:16:10 g1 ack",
            "03:16:10 g2 ack",
            "03:16:10 g3 ack",
        ]
    );
    assert_eq!(night.causes, []);
}

#[test]
fn whoever_is_told_of_what_takes_its_place_has_been_reached() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    night.raise(&mut alarm);
    night.until("03:01:00");
    night.book.routes = vec![route("all", &["g3", "g1"])];
    night.raise_anew(&mut alarm);
    night.until("03:05:00");
    assert_eq!(
        night.said(),
        ["03:00:00 g1 raise", "03:01:00 g3 raise", "03:01:00 g1 raise", "03:05:00 g3 repeat", "03:05:00 g1 repeat",],
        "at 03:03 there is nobody else"
    );
}

#[test]
fn what_is_announced_though_somebody_acknowledged_it_wakes_nobody_else() {
    let mut night = night();
    let mut alarm = Alarm::critical();
    alarm.state = LifeState::AckedActive;
    night.step(&mut alarm, TransitionKind::MaskOff, Notice::Announce);
    night.until("04:00:00");
    assert_eq!(night.said(), ["03:00:00 g1 raise"]);
}

#[test]
fn a_group_that_cannot_be_reached_at_all_hands_over_to_the_next_at_once() {
    let mut night = night();
    night.providers = Providers::Silent;
    night.raise(&mut Alarm::critical());
    night.until("03:00:40");
    night.fail_last("g1");
    night.providers = Providers::Accept;
    night.until("03:10:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:00:40 g2 escalate",
            "03:05:00 g1 repeat",
            "03:05:00 g2 repeat",
            "03:10:00 g3 escalate",
            "03:10:00 g1 repeat",
            "03:10:00 g2 repeat",
        ]
    );
}

#[test]
fn what_was_due_while_the_daemon_was_down_goes_out_once_merged_and_marked_late() {
    let mut night = night();
    night.raise(&mut Alarm::critical());
    night.until("03:02:00");
    night.down = true;
    night.until("03:06:00");
    night.restart();
    night.tick();
    night.until("03:10:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:06:00 g2 escalate late",
            "03:06:00 g1 repeat late",
            "03:10:00 g3 escalate",
            "03:10:00 g1 repeat",
            "03:10:00 g2 repeat",
        ]
    );
}

#[test]
fn all_groups_that_were_due_while_it_was_down_are_told_in_one_step() {
    let mut night = night();
    night.raise(&mut Alarm::critical());
    night.down = true;
    night.until("03:12:00");
    night.restart();
    night.until("03:15:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:12:00 g2 escalate late",
            "03:12:00 g3 escalate late",
            "03:12:00 g1 repeat late",
            "03:15:00 g1 repeat",
            "03:15:00 g2 repeat",
            "03:15:00 g3 repeat",
        ]
    );
}

#[test]
fn a_high_alarm_has_more_time() {
    let mut night = night();
    night.raise(&mut Alarm::high());
    night.until("03:45:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:10:00 g2 escalate",
            "03:15:00 g1 repeat",
            "03:15:00 g2 repeat",
            "03:30:00 g3 escalate",
            "03:30:00 g1 repeat",
            "03:30:00 g2 repeat",
            "03:45:00 g1 repeat",
            "03:45:00 g2 repeat",
            "03:45:00 g3 repeat",
        ]
    );
}

#[test]
fn low_and_medium_alarms_do_not_escalate() {
    let mut night = night();
    night.raise(&mut Alarm::medium());
    night.raise(&mut Alarm::low());
    night.until("23:00:00");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:00:00 g1 raise"]);
}

#[test]
fn past_the_last_group_the_system_says_that_nobody_answered_until_somebody_does() {
    let mut night = night();
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:19:59");
    assert_eq!(night.causes, []);
    night.until("03:25:00");
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true)]);
    assert_eq!(night.said().last().map(String::as_str), Some("03:25:00 g3 repeat"), "it repeats on");
    night.ack(&mut leak);
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true), (SystemCause::NobodyAnswered, false)]);
    night.until("09:00:00");
    assert_eq!(night.said().len(), 3, "the acknowledgement, and nothing more");
}

#[test]
fn nobody_answered_stands_until_the_last_such_alarm_is_acknowledged() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let (mut one, mut other) = (Alarm::critical(), Alarm::high());
    night.raise(&mut one);
    night.raise(&mut other);
    night.until("03:12:00");
    night.ack(&mut one);
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true)]);
    night.ack(&mut other);
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true), (SystemCause::NobodyAnswered, false)]);
}

#[test]
fn the_alarm_that_nobody_answered_is_no_reason_for_itself() {
    let mut night = Stage::at(book(&["g1"]), "2026-11-20T19:00:00Z");
    let mut said = Alarm::critical();
    said.source = mcs_core::alarm::Source::System(SystemCause::NobodyAnswered);
    said.sn = None;
    night.raise(&mut said);
    night.until("04:00:00");
    assert_eq!(night.causes, []);
}

#[test]
fn gas_that_comes_back_before_anybody_answered_spares_nobody() {
    let mut night = night();
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:01:00");
    night.give_back(&mut leak);
    night.until("03:02:30");
    night.raise_anew(&mut leak);
    night.until("03:05:00");
    assert_eq!(
        night.said(),
        [
            "03:00:00 g1 raise",
            "03:01:00 g1 return",
            "03:02:30 g1 raise",
            "03:03:00 g2 escalate",
            "03:05:00 g1 repeat",
            "03:05:00 g2 repeat",
        ]
    );
    night.until("03:06:00");
    night.give_back(&mut leak);
    night.until("03:07:00");
    night.raise_anew(&mut leak);
    assert_eq!(
        night.said(),
        ["03:06:00 g1 return", "03:06:00 g2 return", "03:07:00 g1 raise", "03:07:00 g2 raise"],
        "a new raise goes to all who were woken"
    );
}

#[test]
fn an_acknowledged_alarm_that_is_announced_again_escalates_anew() {
    let mut night = night();
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:04:00");
    night.ack(&mut leak);
    night.until("03:20:00");
    assert_eq!(night.said().len(), 4);
    night.step(&mut leak, TransitionKind::Realarm, Notice::Announce);
    night.until("03:25:00");
    night.ack(&mut leak);
    assert_eq!(
        night.said(),
        [
            "03:20:00 g1 realarm",
            "03:23:00 g2 escalate",
            "03:25:00 g1 repeat",
            "03:25:00 g2 repeat",
            "03:25:00 g1 ack",
            "03:25:00 g2 ack",
        ]
    );
}

#[test]
fn an_alarm_that_becomes_critical_escalates_as_one_from_then() {
    let mut night = night();
    let mut leak = Alarm::high();
    night.raise(&mut leak);
    night.until("03:08:00");
    leak.priority = Priority::Critical;
    night.step(&mut leak, TransitionKind::Realarm, Notice::Announce);
    night.until("03:12:00");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:08:00 g1 realarm", "03:11:00 g2 escalate"]);
}

#[test]
fn a_mask_ends_the_escalation_and_its_end_announces_anew() {
    let mut night = night();
    let mut leak = Alarm::critical();
    night.raise(&mut leak);
    night.until("03:02:00");
    night.step(&mut leak, TransitionKind::MaskOn, Notice::Tell);
    night.until("03:30:00");
    assert_eq!(night.said(), ["03:00:00 g1 raise", "03:02:00 g1 mask"]);
    night.step(&mut leak, TransitionKind::MaskOff, Notice::Announce);
    night.until("03:34:00");
    assert_eq!(night.said(), ["03:30:00 g1 realarm", "03:33:00 g2 escalate"]);
}

#[test]
fn an_alarm_announced_only_when_its_mask_ends_is_a_raise() {
    let mut night = night();
    let mut leak = Alarm::critical();
    let why = mcs_core::alarm::Withheld::Inhibited;
    night.step(&mut leak, TransitionKind::Raise, Notice::Withheld(why));
    night.until("03:05:00");
    night.step(&mut leak, TransitionKind::MaskOff, Notice::Announce);
    night.until("03:08:00");
    assert_eq!(night.said(), ["03:05:00 g1 raise", "03:08:00 g2 escalate"]);
}

#[test]
fn a_step_of_the_wall_clock_moves_no_escalation() {
    for step_h in [-5, 5] {
        let mut night = night();
        night.raise(&mut Alarm::critical());
        night.pass(mcs_core::time::Span::mins(1));
        night.now.utc = night.now.utc + mcs_core::time::Span::hours(step_h);
        night.tick();
        let two_minutes_on = night.now.utc + mcs_core::time::Span::mins(2);
        night.restart();
        night.run_to(two_minutes_on);
        let kinds: Vec<_> = night.kinds().into_iter().map(mcs_core::notice::ItemKind::as_str).collect();
        assert_eq!(kinds, ["raise", "escalate"], "{step_h} h");
        assert_eq!(night.items[1].0, two_minutes_on);
    }
}

#[test]
fn more_groups_than_there_are_times_for_are_told_one_after_the_other() {
    let mut night = Stage::at(book(&["a", "b", "c", "d", "e"]), "2026-11-20T19:00:00Z");
    night.raise(&mut Alarm::critical());
    night.until("04:00:00");
    let escalated: Vec<_> = night.said().into_iter().filter(|said| said.contains("escalate")).collect();
    assert_eq!(escalated, ["03:03:00 b escalate", "03:10:00 c escalate", "03:20:00 d escalate", "03:30:00 e escalate"]);
    assert_eq!(night.causes, [(SystemCause::NobodyAnswered, true)]);
}
