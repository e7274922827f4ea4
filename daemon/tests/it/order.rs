//! Readings of one connection are judged in the order in which they were sent.

use mcs_core::reading::Flags;

use crate::{
    daemon::{DEADLINE, Site},
    mqtt::{Mqtt, Packet, reading, unix_now},
    river::history,
};

const READINGS: u16 = 20_000;
/// On their way unacknowledged at any time: the endpoint has many of one connection at hand.
const WINDOW: u16 = 60;

#[test]
fn a_pipelined_connection_is_heard_in_the_order_it_was_sent() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let mut acknowledged = 0;
    let mut sent = 0;
    while acknowledged < READINGS {
        while sent < READINGS && sent < acknowledged + WINDOW {
            device.publish("mcs/A001/up", &reading(unix_now(), sent, 100.0));
            sent += 1;
        }
        assert!(matches!(device.read(DEADLINE), Packet::PubAck { reason: 0, .. }));
        acknowledged += 1;
    }
    let stored = history(&daemon, "A001");
    assert_eq!(stored.len(), usize::from(READINGS));
    let passed_over = stored.iter().filter(|r| r.flags.has(Flags::OUT_OF_ORDER)).count();
    assert_eq!(passed_over, 0, "a reading heard after a newer one is not judged");
}
