//! Who is told and by what, looked up by name.

use std::collections::BTreeMap;

use mcs_core::notice::{Channel, ChannelKind, Contact, Directory, Group, Language};

use crate::stage::{name, route};

fn contact(called: &str, enabled: bool) -> Contact {
    Contact { name: name(called), full_name: None, email: None, phone: None, language: Language::Chinese, enabled }
}

fn channel(called: &str) -> Channel {
    Channel {
        name: name(called),
        kind: ChannelKind::Webhook,
        enabled: true,
        settings: BTreeMap::new(),
        secrets: Vec::new(),
        revision: 1,
        tested: None,
    }
}

fn directory() -> Directory {
    let group = |called: &str, members: &[&str]| Group {
        name: name(called),
        contacts: members.iter().map(|member| name(member)).collect(),
        channels: Vec::new(),
    };
    Directory {
        channels: vec![channel("mail"), channel("robot")],
        contacts: vec![contact("li", true), contact("wang", false), contact("zhao", true)],
        groups: vec![group("day", &["zhao"]), group("night", &["zhao", "wang", "gone", "li"])],
        routes: vec![route("gas", &["night"]), route("all", &["day"])],
        ..Directory::default()
    }
}

#[test]
fn everything_is_found_by_its_own_name_only() {
    let directory = directory();
    assert_eq!(directory.channel("robot").map(|it| it.name.as_str()), Some("robot"));
    assert_eq!(directory.contact("zhao").map(|it| it.name.as_str()), Some("zhao"));
    assert_eq!(directory.group("night").map(|it| it.name.as_str()), Some("night"));
    assert_eq!(directory.route("all").map(|it| it.name.as_str()), Some("all"));
    assert!(directory.channel("night").is_none());
    assert!(directory.contact("mail").is_none());
    assert!(directory.group("gas").is_none());
    assert!(directory.route("li").is_none());
}

#[test]
fn of_a_group_those_are_told_who_are_to_be_told_at_all() {
    let directory = directory();
    let members = |group: &str| directory.members(group).into_iter().map(|it| it.name.to_string()).collect::<Vec<_>>();
    assert_eq!(members("night"), ["zhao", "li"], "in the order of the group, without who is gone");
    assert_eq!(members("day"), ["zhao"]);
    assert_eq!(members("nobody"), [""; 0]);
}
