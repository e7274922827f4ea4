//! The lines of a summary.

use mcs_core::{
    alarm::{Condition, Notice, Priority, Source, SystemCause, TransitionKind},
    notice::{ItemKind, Owed},
};

use crate::{backlog::found_in_backlog, hold::saturday, stage::Alarm};

#[test]
fn an_end_on_the_same_day_is_shown_by_its_time() {
    let mut night = saturday("06:00:00");
    let mut medium = Alarm::medium();
    night.raise(&mut medium);
    night.until("06:12:00");
    night.give_back(&mut medium);
    night.until("2026-11-23T20:00:00");
    let lines = &night.items[0].1.facts.lines;
    assert_eq!(lines.as_slice(), ["M 2026-11-21 06:00–06:12 A002 UNCALIBRATED 62.0 %LEL (50.0)"]);
}

#[test]
fn a_long_summary_names_the_most_urgent_and_counts_the_rest() {
    let mut night = saturday("21:00:00");
    for point in 0..200 {
        let priority = if point == 150 { Priority::Medium } else { Priority::Low };
        night.raise(&mut Alarm::of(point, Condition::LowBat, priority));
    }
    night.until("2026-11-23T20:00:00");
    let items = &night.items;
    assert_eq!(items.len(), 1);
    let facts = &items[0].1.facts;
    assert_eq!((facts.kind, facts.folded, facts.lines.len()), (ItemKind::Summary, 200, 51));
    assert!(facts.lines[0].starts_with("M "));
    assert_eq!(facts.lines[50], "+ 150");
}

#[test]
fn a_summary_that_names_all_counts_no_rest() {
    let mut night = saturday("21:00:00");
    for point in 0..50 {
        night.raise(&mut Alarm::of(point, Condition::LowBat, Priority::Low));
    }
    night.until("2026-11-23T20:00:00");
    assert_eq!(night.items[0].1.facts.lines.len(), 50);
}

#[test]
fn what_a_backlog_brought_has_a_line_of_its_own() {
    let mut night = saturday("21:00:00");
    night.raise(&mut Alarm::low());
    found_in_backlog(&mut night, &mut Alarm::low(), Notice::Once);
    night.until("2026-11-23T20:00:00");
    let facts = &night.items[0].1.facts;
    assert_eq!((facts.folded, facts.lines.len()), (2, 2));
}

#[test]
fn a_line_about_the_system_carries_its_words() {
    let mut night = saturday("21:00:00");
    let mut late = Alarm::of(0, Condition::System, Priority::Low);
    late.source = Source::System(SystemCause::CalibrationDue);
    (late.sn, late.sensor, late.text) = (None, None, Some("calibration of A007 is due".into()));
    night.raise(&mut late);
    night.until("2026-11-23T20:00:00");
    assert!(night.items[0].1.facts.lines[0].ends_with("calibration of A007 is due"));
}

/// The only line of the summary of this, with what is known of it.
fn only_line(know: impl Fn(&mut Owed)) -> String {
    let mut night = saturday("21:00:00");
    let mut owed = night.owed(&mut Alarm::low(), TransitionKind::Raise, Notice::Announce);
    know(&mut owed);
    night.turn(|desk, book, now, mint, out| desk.hear(&owed, book, now, mint, out));
    night.until("2026-11-23T20:00:00");
    let (_, item) = night.items.first().expect("a summary");
    assert_eq!(item.facts.lines.len(), 1);
    item.facts.lines[0].clone()
}

#[test]
fn a_line_says_what_is_known_and_no_more() {
    let begins = "L 2026-11-21 21:00– A002 LOW_BAT";
    assert_eq!(only_line(|_| {}), format!("{begins} 62.0 %LEL (50.0)"));
    assert_eq!(only_line(|owed| owed.occurrence.unit = None), format!("{begins} 62.0 (50.0)"));
    assert_eq!(only_line(|owed| owed.occurrence.peak = Some(70.25)), format!("{begins} 70.25 %LEL (50.00)"));
    assert_eq!(only_line(|owed| owed.occurrence.peak = None), format!("{begins} 62.0 %LEL (50.0)"));
    let nothing = |owed: &mut Owed| {
        (owed.transition.value, owed.occurrence.value, owed.occurrence.peak) = (None, None, None);
        (owed.transition.limit, owed.occurrence.limit) = (None, None);
    };
    assert_eq!(only_line(nothing), begins);
    let named = |owed: &mut Owed| {
        nothing(owed);
        owed.occurrence.text = Some("replace it".into());
        owed.name = Some("pump 3".into());
    };
    assert_eq!(only_line(named), "L 2026-11-21 21:00– A002 pump 3 LOW_BAT", "words are for what has no device");
    let nowhere = |owed: &mut Owed| {
        nothing(owed);
        owed.occurrence.sn = None;
    };
    assert_eq!(only_line(nowhere), "L 2026-11-21 21:00– LOW_BAT");
}
