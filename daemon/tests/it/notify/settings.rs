//! Channels, groups and routes are set, tried out and taken away; what is owed is looked at, dropped and sent again.

use std::{collections::BTreeMap, fs, path::Path};

use mcs_core::{
    alarm::{Condition, Priority, SystemCause},
    notice::{
        Change, ChannelEdit, ChannelKind, Delivery, DeliveryState, Effect, Outcome, Route, SettingKind, Supposition,
    },
};
use mcs_proto::{
    client::{ClientError, DeliveryQuery},
    error::ErrorKind,
};

use super::{
    phone::{Answer, Phone, YES},
    plant::{channel, group, name, set},
};
use crate::{
    daemon::{Daemon, Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
};

/// A secret nobody else has.
const SECRET: &str = "in-clear-0123456789abcdef";

fn refused<T>(daemon: &Daemon, answer: impl Future<Output = Result<T, ClientError>>) -> (ErrorKind, String) {
    match daemon.within_deadline(answer) {
        Ok(_) => panic!("not refused"),
        Err(ClientError::Refused { kind, message, .. }) => (kind, message),
        Err(other) => panic!("not a refusal: {other}"),
    }
}

/// A webhook to the telephone with a secret of its own.
fn hook(phone: &Phone) -> Change {
    Change::Channel(ChannelEdit {
        kind: Some(ChannelKind::Webhook),
        settings: BTreeMap::from([("url".to_owned(), Some(phone.url("/hook")))]),
        secrets: BTreeMap::from([("secret".to_owned(), Some(SECRET.to_owned()))]),
        ..ChannelEdit::of(name("hook"))
    })
}

/// Files below a folder that hold this text.
fn holding(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes())) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn owed(daemon: &Daemon) -> Vec<Delivery> {
    daemon.ask(daemon.client.deliveries(&DeliveryQuery::default()))
}

#[test]
fn a_test_goes_by_what_was_set_a_moment_ago() {
    let (site, phones) = (Site::new(), [Phone::new(), Phone::new()]);
    let daemon = site.start();
    let tests = |phone: &Phone| phone.calls().iter().filter(|call| call.alarms()[0]["kind"] == "test").count();
    for n in 0..10 {
        let (now, before) = (&phones[n % 2], &phones[(n + 1) % 2]);
        let (sent, not_sent) = (tests(now), tests(before));
        set(&daemon, &[hook(now)]);
        daemon.ask(daemon.client.test_channel(&name("hook")));
        assert_eq!((tests(now), tests(before)), (sent + 1, not_sent), "of try {n}");
    }
    set(&daemon, &[Change::Remove(SettingKind::Channel, name("hook"))]);
    let (kind, message) = refused(&daemon, daemon.client.test_channel(&name("hook")));
    assert_eq!((kind, message.as_str()), (ErrorKind::NotFound, "there is no channel hook"));
}

#[test]
fn a_channel_is_tried_by_the_path_of_alarms_and_its_secret_stands_nowhere() {
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    set(&daemon, &[hook(&phone), group("night", &["hook"])]);
    let said = daemon.ask(daemon.client.test_channel(&name("hook")));
    assert!(!said.is_empty());
    assert!(phone.calls().iter().any(|call| call.alarms().iter().any(|alarm| alarm["kind"] == "test")));
    let tested = eventually("the test is on record", || {
        let directory = daemon.ask(daemon.client.directory());
        directory.channel("hook").expect("it is there").tested.map(|_| directory)
    });
    assert_eq!(tested.channel("hook").expect("it is there").secrets, ["secret"]);
    assert!(!format!("{tested:?}").contains(SECRET));

    phone.answer(|_, _| Answer::with("403 Forbidden", "no"));
    let (kind, message) = refused(&daemon, daemon.client.test_channel(&name("hook")));
    assert_eq!(kind, ErrorKind::Failed);
    assert!(message.contains("hook") && !message.contains(SECRET), "{message}");
    let (kind, _) = refused(&daemon, daemon.client.test_channel(&name("none")));
    assert_eq!(kind, ErrorKind::NotFound);
    assert!(!daemon.log().contains(SECRET));
    assert!(daemon.stop().success());
    assert_eq!(holding(&site.data(), SECRET), [""; 0]);
}

#[test]
fn what_others_name_stays_and_everything_outlives_the_daemon() {
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    set(&daemon, &[hook(&phone), group("night", &["hook"])]);
    let remove = |kind, of| [Change::Remove(kind, name(of))];
    let (kind, message) =
        refused(&daemon, daemon.client.change_directory(&remove(SettingKind::Channel, "hook"), false));
    assert_eq!((kind, message.as_str()), (ErrorKind::Conflict, "channel hook is used by group night"));
    let before = daemon.ask(daemon.client.directory());
    daemon.kill();

    let daemon = site.start();
    assert_eq!(daemon.ask(daemon.client.directory()), before);
    daemon.ask(daemon.client.test_channel(&name("hook")));
    let changed = [remove(SettingKind::Group, "night"), remove(SettingKind::Channel, "hook")].concat();
    let changed = daemon.ask(daemon.client.change_directory(&changed, false));
    assert!(changed.iter().all(|changed| changed.effect == Effect::Removed));
}

#[test]
fn who_would_be_told_is_known_before_it_happens() {
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    daemon.add_device("A001");
    let route = Route {
        name: name("gas"),
        order: 10,
        priorities: vec![Priority::Critical, Priority::High],
        areas: Vec::new(),
        sensors: Vec::new(),
        conditions: Vec::new(),
        groups: vec![name("night"), name("chiefs")],
    };
    set(&daemon, &[hook(&phone), group("night", &["hook"]), group("chiefs", &["hook"]), Change::Route(route)]);
    let suppose = |condition, cause| Supposition {
        sn: (condition != Condition::System).then(|| "A001".parse().expect("a serial number")),
        condition,
        cause,
        priority: None,
        at: None,
    };
    let high = daemon.ask(daemon.client.simulate_notice(&suppose(Condition::High, None)));
    assert_eq!(high.simulation.outcome, Outcome::Told { groups: vec![name("night")] });
    assert_eq!(high.simulation.steps[0].groups, [name("night")]);
    assert!(high.simulation.steps.iter().any(|step| step.at > high.at && step.groups.contains(&name("chiefs"))));
    assert!(!high.simulation.everybody);
    let low = daemon.ask(daemon.client.simulate_notice(&suppose(Condition::LowBat, None)));
    assert_eq!((low.priority, low.simulation.everybody), (Priority::Low, true), "no route fits");
    let disk = daemon.ask(daemon.client.simulate_notice(&suppose(Condition::System, Some(SystemCause::DiskCritical))));
    assert_eq!((disk.priority, disk.sn.as_ref()), (Priority::Critical, None));
    assert!(phone.calls().is_empty(), "nothing is sent");
}

#[test]
fn what_is_owed_is_seen_dropped_with_a_reason_and_sent_again() {
    let site = Site::new();
    let phone = Phone::answering(|_, _| Answer::with("500 Internal Server Error", ""));
    let daemon = site.start();
    set(&daemon, &[hook(&phone), group("night", &["hook"])]);
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1_500.0));
    phone.wait("a first try", |call| call.says("raise", "A001"));
    let delivery = eventually("a try is on record", || {
        let delivery = owed(&daemon).into_iter().find(|delivery| delivery.facts.condition == Some(Condition::High))?;
        let record = daemon.ask(daemon.client.delivery(delivery.id));
        (!record.attempts.is_empty()).then_some(record)
    });
    assert_eq!(delivery.delivery.state, DeliveryState::Sending);
    assert!(delivery.text.contains("A001"), "{}", delivery.text);
    let id = delivery.delivery.id;

    let (kind, _) = refused(&daemon, daemon.client.retry_deliveries(&[id]));
    assert_eq!(kind, ErrorKind::Conflict, "it is being tried");
    let dropped = daemon.ask(daemon.client.drop_deliveries(&[id], "told by telephone"));
    assert_eq!(dropped[0].state, DeliveryState::Dropped);
    let (kind, message) = refused(&daemon, daemon.client.drop_deliveries(&[id], "again"));
    assert_eq!(kind, ErrorKind::Conflict);
    assert!(message.contains("settled"), "{message}");
    let (kind, _) = refused(&daemon, daemon.client.drop_deliveries(&[id, 4_711], "again"));
    assert_eq!(kind, ErrorKind::NotFound);

    phone.answer(|_, _| YES);
    daemon.ask(daemon.client.retry_deliveries(&[id]));
    eventually("it is accepted", || {
        let record = daemon.ask(daemon.client.delivery(id));
        (record.delivery.state == DeliveryState::Accepted).then_some(())
    });
    let alarm = delivery.delivery.facts.occurrence.expect("an alarm");
    let outcomes = daemon.ask(daemon.client.outcomes(alarm));
    assert_eq!(outcomes[0].outcome, Outcome::Told { groups: vec![name("night")] });
    assert_eq!(outcomes[0].event, delivery.delivery.event);
}

#[test]
fn tests_leave_a_robot_what_is_kept_for_criticals() {
    /// What `DingTalk` bears in a minute, without what is kept for critical alarms.
    const TESTS: usize = 10;
    let (site, phone) = (Site::new(), Phone::new());
    let daemon = site.start();
    set(&daemon, &[channel("robot", ChannelKind::Dingtalk, &phone), group("night", &["robot"])]);
    for _ in 0..TESTS {
        daemon.ask(daemon.client.test_channel(&name("robot")));
    }
    for _ in 0..5 {
        let (_, message) = refused(&daemon, daemon.client.test_channel(&name("robot")));
        assert!(message.contains("robot"), "{message}");
    }
    assert_eq!(phone.calls().len(), TESTS, "one that is refused is not sent");
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    device.deliver("mcs/A001/up", &reading(unix_now(), 1, 2_500.0));
    phone.wait("the critical goes out all the same", |call| call.json.to_string().contains("A001"));
}

#[test]
fn what_a_channel_that_is_switched_off_or_removed_owes_is_told_to_the_next_group() {
    for removed in [false, true] {
        let site = Site::new();
        let (dead, phone) = (Phone::answering(|_, _| Answer::with("500 Internal Server Error", "")), Phone::new());
        let daemon = site.start();
        let robot = channel("robot", ChannelKind::Dingtalk, &dead);
        let route = Route {
            name: name("gas"),
            order: 10,
            priorities: Vec::new(),
            areas: Vec::new(),
            sensors: Vec::new(),
            conditions: Vec::new(),
            groups: vec![name("night"), name("chiefs")],
        };
        let chiefs = group("chiefs", &["hook"]);
        set(&daemon, &[robot, hook(&phone), group("night", &["robot"]), chiefs, Change::Route(route)]);
        let credential = daemon.add_device("A001");
        let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
        device.deliver("mcs/A001/up", &reading(unix_now(), 1, 1_500.0));
        dead.wait("a first try", |call| call.json.to_string().contains("A001"));
        if removed {
            // It is not in the group any more that has to be told by others from now on.
            set(&daemon, &[group("night", &["hook"]), Change::Remove(SettingKind::Channel, name("robot"))]);
        } else {
            let off = ChannelEdit { enabled: Some(false), ..ChannelEdit::of(name("robot")) };
            set(&daemon, &[Change::Channel(off)]);
        }
        let told = phone.wait("the chiefs are told", |call| call.says("escalate", "A001"));
        let tries = dead.calls().iter().filter(|call| call.json.to_string().contains("A001")).count();
        assert!(tries < 3, "before the robot itself is hopeless: {tries} tries, then {told:?}");
    }
}
