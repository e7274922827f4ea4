//! What the schedule holds, and summaries.

use jiff::civil::time;
use mcs_core::{
    alarm::{Condition, Priority},
    id::ZoneId,
    notice::{Outcome, Schedule, ScheduleOverride},
    time::Span,
};

use crate::stage::{Alarm, Providers, Stage, book, name, utc};

/// Monday to Friday, 20:00 to 06:00, in Shanghai; it is Saturday, 21 November 2026.
pub(crate) fn saturday(at: &str) -> Stage {
    let mut book = book(&["g1", "g2"]);
    let days = [true, true, true, true, true, false, false];
    book.policy.schedule = Some(Schedule { days, start: time(20, 0, 0, 0), end: time(6, 0, 0, 0) });
    Stage::at(book, &format!("2026-11-21T{at}+08:00"))
}

pub(crate) fn overridden(at: &str, until: &str) -> Stage {
    let mut stage = saturday(at);
    let until = stage.moment(until);
    stage.book.policy.schedule_override =
        Some(ScheduleOverride { by: "li".into(), reason: "rework of the flare".into(), until });
    stage
}

pub(crate) const MONDAY: &str = "2026-11-23T20:00:00+08:00";

#[test]
fn a_medium_alarm_is_told_within_the_schedule_and_held_outside_it() {
    let mut night = saturday("03:00:00");
    let told = night.raise(&mut Alarm::medium());
    assert_eq!(night.outcome(told), Some(&Outcome::Told { groups: vec![name("g1")] }));

    for at in ["06:00:00", "21:00:00"] {
        let mut night = saturday(at);
        let held = night.raise(&mut Alarm::medium());
        assert_eq!(night.outcome(held), Some(&Outcome::Held { until: utc(MONDAY) }));
        night.until("2026-11-23T19:59:59");
        assert_eq!(night.said(), [""; 0]);
        night.until("2026-11-23T20:00:00");
        assert_eq!(night.said(), ["20:00:00 g1 summary x1"]);
    }
}

#[test]
fn a_critical_and_a_high_alarm_are_told_at_once() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::critical());
    night.raise(&mut Alarm::high());
    assert_eq!(night.said(), ["21:00:00 g1 raise", "21:00:00 g1 raise"]);
}

#[test]
fn what_ended_meanwhile_is_in_the_summary_too() {
    let mut night = saturday("06:00:00");
    let (mut medium, mut low) = (Alarm::medium(), Alarm::low());
    low.area = Some(name("east"));
    night.raise(&mut medium);
    night.until("06:12:00");
    let returned = night.give_back(&mut medium);
    assert_eq!(night.outcome(returned), Some(&Outcome::Held { until: utc(MONDAY) }));
    night.until("07:00:00");
    night.raise_anew(&mut medium);
    night.until("08:00:00");
    night.raise(&mut low);
    night.until("2026-11-22T05:00:00");
    night.give_back(&mut low);
    night.ack(&mut low);
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["20:00:00 g1 summary x3"]);
    let facts = &night.items[0].1.facts;
    assert_eq!(facts.priority, Priority::Medium);
    assert_eq!(
        facts.lines,
        [
            "M 2026-11-21 06:00– A002 UNCALIBRATED 62.0 %LEL (50.0) ×2",
            "L 2026-11-21 08:00–2026-11-22 05:00 A002 LOW_BAT 62.0 %LEL (50.0)",
        ]
    );
    night.until("2026-11-23T20:30:00");
    night.give_back(&mut medium);
    assert_eq!(night.said(), ["20:30:00 g1 return"], "those who read the summary know of it");
}

#[test]
fn what_was_told_in_a_summary_is_folded_after_it_like_anything_told() {
    let mut night = saturday("21:00:00");
    let mut low = Alarm::low();
    night.raise(&mut low);
    night.until("2026-11-23T20:01:00");
    night.give_back(&mut low);
    let again = night.raise_anew(&mut low);
    assert_eq!(night.outcome(again), Some(&Outcome::Folded));
    assert_eq!(night.said(), ["20:00:00 g1 summary x1", "20:01:00 g1 return"]);
}

#[test]
fn the_return_of_something_told_is_held_as_well() {
    let mut night = saturday("05:00:00");
    let mut medium = Alarm::medium();
    night.raise(&mut medium);
    night.until("06:30:00");
    let returned = night.give_back(&mut medium);
    assert_eq!(night.outcome(returned), Some(&Outcome::Held { until: utc(MONDAY) }));
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["05:00:00 g1 raise", "20:00:00 g1 summary"]);
}

#[test]
fn what_a_window_leaves_behind_is_held_when_the_schedule_has_closed() {
    let mut night = saturday("05:55:00");
    let mut medium = Alarm::medium();
    night.raise(&mut medium);
    night.give_back(&mut medium);
    night.until("05:56:00");
    night.raise_anew(&mut medium);
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["05:55:00 g1 raise", "05:55:00 g1 return", "20:00:00 g1 summary x1"]);
}

#[test]
fn a_return_that_a_window_leaves_behind_counts_no_raise_in_the_summary() {
    let mut night = saturday("05:55:00");
    let mut medium = Alarm::medium().chattering();
    night.raise(&mut medium);
    night.until("05:56:00");
    let returned = night.give_back(&mut medium);
    assert_eq!(night.outcome(returned), Some(&Outcome::Folded));
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["05:55:00 g1 raise", "20:00:00 g1 summary"]);
}

#[test]
fn a_raise_nobody_got_before_the_schedule_closed_is_counted_in_the_summary() {
    let mut night = saturday("05:55:00");
    night.providers = Providers::Silent;
    night.raise(&mut Alarm::low());
    night.fail_last("g1");
    night.fail_last("g2");
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["05:55:00 g1 raise", "05:55:00 g2 escalate", "20:00:00 g1 summary x1"]);
}

#[test]
fn an_override_holds_high_alarms_but_never_a_critical_one_and_never_gas() {
    let mut night = overridden("21:00:00", "23:00:00");
    let until = night.moment("23:00:00");
    let mut high = Alarm::high().no_gas();
    let held = night.raise(&mut high);
    assert_eq!(night.outcome(held), Some(&Outcome::Held { until }));
    night.raise(&mut Alarm::critical().no_gas());
    night.raise(&mut Alarm::of(3, Condition::Offline, Priority::High));
    let mut zone = Alarm::of(0, Condition::Zone, Priority::High).no_gas();
    zone.source = mcs_core::alarm::Source::Zone(ZoneId(1));
    night.raise(&mut zone);
    assert_eq!(night.said(), ["21:00:00 g1 raise", "21:00:00 g1 raise", "21:00:00 g1 raise"]);
    night.until("22:59:59");
    assert!(night.said().iter().all(|said| !said.contains("summary")));
    night.until("23:00:00");
    assert!(night.said().contains(&"23:00:00 g1 summary x1".to_owned()), "its end is the end of the wait");
    night.until("23:10:00");
    let escalated = night.said().into_iter().filter(|said| said == "23:10:00 g2 escalate").count();
    assert_eq!(escalated, 1, "from then on it escalates");
}

#[test]
fn what_is_announced_after_its_return_was_held_escalates_when_it_is_summarised() {
    let mut night = saturday("21:00:00");
    let mut high = Alarm::high().no_gas();
    night.raise(&mut high);
    let until = night.moment("23:00:00");
    night.book.policy.schedule_override = Some(ScheduleOverride { by: "li".into(), reason: "a test".into(), until });
    for event in [night.give_back(&mut high), night.raise_anew(&mut high)] {
        assert_eq!(night.outcome(event), Some(&Outcome::Held { until }));
    }
    night.until("23:10:00");
    assert_eq!(night.said(), ["21:00:00 g1 raise", "23:00:00 g1 summary x1", "23:10:00 g2 escalate"]);
}

#[test]
fn an_override_ends_with_the_schedule_and_means_nothing_after_its_expiry() {
    let mut night = overridden("21:00:00", "2026-11-30T00:00:00");
    let held = night.raise(&mut Alarm::high().no_gas());
    assert_eq!(night.outcome(held), Some(&Outcome::Held { until: utc(MONDAY) }));
    let mut later = overridden("21:00:00", "20:00:00");
    later.raise(&mut Alarm::high().no_gas());
    assert_eq!(later.said(), ["21:00:00 g1 raise"]);
}

#[test]
fn an_acknowledged_high_alarm_does_not_escalate_when_it_is_summarised() {
    let mut night = overridden("21:00:00", "23:00:00");
    let mut high = Alarm::high().no_gas();
    night.raise(&mut high);
    night.ack(&mut high);
    night.until("23:59:00");
    assert_eq!(night.said(), ["23:00:00 g1 summary x1"]);
}

#[test]
fn a_schedule_that_never_opens_holds_nothing() {
    let mut night = saturday("21:00:00");
    night.book.policy.schedule = Some(Schedule { days: [false; 7], start: time(8, 0, 0, 0), end: time(9, 0, 0, 0) });
    night.raise(&mut Alarm::low());
    assert_eq!(night.said(), ["21:00:00 g1 raise"]);
}

#[test]
fn a_changed_schedule_holds_from_when_it_is_known() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    night.until("22:00:00");
    night.book.policy.schedule = None;
    night.tick();
    assert_eq!(night.said(), ["22:00:00 g1 summary x1"]);

    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    night.until("22:00:00");
    night.book.policy.schedule = Some(Schedule { days: [true; 7], start: time(23, 0, 0, 0), end: time(23, 30, 0, 0) });
    night.tick();
    assert_eq!(night.said(), [""; 0]);
    night.until("23:00:00");
    assert_eq!(night.said(), ["23:00:00 g1 summary x1"]);

    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    night.until("2026-11-23T19:00:00");
    night.book.policy.schedule = Some(Schedule { days: [true; 7], start: time(23, 0, 0, 0), end: time(23, 30, 0, 0) });
    night.until("2026-11-23T23:00:00");
    assert_eq!(night.said(), ["23:00:00 g1 summary x1"], "though nobody said before 20:00 that it had changed");
}

#[test]
fn a_clock_that_is_put_right_brings_a_summary_nearer_or_puts_it_off() {
    for hours in [-3, 3] {
        let mut night = saturday("21:00:00");
        night.raise(&mut Alarm::low());
        night.now.utc = night.now.utc + Span::hours(hours);
        night.tick();
        night.until("2026-11-23T19:59:59");
        assert_eq!(night.said(), [""; 0]);
        night.until("2026-11-23T20:00:00");
        assert_eq!(night.said(), ["20:00:00 g1 summary x1"], "{hours} h");
    }
}

#[test]
fn a_daemon_that_was_down_when_the_schedule_opened_says_so() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    night.down = true;
    night.until("2026-11-23T20:10:00");
    night.restart();
    night.until("2026-11-23T20:10:00");
    assert_eq!(night.said(), ["20:10:00 g1 summary x1 late"]);
}

#[test]
fn a_summary_that_reaches_nobody_goes_to_the_next_group() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    night.raise(&mut Alarm::medium());
    night.providers = Providers::Silent;
    night.until("2026-11-23T20:00:00");
    night.until("2026-11-23T20:05:00");
    night.fail_last("g1");
    night.until("2026-11-23T20:05:01");
    assert_eq!(night.said(), ["20:00:00 g1 summary x2", "20:05:00 g2 summary x2"]);
    night.fail_last("g2");
    assert_eq!(night.causes, [(mcs_core::alarm::SystemCause::NobodyReachable, true)]);
}

#[test]
fn a_summary_of_what_is_over_goes_to_the_next_group_too() {
    let mut night = saturday("21:00:00");
    night.providers = Providers::Silent;
    let mut low = Alarm::low();
    night.raise(&mut low);
    night.give_back(&mut low);
    night.ack(&mut low);
    night.until("2026-11-23T20:11:00");
    night.fail_last("g1");
    night.until("2026-11-23T20:12:00");
    assert_eq!(night.said(), ["20:00:00 g1 summary x1", "20:11:00 g2 summary x1"]);
}

#[test]
fn an_escalation_that_began_with_a_summary_keeps_its_time_when_that_goes_to_the_next_group() {
    let mut night = overridden("21:00:00", "23:00:00");
    night.providers = Providers::Silent;
    night.raise(&mut Alarm::high().no_gas());
    night.until("23:00:00");
    night.until("23:05:00");
    night.fail_last("g1");
    night.until("23:10:00");
    assert_eq!(
        night.said(),
        ["23:00:00 g1 summary x1", "23:05:00 g2 summary x1", "23:10:00 g2 escalate"],
        "ten minutes from the first"
    );
}

#[test]
fn a_summary_for_which_there_is_nobody_is_tried_again_each_hour() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    let channels = std::mem::take(&mut night.book.channels);
    night.until("2026-11-23T20:10:00");
    assert_eq!(night.said(), [""; 0]);
    assert_eq!(night.causes, [(mcs_core::alarm::SystemCause::NobodyReachable, true)]);
    night.book.channels = channels;
    night.until("2026-11-23T21:00:00");
    assert_eq!(night.said(), ["21:00:00 g1 summary x1 late"]);
}
