//! The broker goes away and comes back, under load: nothing acknowledged is lost, and people are told what is so.

use std::{
    thread,
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, Notice, Occurrence, Priority, Source, SystemCause},
    broker::BrokerState,
    device::{Credential, PointSettings},
};
use mcs_proto::client::AlarmQuery;

use super::mosquitto::{FOR_A_PLANT, Mosquitto, wait_until};
use crate::{
    daemon::{Daemon, Site, eventually},
    devices::{ALL, DEVICES, Devices, name},
    kill::{check_stored, wait_until_counted},
};

/// Within this people know that the link is lost, also when the broker keeps its connections open.
const KNOWN_WITHIN: Duration = Duration::from_secs(16);
/// Devices are offline after this: longer than it takes to know that the link is lost, as it is in a plant.
const OFFLINE_AFTER_S: u16 = 17;
/// The outage lasts until every device would have been offline.
const OUTAGE: Duration = Duration::from_secs(22);

fn settings() -> PointSettings {
    let mut settings = Daemon::methane();
    (settings.rules.off_delay_s, settings.rules.offline_after_s) = (Some(0), Some(OFFLINE_AFTER_S));
    settings.period_s = 1;
    settings
}

fn register(daemon: &Daemon) -> Vec<Credential> {
    (0..DEVICES).map(|number| daemon.add_with(&name(number), settings())).collect()
}

fn every_alarm(daemon: &Daemon) -> Vec<Occurrence> {
    daemon.ask(daemon.client.alarms(&AlarmQuery { include_closed: true, sn: None })).alarms
}

fn of_link(daemon: &Daemon) -> Option<Occurrence> {
    every_alarm(daemon).into_iter().find(|o| o.source == Source::System(SystemCause::BrokerLink))
}

/// Devices that people were told of as offline, but for those that were lost in gas: these are told whatever the reason.
fn called_offline(daemon: &Daemon) -> Vec<String> {
    let offline = every_alarm(daemon)
        .into_iter()
        .filter(|o| o.condition == Condition::Offline && o.priority < Priority::Critical);
    let told = offline.filter(|o| {
        let (_, transitions) = daemon.ask(daemon.client.alarm(o.id));
        transitions.iter().any(|t| t.notice == Notice::Announce)
    });
    told.filter_map(|o| o.sn).map(|sn| sn.to_string()).collect()
}

/// Devices send, the broker goes away for a while and comes back, and all of it is stored.
fn outage(mosquitto: &mut Mosquitto, away: impl FnOnce(&mut Mosquitto), back: impl FnOnce(&mut Mosquitto)) {
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    let credentials = register(&daemon);
    wait_until(&daemon, BrokerState::Up);
    assert!(of_link(&daemon).is_none(), "nothing was ever wrong with it");
    let devices = Devices::begin(&credentials);
    devices.connect_to(Some(&daemon));
    devices.pace_until(ALL / 4, "a part is sent", || daemon.status().readings > ALL as u64 / 8);

    let gone = Instant::now();
    away(mosquitto);
    let alarm = eventually("people are told that the link is lost", || of_link(&daemon).filter(|o| o.state.active()));
    assert!(gone.elapsed() < KNOWN_WITHIN, "{:?}", gone.elapsed());
    let lost = wait_until(&daemon, BrokerState::Lost);
    assert!(lost.why.is_some(), "{lost:?}");
    // Time itself is what is tested here: that long every device is silent.
    thread::sleep(OUTAGE.saturating_sub(gone.elapsed()));
    assert_eq!(called_offline(&daemon), Vec::<String>::new(), "the link explains the silence of all");

    back(mosquitto);
    wait_until(&daemon, BrokerState::Up);
    eventually("the alarm is over", || of_link(&daemon).filter(|o| o.id == alarm.id && !o.state.active()));
    let times = devices.finish();
    wait_until_counted(&daemon, ALL);
    check_stored(&daemon, &times);
    assert_eq!(called_offline(&daemon), Vec::<String>::new(), "all were heard again");
}

#[test]
fn a_broker_that_is_restarted_under_load_loses_nothing_and_no_device_is_called_offline() {
    let Some(mut mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    outage(&mut mosquitto, Mosquitto::stop, |mosquitto| mosquitto.start_again(FOR_A_PLANT));
}

#[test]
fn a_broker_that_stands_still_under_load_is_noticed_loses_nothing_and_no_device_is_called_offline() {
    let Some(mut mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    outage(&mut mosquitto, |mosquitto| mosquitto.pause(), |mosquitto| mosquitto.resume());
}

#[test]
fn a_broker_that_is_not_there_at_the_start_is_told_and_taken_up_when_it_comes() {
    let Some(mut mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    mosquitto.stop();
    let site = Site::behind(mosquitto.address);
    let daemon = site.start();
    let alarm = eventually("people are told", || of_link(&daemon));
    assert!(alarm.state.active());
    mosquitto.start_again(FOR_A_PLANT);
    wait_until(&daemon, BrokerState::Up);
    eventually("the alarm is over", || of_link(&daemon).filter(|o| !o.state.active()));
    drop(daemon);

    // A plant that left its broker is not told of it for ever.
    mosquitto.stop();
    let daemon = site.start();
    eventually("it is lost again", || of_link(&daemon).filter(|o| o.state.active()));
    drop(daemon);
    let site = site.without_broker();
    let daemon = site.start();
    eventually("nothing is wrong with a broker that is none", || of_link(&daemon).filter(|o| !o.state.active()));
    assert_eq!(daemon.ask(daemon.client.broker()), None);
}
