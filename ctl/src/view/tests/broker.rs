//! The external broker.

use mcs_core::broker::{BrokerCheck, BrokerLimit, BrokerLimits, BrokerState, BrokerStatus, BrokerVerdict};

use super::{super::broker::Linked, at, list, one};
use crate::output::Format;

fn link() -> BrokerStatus {
    BrokerStatus {
        url: "mqtts://mcsd@broker.plant:8883".to_owned(),
        client_id: "mcsd-plant".to_owned(),
        state: BrokerState::Up,
        since: at("2026-11-21T20:00:00Z"),
        why: None,
        limits: BrokerLimits {
            version: Some("mosquitto version 2.0.11".to_owned()),
            in_flight: Some(BrokerLimit::Exactly(20)),
            receive_maximum: Some(20),
            max_packet: None,
        },
        warnings: vec!["the broker sends 20 readings and then waits".to_owned()],
        connects: 1,
        in_flight: 3,
        frames: 12_345,
        strangers: 2,
        retained: 1,
        refused: 0,
    }
}

#[test]
fn the_link_to_a_broker_is_shown_with_what_should_be_changed_there() {
    let table = one(Format::Table, &Linked::from(Some(link())));
    for part in ["mqtts://mcsd@broker.plant:8883", "up", "mosquitto version 2.0.11", "WARNING", "waits"] {
        assert!(table.contains(part), "{part} in\n{table}");
    }
    let csv = one(Format::Csv, &Linked::from(Some(link())));
    assert!(csv.lines().next().is_some_and(|head| head.contains("limits.in_flight,")), "{csv}");
}

#[test]
fn where_there_is_no_broker_that_is_what_is_printed() {
    assert_eq!(one(Format::Jsonl, &Linked::from(None)).trim(), r#"{"state":"none"}"#);
    assert!(one(Format::Table, &Linked::from(None)).contains("ingest.broker"));
}

#[test]
fn checks_of_a_broker_are_shown_with_what_to_do() {
    let check = BrokerCheck {
        check: "queue".to_owned(),
        verdict: BrokerVerdict::Bad,
        found: "1000 publishes behind those in flight".to_owned(),
        advice: Some("set max_queued_messages 0".to_owned()),
    };
    let table = list(Format::Table, &[check]);
    assert!(table.contains("bad") && table.contains("max_queued_messages"), "{table}");
}
