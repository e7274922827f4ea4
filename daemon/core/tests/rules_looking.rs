//! What settings of conditions that look back become, and what is wrong with those that cannot become anything.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{CalibrationFacts, Condition, LimitError, PointRules, Priority, judge::Delays},
    device::{Limits, PointSettings, Rate, RuleSet},
    quantity::{Range, Steps, Unit},
    sensor::SensorType,
};

fn settings(sensor: SensorType, rules: RuleSet) -> PointSettings {
    let range = Range::new(0.0, 500.0);
    PointSettings { rules, range, ..PointSettings::proposed(sensor) }
}

fn rules(rules: RuleSet) -> PointRules {
    PointRules::new(&settings(SensorType::CO, rules), CalibrationFacts::default()).expect("valid settings")
}

fn complaints(settings: &PointSettings) -> Vec<LimitError> {
    let complaints = PointRules::new(settings, CalibrationFacts::default()).expect_err("invalid settings");
    assert!(!complaints.to_string().is_empty());
    complaints.0
}

fn rate(window_s: u16, step: f64) -> RuleSet {
    RuleSet { rate: Some(Rate { window_s, step }), ..RuleSet::default() }
}

#[test]
fn a_rise_is_over_at_its_step_and_no_more_below_four_fifths_of_it() {
    for (step, deadband) in [(10.0, 20), (0.1, 0), (0.4, 0), (0.5, 1), (0.9, 1)] {
        let rules = rules(rate(60, step));
        let rule = rules.level(Condition::Rate).expect("a rule");
        assert_eq!(rule.level.deadband, Steps(deadband), "{step}");
        assert_eq!((rule.delays, rule.priority), (Delays::NONE, Priority::High));
    }
}

#[test]
fn means_have_the_deadband_of_levels_and_no_delays() {
    let said = RuleSet {
        stel: Some(20.0),
        twa: Some(300.0),
        on_delay_s: Some(20),
        off_delay_s: Some(60),
        ..RuleSet::default()
    };
    let rules = rules(said);
    for (condition, deadband) in [(Condition::Stel, 20), (Condition::Twa, 100)] {
        let rule = rules.level(condition).expect("a rule");
        assert_eq!((rule.level.deadband, rule.delays, rule.priority), (Steps(deadband), Delays::NONE, Priority::High));
    }
    assert!(rules.level(Condition::Rate).is_none() && rules.level(Condition::Stuck).is_none());
}

#[test]
fn every_unusable_setting_is_complained_of_at_once() {
    let said = RuleSet {
        rate: Some(Rate { window_s: 0, step: 0.0 }),
        stel: Some(0.25),
        twa: Some(600.0),
        warm_up_s: Some(4),
        stuck_after_s: Some(3599),
        ..RuleSet::default()
    };
    let said = complaints(&settings(SensorType::CO, said));
    let named = |name: &str| said.iter().filter(|said| said.to_string().contains(name)).count();
    let each =
        ["window of the rate must be 1 to 300", "step of the rate", "stel 0.25", "twa 600", "warm_up", "stuck_after"];
    assert_eq!(each.map(named), [1; 6], "{said:?}");
    assert_eq!(said.len(), 6);
}

#[test]
fn what_lies_at_the_edge_is_usable() {
    for (window_s, usable) in [(1, true), (300, true), (301, false)] {
        assert_eq!(
            PointRules::new(&settings(SensorType::EX, rate(window_s, 1.0)), CalibrationFacts::default()).is_ok(),
            usable
        );
    }
    for (warm_up_s, usable) in [(5, true), (3000, true), (3001, false)] {
        let said = RuleSet { warm_up_s: Some(warm_up_s), ..RuleSet::default() };
        assert_eq!(PointRules::new(&settings(SensorType::EX, said), CalibrationFacts::default()).is_ok(), usable);
    }
    rules(RuleSet { stuck_after_s: Some(3600), ..RuleSet::default() });
    rules(RuleSet { stel: Some(500.0), ..RuleSet::default() });
    for step in [-1.0, f64::NAN, 0.05] {
        assert_eq!(complaints(&settings(SensorType::CO, rate(60, step))).len(), 1, "{step}");
    }
}

#[test]
fn only_gases_that_harm_by_their_dose_have_means() {
    let said = RuleSet { stel: Some(10.0), twa: Some(10.0), ..RuleSet::default() };
    let percent = |sensor, unit| PointSettings { unit, ..settings(sensor, said.clone()) };
    for refused in [
        percent(SensorType::O2, Unit::PercentVol),
        percent(SensorType::EX, Unit::PercentLel),
        percent(SensorType::CH4, Unit::PercentLel),
        percent(SensorType::Pm25, Unit::MicrogramPerCubicMetre),
    ] {
        assert_eq!(complaints(&refused).len(), 2, "{refused:?}");
    }
    for taken in [percent(SensorType::CO2, Unit::PercentVol), percent(SensorType::VOC, Unit::Ppm)] {
        assert!(PointRules::new(&taken, CalibrationFacts::default()).is_ok(), "{taken:?}");
    }
    let rangeless = PointSettings { range: None, ..percent(SensorType::H2S, Unit::Ppm) };
    assert!(PointRules::new(&rangeless, CalibrationFacts::default()).is_ok());
}

#[test]
fn a_mean_that_no_air_could_end_is_refused() {
    let said = RuleSet { twa: Some(5.0), deadband: Some(5.0), ..RuleSet::default() };
    assert!(matches!(complaints(&settings(SensorType::CO, said))[..], [LimitError::Endless { name: "twa", .. }]));
}

#[test]
fn what_a_person_says_of_priorities_counts() {
    let said = [
        (Condition::High, Priority::Medium),
        (Condition::OverRange, Priority::High),
        (Condition::UnderRange, Priority::Low),
        (Condition::Twa, Priority::Critical),
        (Condition::Rate, Priority::Low),
    ];
    let set = RuleSet {
        limits: Limits { high: Some(25.0), ..Limits::default() },
        twa: Some(30.0),
        rate: Some(Rate { window_s: 30, step: 5.0 }),
        priorities: BTreeMap::from(said),
        ..RuleSet::default()
    };
    let rules = rules(set);
    for (condition, priority) in said {
        assert_eq!(rules.level(condition).map(|rule| rule.priority), Some(priority), "{condition}");
    }
}
