//! What the river promises holds through a broker, too.

use super::mosquitto::{FOR_A_PLANT, Mosquitto, link};
use crate::{
    daemon::{Site, eventually},
    kill::{buffer_sent_again, killed_again_and_again, register},
    river::stored_once,
};

/// Readings at a time: a broker acknowledges faster than a daemon that is killed again and again can take them.
const STEP: usize = 1;

#[test]
fn whatever_moment_the_daemon_is_killed_at_the_broker_sends_what_it_had_not_stored() {
    let site = Site::new();
    let daemon = site.start();
    let credentials = register(&daemon);
    let Some(mosquitto) = Mosquitto::exported(&site) else { return };
    assert!(daemon.stop().success());
    let site = site.moved_behind(mosquitto.as_exported());
    let again = killed_again_and_again(&site, &credentials, STEP);
    assert_eq!(again, 0, "the broker never refused a device");
}

#[test]
fn what_the_broker_acknowledged_survives_kill_and_is_not_stored_twice() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    stored_once(&Site::behind(mosquitto.address));
}

#[test]
fn a_buffer_that_comes_through_the_broker_again_is_neither_stored_nor_judged_again() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    buffer_sent_again(&Site::behind(mosquitto.address));
}

#[test]
fn everything_that_was_stored_is_acknowledged_to_the_broker() {
    let Some(mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    let site = Site::behind(mosquitto.address);
    stored_once(&site);
    let daemon = site.start();
    eventually("nothing is owed", || {
        let link = link(&daemon);
        (link.connects == 1 && link.in_flight == 0).then_some(())
    });
    assert!(daemon.stop().success());
}
