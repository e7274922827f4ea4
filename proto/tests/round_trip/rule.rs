//! Rules on the wire.

use mcs_core::{
    alarm::{Condition, Priority},
    device::{Rate, RuleSet},
    quantity::Unit,
    rule::{
        Affected, ConditionTally, Explained, Key, Level, PointReplay, ReplayTotals, Replaying, RuleLayer, RuleOutcome,
        Said, Scope, Shift, Stood, Unused, Value,
        lint::{Code, Finding, PointFinding, Severity},
    },
    sensor::SensorType,
};
use mcs_proto::wire;
use proptest::{collection::vec, option, prelude::*, sample::select};

use super::{
    any::{number, short, sn, text, time},
    back,
};

fn level() -> impl Strategy<Value = Level> {
    select(&Level::ALL[..])
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        Just(Scope::Site),
        select(&SensorType::ALL[..]).prop_map(Scope::Type),
        short().prop_map(Scope::Instrument),
        sn().prop_map(Scope::Point),
    ]
}

/// A key with a value of its kind.
fn said() -> impl Strategy<Value = (Key, Value)> {
    let keys: Vec<Key> = Key::all().collect();
    (select(keys), number(), 1..=300_u16).prop_map(|(key, x, window_s)| {
        let value = match key.value(key.entry().example).expect("its own example") {
            Value::Quantity(_) => Value::Quantity(x),
            Value::Rate(_) => Value::Rate(Rate { window_s, step: x.abs() + 1.0 }),
            Value::Seconds(s) => Value::Seconds(s),
            Value::Percent(percent) => Value::Percent(percent),
            Value::Priority(_) => Value::Priority(Priority::Low),
        };
        (key, value)
    })
}

fn layer() -> impl Strategy<Value = RuleLayer> {
    (scope(), vec(said(), 0..4), any::<u32>(), time(), text(), option::of(text())).prop_map(
        |(scope, said, revision, changed, by, reason)| {
            let mut rules = RuleSet::default();
            for (key, value) in said {
                key.put(&mut rules, Some(value));
            }
            RuleLayer { scope, rules, revision, changed, by, reason }
        },
    )
}

fn finding() -> impl Strategy<Value = Finding> {
    (select(&Code::ALL[..]), select(&Severity::ALL[..]), option::of(said()), text())
        .prop_map(|(code, severity, said, text)| Finding { code, severity, key: said.map(|(key, _)| key), text })
}

fn stood() -> impl Strategy<Value = Stood> {
    let priority = select(&Priority::ALL[..]);
    (select(&Condition::ALL[..]), priority, time(), option::of(time()), option::of(number()))
        .prop_map(|(condition, priority, raised, returned, peak)| Stood { condition, priority, raised, returned, peak })
}

proptest! {
    #[test]
    fn explanations(
        (key, value) in said(), level in level(), scope in option::of(scope()), reason in option::of(text()),
        unit in option::of(text()), why in text(), known in any::<bool>(),
    ) {
        let line = Explained {
            key,
            value: known.then_some(value),
            unit,
            level,
            scope,
            reason,
            overrides: vec![Said { level, value }],
            unused: vec![Unused { level, value, why }],
        };
        prop_assert_eq!(back::<wire::RuleExplained, _>(&line), line);
    }

    #[test]
    fn changes(layer in layer(), sn in sn(), (key, value) in said(), findings in vec(finding(), 0..3), applied in any::<bool>()) {
        let shifts = vec![Shift { key, before: None, after: Some(value) }];
        let outcome = RuleOutcome { layer, affected: vec![Affected { sn, shifts, findings }], applied };
        prop_assert_eq!(back::<wire::RuleOutcome, _>(&outcome), outcome);
    }

    #[test]
    fn findings(sn in sn(), finding in finding(), level in level(), overridden in option::of(text())) {
        let found = PointFinding { sn, finding, level, overridden };
        prop_assert_eq!(back::<wire::PointFinding, _>(&found), found);
    }

    #[test]
    fn replays(
        sn in sn(), begins in option::of(time()), gained in vec(stood(), 0..3), lost in vec(stood(), 0..3),
        condition in select(&Condition::ALL[..]), numbers in any::<[u64; 4]>(), seconds in number(), cut in any::<bool>(),
    ) {
        let [readings, raises_before, raises_after, damaged] = numbers;
        let tally = ConditionTally { condition, raises_before, raises_after, seconds_before: seconds, seconds_after: 0.0 };
        let conditions = vec![tally];
        let unit = Unit::PercentLel;
        let point = PointReplay { sn, unit, readings, begins, conditions, gained, lost, cut, damaged };
        let totals = ReplayTotals { points: readings, unaffected: damaged, readings, gained: 1, lost: 2 };
        for told in [
            Replaying::Point(Box::new(point)),
            Replaying::Done(totals),
            Replaying::Progress { done: readings, total: damaged, readings },
        ] {
            prop_assert_eq!(back::<wire::ReplayRulesResponse, _>(&told), told);
        }
    }
}

#[test]
fn a_scope_or_a_value_nobody_knows_is_refused() {
    let wrong = wire::RuleLayer { scope: "plant".into(), ..wire::RuleLayer::default() };
    assert!(RuleLayer::try_from(wrong).is_err());
    let line = |key: &str, value: &str| wire::RuleExplained {
        key: key.into(),
        value: Some(value.into()),
        level: "point".into(),
        ..wire::RuleExplained::default()
    };
    assert!(Explained::try_from(line("high", "25")).is_ok());
    assert!(Explained::try_from(line("high", "much")).is_err());
    assert!(Explained::try_from(line("height", "25")).is_err());
}
