//! `mcsctl broker test`: what a look cannot find out because it takes more than a moment.

use std::sync::Arc;

use mcs_core::broker::{BrokerCheck, BrokerLimit, BrokerVerdict};
use tokio::sync::mpsc;

use super::{
    Settings,
    board::Board,
    limits::{self, few_in_flight, short_packets, short_queue},
    probe::{Flood, Probe, ProbeError},
};

/// Publishes: more than the queue and the window that Mosquitto comes with.
const PUBLISHES: u32 = 2_500;
/// What a user who takes readings for the daemon must be allowed.
const RIGHTS: &str =
    "let the user read mcs/# and write mcs/+/cmd; mcsctl broker export writes such a file for Mosquitto";

/// Makes every check, one after the other, until nobody listens.
pub(super) async fn run(settings: &Arc<Settings>, board: &Board, told: &mpsc::Sender<BrokerCheck>) {
    let mut probe = match Probe::connect(settings).await {
        Ok(probe) => probe,
        Err(error) => {
            let _ = told.send(no_connection(settings, &error)).await;
            return;
        }
    };
    let known = |check, found: String| BrokerCheck {
        check: String::from(check),
        verdict: BrokerVerdict::Good,
        found,
        advice: None,
    };
    let secured = if settings.tls { "MQTT 5 with TLS" } else { "MQTT 5 without TLS" };
    let version = match &probe.version {
        Some(version) => known("version", version.clone()),
        None => unknown("version", "it does not say".into(), None),
    };
    let packets = match probe.max_packet {
        Some(bytes) => judged("packets", format!("at most {bytes} bytes"), short_packets(bytes)),
        None => known("packets", "no limit is said".into()),
    };
    for check in [known("connection", format!("{}, {secured}", settings.url)), version, packets] {
        if told.send(check).await.is_err() {
            return probe.close().await;
        }
    }
    let flood = probe.flood(PUBLISHES).await;
    let checks = match &flood {
        Ok(flood) => {
            let found = limits::limits(&probe, Some(flood));
            let link_warns = limits::warnings(&found);
            board.found(found, link_warns);
            flooded(flood)
        }
        Err(error @ ProbeError::NotAllowed { .. }) => {
            ["in flight", "queue"].map(|check| unknown(check, error.to_string(), Some(RIGHTS.into())))
        }
        Err(error) => ["in flight", "queue"].map(|check| unknown(check, error.to_string(), None)),
    };
    for check in checks {
        if told.send(check).await.is_err() {
            break;
        }
    }
    probe.close().await;
}

fn flooded(flood: &Flood) -> [BrokerCheck; 2] {
    let in_flight = flood.in_flight();
    let queue = match flood.queue() {
        // Everything was in flight at once, so nothing was queued.
        BrokerLimit::AtLeast(0) => {
            let found = format!("nothing was queued: all {} publishes were in flight", flood.sent);
            BrokerCheck { check: "queue".into(), verdict: BrokerVerdict::Unknown, found, advice: None }
        }
        limit => judged("queue", format!("{limit} publishes behind those in flight"), short_queue(limit)),
    };
    [judged("in flight", format!("{in_flight} publishes"), few_in_flight(in_flight)), queue]
}

fn judged(check: &str, found: String, advice: Option<String>) -> BrokerCheck {
    let verdict = if advice.is_some() { BrokerVerdict::Bad } else { BrokerVerdict::Good };
    BrokerCheck { check: check.into(), verdict, found, advice }
}

fn unknown(check: &str, found: String, advice: Option<String>) -> BrokerCheck {
    BrokerCheck { check: check.into(), verdict: BrokerVerdict::Unknown, found, advice }
}

fn no_connection(settings: &Settings, error: &ProbeError) -> BrokerCheck {
    let found = format!("{}: {error}", settings.url);
    match error {
        ProbeError::OldProtocol | ProbeError::SharedSession | ProbeError::NoRandomness => {
            unknown("connection", found, None)
        }
        ProbeError::NotAllowed { .. } => unknown("connection", found, Some(RIGHTS.into())),
        ProbeError::Settings(_) | ProbeError::Connection(_) | ProbeError::TooSlow => {
            let advice = "look at ingest.broker and the keys beside it in mcsd.toml, at the broker and at the network";
            judged("connection", found, Some(advice.into()))
        }
    }
}
