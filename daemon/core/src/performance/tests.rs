use super::*;
use crate::{
    alarm::{LifeState, SystemCause},
    id::{OccurrenceId, PointId},
};

const FROM: Timestamp = Timestamp::from_micros(1_763_683_200_000_000);

fn sn(text: &str) -> SerialNumber {
    SerialNumber::new(text).expect("a serial number")
}

fn alarm(of: &str, condition: Condition, priority: Priority, at: Span) -> Occurrence {
    Occurrence {
        sn: Some(sn(of)),
        state: LifeState::Normal,
        ..Occurrence::raised(OccurrenceId(1), Source::Point(PointId(1)), condition, priority, FROM + at)
    }
}

fn high(at: Span) -> Occurrence {
    alarm("A1", Condition::High, Priority::High, at)
}

fn measure(days: i64) -> Measure {
    Measure::new(FROM, FROM + Span::hours(24 * days), 1)
}

#[test]
fn the_rate_is_of_one_operator_and_has_a_grade() {
    let rate = |alarms: i64, operators| {
        let mut measure = Measure::new(FROM, FROM + Span::hours(10), operators);
        (0..alarms).for_each(|n| measure.hear(&high(Span::mins(n)), true));
        let found = measure.finish();
        (found.per_hour, found.grade)
    };
    assert_eq!(rate(60, 1), (6.0, Grade::Good));
    assert_eq!(rate(61, 1).1, Grade::Manageable);
    assert_eq!(rate(120, 1), (12.0, Grade::Manageable));
    assert_eq!(rate(121, 1).1, Grade::TooMuch);
    assert_eq!(rate(121, 2).1, Grade::Manageable);
}

#[test]
fn a_flood_lasts_until_it_is_calm_again() {
    let mut measure = measure(30);
    for (period, alarms) in [(0, 11), (1, 5), (2, 4), (3, 10), (4, 12)] {
        (0..alarms).for_each(|n| measure.hear(&high(Span::mins(10 * period) + Span::secs(n)), true));
    }
    let found = measure.finish();
    assert_eq!((found.floods, found.busiest, found.alarms), (2, 12, 42));
    let periods = 30.0 * 144.0;
    // The second flood has no end: it lasts to the end of the time.
    assert!((found.flood_share - (2.0 + 1.0) / periods).abs() < 1e-9, "{}", found.flood_share);
    assert!((found.busy_share - 2.0 / periods).abs() < 1e-12);
    assert!(found.enough);
}

#[test]
fn less_than_thirty_days_is_not_enough() {
    assert!(!measure(29).finish().enough);
    assert!(measure(30).finish().enough);
}

#[test]
fn drills_and_what_was_withheld_are_not_counted() {
    let mut measure = measure(30);
    measure.hear(&Occurrence { drill: true, ..high(Span::ZERO) }, true);
    measure.hear(&high(Span::ZERO), false);
    measure.hear(&high(Span::secs(-1)), true);
    measure.hear(&high(Span::hours(30 * 24)), true);
    assert_eq!(measure.finish().alarms, 0);
}

#[test]
fn the_most_frequent_are_named_with_their_share() {
    let mut measure = measure(30);
    for n in 0..12 {
        let of = format!("B{n}");
        (0..=n).for_each(|_| measure.hear(&alarm(&of, Condition::High, Priority::Low, Span::mins(n)), true));
    }
    let found = measure.finish();
    assert_eq!(found.top.len(), 10);
    assert_eq!((found.top[0].subject.as_str(), found.top[0].alarms), ("B11", 12));
    assert!((found.top_share - 75.0 / 78.0).abs() < 1e-12, "all but the 1 and the 2: {}", found.top_share);
    assert!((found.split[0] - 1.0).abs() < 1e-12);
}

#[test]
fn times_to_acknowledge_are_ranks_of_those_acknowledged() {
    let mut measure = measure(30);
    for n in 1..=20 {
        let raised = high(Span::mins(n));
        let acked = Some(raised.raised + Span::secs(n));
        measure.hear(&Occurrence { acked, ..raised }, true);
    }
    measure.hear(&high(Span::ZERO), true);
    let found = measure.finish();
    assert_eq!((found.acknowledged, found.ack_median_s, found.ack_p95_s), (20, Some(10.0), Some(19.0)));
    assert_eq!(quantile(&[], 50), None);
}

#[test]
fn fleeting_chattering_and_stale_alarms_are_told_apart() {
    let mut measure = measure(30);
    let over = |after: Span, alarm: Occurrence| Occurrence { returned: Some(alarm.raised + after), ..alarm };
    measure.hear(&over(Span::secs(29), high(Span::ZERO)), true);
    measure.hear(&over(Span::secs(30), high(Span::ZERO)), true);
    let answered = over(Span::secs(20), high(Span::ZERO));
    measure.hear(&Occurrence { acked: Some(answered.raised + Span::secs(5)), ..answered }, true);
    measure.hear(&Occurrence { chattering: true, ..over(Span::mins(5), high(Span::ZERO)) }, true);
    measure.hear(&over(Span::hours(25), high(Span::ZERO)), true);
    let found = measure.finish();
    assert_eq!((found.fleeting, found.chattering, found.stale), (1, 1, 1));
}

#[test]
fn a_point_is_blind_while_it_is_offline_or_masked_and_only_within_the_time() {
    let mut measure = measure(30);
    let offline = alarm("A1", Condition::Offline, Priority::High, Span::hours(-1));
    measure.hear(&Occurrence { returned: Some(FROM + Span::hours(2)), ..offline }, true);
    measure.hear(&alarm("A2", Condition::Fault, Priority::High, Span::hours(30 * 24 - 3)), true);
    measure.mask(&sn("A1"), FROM + Span::hours(5), FROM + Span::hours(6));
    measure.mask(&sn("A3"), FROM - Span::hours(5), FROM - Span::hours(4));
    measure.overridden(2);
    let found = measure.finish();
    let told: Vec<_> = found.blind.iter().map(|b| (b.sn.as_str(), b.unknown_s, b.masked_s)).collect();
    assert_eq!(told, [("A1", 7200.0, 3600.0), ("A2", 10_800.0, 0.0)]);
    assert_eq!(found.overrides, 2);
}

#[test]
fn every_alarm_is_about_something_in_one_word() {
    let system = Occurrence { sn: None, source: Source::System(SystemCause::DiskLow), ..high(Span::ZERO) };
    assert_eq!(subject(&system), "disk-low");
    assert_eq!(subject(&Occurrence { source: Source::Point(PointId(7)), ..system.clone() }), "point 7");
    let zone = Occurrence { source: Source::Zone(crate::id::ZoneId(3)), ..system };
    assert_eq!(subject(&zone), "zone 3");
    let named = Occurrence { zone: Some("hall".parse().expect("a short name")), ..zone };
    assert_eq!(subject(&named), "hall");
    assert_eq!(subject(&high(Span::ZERO)), "A1");
}
