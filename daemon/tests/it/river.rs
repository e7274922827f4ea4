//! From a device's bytes to a durable row, an alarm, and the person who acknowledges it.

use std::time::Duration;

use mcs_core::{
    alarm::{Condition, LifeState},
    id::SerialNumber,
    reading::Quality,
    time::Timestamp,
};
use mcs_proto::client::AlarmQuery;
use tokio_stream::StreamExt;

use crate::{
    daemon::{Daemon, Site, eventually},
    kill::wait_until_counted,
    mqtt::{Mqtt, Packet, reading, unix_now},
};

pub(crate) fn sn(text: &str) -> SerialNumber {
    text.parse().expect("a serial number")
}

/// Everything stored of a device, oldest first.
pub(crate) fn history(daemon: &Daemon, device: &str) -> Vec<mcs_core::reading::ReadingRecord> {
    let (from, to) = (Timestamp::EPOCH, Timestamp::from_micros(i64::MAX / 2));
    daemon.runtime.block_on(async {
        let stream = daemon.client.history(&sn(device), from, to, 0).await.expect("a history");
        stream.collect::<Result<Vec<_>, _>>().await.expect("a whole history")
    })
}

/// The alarms that are not over.
pub(crate) fn alarms(daemon: &Daemon) -> Vec<mcs_core::alarm::Occurrence> {
    daemon.ask(daemon.client.alarms(&AlarmQuery { include_closed: false, sn: None })).alarms
}

#[test]
fn the_worked_example_is_a_value_an_alarm_and_an_acknowledgement() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let c = mcs_core::calibration::Coefficients::new(1.5, -10.0, 25.0, 0.1).expect("valid");
    daemon.ask(daemon.client.set_calibration(&sn("A001"), c, None, None));
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let ts = unix_now();
    device.deliver("mcs/A001/up", &format!(r#"{{"ts":{ts},"seq":1,"v_raw":2350.5,"temp":28.5,"humi":65.2}}"#));

    let (_, latest) = daemon.ask(daemon.client.latest(&[sn("A001")]));
    assert_eq!(latest[0].value, Some(3516.1));
    assert_eq!(latest[0].quality, Quality::Good);
    assert_eq!(history(&daemon, "A001").len(), 1, "acknowledged means stored");

    let open = alarms(&daemon);
    let high = open.iter().find(|o| o.condition == Condition::High).expect("over A1");
    assert_eq!((high.value, high.limit, high.state), (Some(3516.1), Some(1000.0), LifeState::UnackActive));
    let list = daemon.ask(daemon.client.alarms(&AlarmQuery { include_closed: false, sn: None }));
    let outcome = daemon.ask(daemon.client.acknowledge_all(&list.boot_id, list.rev, Some("on site")));
    assert!(!outcome.acknowledged.is_empty());
    assert_eq!(outcome.newer, 0);
    assert!(alarms(&daemon).iter().all(|o| !o.state.unacknowledged()));
}

#[test]
fn what_was_acknowledged_survives_kill_and_is_not_stored_twice() {
    stored_once(&Site::new());
}

/// The same at a site, however its devices reach it.
pub(crate) fn stored_once(site: &Site) {
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let ts = unix_now() - 100;
    for seq in 0..20 {
        device.deliver("mcs/A001/up", &reading(ts + i64::from(seq), seq, 100.0));
    }
    daemon.kill();
    let daemon = site.start();
    wait_until_counted(&daemon, 20);
    assert_eq!(history(&daemon, "A001").len(), 20);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    for seq in 0..21 {
        device.deliver("mcs/A001/up", &reading(ts + i64::from(seq), seq, 100.0));
    }
    wait_until_counted(&daemon, 21);
    assert_eq!(history(&daemon, "A001").len(), 21);
    let ledger = eventually("the ledger names the duplicates", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| day.counts.duplicate >= 20)
    });
    assert!(ledger.counts.complete());
}

#[test]
fn a_live_client_sees_values_at_judgement_and_alarms_once_they_are_durable() {
    use mcs_core::live::Update;
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    daemon.within_deadline(async {
        let mut live = daemon.client.watch(None).await.expect("a stream");
        let first = live.next().await.expect("a message").expect("no error");
        assert!(matches!(first.update, Update::Snapshot(_)));
        device.publish("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
        let (mut value, mut alarm) = (None, None);
        while value.is_none() || alarm.is_none() {
            let message = live.next().await.expect("a message").expect("no error");
            if let Update::Delta(delta) = message.update {
                value = value.or_else(|| delta.points.iter().find_map(|p| p.value));
                alarm = alarm.or_else(|| delta.alarms.iter().find(|o| o.condition == Condition::High).cloned());
            }
        }
        assert_eq!(value, Some(1500.0));
        assert!(alarm.expect("seen").recorded);
    });
    assert_eq!(device.read(Duration::from_secs(5)), Packet::PubAck { id: 1, reason: 0 });
}

#[test]
fn an_orderly_stop_loses_nothing_and_the_next_start_says_it_was_down() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
    let before = alarms(&daemon);
    assert!(daemon.stop().success());
    let daemon = site.start();
    let after = alarms(&daemon);
    let high = |list: &[mcs_core::alarm::Occurrence]| {
        list.iter().find(|o| o.condition == Condition::High).map(|o| (o.id, o.state, o.peak))
    };
    assert_eq!(high(&before), high(&after));
    let down = after.iter().find(|o| o.condition == Condition::System).expect("it was down");
    assert_eq!(down.state, LifeState::UnackReturned);
}

#[test]
fn a_batch_is_one_live_reading_and_its_back_fill() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let now = unix_now();
    device.deliver("mcs/A001/up", &reading(now - 3600, 1, 100.0));
    let batch: Vec<String> =
        (0..350).map(|i| reading(now - 3500 + 10 * i, u16::try_from(2 + i).expect("small"), 1500.0)).collect();
    device.deliver("mcs/A001/up", &format!("[{}]", batch.join(",")));
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), 351);
    assert!(stored.iter().filter(|r| r.late).count() > 300);
    assert!(!stored.last().expect("the newest").late);
}
