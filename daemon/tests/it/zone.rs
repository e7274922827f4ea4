//! Zones on the real daemon: members vote, a missing one makes gas no harder to confirm, a kill changes nothing.

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, SystemCause},
    device::{Credential, NewDevice, PointSettings},
    id::{ShortName, ZoneId},
    zone::{Degrade, Unknown, Zone, ZoneLevel, ZoneState},
};
use mcs_proto::{
    client::{AlarmQuery, ClientError},
    error::ErrorKind,
};

use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
};

fn name() -> ShortName {
    "TANKS".parse().expect("a name")
}

fn two_of_three() -> Zone {
    let (level, degrade) = (ZoneLevel::A1, Degrade::Reduce);
    Zone { id: ZoneId(0), name: name(), votes: 2, level, degrade, revision: 0 }
}

/// Registers a methane detector in the zone, with A1 at 1000 and A2 at 2000.
fn member(daemon: &Daemon, sn: &str, settings: PointSettings) -> Credential {
    let credential = daemon.add_with(sn, settings);
    let device = daemon.ask(daemon.client.device(&sn.parse().expect("a serial number")));
    let device = mcs_core::device::Device { zone: Some(name()), ..device };
    daemon.ask(daemon.client.set_device(&device, false));
    credential
}

fn zone_alarm(daemon: &Daemon) -> Option<Occurrence> {
    let query = AlarmQuery { include_closed: false, sn: None };
    daemon.ask(daemon.client.alarms(&query)).alarms.into_iter().find(|o| o.condition == Condition::Zone)
}

fn state(daemon: &Daemon) -> ZoneState {
    let zones = daemon.ask(daemon.client.zones());
    zones.into_iter().find(|zone| zone.name == name()).expect("it is listed")
}

fn kind(error: &ClientError) -> ErrorKind {
    match error {
        ClientError::Refused { kind, .. } => *kind,
        other => panic!("not refused: {other}"),
    }
}

struct Detector {
    sn: &'static str,
    mqtt: Mqtt,
    seq: u16,
}

impl Detector {
    fn new(daemon: &Daemon, sn: &'static str, credential: &Credential) -> Self {
        Self { sn, mqtt: Mqtt::device(daemon.mqtt, sn, credential), seq: 0 }
    }

    fn reads(&mut self, value: f64) {
        self.seq += 1;
        self.mqtt.deliver(&format!("mcs/{}/up", self.sn), &reading(unix_now(), self.seq, value));
    }
}

#[test]
fn two_of_three_agree_and_a_kill_changes_nothing() {
    let site = Site::new();
    let daemon = site.start();
    let unset = member(&daemon, "A001", Daemon::methane());
    assert_eq!(state(&daemon).zone, None, "named by a device, set up by nobody");
    let set = daemon.ask(daemon.client.set_zone(&two_of_three()));
    assert_eq!((set.revision, set.votes), (1, 2));
    let credentials = [unset, member(&daemon, "A002", Daemon::methane()), member(&daemon, "A003", Daemon::methane())];
    let sns = ["A001", "A002", "A003"];
    let mut detectors: Vec<Detector> =
        sns.iter().zip(&credentials).map(|(sn, credential)| Detector::new(&daemon, sn, credential)).collect();
    for detector in &mut detectors {
        detector.reads(100.0);
    }
    assert_eq!((state(&daemon).votes, state(&daemon).needed, state(&daemon).blind), (0, 2, false));

    detectors[0].reads(1500.0);
    let first = daemon.open_alarm("A001", Condition::High).expect("it alarms for itself");
    assert_eq!((first.zone, first.first_out), (Some(name()), true));
    assert_eq!((state(&daemon).votes, zone_alarm(&daemon)), (1, None));
    assert_eq!(state(&daemon).text, "1 of 2: A001");

    detectors[1].reads(1500.0);
    let raised = eventually("the zone alarms", || zone_alarm(&daemon));
    assert_eq!((raised.priority, raised.state), (Priority::Critical, LifeState::UnackActive));
    assert_eq!((raised.zone.clone(), raised.text.as_deref()), (Some(name()), Some("2 of 2: A001, A002")));
    let second = daemon.open_alarm("A002", Condition::High).expect("it alarms for itself");
    assert!(!second.first_out, "only the first is");

    drop(detectors);
    daemon.kill();
    let daemon = site.start();
    assert_eq!(zone_alarm(&daemon).map(|o| (o.id, o.state)), Some((raised.id, LifeState::UnackActive)));
    let first = daemon.open_alarm("A001", Condition::High).expect("it stands");
    assert!(first.first_out, "the mark survives");
    assert_eq!(state(&daemon).text, "2 of 2: A001, A002", "nobody is missing because we were");

    let acked = daemon.ask(daemon.client.acknowledge(&[raised.id], None));
    assert_eq!(acked[0].state, LifeState::AckedActive);
    let refused = daemon.within_deadline(daemon.client.reset(raised.id, None, None)).expect_err("it is present");
    assert_eq!(kind(&refused), ErrorKind::Conflict);
    let seen = state(&daemon).zone.expect("it votes");
    let outdated = daemon.within_deadline(daemon.client.set_zone(&two_of_three())).expect_err("it is at revision 1");
    assert_eq!(kind(&outdated), ErrorKind::Conflict);
    daemon.ask(daemon.client.set_zone(&Zone { votes: 3, ..seen }));
    let latched = zone_alarm(&daemon).expect("it latches");
    assert_eq!(latched.state, LifeState::LatchedAcked, "an engineer asked for more votes");
    let reset = daemon.ask(daemon.client.reset(raised.id, None, None));
    assert_eq!(reset.state, LifeState::Normal);

    daemon.ask(daemon.client.remove_zone(&name(), "tanks dismantled"));
    assert_eq!(state(&daemon).zone, None);
    let gone = daemon.within_deadline(daemon.client.remove_zone(&name(), "again")).expect_err("it is gone");
    assert_eq!(kind(&gone), ErrorKind::NotFound);
}

#[test]
fn a_detector_that_is_lost_makes_gas_no_harder_to_confirm_and_a_blind_zone_says_so() {
    let site = Site::new();
    let daemon = site.start();
    daemon.ask(daemon.client.set_zone(&two_of_three()));
    let mut settings = PointSettings { period_s: 1, ..Daemon::methane() };
    settings.rules.offline_after_s = Some(3);
    let sns = ["A001", "A002"];
    let credentials = sns.map(|sn| member(&daemon, sn, settings.clone()));
    let mut lost = Detector::new(&daemon, "A002", &credentials[1]);
    let mut heard = Detector::new(&daemon, "A001", &credentials[0]);
    lost.reads(100.0);
    heard.reads(1500.0);
    assert_eq!((state(&daemon).votes, state(&daemon).needed), (1, 2));
    let alone = eventually("one is enough", || {
        heard.reads(1500.0);
        zone_alarm(&daemon)
    });
    assert_eq!(alone.text.as_deref(), Some("1 of 1: A001; 2oo2 → 1oo1, A002 offline"));
    let members = state(&daemon).members;
    assert_eq!(members.iter().map(|member| member.unknown).collect::<Vec<_>>(), [None, Some(Unknown::Offline)]);

    let blind = eventually("nobody is heard", || {
        let query = AlarmQuery { include_closed: false, sn: None };
        let system = |o: &Occurrence| o.source == mcs_core::alarm::Source::System(SystemCause::ZoneBlind);
        daemon.ask(daemon.client.alarms(&query)).alarms.into_iter().find(system)
    });
    assert!(blind.text.is_some_and(|text| text.contains("TANKS")));
    assert!(zone_alarm(&daemon).is_some_and(|o| o.state.active() && o.held), "its vote is held");
    assert!(state(&daemon).blind);
}

#[test]
fn a_second_blind_zone_is_announced_though_somebody_knows_of_the_first() {
    let site = Site::new();
    let daemon = site.start();
    let mut settings = PointSettings { period_s: 1, ..Daemon::methane() };
    settings.rules.offline_after_s = Some(3);
    let zones = ["EAST", "WEST"].map(|name| Zone { name: name.parse().expect("a name"), votes: 1, ..two_of_three() });
    let mut detectors = [("A001", &zones[0]), ("A002", &zones[1])].map(|(sn, zone)| {
        daemon.ask(daemon.client.set_zone(zone));
        let credential = daemon.add_with(sn, settings.clone());
        let device = daemon.ask(daemon.client.device(&sn.parse().expect("a serial number")));
        let device = mcs_core::device::Device { zone: Some(zone.name.clone()), ..device };
        daemon.ask(daemon.client.set_device(&device, false));
        Detector::new(&daemon, sn, &credential)
    });
    for detector in &mut detectors {
        detector.reads(100.0);
    }
    let blind = || {
        let query = AlarmQuery { include_closed: false, sn: None };
        let system = |o: &Occurrence| o.source == mcs_core::alarm::Source::System(SystemCause::ZoneBlind);
        daemon.ask(daemon.client.alarms(&query)).alarms.into_iter().find(system)
    };
    let says = |o: &Occurrence, name: &str| o.text.as_deref().is_some_and(|text| text.contains(name));
    let first = eventually("EAST is blind", || {
        detectors[1].reads(100.0);
        blind().filter(|o| says(o, "EAST") && !says(o, "WEST"))
    });
    daemon.ask(daemon.client.acknowledge(&[first.id], Some("sent somebody")));
    let both = eventually("WEST is blind too", || blind().filter(|o| says(o, "WEST")));
    assert_eq!(both.id, first.id);
    let again = eventually("it is announced again", || {
        let (_, steps) = daemon.ask(daemon.client.alarm(first.id));
        steps.into_iter().find(|step| step.kind == mcs_core::alarm::TransitionKind::Realarm)
    });
    assert_eq!(again.notice, mcs_core::alarm::Notice::Announce);
}

#[test]
fn a_new_device_is_in_its_zone_at_once() {
    let site = Site::new();
    let daemon = site.start();
    daemon.ask(daemon.client.set_zone(&two_of_three()));
    let new = NewDevice {
        sn: "A009".parse().expect("a serial number"),
        name: None,
        area: None,
        zone: Some(name()),
        instrument: None,
        position: None,
        settings: Daemon::methane(),
        share_user: None,
    };
    daemon.ask(daemon.client.add_device(&new));
    let zone = state(&daemon);
    assert_eq!(zone.members.len(), 1);
    assert_eq!(zone.members[0].unknown, Some(Unknown::NotCommissioned));
    assert!(!zone.blind, "what was never heard of is not lost");
}
