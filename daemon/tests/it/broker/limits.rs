//! What a broker does with a plant is found out before it does it.

use mcs_core::{
    alarm::{Occurrence, Source, SystemCause},
    broker::{BrokerCheck, BrokerLimit, BrokerState, BrokerVerdict},
};
use tokio_stream::StreamExt as _;

use super::mosquitto::{AS_IT_COMES, FOR_A_PLANT, Mosquitto, link, wait_until};
use crate::{
    daemon::{Broker, Daemon, Site, eventually},
    kill::wait_until_counted,
    mqtt::{Mqtt, reading, unix_now},
    river::alarms,
};

fn of_limits(daemon: &Daemon) -> Option<Occurrence> {
    alarms(daemon).into_iter().find(|o| o.source == Source::System(SystemCause::BrokerLimits))
}

fn test(daemon: &Daemon) -> Vec<BrokerCheck> {
    daemon.within_deadline(async {
        let checks = daemon.client.test_broker().await.expect("a test");
        checks.collect::<Result<Vec<_>, _>>().await.expect("a whole test")
    })
}

fn verdict<'a>(checks: &'a [BrokerCheck], check: &str) -> (BrokerVerdict, &'a str) {
    let found = checks.iter().find(|c| c.check == check).unwrap_or_else(|| panic!("no {check} in {checks:?}"));
    (found.verdict, &found.found)
}

#[test]
fn mosquitto_as_it_comes_is_found_out_and_told_until_it_is_set_for_a_plant() {
    let Some(mut mosquitto) = Mosquitto::start(AS_IT_COMES) else { return };
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    let found = eventually("the limits are looked at", || Some(link(&daemon)).filter(|l| l.limits.in_flight.is_some()));
    assert_eq!(found.limits.in_flight, Some(BrokerLimit::Exactly(20)));
    assert!(found.limits.version.is_some_and(|version| version.contains("mosquitto")));
    assert_eq!(found.warnings.len(), 1, "{:?}", found.warnings);
    let alarm = eventually("people are told", || of_limits(&daemon));
    assert!(alarm.text.is_some_and(|text| text.contains("max_inflight_messages")));

    // Readings flow meanwhile, and the test is beside them.
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    let checks = test(&daemon);
    assert_eq!(verdict(&checks, "connection").0, BrokerVerdict::Good);
    assert_eq!(verdict(&checks, "in flight"), (BrokerVerdict::Bad, "20 publishes"));
    assert_eq!(verdict(&checks, "queue"), (BrokerVerdict::Bad, "1000 publishes behind those in flight"));
    device.deliver("mcs/A001/up", &reading(unix_now(), 2, 100.0));
    wait_until_counted(&daemon, 2);
    assert_eq!(link(&daemon).connects, 1, "the link was left alone");

    mosquitto.stop();
    mosquitto.start_again(FOR_A_PLANT);
    eventually("it is well", || {
        let link = link(&daemon);
        (link.state == BrokerState::Up && link.warnings.is_empty()).then_some(())
    });
    eventually("nobody need be told any more", || of_limits(&daemon).is_none_or(|o| !o.state.active()).then_some(()));
    let checks = test(&daemon);
    assert!(checks.iter().all(|check| check.verdict != BrokerVerdict::Bad), "{checks:?}");
    assert_eq!(link(&daemon).limits.in_flight, Some(BrokerLimit::AtLeast(2_500)));
}

#[test]
fn a_broker_that_makes_client_ids_of_user_names_keeps_our_session() {
    // The link and whatever is tried beside it would have one id there; a trial must not cost what is queued.
    let Some(mosquitto) = Mosquitto::start(&format!("{FOR_A_PLANT}use_username_as_clientid true\n")) else { return };
    let site = Site::new().moved_behind(Broker { user: "worker", ..Broker::open(mosquitto.address) });
    let daemon = site.start();
    wait_until(&daemon, BrokerState::Up);
    let checks = test(&daemon);
    assert_eq!(verdict(&checks, "connection").0, BrokerVerdict::Unknown, "{checks:?}");
    wait_until(&daemon, BrokerState::Up);
    let credential = daemon.add_device("A001");
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    wait_until_counted(&daemon, 1);
}
