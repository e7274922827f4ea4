//! What earlier versions kept of a point is read by this one.

use mcs_core::{
    alarm::{
        CalibrationFacts, Changes, Condition, LifeState, Mint, PointAlarms, PointRules, PointSnapshot, TransitionKind,
    },
    device::{Limits, PointSettings, Rate, RuleSet},
    id::{EventId, OccurrenceId},
    sensor::SensorType,
    time::{Monotonic, Now, Span, Timestamp},
};

struct Counter;

impl Mint for Counter {
    fn event(&mut self) -> EventId {
        EventId(0)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        OccurrenceId(43)
    }
}

#[test]
fn a_point_of_version_1_goes_on_where_it_was_and_begins_to_look_back() {
    let kept: PointSnapshot = serde_json::from_str(include_str!("snapshots/point-1.json")).expect("it can be read");
    assert_eq!(kept.version(), 1);
    let settings = PointSettings {
        rules: RuleSet {
            limits: Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() },
            on_delay_s: Some(30),
            rate: Some(Rate { window_s: 60, step: 10.0 }),
            ..RuleSet::default()
        },
        ..PointSettings::proposed(SensorType::EX)
    };
    let calibration = CalibrationFacts { on_record: true, due: None };
    let rules = PointRules::new(&settings, calibration).expect("valid settings");
    let ready = Timestamp::parse("2026-11-21T10:00:20Z").expect("a valid time");
    let at = |s| Now { utc: ready + Span::secs(s), mono: Monotonic::from_micros(s * 1_000_000) };
    let mut alarms = PointAlarms::restore(kept, &rules, None, at(0));
    let open: Vec<_> = alarms.open().map(|open| (open.id, open.condition, open.state)).collect();
    assert_eq!(open, [(OccurrenceId(42), Condition::High, LifeState::AckedActive)]);
    let mut out = Changes::default();
    alarms.tick(&rules, at(9), &mut Counter, &mut out);
    assert!(out.transitions.is_empty());
    alarms.tick(&rules, at(10), &mut Counter, &mut out);
    let first = out.transitions.first().map(|t| (t.condition, t.kind));
    assert_eq!(first, Some((Condition::HighHigh, TransitionKind::Raise)));
    let text = serde_json::to_string(&alarms.snapshot()).expect("it can be written");
    assert!(serde_json::from_str::<PointSnapshot>(&text).is_ok(), "and read again");
}
