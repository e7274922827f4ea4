//! Readings through rules, apart from the plant.

use mcs_core::{
    alarm::{Condition, TransitionKind},
    device::{Device, PointSettings},
    id::PointId,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    rule::{PointReplay, Proposed, Replay, Trial},
    sensor::SensorType,
    time::{Span, Timestamp},
};

fn start() -> Timestamp {
    Timestamp::parse("2026-11-01T08:00:00Z").expect("RFC 3339")
}

fn device(high: f64) -> Device {
    let mut settings = PointSettings::proposed(SensorType::EX);
    settings.rules.limits.high = Some(high);
    settings.rules.limits.high_high = Some(50.0);
    Device {
        sn: "A001".parse().expect("a serial number"),
        point: PointId(1),
        name: None,
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings,
        revision: 1,
        added: Timestamp::EPOCH,
        retired: None,
    }
}

fn reading(at: Timestamp) -> Reading {
    let mut channels = Channels::default();
    channels.set(Channel::VRaw, Measure::Finite(100.0));
    Reading {
        point: PointId(1),
        ts: Some(at),
        time: at,
        received: at + Span::hours(1),
        seq: None,
        channels,
        err: 0,
        flags: Flags::LATE,
        calibration: None,
    }
}

/// Readings of ten seconds from `from` on, through an A1 of 25 and one of `high`.
fn replay(high: f64, from: Timestamp, values: impl IntoIterator<Item = f64>) -> PointReplay {
    let (before, after) = (device(25.0), device(high));
    let window = (start(), start() + Span::hours(1));
    let mut replay = Replay::new(&before, window, &before.settings, &after.settings).expect("valid");
    for (n, value) in (0..).zip(values) {
        replay.hear(&reading(from + Span::secs(10 * n)), Some(value));
    }
    replay.finish(0)
}

fn hump(peak: f64) -> Vec<f64> {
    [vec![5.0; 6], vec![peak; 6], vec![5.0; 12]].concat()
}

#[test]
fn a_series_of_values_tells_its_transitions() {
    let device = device(25.0);
    let mut trial = Trial::new(device.point, device.sn.clone(), &device.settings, start()).expect("valid");
    let mut told = Vec::new();
    for (n, value) in (0..).zip([20.0, 25.0, 50.0, 62.0, 45.0, 20.0, 20.0, 20.0, 20.0]) {
        let proposed = Proposed { at: start() + Span::secs(10 * n), value };
        trial.propose(proposed, &mut |steps, _| {
            told.extend(steps.iter().map(|step| (step.condition, step.kind, step.measured - start())));
        });
    }
    assert_eq!(
        told.iter().filter(|(_, kind, _)| *kind != TransitionKind::MaskOn).copied().collect::<Vec<_>>()[..2],
        [
            (Condition::High, TransitionKind::Raise, Span::secs(10)),
            (Condition::HighHigh, TransitionKind::Raise, Span::secs(20))
        ],
        "{told:?}"
    );
    let back = |of| told.iter().find(|(c, kind, _)| (*c, *kind) == (of, TransitionKind::Return)).map(|(_, _, at)| *at);
    assert_eq!((back(Condition::HighHigh), back(Condition::High)), (Some(Span::secs(70)), Some(Span::secs(80))));
}

#[test]
fn a_lower_limit_gains_alarms_and_a_higher_one_loses_them() {
    let gained = replay(10.0, start(), hump(15.0));
    assert_eq!((gained.gained.len(), gained.lost.len()), (1, 0));
    let alarm = &gained.gained[0];
    assert_eq!((alarm.condition, alarm.raised, alarm.peak), (Condition::High, start() + Span::secs(60), Some(15.0)));
    assert_eq!(alarm.returned, Some(start() + Span::secs(150)), "30 s after the first clear one");

    let lost = replay(40.0, start(), hump(30.0));
    assert_eq!((lost.gained.len(), lost.lost.len()), (0, 1));
    let tally = lost.conditions.iter().find(|tally| tally.condition == Condition::High).expect("it stood");
    assert_eq!((tally.raises_before, tally.raises_after), (1, 0));
    assert!((tally.seconds_before - 90.0).abs() < 1e-9, "{tally:?}");
}

#[test]
fn alarms_that_overlap_are_the_same_alarm() {
    let same = replay(28.0, start(), hump(30.0));
    assert!(same.gained.is_empty() && same.lost.is_empty(), "{same:?}");
    let tally = same.conditions.iter().find(|tally| tally.condition == Condition::High).expect("it stood");
    assert_eq!((tally.raises_before, tally.raises_after), (1, 1));
}

#[test]
fn what_ended_before_the_time_asked_for_is_not_counted() {
    let early = replay(40.0, start() - Span::hours(8), hump(30.0));
    assert!(early.lost.is_empty() && early.conditions.iter().all(|tally| tally.condition != Condition::High));
    assert_eq!(early.begins, None, "the run-in is full");
    assert_eq!(replay(40.0, start(), hump(30.0)).begins, Some(start()), "history begins within the time asked for");
}

#[test]
fn after_an_over_range_somebody_looked() {
    // Without a reset nothing after it would ever return.
    let after =
        replay(10.0, start(), [vec![5.0; 3], vec![100.0; 3], vec![5.0; 12], vec![15.0; 6], vec![5.0; 12]].concat());
    assert_eq!(after.gained.len(), 1, "{after:?}");
    let over = after.conditions.iter().find(|tally| tally.condition == Condition::OverRange).expect("it stood");
    assert_eq!((over.raises_before, over.raises_after), (1, 1));
}

#[test]
fn silence_in_the_record_is_judged_too() {
    let (before, mut after) = (device(25.0), device(25.0));
    after.settings.rules.offline_after_s = Some(40);
    let window = (start(), start() + Span::mins(10));
    let mut replay = Replay::new(&before, window, &before.settings, &after.settings).expect("valid");
    for at in [0, 10, 20, 80, 90] {
        replay.hear(&reading(start() + Span::secs(at)), Some(5.0));
    }
    let told = replay.finish(0);
    assert_eq!(told.gained.len(), 1, "{told:?}");
    assert_eq!((told.gained[0].condition, told.gained[0].raised), (Condition::Offline, start() + Span::secs(60)));
}
