//! Clocks that are wrong, readings that come late, and devices that fall silent: a detector is never blinded by its clock,
//! and what is old never looks like now.

use std::time::{Duration, Instant};

use mcs_core::{
    alarm::{Condition, LifeState},
    device::{Credential, PointSettings},
    live::{Freshness, Update},
};
use tokio_stream::StreamExt;

use crate::{
    daemon::{DEADLINE, Daemon, Site, eventually},
    mqtt::{Connect, Mqtt, Packet, reading, unix_now},
    river::{history, sn},
};

/// A detector that reports every second.
fn offline_after(seconds: u16) -> PointSettings {
    let mut settings = every_second();
    settings.rules.offline_after_s = Some(seconds);
    settings
}

fn every_second() -> PointSettings {
    PointSettings { period_s: 1, ..Daemon::methane() }
}

/// A device and what its clock shows: given the true time and the number of the reading.
struct Clock {
    sn: &'static str,
    shows: fn(i64, u16) -> Option<i64>,
}

/// The number of the reading before which a clock is set right, or wrong.
const STEP_AT: u16 = 3;

const CLOCKS: [Clock; 6] = [
    Clock { sn: "IN1970", shows: |_, seq| Some(i64::from(seq)) },
    Clock { sn: "IN2021", shows: |now, _| Some(now - 170_000_000) },
    Clock { sn: "AHEAD", shows: |now, seq| Some(if seq < STEP_AT { now + 540 } else { now }) },
    Clock { sn: "SLOW", shows: |now, _| Some(now - 300) },
    Clock { sn: "SETSLOW", shows: |now, seq| Some(if seq < STEP_AT { now } else { now - 300 }) },
    Clock { sn: "NONE", shows: |_, _| None },
];

fn said(ts: Option<i64>, seq: u16, v_raw: f64) -> String {
    match ts {
        Some(ts) => reading(ts, seq, v_raw),
        None => format!(r#"{{"seq":{seq},"v_raw":{v_raw},"temp":25.0,"humi":50.0,"bat":90,"err":0}}"#),
    }
}

/// Waits for a device's next report.
fn until(next: Instant) {
    std::thread::sleep(next.saturating_duration_since(Instant::now()));
}

#[test]
fn a_leak_is_judged_live_whatever_the_clock_of_the_detector_shows() {
    let site = Site::new();
    let daemon = site.start();
    let mut devices: Vec<(&Clock, Mqtt)> = CLOCKS
        .iter()
        .map(|clock| {
            let credential = daemon.add_with(clock.sn, every_second());
            (clock, Mqtt::device(daemon.mqtt, clock.sn, &credential))
        })
        .collect();
    let (start, began) = (Instant::now(), unix_now());
    // The leak comes with the clock's step, for those that step: two readings are all that a detector has.
    for seq in 0..STEP_AT + 2 {
        until(start + Duration::from_secs(seq.into()));
        let value = if seq < STEP_AT { 100.0 } else { 1500.0 };
        for (clock, device) in &mut devices {
            let ts = (clock.shows)(began + i64::from(seq), seq);
            device.deliver(&format!("mcs/{}/up", clock.sn), &said(ts, seq, value));
        }
    }
    for clock in &CLOCKS {
        let high = daemon.open_alarm(clock.sn, Condition::High);
        let high = high.unwrap_or_else(|| panic!("{}: the leak is not seen", clock.sn));
        assert_eq!((high.state, high.value), (LifeState::UnackActive, Some(1500.0)), "{}", clock.sn);
        assert_eq!(history(&daemon, clock.sn).len(), usize::from(STEP_AT) + 2, "{}: all is stored", clock.sn);
    }
}

#[test]
fn a_thousand_old_readings_do_not_touch_the_alarm_that_stands() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let now = unix_now();
    device.deliver("mcs/A001/up", &reading(now, 2000, 1500.0));
    let before = daemon.open_alarm("A001", Condition::High).expect("over A1");
    // Clean air and worse gas than now: neither says how things are.
    let old =
        |n: i64| reading(now - 20_000 + 10 * n, u16::try_from(n).expect("small"), if n < 500 { 50.0 } else { 3000.0 });
    let (batch, singly): (Vec<i64>, Vec<i64>) = (0..1000).partition(|&n| n < 900);
    let batch: Vec<String> = batch.into_iter().map(old).collect();
    device.deliver("mcs/A001/up", &format!("[{}]", batch.join(",")));
    let ids: Vec<u16> = singly.into_iter().map(|n| device.publish("mcs/A001/up", &old(n))).collect();
    for id in ids {
        assert_eq!(device.read(DEADLINE), Packet::PubAck { id, reason: 0 });
    }
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), 1001);
    assert_eq!(stored.iter().filter(|r| r.late).count(), 1000);
    let after = daemon.open_alarm("A001", Condition::High).expect("it stands");
    assert_eq!(
        (after.id, after.state, after.held, after.value, after.peak),
        (before.id, before.state, before.held, before.value, before.peak)
    );
    let worse = daemon.open_alarm("A001", Condition::HighHigh);
    assert!(worse.is_none_or(|o| !o.state.active()), "old gas is not gas now");
    let (_, latest) = daemon.ask(daemon.client.latest(&[sn("A001")]));
    assert_eq!(latest[0].value, Some(1500.0));
}

#[test]
fn a_silent_detector_is_stale_then_offline_and_never_again_live() {
    let site = Site::new();
    let daemon = site.start();
    let settings = offline_after(6);
    let credential = daemon.add_with("A001", settings);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    daemon.within_deadline(async {
        let mut live = daemon.client.watch(None).await.expect("a stream");
        live.next().await.expect("a snapshot").expect("no error");
        device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
        let mut seen = Vec::new();
        let mut raised = false;
        while !raised || seen.last() != Some(&Freshness::Offline) {
            let message = live.next().await.expect("a message").expect("no error");
            let Update::Delta(delta) = message.update else { continue };
            for point in &delta.points {
                if seen.last() != Some(&point.freshness) {
                    seen.push(point.freshness);
                }
            }
            raised |= delta.alarms.iter().any(|o| o.condition == Condition::Offline && o.state.active());
        }
        assert_eq!(seen, [Freshness::Live, Freshness::Stale, Freshness::Offline]);
    });
    let status = daemon.status();
    assert_eq!((status.live, status.stale, status.offline), (0, 0, 1));
    device.deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    eventually("a live reading ends it", || (daemon.status().live == 1).then_some(()));
    let offline = daemon.open_alarm("A001", Condition::Offline).expect("nobody has acknowledged it");
    assert_eq!(offline.state, LifeState::UnackReturned);
}

#[test]
fn a_will_brings_offline_sooner() {
    let site = Site::new();
    let daemon = site.start();
    let settings = offline_after(90);
    let (left, stays) = (daemon.add_with("LEFT", settings.clone()), daemon.add_with("STAYS", settings));
    let connect = |sn: &'static str, topic: &'static str, credential: &Credential| {
        let will = Some((topic, r#"{"status":"offline","ts":1700000000}"#));
        let (mut device, answer) = Mqtt::connect(daemon.mqtt, &Connect { will, ..Connect::device(sn, credential) });
        assert_eq!(answer, Packet::ConnAck(0));
        device.deliver(&format!("mcs/{sn}/up"), &reading(unix_now(), 1, 100.0));
        device
    };
    let device = connect("LEFT", "mcs/LEFT/status", &left);
    let other = connect("STAYS", "mcs/STAYS/status", &stays);
    // Cut off without a goodbye; the other one says goodbye, and no will is published.
    drop(device);
    other.goodbye();
    let offline = eventually("OFFLINE, long before ninety seconds", || daemon.open_alarm("LEFT", Condition::Offline));
    assert!(offline.state.active());
    assert!(daemon.open_alarm("STAYS", Condition::Offline).is_none());
}
