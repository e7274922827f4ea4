//! Rules at four levels: which one counts, what it overrides, and what a change of one does.

use mcs_core::{
    alarm::{Condition, Priority},
    device::{Device, PointSettings, RuleSet},
    id::PointId,
    quantity::{Range, Unit},
    rule::{Assignment, Key, KeyError, Layers, Level, RuleChange, RuleLayer, Scope, Value, lint::Code},
    sensor::SensorType,
    time::Timestamp,
};

fn said(words: &str) -> Vec<Assignment> {
    words.split_whitespace().map(|word| word.parse().unwrap_or_else(|e| panic!("{e}"))).collect()
}

fn layer(scope: &str, words: &str) -> RuleLayer {
    let mut rules = RuleSet::default();
    for Assignment { key, value } in said(words) {
        key.put(&mut rules, value);
    }
    RuleLayer {
        scope: scope.parse().expect("a scope"),
        rules,
        revision: 1,
        changed: Timestamp::EPOCH,
        by: "wang".into(),
        reason: None,
    }
}

fn device(sn: &str, sensor: SensorType, words: &str) -> Device {
    let mut settings = PointSettings::proposed(sensor);
    settings.rules = layer("site", words).rules;
    Device {
        sn: sn.parse().expect("a serial number"),
        point: PointId(1),
        name: None,
        area: None,
        zone: None,
        instrument: Some("tank-1".parse().expect("a name")),
        position: None,
        settings,
        revision: 1,
        added: Timestamp::EPOCH,
        retired: None,
    }
}

fn change(scope: &str, words: &str) -> RuleChange {
    let scope = scope.parse().expect("a scope");
    RuleChange { scope, assignments: said(words), dry_run: false, overriding: false, reason: None }
}

#[test]
fn every_key_reads_what_its_catalogue_gives_as_an_example_and_keeps_it() {
    for key in Key::all() {
        assert_eq!(Key::parse(&key.to_string()), Ok(key));
        let value = key.value(key.entry().example).unwrap_or_else(|e| panic!("{e}"));
        let mut rules = RuleSet::default();
        key.put(&mut rules, Some(value));
        assert_eq!(key.get(&rules), Some(value), "{key}");
        assert_eq!(key.value(&value.to_string()), Ok(value), "its own text reads back");
        key.put(&mut rules, None);
        assert_eq!(rules, RuleSet::default(), "{key}");
    }
    assert_eq!(Key::parse("priority.HIGH_HIGH"), Ok(Key::Priority(Condition::HighHigh)));
    assert_eq!(Key::StuckAfter.value("6h"), Ok(Value::Seconds(21_600)));
}

#[test]
fn what_is_no_key_or_no_value_is_answered_with_what_is() {
    for (text, wants) in [
        ("highest=3", "high-high"),
        ("high", "high=1000"),
        ("high=much", "a number"),
        ("high=nan", "a number"),
        ("warm-up=4", "5 to 3000"),
        ("rate=10", "10/60"),
        ("rate=10/301", "1 to 300"),
        ("rate=-1/60", "more than 0"),
        ("bat-limit=96", "0 to 95"),
        ("priority.HIGH=urgent", "critical"),
        ("priority.ZONE=high", "priority.CONDITION"),
    ] {
        let refused: KeyError = text.parse::<Assignment>().expect_err(text);
        assert!(refused.to_string().contains(wants), "{text}: {refused}");
    }
}

#[test]
fn the_level_nearest_to_the_point_counts_key_by_key() {
    let layers = Layers::new([
        layer("site", "on-delay=5 off-delay=60 priority.LOW_BAT=medium"),
        layer("type:CH4", "high=1000 high-high=2000 on-delay=10"),
        layer("type:CO", "high=17"),
        layer("instrument:tank-1", "on-delay=15"),
        layer("instrument:tank-2", "on-delay=25"),
    ]);
    let a = device("A001", SensorType::CH4, "high=800");
    let resolved = layers.of_device(&a);
    let rules = &resolved.settings.rules;
    assert_eq!((rules.limits.high, rules.limits.high_high), (Some(800.0), Some(2000.0)));
    assert_eq!((rules.on_delay_s, rules.off_delay_s), (Some(15), Some(60)));
    assert_eq!(rules.priorities.get(&Condition::LowBat), Some(&Priority::Medium));
    let origin = |key| resolved.origins.get(&key).copied();
    assert_eq!(
        [Key::High, Key::HighHigh, Key::OnDelay, Key::OffDelay, Key::Stel].map(origin),
        [Some(Level::Point), Some(Level::Type), Some(Level::Instrument), Some(Level::Site), None]
    );

    let lines = layers.explain(&a);
    let line = |key| lines.iter().find(|line| line.key == key).expect("it is told");
    let told = |key| (line(key).value.map(|v| v.to_string()), line(key).level);
    assert_eq!(told(Key::High), (Some("800".into()), Level::Point));
    let overridden: Vec<_> = line(Key::OnDelay).overrides.iter().map(|said| (said.level, said.value)).collect();
    assert_eq!(
        overridden,
        [(Level::Type, Value::Seconds(10)), (Level::Site, Value::Seconds(5)), (Level::Default, Value::Seconds(0))]
    );
    assert_eq!(told(Key::OfflineAfter), (Some("90".into()), Level::Default));
    assert_eq!(line(Key::HighHigh).scope, Some(Scope::Type(SensorType::CH4)));
    assert!(lines.iter().all(|line| line.key != Key::Priority(Condition::High)), "nobody said it");
}

#[test]
fn a_limit_of_the_type_does_not_apply_to_a_point_of_another_unit() {
    let layers = Layers::new([layer("type:CH4", "high=1000 deadband=20 on-delay=10")]);
    let mut a = device("A001", SensorType::CH4, "");
    a.settings.unit = Unit::PercentLel;
    let rules = layers.of_device(&a).settings.rules;
    assert_eq!((rules.limits.high, rules.deadband, rules.on_delay_s), (None, None, Some(10)));
    let lines = layers.explain(&a);
    let high = lines.iter().find(|line| line.key == Key::High).expect("it is told");
    assert_eq!((high.value, high.level), (None, Level::Default));
    assert_eq!(high.unused[0].why, "it is in ppm, this point measures in %LEL");
}

#[test]
fn a_limit_without_a_unit_is_refused() {
    for scope in ["site", "instrument:tank-1"] {
        let complaints = Layers::complaints(&change(scope, "high=25 rate=5/60 on-delay=5"));
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints[0].contains("needs a unit"), "{complaints:?}");
    }
    assert!(Layers::complaints(&change("type:CH4", "high=25")).is_empty());
    let thoughtless = RuleChange { overriding: true, reason: Some(" ".into()), ..change("site", "on-delay=5") };
    assert_eq!(Layers::complaints(&thoughtless), ["to override what is recommended needs a reason"]);
}

#[test]
fn a_change_tells_what_it_does_to_each_point_and_which_findings_are_new() {
    let layers = Layers::new([layer("type:CH4", "high=1000 high-high=2000")]);
    let (plain, own) = (device("A001", SensorType::CH4, ""), device("A002", SensorType::CH4, "high=20000"));
    let wanted = change("type:CH4", "high=15000 high-high=30000");
    let after = layers.changed(&wanted.scope, &wanted.assignments);
    let affected = layers.affect(&after, &plain, &plain).expect("it changes");
    let shifts: Vec<_> = affected.shifts.iter().map(|s| (s.key, s.before, s.after)).collect();
    assert_eq!(
        shifts,
        [
            (Key::High, Some(Value::Quantity(1000.0)), Some(Value::Quantity(15_000.0))),
            (Key::HighHigh, Some(Value::Quantity(2000.0)), Some(Value::Quantity(30_000.0)))
        ]
    );
    let codes: Vec<_> = affected.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::CombustibleA1, Code::CombustibleA2]);
    assert!(affected.needs_override());

    let second = layers.affect(&after, &own, &own).expect("it changes");
    let codes: Vec<_> = second.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::CombustibleA2], "its own A1 was too high before and is no news");
    assert!(layers.affect(&after, &device("B1", SensorType::CO, ""), &device("B1", SensorType::CO, "")).is_none());

    let taken = [Assignment { key: Key::High, value: None }];
    let moved = Layers::changed_device(&own, &"point:A002".parse().expect("a scope"), &taken);
    assert_eq!(moved.settings.rules, RuleSet::default());
    assert_eq!(Layers::changed_device(&own, &"point:A001".parse().expect("a scope"), &taken), own);
}

#[test]
fn the_revision_is_that_of_the_newest_change_even_of_a_level_that_says_nothing_any_more() {
    assert_eq!(Layers::default().revision(), 0);
    let mut layers = Layers::new([layer("site", "on-delay=5")]);
    layers.put(RuleLayer { revision: 7, ..layer("point:A001", "") });
    layers.put(RuleLayer { revision: 6, ..layer("site", "") });
    assert_eq!((layers.revision(), layers.upper().count()), (7, 0));
    let mut a = device("A001", SensorType::CH4, "high=800");
    a.settings.range = Range::new(0.0, 10_000.0);
    let own = layers.of_point(&a);
    assert_eq!((own.revision, own.rules.limits.high), (7, Some(800.0)));
}
