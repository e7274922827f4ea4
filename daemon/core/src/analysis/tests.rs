//! Planted faults are found with the right sensor, and what is healthy is not accused.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Analysis, FindingKind, Known, Report, Sample, SensorReport, Severity};
use crate::{
    device::Limits,
    id::SerialNumber,
    quantity::{Range, Unit},
    reading::Flags,
    time::{Span, Timestamp},
};

const PERIOD: Span = Span::secs(60);
const DAYS: i64 = 10;
const READINGS: i64 = DAYS * 24 * 60;
/// Units a millivolt.
const GAIN: f64 = 0.0625;

fn start() -> Timestamp {
    Timestamp::parse("2026-11-02T00:00:00Z").expect("RFC 3339")
}

fn sn(text: &str) -> SerialNumber {
    SerialNumber::new(text).expect("a serial number")
}

/// Chance that is the same everywhere (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
    fn bell(&mut self) -> f64 {
        ((0..4).map(|_| self.unit()).sum::<f64>() - 2.0) * 3.0_f64.sqrt()
    }
}

/// A healthy sensor's readings: a walk that comes home, a battery that lasts, a daily swing of the temperature.
fn healthy(seed: u64) -> Vec<Sample> {
    let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut air = 2.0;
    (0..READINGS)
        .map(|n| {
            air = (air + 0.1 * (2.0 - air) + 0.2 * chance.bell()).max(0.0);
            let temp = 20.0 + 5.0 * (std::f64::consts::TAU * (n % 1440) as f64 / 1440.0).sin();
            let v_raw = ((air / GAIN + 400.0) * 100.0).round() / 100.0;
            Sample {
                time: start() + PERIOD.times(n),
                seq: u16::try_from(n % 65_536).ok(),
                v_raw: Some(v_raw),
                value: Some((air * 10.0).round() / 10.0),
                unit: Some(Unit::Ppm),
                temp: Some(temp),
                bat: Some((80.0 - n as f64 * 1e-4).round()),
                rssi: Some((-75.0 + 2.0 * chance.bell()).round()),
                err: 0,
                flags: Flags::default(),
            }
        })
        .collect()
}

fn limits() -> Known {
    Known {
        range: Range::new(0.0, 100.0),
        limits: Limits { high: Some(20.0), ..Limits::default() },
        ..Known::default()
    }
}

fn report_of(sensors: &[(&str, Vec<Sample>)], known: Known) -> Report {
    let mut analysis = Analysis::new(TimeZone::UTC, move |_| known.clone());
    for (name, samples) in sensors {
        let sn = sn(name);
        for sample in samples {
            analysis.add(&sn, sample);
        }
    }
    analysis.report(None)
}

/// The report of one sensor to which something is done, beside a healthy one.
fn with(fault: impl Fn(i64, &mut Sample) -> bool) -> SensorReport {
    let ill = healthy(7).into_iter().zip(0..).filter_map(|(mut sample, n)| fault(n, &mut sample).then_some(sample));
    let report = report_of(&[("ILL", ill.collect()), ("FINE", healthy(8))], limits());
    assert!(report.sensors[1].findings.is_empty(), "{:?}", report.sensors[1].findings);
    let sensor = report.sensors.into_iter().next().expect("two sensors");
    assert_eq!(sensor.sn.as_str(), "ILL", "the worst comes first");
    sensor
}

fn kinds(sensor: &SensorReport) -> Vec<(FindingKind, Severity)> {
    sensor.findings.iter().map(|finding| (finding.kind, finding.severity)).collect()
}

#[test]
fn without_a_reading_it_says_so() {
    let report = report_of(&[], limits());
    assert_eq!((report.verdict.text.as_str(), report.period), ("There are no readings.", None));
}

#[test]
fn a_sensor_that_was_expected_and_not_heard_is_told_of() {
    let mut analysis = Analysis::new(TimeZone::UTC, |_| limits());
    for sn in [sn("B"), sn("A")] {
        analysis.expect(&sn);
    }
    let report = analysis.report(None);
    assert_eq!((report.verdict.text.as_str(), report.verdict.act), ("2 not heard at all (A, B); 0 healthy.", 2));
    for sample in healthy(1) {
        analysis.add(&sn("A"), &sample);
    }
    let report = analysis.report(None);
    assert_eq!(report.verdict.text, "1 not heard at all (B); 1 healthy; 100 % complete.");
    assert_eq!(report.unheard.first().map(|unheard| unheard.sn.clone()), Some(sn("B")));
}

#[test]
fn healthy_sensors_are_not_accused_whatever_is_known_of_them() {
    for seed in 1..40 {
        for known in [limits(), Known::default()] {
            let report = report_of(&[("A", healthy(seed))], known);
            assert!(report.sensors[0].findings.is_empty(), "seed {seed}: {:?}", report.sensors[0].findings);
            assert_eq!(report.verdict.text, "The sensor is healthy; 100 % complete.");
        }
    }
}

#[test]
fn a_stuck_voltage_is_found_with_its_beginning() {
    let from = READINGS / 2;
    let sensor = with(|n, sample| {
        if n >= from {
            sample.v_raw = Some(431.25);
        }
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Stuck, Severity::Act)]);
    assert_eq!(sensor.findings[0].since, Some(start() + PERIOD.times(from)));
    assert!(sensor.stuck.is_some_and(|stuck| stuck.goes_on && stuck.plausible < 30.0));
}

#[test]
fn a_voltage_that_moves_again_is_to_be_watched() {
    let sensor = with(|n, sample| {
        if (5000..5600).contains(&n) {
            sample.v_raw = Some(431.25);
        }
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Stuck, Severity::Watch)]);
}

#[test]
fn a_drift_is_found_in_units_and_percent_of_the_range() {
    let sensor = with(|n, sample| {
        let drift = 12.0 * n as f64 / READINGS as f64;
        sample.v_raw = sample.v_raw.map(|v_raw| ((v_raw + drift / GAIN) * 100.0).round() / 100.0);
        sample.value = sample.value.map(|value| value + drift);
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Drift, Severity::Act)]);
    let drift = sensor.drift.expect("ten days");
    assert!((drift.per_day - 1.2).abs() < 0.05, "{drift:?}");
    assert!((6.0..8.5).contains(&drift.shift) && drift.percent_of_range.is_some_and(|percent| percent > 6.0));
}

#[test]
fn a_drift_below_the_display_is_told_from_voltages() {
    let sensor = with(|n, sample| {
        let drift = -10.0 * n as f64 / READINGS as f64;
        sample.v_raw = sample.v_raw.map(|v_raw| v_raw + drift / GAIN);
        sample.value = sample.value.map(|value| (value + drift).max(0.0));
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Drift, Severity::Act)]);
    assert!(sensor.drift.is_some_and(|drift| drift.from_voltage && drift.shift < -4.0), "{:?}", sensor.drift);
}

#[test]
fn a_leak_is_no_drift() {
    let sensor = with(|n, sample| {
        if (9000..9100).contains(&n) || n > READINGS - 120 {
            sample.value = sample.value.map(|value| value + 50.0);
            sample.v_raw = sample.v_raw.map(|v_raw| v_raw + 50.0 / GAIN);
            sample.flags = if n % 2 == 0 { Flags::default() } else { Flags::OVER_RANGE };
        }
        true
    });
    assert!(!kinds(&sensor).iter().any(|(kind, _)| *kind == FindingKind::Drift), "{:?}", sensor.findings);
    assert_eq!(sensor.crossings.map(|crossings| crossings.first), Some(2));
}

#[test]
fn a_battery_that_empties_is_forecast() {
    let sensor = with(|n, sample| {
        sample.bat = Some((70.0 - 4.0 * n as f64 / 1440.0).round());
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Battery, Severity::Act)]);
    let battery = sensor.battery.expect("a battery");
    let days = |to: Option<Timestamp>| to.map(|to| ((to - start()).as_secs_f64() / 86_400.0).round());
    assert_eq!((days(battery.low_on), days(battery.empty_on)), (Some(12.0), Some(17.0)));
}

#[test]
fn a_battery_that_was_changed_is_forecast_from_then_on() {
    let sensor = with(|n, sample| {
        let day = n as f64 / 1440.0;
        sample.bat = Some(if day < 4.0 { 40.0 - 5.0 * day } else { 100.0 - 10.0 * (day - 4.0) }.round());
        true
    });
    let battery = sensor.battery.expect("a battery");
    assert_eq!(battery.charged, Some(start() + Span::hours(96)));
    assert!(battery.per_day.is_some_and(|slope| (slope + 10.0).abs() < 0.5), "{battery:?}");
}

#[test]
fn a_gap_is_found_with_its_ends_and_what_is_missing() {
    let sensor = with(|n, _| !(4000..4360).contains(&n));
    assert_eq!(kinds(&sensor), [(FindingKind::DropOuts, Severity::Watch), (FindingKind::Incomplete, Severity::Watch)]);
    let gap = sensor.drop_outs[0];
    assert_eq!((gap.from, gap.to), (start() + PERIOD.times(3999), start() + PERIOD.times(4360)));
    assert_eq!((gap.missing_by_seq, sensor.completeness.missing_by_seq, gap.open), (360, 360, false));
    assert_eq!(sensor.completeness.received + 360, sensor.completeness.expected.expect("a period"));
    let day = &sensor.days[2];
    assert_eq!((day.day.as_str(), day.received, day.expected), ("2026-11-04", 1120, Some(1440)));
}

#[test]
fn silence_up_to_the_end_is_worse_than_a_gap() {
    let sensor = with(|n, _| n < READINGS - 200);
    assert_eq!(sensor.findings[0].kind, FindingKind::Silent);
    assert_eq!(sensor.severity, Some(Severity::Act));
    assert!(sensor.drop_outs[0].open);
}

#[test]
fn noise_that_grows_or_dies_is_found() {
    let mut chance = Chance(99);
    let loud: Vec<f64> = (0..READINGS).map(|_| chance.bell()).collect();
    let sensor = with(|n, sample| {
        if n > READINGS / 2 {
            let extra = loud.get(usize::try_from(n).unwrap_or_default()).copied().unwrap_or_default();
            sample.v_raw = sample.v_raw.map(|v_raw| v_raw + 15.0 * extra);
        }
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Noisy, Severity::Watch)]);
    let sensor = with(|n, sample| {
        if n > READINGS / 2 {
            sample.v_raw = sample.v_raw.map(|v_raw| 432.0 + (v_raw - 432.0) / 10.0);
        }
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Dull, Severity::Watch)]);
}

#[test]
fn a_signal_that_falls_is_found() {
    let sensor = with(|n, sample| {
        sample.rssi = sample.rssi.map(|rssi| if n > READINGS / 2 { rssi - 15.0 } else { rssi });
        true
    });
    assert_eq!(kinds(&sensor), [(FindingKind::Signal, Severity::Watch)]);
}

#[test]
fn error_codes_are_named_and_those_of_long_ago_matter_less() {
    let at = |when: std::ops::Range<i64>| {
        with(move |n, sample| {
            sample.err = u16::from(when.contains(&n));
            true
        })
    };
    assert_eq!(kinds(&at(READINGS - 10..READINGS)), [(FindingKind::ErrorCode, Severity::Act)]);
    assert_eq!(kinds(&at(100..110)), [(FindingKind::ErrorCode, Severity::Watch)]);
    assert_eq!(at(100..110).errors[0].meaning, "sensor could not be read");
}

#[test]
fn the_heat_map_counts_each_event_in_its_local_hour() {
    let tz = TimeZone::fixed(jiff::tz::offset(8));
    let mut analysis = Analysis::new(tz, |_| limits());
    let a = sn("A");
    for (n, mut sample) in (0..).zip(healthy(1)) {
        if n % 1440 == 100 {
            sample.value = Some(30.0);
        }
        analysis.add(&a, &sample);
    }
    let report = analysis.report(None);
    let layer = &report.heat[0];
    assert_eq!((layer.total, layer.what), (10, "times a value reached a limit"));
    // 01:40 in UTC; the second of November 2026 is a Monday.
    assert_eq!([layer.counts[0][9], layer.counts[2][9], layer.counts[3][9]], [2, 2, 1]);
}

#[test]
fn what_is_there_twice_counts_once() {
    let mut samples = healthy(3);
    let again = samples[500];
    samples.insert(501, again);
    let sensor = report_of(&[("A", samples)], limits()).sensors.remove(0);
    assert_eq!((sensor.completeness.duplicates, sensor.completeness.received), (1, READINGS.unsigned_abs()));
    assert!(sensor.findings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_sensors_in_a_file_does_not_matter(picks in proptest::collection::vec(0usize..3, 1..400)) {
        let sensors: Vec<(SerialNumber, Vec<Sample>)> =
            ["A", "B", "C"].into_iter().zip(1..).map(|(name, seed)| (sn(name), healthy(seed))).collect();
        let mut mixed = Analysis::new(TimeZone::UTC, |_| limits());
        let mut taken = [0usize; 3];
        for pick in picks {
            let (sn, samples) = &sensors[pick];
            mixed.add(sn, &samples[taken[pick]]);
            taken[pick] += 1;
        }
        let mut apart = Analysis::new(TimeZone::UTC, |_| limits());
        for ((sn, samples), taken) in sensors.iter().zip(taken) {
            for sample in samples.iter().take(taken) {
                apart.add(sn, sample);
            }
        }
        prop_assert_eq!(mixed.report(None), apart.report(None));
    }

    #[test]
    fn no_reading_whatever_breaks_it(
        readings in proptest::collection::vec(
            (any::<i64>(), any::<Option<u16>>(), any::<Option<f64>>(), any::<Option<f64>>(), any::<u16>(), any::<u32>()),
            0..60,
        ),
    ) {
        let mut analysis = Analysis::new(TimeZone::UTC, |_| limits());
        let a = sn("A");
        for (us, seq, v_raw, value, err, flags) in readings {
            let finite = |x: Option<f64>| x.filter(|x| x.is_finite());
            analysis.add(&a, &Sample {
                time: Timestamp::from_micros(us), seq, v_raw: finite(v_raw), value: finite(value), unit: None,
                temp: None, bat: finite(value), rssi: finite(v_raw), err, flags: Flags(flags),
            });
        }
        let _ = analysis.report(None);
    }
}
