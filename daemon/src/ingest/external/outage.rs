//! Tells the plant when the link is lost and when it is back. A connection that is made anew within moments is neither.

use std::time::Duration;

use mcs_core::{broker::BrokerState, sentence};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

use super::link::{Link, until};
use crate::ingest::{Heard, LinkNews};

/// A link that is not up for this long is lost. Shorter than any device's time to be offline.
const LOST_AFTER: Duration = Duration::from_secs(3);

/// Watches until the plant is gone. `why` is what was last in the way.
pub(super) async fn watch(link: &Link, mut up: watch::Receiver<bool>, mut why: watch::Receiver<Option<String>>) {
    loop {
        // Down, for longer than a moment.
        let listening = match timeout(LOST_AFTER, until(&mut up, true)).await {
            Ok(listening) => listening,
            Err(_) => lost(link, &mut up, &mut why).await,
        };
        if !listening {
            return;
        }
        // Also after a start: whatever stood before it is over.
        tracing::info!(broker = link.settings.url, "the link to the broker is up");
        if !link.inbox.put(Heard::Link(LinkNews::Back)).await || !until(&mut up, false).await {
            return;
        }
    }
}

/// Says so, and again when the reason changes, until it is back. False when nobody listens any more.
async fn lost(link: &Link, up: &mut watch::Receiver<bool>, why: &mut watch::Receiver<Option<String>>) -> bool {
    while !*up.borrow() {
        let reason = why.borrow_and_update().clone().unwrap_or_else(|| sentence::BROKER_SILENT.plain().to_owned());
        tracing::warn!(broker = link.settings.url, why = reason, "the link to the broker is lost");
        link.board.set(BrokerState::Lost, Some(&reason));
        let text = sentence::BROKER_LOST.with(&[&link.settings.url, &reason]);
        if !link.inbox.put(Heard::Link(LinkNews::Lost { text })).await {
            return false;
        }
        loop {
            tokio::select! {
                listening = until(up, true) => return listening,
                changed = why.changed() => {
                    if changed.is_err() {
                        return false;
                    }
                    let other = why.borrow().as_ref().is_some_and(|why| *why != reason);
                    if other {
                        break;
                    }
                }
            }
        }
        // Reasons may alternate with every try.
        sleep(LOST_AFTER).await;
    }
    true
}
