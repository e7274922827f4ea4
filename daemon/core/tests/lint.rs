//! What is recommended, as a table: settings in, codes of what was found out.

use mcs_core::{
    device::PointSettings,
    quantity::{Range, Unit},
    rule::{
        Assignment,
        lint::{EXPLOSIVES, EXPOSURES, Exposure, lint, per_percent_lel},
    },
    sensor::SensorType,
};

fn settings(sensor: &str, unit: &str, range: &str, words: &str) -> PointSettings {
    let mut settings = PointSettings::proposed(SensorType::parse(sensor).expect("a type"));
    settings.unit = Unit::parse(unit).expect("a unit");
    let ends = range.split_once("..").expect("a range");
    settings.range = Range::new(ends.0.parse().expect("a number"), ends.1.parse().expect("a number"));
    for word in words.split_whitespace() {
        let Assignment { key, value } = word.parse().unwrap_or_else(|e| panic!("{e}"));
        key.put(&mut settings.rules, value);
    }
    settings
}

#[test]
fn each_recommendation_is_checked() {
    // Type, unit, range, rules, codes of the findings.
    let table = [
        ("EX", "%LEL", "0..100", "high=25 high-high=50", ""),
        ("EX", "%LEL", "0..100", "high=25.1 high-high=50", "combustible-a1"),
        ("EX", "%LEL", "0..100", "high=20 high-high=60", "combustible-a2"),
        ("EX", "%LEL", "0..100", "high=25", "missing-a2"),
        ("EX", "%LEL", "0..100", "high-high=50", "missing-a1"),
        ("EX", "%LEL", "0..100", "high=50 high-high=25", "combustible-a1 unusable"),
        ("EX", "%LEL", "0..100", "high=25 high-high=150", "combustible-a2 unusable"),
        ("EX", "%LEL", "0..100", "high=25 high-high=50 stel=10 twa=5", "unusable unusable"),
        ("EX", "ppm", "0..10000", "high=25 high-high=50", "no-reference"),
        ("CH4", "ppm", "0..50000", "high=12500 high-high=25000", ""),
        ("CH4", "ppm", "0..50000", "high=12501 high-high=25001", "combustible-a1 combustible-a2"),
        ("CH4", "%vol", "0..5", "high=1.2 high-high=2.5", ""),
        ("CH4", "%vol", "0..5", "high=1.3 high-high=2.5", "combustible-a1"),
        ("H2", "ppm", "0..40000", "high=10000 high-high=20001", "combustible-a2"),
        ("VOC", "ppm", "0..10000", "high=4001 high-high=8000", "combustible-a1"),
        ("CO", "ppm", "0..100", "high=17.1 high-high=34.3", ""),
        ("CO", "ppm", "0..100", "high=17.2 high-high=34.4", "toxic-a1 toxic-a2"),
        ("CO", "ppm", "0..1000", "high=60 high-high=120", ""),
        ("CO", "ppm", "0..1000", "high=61 high-high=121", "toxic-a1 toxic-a2"),
        ("H2S", "ppm", "0..100", "high=7 high-high=14.1", ""),
        ("H2S", "ppm", "0..100", "high=10 high-high=15", "toxic-a1 toxic-a2"),
        ("H2S", "ppm", "0..10", "high=7 high-high=9.9", ""),
        ("NH3", "ppm", "0..100", "high=28.2 high-high=56.4", ""),
        ("CO2", "%vol", "0..5", "high=0.4 high-high=0.9", ""),
        ("CO2", "%vol", "0..5", "high=0.5 high-high=1", "toxic-a1 toxic-a2"),
        ("O2", "%vol", "0..25", "low=19.5 high=23.5", ""),
        ("O2", "%vol", "0..25", "low=18 high=24", "oxygen-high oxygen-low"),
        ("O2", "%vol", "0..25", "low=19.5", "oxygen-high"),
        ("O2", "%vol", "0..25", "high=23.5", "oxygen-low"),
        ("O2", "%vol", "0..30", "low=20.8 high=23.5", "clean-air"),
        ("O2", "%vol", "0..30", "low=19.5 high=21 deadband=0.5", "clean-air"),
        ("O2", "%vol", "0..25", "low=19.5 high=23.5 twa=19", "unusable"),
        ("CO", "ppm", "0..100", "high=17 high-high=34 low=0", "clean-air"),
        ("CO", "ppm", "-10..100", "high=17 high-high=34 deadband=17", "clean-air"),
        ("CO", "ppm", "0..100", "high=17 high-high=34 stel=25 twa=16 rate=10/20", ""),
        ("CO", "ppm", "0..100", "high=17 high-high=34 rate=10/19", "rate-window"),
        ("CO", "ppm", "0..100", "high=17 high-high=34 offline-after=101", "unusable"),
        ("TEMP", "degC", "-40..80", "high=70", ""),
    ];
    for (sensor, unit, range, words, expected) in table {
        let found = lint(&settings(sensor, unit, range, words));
        let mut codes: Vec<_> = found.iter().map(|finding| finding.code.as_str()).collect();
        codes.sort_unstable();
        assert_eq!(codes.join(" "), expected, "{sensor} {unit} {range}: {words}\n{found:#?}");
        assert!(found.iter().all(|finding| finding.text.len() > 20), "{found:#?}");
    }
}

#[test]
fn a_gas_without_a_range_is_found() {
    let mut bare = settings("CO", "ppm", "0..100", "high=17 high-high=34");
    bare.range = None;
    let codes: Vec<_> = lint(&bare).iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["missing-range"]);
}

#[test]
fn the_numbers_are_those_of_the_standards() {
    let ppm = |sensor| Exposure::of(sensor).map(|exposure| (exposure.ppm() * 10.0).round() / 10.0);
    assert_eq!(ppm(SensorType::CO), Some(17.2), "20 mg/m³");
    assert_eq!(ppm(SensorType::H2S), Some(7.1), "10 mg/m³");
    assert_eq!(ppm(SensorType::NH3), Some(28.2), "20 mg/m³");
    assert_eq!(ppm(SensorType::CO2), Some(4916.2), "9000 mg/m³");
    assert_eq!(per_percent_lel(SensorType::CH4, Unit::Ppm), Some(500.0), "50 000 ppm are 100 %LEL");
    assert!(EXPOSURES.iter().all(|exposure| !exposure.source.is_empty()));
    assert!(EXPLOSIVES.iter().all(|explosive| !explosive.source.is_empty()));
}

#[test]
fn the_text_names_the_largest_limit_that_is_allowed() {
    let found = lint(&settings("CO", "ppm", "0..100", "high=20 high-high=34"));
    assert!(found[0].text.ends_with("set high=17.1 or less"), "{}", found[0].text);
}
