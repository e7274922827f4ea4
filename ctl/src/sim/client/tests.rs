//! A device against a real connection: what it promises, it has been told.

use std::time::Instant;

use mcs_core::{id::UserName, time::Span};

use super::*;
use crate::{
    sim::{
        acked::AckedList,
        detector::Mishaps,
        link::{Dialect, LinkOptions},
        plant::{Plan, Plant},
        schedule::OutageOf,
        server::Server,
    },
    time::now,
};

const REPORTS: u64 = 60;

fn detector(outages: Vec<OutageOf>) -> Detector {
    let plan = Plan {
        devices: 1,
        prefix: "A".into(),
        types: Vec::new(),
        seed: 3,
        period: Span::millis(5),
        ends: None,
        count: Some(REPORTS),
        leaks: Vec::new(),
        clocks: Vec::new(),
        outages,
        mishaps: Mishaps::default(),
    };
    Plant::new(&plan).expect("a plant").detectors.remove(0)
}

struct Setting {
    qos: Qos,
    batch: usize,
    acked: Option<AckedList>,
}

async fn simulate(server: &Server, detector: Detector, setting: Setting) -> DeviceSummary {
    let credential = Credential { user: UserName::new("device_A001").expect("a name"), password: "secret".into() };
    let shared = Shared {
        start: now(),
        started: Instant::now(),
        link: LinkOptions { address: server.address, dialect: Dialect::V311, window: 4 },
        qos: setting.qos,
        batch: setting.batch,
        drain: Duration::from_secs(20),
        acked: setting.acked,
        live: LiveCounts::default(),
    };
    let (_stop, stopping) = watch::channel(false);
    let device = Device::new(detector, credential, Arc::new(shared), Span::ZERO);
    tokio::time::timeout(Duration::from_secs(30), device.run(stopping)).await.expect("it ends").expect("it can write")
}

fn with_acknowledgement() -> Setting {
    Setting { qos: Qos::AtLeastOnce, batch: 1, acked: None }
}

/// The packet numbers the server heard, in order.
fn numbers(server: &Server) -> Vec<u64> {
    let heard = server.heard();
    let ups = heard.publishes.iter().filter(|(topic, _)| topic == "mcs/A001/up");
    let number = |json: &serde_json::Value| json["seq"].as_u64().expect("a number");
    ups.flat_map(|(_, payload)| match serde_json::from_slice(payload).expect("well formed") {
        serde_json::Value::Array(batch) => batch.iter().map(number).collect::<Vec<_>>(),
        one => vec![number(&one)],
    })
    .collect()
}

#[tokio::test]
async fn every_report_of_a_quiet_run_is_acknowledged_once_and_in_order() {
    let server = Server::start(Vec::new()).await;
    let summary = simulate(&server, detector(Vec::new()), with_acknowledgement()).await;
    assert_eq!((summary.tally.published, summary.tally.acknowledged, summary.unacknowledged), (REPORTS, REPORTS, 0));
    assert_eq!(numbers(&server), (1..=REPORTS).collect::<Vec<_>>());
    let heard = server.heard();
    assert_eq!(heard.publishes[0].0, "mcs/A001/status");
    assert_eq!((heard.connections, heard.farewells), (1, 1));
}

#[tokio::test]
async fn what_a_cut_left_unanswered_is_sent_again_and_listed_once() {
    let dir = tempfile::tempdir().expect("a directory");
    let list = dir.path().join("acked.jsonl");
    let server = Server::start(vec![5, 0, 7]).await;
    let acked = Some(AckedList::open(&list).expect("a list"));
    let summary = simulate(&server, detector(Vec::new()), Setting { acked, ..with_acknowledgement() }).await;

    assert_eq!((summary.tally.acknowledged, summary.unacknowledged, summary.connections), (REPORTS, 0, 4));
    assert!(summary.tally.resent >= 3, "{:?}", summary.tally);
    let listed = std::fs::read_to_string(&list).expect("readable");
    let number = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("well formed")["seq"].as_u64();
    let listed: Vec<u64> = listed.lines().filter_map(number).collect();
    assert_eq!(listed, (1..=REPORTS).collect::<Vec<_>>());
    let mut heard = numbers(&server);
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard, listed);
}

#[tokio::test]
async fn a_device_cut_off_for_a_while_sends_its_backlog_oldest_first() {
    let server = Server::start(Vec::new()).await;
    let outage = "A001@50ms+150ms".parse().expect("well written");
    let summary = simulate(&server, detector(vec![outage]), with_acknowledgement()).await;
    assert_eq!((summary.tally.acknowledged, summary.connections), (REPORTS, 2));
    let mut heard = numbers(&server);
    assert_eq!(heard.last(), Some(&REPORTS));
    // What was under way when the network went may be heard twice, and only that.
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard.len() as u64, REPORTS);
}

#[tokio::test]
async fn batches_are_arrays_and_the_last_one_may_be_short() {
    let server = Server::start(Vec::new()).await;
    let summary = simulate(&server, detector(Vec::new()), Setting { batch: 7, ..with_acknowledgement() }).await;
    assert_eq!(summary.tally.acknowledged, REPORTS);
    assert_eq!(numbers(&server), (1..=REPORTS).collect::<Vec<_>>());
    assert_eq!(server.heard().publishes.len() as u64, 1 + REPORTS.div_ceil(7));
}

#[tokio::test]
async fn without_acknowledgements_a_run_ends_as_well() {
    let server = Server::start(Vec::new()).await;
    let summary =
        simulate(&server, detector(Vec::new()), Setting { qos: Qos::AtMostOnce, ..with_acknowledgement() }).await;
    assert_eq!((summary.tally.published, summary.tally.acknowledged, summary.unacknowledged), (REPORTS, 0, 0));
    assert_eq!(numbers(&server).len() as u64, REPORTS);
}
