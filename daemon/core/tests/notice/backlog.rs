//! What a backlog brought, long after it happened.

use mcs_core::{
    alarm::{Condition, LifeState, Notice, Priority, TransitionKind, Withheld},
    id::EventId,
    notice::Outcome,
};

use crate::{
    hold::{MONDAY, overridden, saturday},
    stage::{Alarm, Providers, Stage, book, utc},
};

/// Something that came and went while the point was out of reach.
pub(crate) fn found_in_backlog(stage: &mut Stage, alarm: &mut Alarm, notice: Notice) -> EventId {
    stage.step(alarm, TransitionKind::Raise, Notice::Withheld(Withheld::CatchingUp));
    stage.step(alarm, TransitionKind::Return, Notice::Nothing);
    alarm.state = LifeState::UnackReturned;
    stage.step(alarm, TransitionKind::MaskOff, notice)
}

#[test]
fn what_a_backlog_brought_is_told_once_without_escalation() {
    let mut noon = Stage::at(book(&["g1", "g2"]), "2026-11-20T04:00:00Z");
    let mut found = Alarm::critical();
    found_in_backlog(&mut noon, &mut found, Notice::Once);
    noon.until("12:30:00");
    assert_eq!(noon.said(), ["12:00:00 g1 once"]);
    noon.ack(&mut found);
    assert_eq!(noon.said(), ["12:30:00 g1 ack"]);
    noon.until("13:00:00");
    assert_eq!(noon.kept.len(), 0, "{:?}", noon.kept.keys());
}

#[test]
fn what_a_backlog_brought_long_ago_is_in_the_summary_of_the_hour() {
    let mut noon = Stage::at(book(&["g1", "g2"]), "2026-11-20T04:10:00Z");
    let (mut one, mut other) = (Alarm::critical(), Alarm::of(9, Condition::High, Priority::High));
    let event = found_in_backlog(&mut noon, &mut one, Notice::Summary);
    assert_eq!(noon.outcome(event), Some(&Outcome::Summarised));
    noon.until("12:40:00");
    found_in_backlog(&mut noon, &mut other, Notice::Summary);
    found_in_backlog(&mut noon, &mut one, Notice::Summary);
    noon.until("13:30:00");
    assert_eq!(noon.said(), ["13:00:00 g1 summary x3"]);
    assert_eq!(noon.items[0].1.facts.lines.len(), 3);
}

#[test]
fn a_summary_of_the_hour_in_which_the_schedule_is_closed_waits_for_it() {
    let mut night = saturday("05:10:00");
    found_in_backlog(&mut night, &mut Alarm::medium(), Notice::Summary);
    found_in_backlog(&mut night, &mut Alarm::critical(), Notice::Summary);
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.said(), ["06:00:00 g1 summary x1", "20:00:00 g1 summary x1"]);
}

#[test]
fn more_of_one_alarm_in_a_backlog_is_summarised_and_outside_the_schedule_held() {
    let mut night = saturday("03:10:00");
    let mut medium = Alarm::medium();
    found_in_backlog(&mut night, &mut medium, Notice::Once);
    let more = found_in_backlog(&mut night, &mut medium, Notice::Once);
    assert_eq!(night.outcome(more), Some(&Outcome::Summarised));
    night.until("06:10:00");
    assert_eq!(night.said(), ["03:10:00 g1 once", "04:00:00 g1 summary x1"]);
    let held = found_in_backlog(&mut night, &mut medium, Notice::Once);
    assert_eq!(night.outcome(held), Some(&Outcome::Held { until: utc(MONDAY) }));
}

#[test]
fn what_a_backlog_brings_says_nothing_of_the_present() {
    let mut noon = Stage::at(book(&["g1"]), "2026-11-20T04:00:00Z");
    let mut live = Alarm::low();
    noon.raise(&mut live);
    let mut found = Alarm::low();
    found_in_backlog(&mut noon, &mut found, Notice::Summary);
    noon.until("12:30:00");
    assert_eq!(noon.said(), ["12:00:00 g1 raise"]);
    noon.until("13:30:00");
    assert_eq!(noon.said(), ["13:00:00 g1 summary x1"]);
    noon.give_back(&mut live);
    assert_eq!(noon.said(), ["13:30:00 g1 return"]);
}

#[test]
fn a_summary_is_answered_after_what_came_later() {
    let mut night = overridden("21:00:00", "23:00:00");
    night.providers = Providers::Silent;
    let mut found = Alarm::high().no_gas();
    found_in_backlog(&mut night, &mut found, Notice::Once);
    let mut high = Alarm::high().no_gas();
    night.until("21:30:00");
    night.raise(&mut high);
    night.until("23:00:00");
    night.give_back(&mut high);
    night.ack(&mut high);
    night.ack(&mut found);
    let sent: Vec<_> = night.items.iter().map(|(_, item)| (item.event, item.group.clone())).collect();
    for (event, group) in sent.into_iter().rev() {
        night.accept(event, &group);
    }
    night.said();
    night.until("2026-11-23T12:00:00");
    assert_eq!(night.said(), [""; 0]);
    assert_eq!(
        night.kept.len(),
        0,
        "{:?}",
        night.kept.values().map(|v| String::from_utf8_lossy(v)).collect::<Vec<_>>()
    );
}
