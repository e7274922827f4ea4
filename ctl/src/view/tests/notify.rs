//! Who is told and by what, and what became of it.

use std::collections::BTreeMap;

use mcs_core::{
    alarm::{Condition, LifeState, Priority},
    id::{EventId, OccurrenceId, ShortName},
    notice::{
        Attempt, AttemptOutcome, Channel, ChannelKind, Contact, Delivery, DeliveryState, Directory, Facts, Group,
        ItemKind, Language, Misfit, Outcome, Policy, Route, RouteTried, ScheduleOverride, ScheduleSays, SimulatedStep,
        Simulation, Supposed,
    },
    quantity::Unit,
    sensor::SensorType,
    time::Span,
};
use mcs_proto::client::DeliveryRecord;

use super::{
    super::notify::{
        delivery::{Parcel, Record},
        simulation::Simulated,
    },
    at, list, one, sn,
};
use crate::output::Format;

fn name(text: &str) -> ShortName {
    ShortName::new(text).expect("a name")
}

fn channel(of: &str, kind: ChannelKind, enabled: bool) -> Channel {
    Channel {
        name: name(of),
        kind,
        enabled,
        settings: BTreeMap::from([("format".to_owned(), "markdown".to_owned())]),
        secrets: vec!["access_token".to_owned()],
        revision: 2,
        tested: None,
    }
}

fn directory() -> Directory {
    let contact = |of: &str, enabled| Contact {
        name: name(of),
        full_name: Some("王伟".to_owned()),
        email: None,
        phone: Some("13800000000".to_owned()),
        language: Language::Chinese,
        enabled,
    };
    Directory {
        channels: vec![channel("robot", ChannelKind::Dingtalk, true), channel("sms", ChannelKind::AliyunSms, false)],
        contacts: vec![contact("wang", true), contact("li", false)],
        groups: vec![
            Group {
                name: name("shift"),
                contacts: vec![name("wang"), name("li")],
                channels: vec![name("robot"), name("sms")],
            },
            Group { name: name("chiefs"), contacts: Vec::new(), channels: vec![name("robot")] },
        ],
        routes: vec![Route {
            name: name("gas"),
            order: 10,
            priorities: vec![Priority::Critical, Priority::High],
            areas: Vec::new(),
            sensors: vec![SensorType::CH4],
            conditions: Vec::new(),
            groups: vec![name("shift"), name("chiefs")],
        }],
        policy: Policy {
            schedule: "Mon-Fri 20:00-06:00".parse().ok(),
            schedule_override: Some(ScheduleOverride {
                by: "zhao".to_owned(),
                reason: "commissioning".to_owned(),
                until: at("2026-11-22T00:00:00Z"),
            }),
            heartbeat_url: None,
            alive_at: Some((8, 0)),
            ..Policy::default()
        },
    }
}

fn facts() -> Facts {
    Facts {
        kind: ItemKind::Raise,
        occurrence: Some(OccurrenceId(42)),
        sn: Some(sn("A001")),
        name: Some("pump 1".to_owned()),
        area: Some(name("tank-farm")),
        zone: None,
        sensor: Some(SensorType::CH4),
        condition: Some(Condition::High),
        cause: None,
        priority: Priority::High,
        state: LifeState::UnackActive,
        value: Some(1500.0),
        peak: Some(1500.0),
        limit: Some(1000.0),
        unit: Some(Unit::Ppm),
        decimals: 1,
        raised: at("2026-11-21T02:00:00Z"),
        at: at("2026-11-21T02:00:00Z"),
        returned: None,
        by: None,
        text: None,
        folded: 0,
        held: false,
        mask: None,
        unrecorded: false,
        drill: false,
        late: false,
        lines: Vec::new(),
    }
}

fn delivery() -> Delivery {
    Delivery {
        id: 7,
        event: EventId(32),
        channel: name("robot"),
        group: name("shift"),
        created: at("2026-11-21T02:00:00.5Z"),
        state: DeliveryState::Sending,
        settled: None,
        message: Some(EventId(33)),
        detail: None,
        facts: facts(),
    }
}

#[test]
fn whoever_is_told_is_a_table_for_people_and_fields_for_programs() {
    let Directory { channels, contacts, groups, routes, policy } = directory();
    insta::assert_snapshot!(
        [
            list(Format::Table, &channels),
            list(Format::Csv, &channels),
            list(Format::Table, &contacts),
            list(Format::Table, &groups),
            list(Format::Table, &routes),
            list(Format::Json, &routes),
            one(Format::Table, &policy),
        ]
        .join("\n")
    );
}

#[test]
fn a_delivery_says_what_was_tried_and_its_ids_are_texts() {
    let attempt = Attempt {
        at: at("2026-11-21T02:00:01Z"),
        took_us: 250_000,
        outcome: AttemptOutcome::Throttled,
        detail: Some("send too fast".to_owned()),
    };
    let text = "HIGH A001\nin the tank farm".to_owned();
    let record = Record::from(DeliveryRecord { delivery: delivery(), attempts: vec![attempt], text });
    let parcel = Parcel::from(delivery());
    insta::assert_snapshot!(
        [
            list(Format::Table, &[parcel]),
            one(Format::Table, &record),
            list(Format::Table, &record.attempts),
            one(Format::Json, &record),
        ]
        .join("\n")
    );
}

#[test]
fn a_simulation_says_who_when_and_why_not() {
    let raised = at("2026-11-21T02:00:00Z");
    let step = |after: i64, kind, groups: &[&str]| SimulatedStep {
        at: raised + Span::mins(after),
        kind,
        groups: groups.iter().map(|group| name(group)).collect(),
    };
    let simulation = Simulation {
        outcome: Outcome::Told { groups: vec![name("shift")] },
        schedule: ScheduleSays::Ignored,
        routes: vec![
            RouteTried { name: name("power"), why_not: Some(Misfit::Condition) },
            RouteTried { name: name("gas"), why_not: None },
        ],
        everybody: false,
        unreachable: Vec::new(),
        steps: vec![step(0, ItemKind::Raise, &["shift"]), step(10, ItemKind::Escalate, &["chiefs"])],
        repeats_every: Some(Span::mins(15)),
        nobody_answered: None,
    };
    let supposed = Supposed {
        sn: Some(sn("A001")),
        name: Some("pump 1".to_owned()),
        area: Some(name("tank-farm")),
        sensor: Some(SensorType::CH4),
        condition: Condition::High,
        priority: Priority::High,
        at: raised,
        simulation,
    };
    let simulated = Simulated::new(supposed, &directory());
    insta::assert_snapshot!(
        [one(Format::Table, &simulated), list(Format::Table, &simulated.steps), one(Format::Json, &simulated)]
            .join("\n")
    );
}
