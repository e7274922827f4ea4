//! Who is told and by what, and what became of it.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{Condition, Priority, SystemCause, Withheld},
    id::{EventId, ShortName},
    notice::{
        Change, Changed, Channel, ChannelEdit, ChannelKind, Contact, Directory, Effect, Group, Language, Misfit,
        Noticed, Outcome, Policy, Route, RouteTried, ScheduleOverride, ScheduleSays, SettingKind, Simulation, Supposed,
        Supposition,
    },
    sensor::SensorType,
    time::{Span, Timestamp},
};
use mcs_proto::wire;

use super::back;

fn name(text: &str) -> ShortName {
    text.parse().expect("a name")
}

fn at(us: i64) -> Timestamp {
    Timestamp::from_micros(us)
}

fn directory() -> Directory {
    let channels = ChannelKind::ALL.map(|kind| Channel {
        name: name(kind.as_str()),
        kind,
        enabled: kind != ChannelKind::Smtp,
        settings: BTreeMap::from([("url".to_owned(), "https://example.com".to_owned())]),
        secrets: vec!["secret".to_owned()],
        revision: 3,
        tested: (kind == ChannelKind::Wecom).then(|| at(7)),
    });
    let contact = Contact {
        name: name("wang"),
        full_name: Some("王伟".to_owned()),
        email: None,
        phone: Some("13800000000".to_owned()),
        language: Language::English,
        enabled: false,
    };
    let route = Route {
        name: name("gas"),
        order: 10,
        priorities: Priority::ALL.to_vec(),
        areas: vec![name("tank-farm")],
        sensors: SensorType::ALL.to_vec(),
        conditions: Condition::ALL.to_vec(),
        groups: vec![name("shift")],
    };
    let over = ScheduleOverride { by: "zhao".to_owned(), reason: "commissioning".to_owned(), until: at(9) };
    let policy = Policy {
        schedule: "Sat-Mon 20:00-06:30".parse().ok(),
        schedule_override: Some(over),
        heartbeat_url: Some("https://example.com/ping".to_owned()),
        alive_at: Some((23, 59)),
        ..Policy::default()
    };
    Directory {
        channels: channels.to_vec(),
        contacts: vec![contact],
        groups: vec![Group { name: name("shift"), contacts: vec![name("wang")], channels: vec![name("smtp")] }],
        routes: vec![route],
        policy,
    }
}

#[test]
fn a_directory_comes_back_the_same() {
    for directory in [directory(), Directory::default()] {
        assert_eq!(back::<wire::Directory, _>(&directory), directory);
    }
}

#[test]
fn changes_and_what_they_did_come_back_the_same() {
    let Directory { contacts, groups, routes, policy, .. } = directory();
    let mut edit =
        ChannelEdit { kind: Some(ChannelKind::Feishu), enabled: Some(false), ..ChannelEdit::of(name("robot")) };
    edit.settings = BTreeMap::from([("a".to_owned(), Some("b".to_owned())), ("c".to_owned(), None)]);
    edit.secrets = BTreeMap::from([("token".to_owned(), Some("x".to_owned())), ("secret".to_owned(), None)]);
    let changes = [
        Change::Channel(edit),
        Change::Channel(ChannelEdit::of(name("robot"))),
        Change::Contact(contacts[0].clone()),
        Change::Group(groups[0].clone()),
        Change::Route(routes[0].clone()),
        Change::Policy(policy),
        Change::Remove(SettingKind::Channel, name("robot")),
    ];
    for change in changes {
        assert_eq!(back::<wire::DirectoryChange, _>(&change), change);
    }
    for (kind, effect) in SettingKind::ALL.into_iter().zip(Effect::ALL.into_iter().cycle()) {
        let done = Changed { kind, name: name("x"), effect, remarks: vec!["a remark".to_owned()] };
        assert_eq!(back::<wire::DirectoryChanged, _>(&done), done);
    }
}

#[test]
fn outcomes_and_suppositions_come_back_the_same() {
    let outcomes = [
        Outcome::Told { groups: vec![name("shift")] },
        Outcome::Folded,
        Outcome::Held { until: at(5) },
        Outcome::Withheld { why: Withheld::OutOfService },
        Outcome::Summarised,
        Outcome::Nobody,
        Outcome::Nothing,
    ];
    for outcome in outcomes {
        let noticed = Noticed { event: EventId(u128::MAX), at: at(1), outcome: outcome.clone() };
        assert_eq!(back::<wire::NoticeOutcome, _>(&noticed), noticed);
        for schedule in
            [ScheduleSays::None, ScheduleSays::Open, ScheduleSays::Ignored, ScheduleSays::Held { until: at(6) }]
        {
            let simulation = Simulation {
                outcome: outcome.clone(),
                schedule,
                routes: vec![
                    RouteTried { name: name("power"), why_not: Some(Misfit::Sensor) },
                    RouteTried { name: name("gas"), why_not: None },
                ],
                everybody: true,
                unreachable: vec![name("chiefs")],
                steps: Vec::new(),
                repeats_every: Some(Span::mins(5)),
                nobody_answered: Some(at(8)),
            };
            let supposed = Supposed {
                sn: None,
                name: None,
                area: Some(name("tank-farm")),
                sensor: None,
                condition: Condition::System,
                priority: Priority::Critical,
                at: at(2),
                simulation,
            };
            assert_eq!(back::<wire::SimulateNoticeResponse, _>(&supposed), supposed);
        }
    }
    let suppose = Supposition {
        sn: Some("A001".parse().expect("a serial number")),
        condition: Condition::High,
        cause: Some(SystemCause::DiskLow),
        priority: Some(Priority::Low),
        at: Some(at(3)),
    };
    assert_eq!(back::<wire::SimulateNoticeRequest, _>(&suppose), suppose);
}

#[test]
fn a_policy_that_means_nothing_is_refused() {
    let good = wire::Policy::from(&directory().policy);
    for alive in ["24:00", "8", "08:60", "-1:00", "a:b"] {
        let wrong = wire::Policy { alive_at: Some(alive.to_owned()), ..good.clone() };
        assert!(Policy::try_from(wrong).is_err(), "{alive}");
    }
    let days = wire::Schedule { days: vec![0], ..good.schedule.clone().expect("one") };
    assert!(Policy::try_from(wire::Policy { schedule: Some(days), ..good }).is_err(), "there is no day 0");
}
