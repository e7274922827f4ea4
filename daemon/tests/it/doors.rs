//! Nobody gets in where they don't belong, and what is refused is never acknowledged.

use std::time::Duration;

use crate::{
    daemon::{Site, eventually},
    mqtt::{Connect, Mqtt, Packet, Version, reading, unix_now},
    river::{history, sn},
};

const SOON: Duration = Duration::from_secs(5);

#[test]
fn a_device_cannot_publish_as_another_in_either_version() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    daemon.add_device("B001");
    let (mut v3, _) = Mqtt::connect(daemon.mqtt, &Connect::device("A001", &a));
    v3.publish("mcs/B001/up", &reading(unix_now(), 1, 9.0));
    assert_eq!(v3.read(SOON), Packet::Closed, "3.1.1 is refused by closing");
    let (mut v5, answer) = Mqtt::connect(daemon.mqtt, &Connect { version: Version::V5, ..Connect::device("A001", &a) });
    assert_eq!(answer, Packet::ConnAck(0));
    let id = v5.publish("mcs/B001/up", &reading(unix_now(), 1, 9.0));
    assert_eq!(v5.read(SOON), Packet::PubAck { id, reason: 0x87 }, "5 is refused with Not authorized");
    v5.deliver("mcs/A001/up", &reading(unix_now(), 1, 9.0));
    assert!(history(&daemon, "B001").is_empty());
    eventually("the refusals are in the ledger of who tried", || {
        let days = daemon.ask(daemon.client.ledger(Some(&sn("A001")), "", ""));
        days.into_iter().find(|day| day.counts.refused == 2)
    });
}

#[test]
fn a_device_cannot_read_anothers_commands() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    daemon.add_device("B001");
    let mut v3 = Mqtt::device(daemon.mqtt, "A001", &a);
    for filter in ["mcs/B001/cmd", "mcs/+/cmd", "#", "$share/x/mcs/A001/cmd", "mcs/A001/up"] {
        assert_eq!(v3.subscribe(filter), Packet::SubAck(vec![0x80]), "{filter}");
    }
    assert_eq!(v3.subscribe("mcs/A001/cmd"), Packet::SubAck(vec![1]));
    let (mut v5, _) = Mqtt::connect(daemon.mqtt, &Connect { version: Version::V5, ..Connect::device("A001", &a) });
    assert_eq!(v5.subscribe("mcs/B001/cmd"), Packet::SubAck(vec![0x87]));
    assert_eq!(v5.subscribe("mcs/+/cmd"), Packet::SubAck(vec![0xA2]));
    assert_eq!(v5.subscribe("$share/x/mcs/A001/cmd"), Packet::SubAck(vec![0x9E]));
}

#[test]
fn only_the_right_name_secret_and_client_id_enter() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let b = daemon.add_device("B001");
    let as_b = Connect { client_id: "B001", ..Connect::device("A001", &a) };
    assert_eq!(Mqtt::connect(daemon.mqtt, &as_b).1, Packet::ConnAck(5), "another client id");
    let wrong = Connect { password: &b.password, ..Connect::device("A001", &a) };
    assert_eq!(Mqtt::connect(daemon.mqtt, &wrong).1, Packet::ConnAck(4), "another's secret");
    let will = Connect { will: Some(("mcs/B001/status", "{}")), ..Connect::device("A001", &a) };
    assert_eq!(Mqtt::connect(daemon.mqtt, &will).1, Packet::ConnAck(5), "a will in another's name");
    let v5 = Connect { version: Version::V5, ..Connect { password: "no", ..Connect::device("A001", &a) } };
    assert_eq!(Mqtt::connect(daemon.mqtt, &v5).1, Packet::ConnAck(0x86));
}

#[test]
fn wrong_passwords_are_locked_out_before_anything_is_hashed() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let wrong = Connect { password: "wrong", ..Connect::device("A001", &a) };
    let codes: Vec<Packet> = (0..8).map(|_| Mqtt::connect(daemon.mqtt, &wrong).1).collect();
    assert_eq!(codes[..5], [const { Packet::ConnAck(4) }; 5]);
    assert_eq!(codes[5..], [const { Packet::ConnAck(3) }; 3]);
    assert_eq!(Mqtt::connect(daemon.mqtt, &Connect::device("A001", &a)).1, Packet::ConnAck(3));
}

#[test]
fn a_stranger_is_refused_listed_and_can_be_adopted() {
    let site = Site::new();
    let daemon = site.start();
    let stranger = Connect {
        version: Version::V3,
        client_id: "X777",
        user: "device_X777",
        password: "x",
        keep_alive: 60,
        will: None,
    };
    assert_eq!(Mqtt::connect(daemon.mqtt, &stranger).1, Packet::ConnAck(5));
    let found =
        eventually("it is listed", || daemon.ask(daemon.client.discovered()).into_iter().find(|d| d.sn == sn("X777")));
    assert_eq!(found.user, "device_X777");
    let credential = daemon.add_device("X777");
    assert!(daemon.ask(daemon.client.discovered()).is_empty(), "adopted");
    Mqtt::device(daemon.mqtt, "X777", &credential).deliver("mcs/X777/up", &reading(unix_now(), 1, 1.0));
}

#[test]
fn a_removed_device_is_cut_off() {
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &a);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1500.0));
    daemon.ask(daemon.client.remove_device(&sn("A001"), "scrapped"));
    assert_eq!(device.read(SOON), Packet::Closed);
    assert_eq!(Mqtt::connect(daemon.mqtt, &Connect::device("A001", &a)).1, Packet::ConnAck(5));
    assert!(crate::river::alarms(&daemon).iter().all(|o| o.sn != Some(sn("A001"))), "its alarms are closed");
}

#[test]
fn a_credential_that_speaks_for_others_is_not_replaced_by_adding_its_device_again() {
    use mcs_core::{
        device::{NewDevice, PointSettings},
        sensor::SensorType,
    };
    let site = Site::new();
    let daemon = site.start();
    let gateway = daemon.add_device("S001");
    let new = |number: &str, share| NewDevice {
        sn: sn(number),
        name: None,
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings: PointSettings::proposed(SensorType::CH4),
        share_user: share,
    };
    let (_, none) = daemon.ask(daemon.client.add_device(&new("S002", Some(gateway.user.clone()))));
    assert!(none.is_none(), "it shares the gateway's");
    daemon.ask(daemon.client.remove_device(&sn("S001"), "moved"));
    let refused = daemon.runtime.block_on(daemon.client.add_device(&new("S001", None)));
    assert!(refused.is_err(), "a new secret would cut S002 off");
    let mut device = Mqtt::device(daemon.mqtt, "S001", &gateway);
    device.deliver("mcs/S002/up", &reading(unix_now(), 1, 10.0));
}

#[test]
fn strangers_cannot_fill_the_disk_by_knocking() {
    let site = Site::new();
    let daemon = site.start();
    for i in 0..100 {
        let name = format!("X{i}");
        let stranger =
            Connect { version: Version::V3, client_id: &name, user: &name, password: "x", keep_alive: 60, will: None };
        Mqtt::connect(daemon.mqtt, &stranger);
    }
    let listed = daemon.ask(daemon.client.discovered()).len();
    assert_eq!(listed, 60, "one address is listed so often a minute and no more");
    let a = daemon.add_device("A001");
    Mqtt::device(daemon.mqtt, "A001", &a).deliver("mcs/A001/up", &reading(unix_now(), 1, 10.0));
}
