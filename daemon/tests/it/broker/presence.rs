//! Who is there, who is not, and who is nobody: told by a broker that enforces its own rules.

use std::{thread, time::Duration};

use mcs_core::{alarm::Condition, broker::BrokerState, device::PointSettings};

use super::mosquitto::{FOR_A_PLANT, Mosquitto, link, wait_until};
use crate::{
    daemon::{Daemon, Site, eventually},
    kill::wait_until_counted,
    mqtt::{Connect, Mqtt, Packet, reading, unix_now},
    river::{history, sn},
};

/// A device that has reported once, every second, behind this broker.
fn reporting(mosquitto: &Mosquitto) -> (Site, Daemon, Mqtt) {
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    let credential = daemon.add_with("A001", PointSettings { period_s: 1, ..Daemon::methane() });
    wait_until(&daemon, BrokerState::Up);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    wait_until_counted(&daemon, 1);
    (site, daemon, device)
}

#[test]
fn a_will_is_heard_when_it_comes_and_its_copy_is_not_news() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    let (site, daemon, mut device) = reporting(&mosquitto);
    // As the broker publishes a will: retained.
    device.publish_as(1, true, 7, "mcs/A001/status", br#"{"status":"offline"}"#);
    assert_eq!(device.read(Duration::from_secs(10)), Packet::PubAck { id: 7, reason: 0 });
    eventually("it is offline after two periods", || daemon.open_alarm("A001", Condition::Offline));
    device.deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    eventually("it is back", || {
        daemon.open_alarm("A001", Condition::Offline).is_none_or(|o| !o.state.active()).then_some(())
    });
    drop(daemon);

    let daemon = site.start();
    eventually("the copy came with the subscription", || (link(&daemon).retained > 0).then_some(()));
    // Time itself is what is tested here: longer than a will needs.
    thread::sleep(Duration::from_secs(3));
    let offline = daemon.open_alarm("A001", Condition::Offline);
    assert!(offline.is_none_or(|o| !o.state.active()), "an old will says nothing of now");
}

#[test]
fn a_will_the_broker_said_as_it_went_down_makes_no_device_offline() {
    let Some(mut mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    let (_site, daemon, mut device) = reporting(&mosquitto);
    device.deliver("mcs/A001/status", r#"{"status":"offline"}"#);
    let heard = eventually("the will is heard", || Some(link(&daemon)).filter(|link| link.frames == 2));
    assert_eq!(heard.connects, 1);
    mosquitto.stop();
    wait_until(&daemon, BrokerState::Lost);
    assert!(daemon.open_alarm("A001", Condition::Offline).is_none(), "the link is lost, and that is all");
}

#[test]
fn what_nobody_can_read_and_what_nobody_registered_is_acknowledged_and_named() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    wait_until(&daemon, BrokerState::Up);
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", "garbage");
    device.deliver("mcs/A001/up", r#"{"v_raw":100.0,"sn":"B001"}"#);
    device.deliver("mcs/B001/up", &reading(unix_now(), 1, 100.0));
    device.deliver("mcs/a b/up", &reading(unix_now(), 1, 100.0));
    let long = format!(r#"{{"v_raw":1,"x":"{}"}}"#, "x".repeat(1 << 20));
    device.deliver("mcs/A001/up", &long);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    wait_until_counted(&daemon, 1);
    let day = eventually("the ledger names them", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| (day.counts.quarantined, day.counts.refused) == (2, 1))
    });
    assert_eq!(day.counts.received, 1);
    assert_eq!(history(&daemon, "A001").len(), 1);
    let discovered = daemon.ask(daemon.client.discovered());
    assert_eq!(discovered.iter().map(|d| d.sn.as_str()).collect::<Vec<_>>(), ["B001"]);
    let settled = eventually("nothing is owed", || Some(link(&daemon)).filter(|link| link.in_flight == 0));
    assert_eq!((settled.strangers, settled.connects, settled.refused), (2, 1, 0), "{settled:?}");
    drop(daemon);

    let daemon = site.start();
    wait_until(&daemon, BrokerState::Up);
    device.deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    wait_until_counted(&daemon, 2);
    assert_eq!(link(&daemon).frames, 1, "nothing of it came again");
}

#[test]
fn with_a_broker_devices_connect_to_the_daemon_only_where_that_is_said() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    assert_eq!(daemon.status().mqtt, Vec::<String>::new());
    drop(daemon);
    let site = site.with_endpoint();
    let daemon = site.start();
    let endpoint = daemon.status().mqtt.first().expect("it serves MQTT").parse().expect("an address");
    let credential = daemon.add_device("A001");
    let mut direct = Mqtt::device(endpoint, "A001", &credential);
    direct.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    wait_until(&daemon, BrokerState::Up);
    let mut through = Mqtt::device(mosquitto.address, "A001", &credential);
    through.deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    wait_until_counted(&daemon, 2);
    let connect = Connect { password: "wrong", ..Connect::device("A001", &credential) };
    assert_ne!(Mqtt::connect(endpoint, &connect).1, Packet::ConnAck(0), "its own rules hold there");
}
