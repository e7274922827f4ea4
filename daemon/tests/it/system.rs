//! What the system says of itself on the real daemon: raised with words that say what to do, and over when it is.

use mcs_core::{
    alarm::{LifeState, Occurrence, Source, SystemCause},
    calibration::Coefficients,
    time::Span,
};
use mcs_proto::client::AlarmQuery;

use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
};

fn standing(daemon: &Daemon, cause: SystemCause) -> Option<Occurrence> {
    let query = AlarmQuery { include_closed: false, sn: None };
    daemon.ask(daemon.client.alarms(&query)).alarms.into_iter().find(|o| o.source == Source::System(cause))
}

#[test]
fn a_calibration_that_is_due_soon_is_told_until_it_is_renewed() {
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    let sn = "A001".parse().expect("a serial number");
    let plain = Coefficients::new(1.0, 0.0, 25.0, 0.0).expect("valid coefficients");
    let soon = daemon.status().now + Span::hours(13 * 24);
    daemon.ask(daemon.client.set_calibration(&sn, plain, Some(soon), None));
    let due = eventually("it is told", || standing(&daemon, SystemCause::CalibrationDue));
    assert!(due.text.is_some_and(|text| text.contains("A001")));
    let later = daemon.status().now + Span::hours(100 * 24);
    daemon.ask(daemon.client.set_calibration(&sn, plain, Some(later), None));
    eventually("it is over", || {
        standing(&daemon, SystemCause::CalibrationDue).filter(|o| o.state == LifeState::UnackReturned)
    });
}

#[test]
fn a_device_that_sends_far_more_than_its_period_allows_is_named() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    // A report each 10 s: five times as many are 30 a minute.
    let now = unix_now();
    for seq in 0..40 {
        device.deliver("mcs/A001/up", &reading(now, seq, 100.0));
    }
    let loud = eventually("it is told", || standing(&daemon, SystemCause::AbnormalTraffic));
    assert!(loud.text.is_some_and(|text| text.contains("A001")));
}
