//! What a point's settings become, and what is wrong with those that cannot become anything.

use mcs_core::{
    alarm::{CalibrationFacts, Condition, LimitError, PointRules, Priority, judge::Evidence},
    calibration::{Calibration, CalibrationHistory, Coefficients},
    device::{Limits, PointSettings, RuleSet},
    id::CalibrationRevision,
    quantity::{Range, Resolution, Steps},
    sensor::SensorType,
    time::{Span, Timestamp},
};

fn settings(sensor: SensorType, limits: Limits) -> PointSettings {
    PointSettings { rules: RuleSet { limits, ..RuleSet::default() }, ..PointSettings::proposed(sensor) }
}

fn rules(settings: &PointSettings) -> PointRules {
    PointRules::new(settings, CalibrationFacts::default()).expect("valid settings")
}

fn complaints(settings: &PointSettings) -> Vec<LimitError> {
    PointRules::new(settings, CalibrationFacts::default()).expect_err("invalid settings").0
}

fn high(high: f64) -> Limits {
    Limits { high: Some(high), ..Limits::default() }
}

fn both(high: f64, high_high: f64) -> Limits {
    Limits { high: Some(high), high_high: Some(high_high), ..Limits::default() }
}

fn with_deadband(deadband: f64) -> PointSettings {
    let mut settings = settings(SensorType::EX, both(25.0, 50.0));
    settings.rules.deadband = Some(deadband);
    settings
}

/// The deadband of a condition in steps.
fn deadband(rules: &PointRules, condition: Condition) -> i64 {
    rules.level(condition).expect("a rule").level.deadband.0
}

#[test]
fn a_methane_point_with_one_limit_and_nothing_else_is_valid() {
    let rules = rules(&settings(SensorType::CH4, high(1000.0)));
    assert_eq!(deadband(&rules, Condition::High), 1000, "10 % of the limit, in steps of 0.1");
    assert_eq!(rules.level(Condition::High).map(|rule| rule.priority), Some(Priority::Critical));
}

#[test]
fn the_default_deadband_is_the_smaller_of_two_percent_of_the_span_and_ten_of_the_limit() {
    let ex = rules(&settings(SensorType::EX, both(25.0, 50.0)));
    assert_eq!([Condition::High, Condition::HighHigh, Condition::OverRange].map(|c| deadband(&ex, c)), [20, 20, 20]);
    let oxygen = rules(&settings(SensorType::O2, Limits { low: Some(19.5), ..Limits::default() }));
    assert_eq!(deadband(&oxygen, Condition::Low), 5);
    let zero = rules(&settings(SensorType::O2, Limits { low: Some(0.0), ..Limits::default() }));
    assert_eq!(deadband(&zero, Condition::Low), 1, "at least one step");
    let rangeless = rules(&settings(SensorType::H2S, high(10.0)));
    assert_eq!(deadband(&rangeless, Condition::High), 10);
}

#[test]
fn the_only_level_in_its_direction_is_critical() {
    let priority =
        |sensor, limits, condition| rules(&settings(sensor, limits)).level(condition).map(|rule| rule.priority);
    assert_eq!(priority(SensorType::EX, high(25.0), Condition::High), Some(Priority::Critical));
    assert_eq!(priority(SensorType::EX, both(25.0, 50.0), Condition::High), Some(Priority::High));
    assert_eq!(priority(SensorType::EX, both(25.0, 50.0), Condition::HighHigh), Some(Priority::Critical));
    let low = Limits { low: Some(19.5), ..Limits::default() };
    let lows = Limits { low_low: Some(18.0), ..low };
    assert_eq!(priority(SensorType::O2, low, Condition::Low), Some(Priority::Critical));
    assert_eq!(priority(SensorType::O2, lows, Condition::Low), Some(Priority::High));
    assert_eq!(priority(SensorType::O2, lows, Condition::LowLow), Some(Priority::Critical));
    assert_eq!(priority(SensorType::EX, low, Condition::Low), Some(Priority::Medium));
}

#[test]
fn what_is_not_a_gas_is_one_step_less_urgent_and_has_no_range_alarms() {
    let mut warm = settings(SensorType::Temperature, both(40.0, 60.0));
    warm.range = Range::new(-40.0, 85.0);
    let rules = rules(&warm);
    let priority = |condition| rules.level(condition).map(|rule| rule.priority);
    assert_eq!(priority(Condition::High), Some(Priority::Medium));
    assert_eq!(priority(Condition::HighHigh), Some(Priority::High));
    assert_eq!([Condition::OverRange, Condition::UnderRange].map(priority), [None, None]);
}

#[test]
fn an_alarm_worsens_by_half_the_way_to_the_next_limit_or_half_of_its_own() {
    let worsening =
        |settings: &PointSettings, condition| rules(settings).level(condition).and_then(|rule| rule.worsening);
    let ex = settings(SensorType::EX, both(25.0, 50.0));
    assert_eq!(worsening(&ex, Condition::High), Some(Steps(125)));
    assert_eq!(worsening(&ex, Condition::HighHigh), Some(Steps(250)));
    let far = settings(SensorType::EX, both(10.0, 50.0));
    assert_eq!(worsening(&far, Condition::High), Some(Steps(50)));
    let near = settings(SensorType::EX, both(49.9, 50.0));
    assert_eq!(worsening(&near, Condition::High), Some(Steps(1)));
    let oxygen = settings(SensorType::O2, Limits { low: Some(19.5), low_low: Some(16.0), ..Limits::default() });
    assert_eq!(worsening(&oxygen, Condition::Low), Some(Steps(10)));
    assert_eq!(worsening(&oxygen, Condition::LowLow), Some(Steps(10)));
    let zero = Limits { low: Some(0.0), ..Limits::default() };
    assert_eq!(worsening(&settings(SensorType::EX, zero), Condition::Low), None);
}

#[test]
fn under_range_begins_a_tenth_of_the_span_below_or_halfway_to_the_lowest_limit() {
    let level = |settings: &PointSettings| {
        let rules = rules(settings);
        let level = rules.level(Condition::UnderRange).expect("a gas with a range").level;
        let first = |wanted| (-20_000..=0).rev().find(|v| level.evidence(Steps(*v)) == wanted);
        (first(Evidence::Clear), first(Evidence::Between), first(Evidence::Over))
    };
    assert_eq!(level(&settings(SensorType::EX, both(25.0, 50.0))), (Some(0), Some(-50), Some(-100)));
    assert_eq!(level(&settings(SensorType::EX, high(10.0))), (Some(0), Some(-25), Some(-50)));
    assert_eq!(level(&settings(SensorType::CH4, high(1000.0))), (Some(0), Some(-2500), Some(-5000)));
    assert_eq!(level(&settings(SensorType::EX, high(0.3))), (Some(0), Some(-1), Some(-2)));
}

#[test]
fn every_complaint_is_made_at_once() {
    let bad = PointSettings {
        rules: RuleSet {
            limits: Limits { high: Some(50.05), high_high: Some(20.0), low: Some(f64::NAN), low_low: Some(120.0) },
            deadband: Some(-1.0),
            on_delay_s: Some(31),
            offline_after_s: Some(101),
            bat_limit: Some(96),
            ..RuleSet::default()
        },
        period_s: 40,
        v_min: Some(5.0),
        v_max: Some(5.0),
        ..PointSettings::proposed(SensorType::EX)
    };
    let texts: Vec<String> = complaints(&bad).iter().map(ToString::to_string).collect();
    for expected in [
        "high 50.05 must be a multiple of 0.1",
        "low must be a finite number",
        "the deadband must not be negative; -1 is",
        "low_low 120 lies outside the range 0 to 100",
        "high_high 20 must lie above high 50.05",
        "high 50.05 must lie above low_low 120",
        "high_high 20 must lie above low_low 120",
        "offline_after must be at least three periods, 120 s; 101 s is less",
        "offline_after must be 1 to 100 s; 101 is not",
        "on_delay must be 0 to 30 s; 31 is not",
        "bat_limit must be 0 to 95 %; 96 is not",
        "v_min 5 must lie below v_max 5",
    ] {
        assert!(texts.iter().any(|text| text == expected), "{expected:?} is not in {texts:#?}");
    }
    let all = PointRules::new(&bad, CalibrationFacts::default()).expect_err("invalid").to_string();
    assert_eq!(all, texts.join("; "));
}

#[test]
fn limits_have_an_order() {
    let lows = Limits { low: Some(16.0), low_low: Some(16.0), ..Limits::default() };
    let found = complaints(&settings(SensorType::O2, lows));
    assert!(matches!(found[..], [LimitError::Order { upper: "low", lower: "low_low", .. }]), "{found:?}");
    let crossed = Limits { low: Some(25.0), high: Some(25.0), ..Limits::default() };
    let found = complaints(&settings(SensorType::EX, crossed));
    assert!(matches!(found[0], LimitError::Order { upper: "high", lower: "low", .. }), "{found:?}");
    let equal = complaints(&settings(SensorType::EX, both(25.0, 25.0)));
    assert!(matches!(equal[..], [LimitError::Order { upper: "high_high", lower: "high", .. }]), "{equal:?}");
}

#[test]
fn an_alarm_that_no_value_would_end_is_refused() {
    let at_start = complaints(&settings(SensorType::EX, high(0.0)));
    assert!(matches!(at_start[..], [LimitError::Endless { name: "high", .. }]), "{at_start:?}");
    let wide = with_deadband(25.0);
    let found = complaints(&wide);
    assert!(matches!(found[..], [LimitError::Endless { name: "high", .. }]), "{found:?}");
    let just = with_deadband(24.9);
    assert!(PointRules::new(&just, CalibrationFacts::default()).is_ok());
}

#[test]
fn the_edges_of_what_is_allowed_are_allowed() {
    let edge = PointSettings {
        rules: RuleSet {
            limits: both(99.9, 100.0),
            on_delay_s: Some(30),
            offline_after_s: Some(99),
            bat_limit: Some(95),
            ..RuleSet::default()
        },
        period_s: 33,
        ..PointSettings::proposed(SensorType::EX)
    };
    assert!(PointRules::new(&edge, CalibrationFacts::default()).is_ok());
    let slow = PointSettings {
        rules: RuleSet { on_delay_s: Some(600), offline_after_s: Some(300), ..RuleSet::default() },
        period_s: 60,
        range: Range::new(0.0, 100.0),
        ..PointSettings::proposed(SensorType::Humidity)
    };
    assert!(PointRules::new(&slow, CalibrationFacts::default()).is_ok());
    let still = PointSettings { period_s: 0, ..PointSettings::proposed(SensorType::EX) };
    assert!(matches!(complaints(&still)[..], [LimitError::Seconds { name: "period", .. }]));
}

#[test]
fn a_finer_resolution_takes_finer_limits() {
    let fine = PointSettings {
        resolution: Resolution::new(2).expect("two decimals"),
        ..settings(SensorType::CO2, high(0.55))
    };
    assert!(PointRules::new(&fine, CalibrationFacts::default()).is_ok());
    let coarse = PointSettings { resolution: Resolution::new(0).expect("no decimals"), ..fine };
    let found = complaints(&coarse);
    assert_eq!(found[0].to_string(), "high 0.55 must be a multiple of 1");
}

#[test]
fn a_range_out_of_order_or_between_steps_is_refused() {
    let range = |start, end| PointSettings { range: Some(Range { start, end }), ..settings(SensorType::EX, high(1.0)) };
    assert!(matches!(complaints(&range(5.0, 5.0))[..], [LimitError::RangeOrder { .. }]));
    assert!(matches!(complaints(&range(0.0, 100.05))[..], [LimitError::NotMultiple { name: "end of range", .. }]));
    assert!(matches!(complaints(&range(f64::NAN, 1.0))[..], [LimitError::NotFinite { name: "start of range" }]));
}

#[test]
fn a_calibration_holds_until_its_grace_is_over() {
    let day = |n: i64| Timestamp::EPOCH + Span::hours(24 * n);
    let calibration = Calibration {
        revision: CalibrationRevision(1),
        valid_from: day(10),
        coefficients: Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("valid"),
        due: Some(day(100)),
        by: "li".to_owned(),
        recorded: day(10),
        comment: None,
    };
    let history = CalibrationHistory::new(vec![calibration]);
    assert!(!CalibrationFacts::of(&history, day(9)).holds(day(9)));
    let facts = CalibrationFacts::of(&history, day(11));
    assert!(facts.holds(day(100)) && facts.holds(day(130)) && !facts.holds(day(131)));
    assert!(!CalibrationFacts::default().holds(day(1)));
}
