//! What can be relied on in a simulated plant.

use mcs_core::{
    observation::{Channel, Channels, Measure},
    time::Timestamp,
};

use super::*;
use crate::sim::detector::{Made, Report, payload};

const START: Timestamp = Timestamp::from_micros(1_734_320_000_000_000);

fn plan() -> Plan {
    Plan {
        devices: 10,
        prefix: "A".into(),
        types: Vec::new(),
        seed: 42,
        period: Span::secs(1),
        ends: Some(Span::secs(60)),
        count: None,
        leaks: vec!["A001@10s".parse().expect("well written")],
        clocks: Vec::new(),
        outages: Vec::new(),
        mishaps: Mishaps::default(),
    }
}

fn readings(plan: &Plan, device: usize) -> Vec<Report> {
    let mut plant = Plant::new(plan).expect("a plant");
    let detector = &mut plant.detectors[device];
    let schedule = detector.schedule;
    (0..)
        .map_while(|n| Some((n, schedule.due(n)?)))
        .filter_map(|(n, due)| match detector.report(n, START, due) {
            Made::Report(report) => Some(report),
            Made::Dropped => None,
        })
        .collect()
}

fn value(report: &Report, detector: &Detector) -> f64 {
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(report.v_raw));
    channels.set(Channel::Temp, Measure::Finite(report.temp));
    detector.calibration.apply(&channels).expect("a value").0
}

#[test]
fn the_same_seed_gives_the_same_readings_and_another_one_does_not() {
    assert_eq!(readings(&plan(), 3), readings(&plan(), 3));
    assert_ne!(readings(&plan(), 3), readings(&Plan { seed: 43, ..plan() }, 3));
}

#[test]
fn another_device_more_changes_no_reading_but_its_time() {
    let of = |devices| -> Vec<f64> {
        readings(&Plan { devices, ..plan() }, 3).iter().map(|report| report.v_raw).take(50).collect()
    };
    assert_eq!(of(10), of(11));
}

#[test]
fn the_leak_crosses_each_limit_when_it_should() {
    let plant = Plant::new(&plan()).expect("a plant");
    let detector = &plant.detectors[0];
    let leak = detector.leak.expect("a leak");
    let limits = detector.profile.limits();
    let reports = readings(&plan(), 0);
    for limit in [limits.high, limits.high_high].into_iter().flatten() {
        let first = reports.iter().position(|report| value(report, detector) >= limit).expect("it crosses");
        let expected = leak.reaches(limit).expect("it reaches").as_secs_f64();
        assert!((first as f64 - expected).abs() <= 1.0, "{limit} crossed at {first} s, expected at {expected} s");
    }
    assert!(reports[..10].iter().all(|report| value(report, detector) < 100.0), "clean before the leak");
}

#[test]
fn other_devices_stay_clean() {
    let plant = Plant::new(&plan()).expect("a plant");
    for index in 1..10 {
        let detector = &plant.detectors[index];
        let limits = detector.profile.limits();
        for report in readings(&plan(), index) {
            let value = value(&report, detector);
            assert!(limits.high.is_none_or(|high| value < high) && limits.low.is_none_or(|low| value > low), "{value}");
        }
    }
}

#[test]
fn packet_numbers_wrap() {
    let mut plant = Plant::new(&plan()).expect("a plant");
    let detector = &mut plant.detectors[0];
    detector.seq = 65_534;
    let numbers: Vec<u16> = (0..4)
        .filter_map(|n| match detector.report(n, START, Span::ZERO) {
            Made::Report(report) => Some(report.seq),
            Made::Dropped => None,
        })
        .collect();
    assert_eq!(numbers, [65_534, 65_535, 0, 1]);
}

#[test]
fn a_dropped_report_uses_up_its_packet_number_and_changes_no_other() {
    let all = readings(&plan(), 2);
    let with = |drop_percent| {
        let mishaps = Mishaps { drop_percent, duplicate_percent: 0.0 };
        readings(&Plan { mishaps, ..plan() }, 2)
    };
    let some = with(30.0);
    assert!(some.len() < all.len() && some.len() > 2);
    assert!(some.iter().all(|report| all.contains(report)));
    let edges = [all[0].clone(), all[all.len() - 1].clone()];
    assert_eq!(with(100.0), edges, "a gap can be told only between two that arrive");
}

#[test]
fn wrong_clocks_change_the_time_sent_and_nothing_else() {
    let clocks =
        ["A003=+540s", "A004=-900s", "A005=1970", "A006=none"].map(|c| c.parse().expect("well written")).to_vec();
    let wrong = Plan { clocks, ..plan() };
    let of = |index, n: usize| {
        let (right, shown) = (readings(&plan(), index)[n].clone(), readings(&wrong, index)[n].clone());
        assert_eq!(Report { ts: None, ..right.clone() }, Report { ts: None, ..shown.clone() });
        (right.ts.expect("a right clock"), shown.ts)
    };
    let (right, fast) = of(2, 5);
    assert_eq!(fast, Some(right + Span::secs(540)));
    let (right, slow) = of(3, 5);
    assert_eq!(slow, Some(right - Span::secs(900)));
    assert_eq!(of(4, 5).1, Some(Timestamp::EPOCH + Span::secs(5)));
    assert_eq!(of(5, 5).1, None);
}

#[test]
fn a_report_is_written_as_firmware_writes_it() {
    let report =
        Report { ts: Some(START), seq: 1024, v_raw: 2350.5, temp: 25.4, humi: 65.2, bat: 85, rssi: -75, twice: false };
    let one = r#"{"ts":1734320000,"seq":1024,"v_raw":2350.5,"temp":25.4,"humi":65.2,"bat":85,"rssi":-75,"net":"4G","ver":"1.0.2","err":0}"#;
    assert_eq!(String::from_utf8_lossy(&payload(std::slice::from_ref(&report), Precision::Seconds)), one);
    let two = payload(&[report.clone(), Report { ts: None, ..report }], Precision::Seconds);
    assert_eq!(String::from_utf8_lossy(&two), format!("[{one},{}]", one.replace(r#""ts":1734320000,"#, "")));
}

#[test]
fn a_scenario_for_a_device_that_is_not_there_is_refused_by_name() {
    let leaks = vec!["A011@10s".parse().expect("well written")];
    let refused = Plant::new(&Plan { leaks, ..plan() }).expect_err("there are ten devices");
    assert_eq!(refused.to_string(), "the plant has no device A011: its devices are A001 to A010");
}

#[test]
fn serial_numbers_are_unique_and_places_lie_on_the_map() {
    for devices in [1, 2, 24, 500, 1500] {
        let plant = Plant::new(&Plan { devices, leaks: Vec::new(), ..plan() }).expect("a plant");
        let mut names: Vec<_> = plant.detectors.iter().map(|d| d.sn.clone()).collect();
        names.dedup();
        assert_eq!(names.len(), devices as usize);
        assert!(names.is_sorted());
        let mut places: Vec<_> = plant.detectors.iter().map(|d| d.position.expect("a place")).collect();
        places.dedup_by(|a, b| a == b);
        assert_eq!(places.len(), devices as usize);
    }
}
