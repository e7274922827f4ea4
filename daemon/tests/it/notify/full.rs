//! On a full disk people are told all the same, marked unrecorded, and not told again when it heals or after a crash.

use std::time::{Duration, Instant};

use mcs_core::{alarm::Condition, status::StoreState};

use super::{
    phone::{Call, Phone},
    plant::{self, Record},
};
use crate::{
    daemon::{Daemon, Site, eventually},
    disk::{CONFIGURATION, DISK_MIB, Device, LEAK_AT, TOLD_WITHIN},
    small::SmallDisk,
};

/// The leak is the 200th reading after the reserve ended; it reaches the telephone in time.
fn leak_on_a_full_disk(daemon: &Daemon, phone: &Phone, device: &mut Device) -> Call {
    device.fill_the_rest(daemon);
    for n in 1..LEAK_AT {
        device.report(60_000 + n, 100.0);
    }
    let leaked = Instant::now();
    device.report(60_000 + LEAK_AT, 1500.0);
    let call = phone.wait_within(TOLD_WITHIN, "the leak", |call| call.says("raise", "A001"));
    assert!(call.at - leaked < TOLD_WITHIN, "told after {:?}", call.at - leaked);
    let alarm = call.alarms().iter().find(|alarm| alarm["sn"] == "A001").expect("the leak");
    assert_eq!(alarm["unrecorded"], true, "it says that it is on no record");
    call
}

/// The leak is on record as accepted, under the key the telephone saw, and was sent once.
fn told_once(site: &Site, daemon: &Daemon, phone: &Phone, call: &Call) {
    let open = daemon.open_alarm("A001", Condition::High).expect("it stands");
    let leak = format!("SELECT count(*) FROM delivery WHERE occurrence = {} AND kind = 'raise' AND state = 3", open.id);
    eventually("that it was accepted is on record", || (Record::of(site).count(&leak) == 1).then_some(()));
    eventually("nothing is open", || {
        let open = Record::of(site).count("SELECT count(*) FROM delivery WHERE state IN (1, 2)");
        (open == 0).then_some(())
    });
    // What is told later shows that nothing of before is still on its way.
    daemon.ask(daemon.client.acknowledge(&[open.id], None));
    phone.wait("the acknowledgement", |call| call.says("ack", "A001"));
    let raises: Vec<String> =
        phone.calls().iter().filter(|call| call.says("raise", "A001")).map(|call| call.key().to_owned()).collect();
    assert_eq!(raises, [call.key()], "sent once");
}

#[test]
fn a_leak_on_a_full_disk_reaches_the_telephone_and_is_not_told_again_when_it_heals() {
    let Some(disk) = SmallDisk::mount("phone", DISK_MIB) else { return };
    let (site, phone) = (Site::within(&disk.0), Phone::new());
    site.configure(CONFIGURATION);
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let mut device = Device::register(&daemon);
    device.report(60_000, 100.0);
    let ballast = disk.fill();
    let call = leak_on_a_full_disk(&daemon, &phone, &mut device);
    std::fs::remove_file(ballast).expect("space returns");
    eventually("it heals", || (daemon.status().store == StoreState::Ok).then_some(()));
    told_once(&site, &daemon, &phone, &call);
}

#[test]
fn what_was_told_on_a_full_disk_is_not_told_again_after_a_crash() {
    let Some(disk) = SmallDisk::mount("phone-kill", DISK_MIB) else { return };
    let (site, phone) = (Site::within(&disk.0), Phone::new());
    site.configure(CONFIGURATION);
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let mut device = Device::register(&daemon);
    device.report(60_000, 100.0);
    let ballast = disk.fill();
    let call = leak_on_a_full_disk(&daemon, &phone, &mut device);
    // Killed between the telephone's word and the memory of it, it would be told once more. A channel does one thing at a time:
    // what it sends after the leak it sends when it has remembered the leak.
    daemon.ask(daemon.client.test_channel(&plant::name("hook")));
    daemon.kill();
    std::fs::remove_file(ballast).expect("space returns");
    let daemon = site.start();
    told_once(&site, &daemon, &phone, &call);
}

#[test]
fn a_leak_the_store_cannot_take_at_all_reaches_the_telephone_and_is_told_once() {
    let site = Site::new();
    let phone = Phone::new();
    // The commit that holds the leak takes ten seconds.
    let daemon = site.start();
    plant::tell(&daemon, &phone);
    let credential = daemon.add_device("A001");
    assert_eq!(daemon.stop().code(), Some(0));
    let daemon = site.start_with(&[("FAILPOINTS", "store::hold=6*off->1*sleep(10000)->off")]);
    let mut device = crate::mqtt::Mqtt::device(daemon.mqtt, "A001", &credential);
    let mut seq = 0;
    let held = loop {
        seq += 1;
        let sent = Instant::now();
        device.publish("mcs/A001/up", &crate::mqtt::reading(crate::mqtt::unix_now(), seq, 100.0));
        if device.read(Duration::from_secs(1)) == crate::mqtt::Packet::Nothing {
            break sent;
        }
    };
    device.publish("mcs/A001/up", &crate::mqtt::reading(crate::mqtt::unix_now(), seq + 1, 1_500.0));
    let call = phone.wait_within(TOLD_WITHIN, "the leak", |call| call.says("raise", "A001"));
    assert!(held.elapsed() < Duration::from_secs(9), "while the commit was held");
    assert_eq!(call.alarms()[0]["unrecorded"], true);
    told_once(&site, &daemon, &phone, &call);
}
