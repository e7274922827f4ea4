//! Frames as they should not be: poison, oversized, non-finite, nested, retained, twice, colliding, QoS 0 and 2.

use std::time::Duration;

use mcs_core::{
    alarm::Condition,
    reading::{Flags, Quality},
};

use crate::{
    daemon::{Site, eventually},
    mqtt::{Mqtt, Packet, reading, unix_now},
    river::{alarms, history, sn},
};

const SOON: Duration = Duration::from_secs(5);

#[test]
fn ten_thousand_malformed_frames_are_acknowledged_counted_and_alarmed() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let mut acknowledged = 0;
    for round in 0..200 {
        for i in 0..50 {
            device.publish("mcs/A001/up", &format!("{{\"v_raw\": nonsense {round} {i}"));
        }
        for _ in 0..50 {
            assert!(matches!(device.read(SOON), Packet::PubAck { reason: 0, .. }));
            acknowledged += 1;
        }
    }
    assert_eq!(acknowledged, 10_000);
    assert!(history(&daemon, "A001").is_empty());
    eventually("the ledger counts them", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| day.counts.quarantined == 10_000)
    });
    let open = alarms(&daemon);
    assert!(open.iter().any(|o| o.condition == Condition::Fault), "three in a row are a fault");
    assert!(open.iter().any(|o| o.condition == Condition::System), "the rate is an alarm");
    // The door is not blocked: a good reading still gets through.
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 10.0));
    assert_eq!(history(&daemon, "A001").len(), 1);
}

#[test]
fn a_frame_just_over_the_limit_is_quarantined_and_one_far_over_it_closes() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let long = format!("{{\"v_raw\":1,\"x\":\"{}\"}}", "y".repeat(130 * 1024));
    device.deliver("mcs/A001/up", &long);
    // 300 MB claimed: refused from its header, without waiting for or holding the rest.
    device.send_raw(&[0x32, 0xFF, 0xFF, 0xFF, 0x7F]);
    device.send_raw(&[0; 4096]);
    assert_eq!(device.read(SOON), Packet::Closed);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    device.publish_as(1, false, 1, "mcs/A001/up", &vec![b'y'; 1024 * 1024]);
    assert_eq!(device.read(SOON), Packet::Closed);
    assert!(history(&daemon, "A001").is_empty());
}

#[test]
fn a_number_that_is_not_one_is_a_fault_and_never_a_value() {
    let site = Site::new();
    let daemon = site.start();
    for (i, token) in ["NaN", "Infinity", "-Infinity", "1e999"].iter().enumerate() {
        let name = format!("N{i}");
        let credential = daemon.add_device(&name);
        let mut device = Mqtt::device(daemon.mqtt, &name, &credential);
        device.deliver(&format!("mcs/{name}/up"), &reading(unix_now() - 10, 1, 42.0));
        let payload = format!(r#"{{"ts":{},"seq":2,"v_raw":{token},"temp":25}}"#, unix_now());
        device.deliver(&format!("mcs/{name}/up"), &payload);
        let stored = history(&daemon, &name);
        assert_eq!(stored.len(), 2, "{token}");
        assert_eq!((stored[1].value, stored[1].quality), (None, Quality::Fault), "{token}");
        assert!(stored[1].flags.has(Flags::NON_FINITE), "{token}");
        let fault = alarms(&daemon).into_iter().find(|o| o.condition == Condition::Fault && o.sn == Some(sn(&name)));
        assert!(fault.is_some(), "{token}");
    }
}

#[test]
fn deep_nesting_and_duplicate_keys_do_no_harm() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let deep = format!(r#"{{"v_raw":1,"x":{}{}}}"#, "[".repeat(20_000), "]".repeat(20_000));
    device.deliver("mcs/A001/up", &deep);
    device.deliver("mcs/A001/up", &format!(r#"{{"ts":{},"seq":1,"v_raw":1,"v_raw":77}}"#, unix_now()));
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), 1, "too deep is poison");
    assert_eq!(stored[0].v_raw, Some(77.0), "the last of two counts");
}

#[test]
fn every_packet_twice_is_stored_once() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let ts = unix_now() - 60;
    for seq in 0..50 {
        let payload = reading(ts + i64::from(seq), seq, f64::from(seq) * 40.0);
        device.deliver("mcs/A001/up", &payload);
        device.deliver("mcs/A001/up", &payload);
    }
    assert_eq!(history(&daemon, "A001").len(), 50);
    let highs = alarms(&daemon).iter().filter(|o| o.condition == Condition::High).count();
    assert_eq!(highs, 1, "no alarm twice");
}

#[test]
fn the_same_key_with_other_content_is_kept_and_flagged() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let ts = unix_now();
    device.deliver("mcs/A001/up", &reading(ts, 7, 10.0));
    device.deliver("mcs/A001/up", &reading(ts, 7, 11.0));
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), 2);
    assert!(stored.iter().any(|r| r.flags.has(Flags::CONFLICT)));
    eventually("the ledger names the conflict", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| day.counts.conflict == 1)
    });
}

#[test]
fn lost_qos_0_packets_are_missing_in_the_ledger() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let ts = unix_now() - 200;
    // The counter wraps on the way; every seventh packet is lost.
    let sent: Vec<u16> = (0..200_u16).map(|i| 65_436_u16.wrapping_add(i)).collect();
    let mut lost = 0;
    for (i, &seq) in (0_i64..).zip(&sent) {
        if i % 7 == 3 {
            lost += 1;
            continue;
        }
        device.publish_as(0, false, 0, "mcs/A001/up", reading(ts + i, seq, 10.0).as_bytes());
    }
    device.deliver("mcs/A001/up", &reading(ts + 200, 100, 10.0));
    let day = eventually("the ledger equals the truth", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| day.counts.missing - day.counts.recovered == lost)
    });
    assert_eq!(day.counts.received, 201 - lost);
    assert!(!day.counts.complete());
}

#[test]
fn qos_2_is_accepted_and_a_retained_reading_is_a_reading() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    device.publish_as(2, false, 9, "mcs/A001/up", reading(unix_now() - 10, 1, 10.0).as_bytes());
    assert_eq!(device.read(SOON), Packet::PubRec { id: 9 });
    device.release(9);
    assert_eq!(device.read(SOON), Packet::PubComp { id: 9 });
    device.publish_as(1, true, 10, "mcs/A001/up", reading(unix_now(), 2, 10.0).as_bytes());
    assert_eq!(device.read(SOON), Packet::PubAck { id: 10, reason: 0 });
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), 2);
    assert!(stored[1].flags.has(Flags::RETAINED));
}

#[test]
fn a_retained_offline_status_is_no_ghost() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    device.publish_as(1, true, 1, "mcs/A001/status", br#"{"status":"offline","ts":1}"#);
    assert_eq!(device.read(SOON), Packet::PubAck { id: 1, reason: 0 });
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 10.0));
    assert!(alarms(&daemon).iter().all(|o| o.condition != Condition::Offline), "the data's age decides");
}

#[test]
fn a_kill_does_not_make_an_incomplete_day_look_complete() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    let ts = unix_now() - 30;
    for (i, seq) in [(0, 10), (10, 20), (20, 40)] {
        device.deliver("mcs/A001/up", &reading(ts + i, seq, 10.0));
    }
    device.deliver("mcs/A001/up", "{");
    let ledger = |daemon: &crate::daemon::Daemon| daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""))[0].counts;
    let before = ledger(&daemon);
    assert_eq!((before.missing, before.quarantined), (28, 1));
    daemon.kill();
    let daemon = site.start();
    let after = ledger(&daemon);
    assert_eq!((after.missing, after.quarantined, after.received), (28, 1, 3));
    assert!(!after.complete());
}
