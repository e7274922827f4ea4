//! The broker's limits: looked at when the link comes up, and told where they are too low for a plant.
//!
//! Mosquitto comes with `max_inflight_messages 20`, which lets it send twenty readings a round trip for the whole plant, and
//! `max_queued_messages 1000`, beyond which it drops readings it has acknowledged. Neither can be asked for. The first shows
//! when nothing is acknowledged for a moment; the second only when a thousand messages are queued, which is left to
//! [`trial`](super::trial).

use std::{sync::Arc, time::Duration};

use mcs_core::{
    broker::{BrokerLimit, BrokerLimits},
    family::Family,
    sentence,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use super::{
    link::{Link, until},
    probe::{Flood, Probe, ProbeError},
};

/// Told what should be changed at the broker, each time that was looked at.
pub(super) type LimitNews = Arc<dyn Fn(&[String]) + Send + Sync>;

/// Publishes of a look: enough to see a broker stop at its default.
const LOOK: u32 = 64;
/// A broker that sends fewer at once makes a plant wait.
const ENOUGH_IN_FLIGHT: u32 = 1_000;
/// After the link is up its backlog comes first.
const SETTLE: Duration = Duration::from_secs(2);
/// Looks have at least this between them.
const AT_MOST_EVERY: Duration = Duration::from_secs(10);
/// A broker whose configuration was changed says nothing of it.
const AT_LEAST_EVERY: Duration = Duration::from_hours(1);

/// Looks each time the link has come up, and now and then.
pub(super) async fn watch(link: &Link, mut up: watch::Receiver<bool>) {
    loop {
        if !until(&mut up, true).await {
            return;
        }
        sleep(SETTLE).await;
        let looked = Instant::now();
        match look(link).await {
            Ok(limits) => tell(link, limits),
            Err(error) => tracing::info!(broker = link.settings.url, %error, "the broker's limits cannot be looked at"),
        }
        tokio::select! {
            listening = until(&mut up, false) => if !listening { return },
            () = sleep(AT_LEAST_EVERY) => {}
        }
        tokio::time::sleep_until(looked + AT_MOST_EVERY).await;
    }
}

async fn look(link: &Link) -> Result<BrokerLimits, ProbeError> {
    let mut probe = Probe::connect(&link.settings).await?;
    let flood = probe.flood(LOOK).await;
    let limits = limits(&probe, flood.as_ref().ok());
    probe.close().await;
    if let Err(error) = flood {
        tracing::info!(broker = link.settings.url, %error, "how much the broker sends at once cannot be looked at");
    }
    Ok(limits)
}

fn tell(link: &Link, limits: BrokerLimits) {
    let warnings = warnings(&limits);
    let version = limits.version.as_deref().unwrap_or("unknown");
    for warning in &warnings {
        tracing::warn!(broker = link.settings.url, version, "{warning}");
    }
    if warnings.is_empty() {
        tracing::info!(broker = link.settings.url, version, "the broker's limits look well");
    }
    (link.told)(&warnings);
    link.board.found(limits, warnings);
}

/// What a probe found.
pub(super) fn limits(probe: &Probe, flood: Option<&Flood>) -> BrokerLimits {
    BrokerLimits {
        version: probe.version.clone(),
        in_flight: flood.map(Flood::in_flight),
        receive_maximum: probe.receive_maximum,
        max_packet: probe.max_packet,
    }
}

impl Flood {
    /// Publishes the broker sent before it waited.
    pub(super) const fn in_flight(&self) -> BrokerLimit {
        if self.held < self.sent { BrokerLimit::Exactly(self.held) } else { BrokerLimit::AtLeast(self.held) }
    }

    /// Publishes it kept for a client that did not acknowledge, beside those in flight. What it kept no place for is gone.
    pub(super) const fn queue(&self) -> BrokerLimit {
        let kept = self.came - self.held;
        if self.came < self.sent { BrokerLimit::Exactly(kept) } else { BrokerLimit::AtLeast(kept) }
    }
}

/// What should be changed at the broker.
pub(super) fn warnings(limits: &BrokerLimits) -> Vec<String> {
    [limits.in_flight.and_then(few_in_flight), limits.max_packet.and_then(short_packets)]
        .into_iter()
        .flatten()
        .collect()
}

/// What is wrong with so many in flight, if it is.
pub(super) fn few_in_flight(limit: BrokerLimit) -> Option<String> {
    match limit {
        BrokerLimit::Exactly(count) if count < ENOUGH_IN_FLIGHT => Some(sentence::BROKER_FEW_IN_FLIGHT.with(&[&count])),
        BrokerLimit::Exactly(_) | BrokerLimit::AtLeast(_) => None,
    }
}

/// What is wrong with such a queue, if it is.
pub(super) fn short_queue(limit: BrokerLimit) -> Option<String> {
    match limit {
        BrokerLimit::Exactly(count) => Some(sentence::BROKER_SHORT_QUEUE.with(&[&count])),
        BrokerLimit::AtLeast(_) => None,
    }
}

/// What is wrong with packets of that length, if it is.
pub(super) fn short_packets(bytes: u32) -> Option<String> {
    let longest = Family::Gas.max_payload();
    let short = usize::try_from(bytes).is_ok_and(|bytes| bytes < longest);
    short.then(|| sentence::BROKER_SHORT_PACKETS.with(&[&bytes, &longest]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mosquitto_comes_with_is_found_too_low() {
        let flood = Flood { sent: 2_500, held: 20, came: 1_020 };
        assert_eq!((flood.in_flight(), flood.queue()), (BrokerLimit::Exactly(20), BrokerLimit::Exactly(1_000)));
        assert!(few_in_flight(flood.in_flight()).is_some_and(|warning| warning.contains("20")));
        assert!(short_queue(flood.queue()).is_some_and(|warning| warning.contains("1000")));
    }

    #[test]
    fn a_broker_without_limits_is_well() {
        let flood = Flood { sent: 64, held: 64, came: 64 };
        assert_eq!((flood.in_flight(), flood.queue()), (BrokerLimit::AtLeast(64), BrokerLimit::AtLeast(0)));
        let limits =
            BrokerLimits { in_flight: Some(flood.in_flight()), max_packet: Some(1 << 20), ..BrokerLimits::default() };
        assert_eq!(warnings(&limits), Vec::<String>::new());
        assert_eq!(warnings(&BrokerLimits { max_packet: Some(65_536), ..limits }).len(), 1);
    }
}
