//! The dead-man's heartbeat: while the desk works, an address the policy names is asked for each minute. Whoever is there says
//! when it stops.

use std::time::{Duration, Instant};

use mcs_core::notice::Policy;

use super::channel;

/// How often.
const EVERY: Duration = Duration::from_mins(1);

/// When it beats next. Owned by the desk: a desk that stands still does not beat.
#[derive(Debug)]
pub(super) struct Heartbeat {
    next: Instant,
}

impl Heartbeat {
    pub(super) fn new() -> Self {
        Self { next: Instant::now() }
    }

    /// When it beats next, if it does.
    pub(super) fn due(&self, policy: &Policy) -> Option<Instant> {
        policy.heartbeat_url.is_some().then_some(self.next)
    }

    /// Beats if it is time.
    pub(super) fn beat(&mut self, policy: &Policy) {
        let now = Instant::now();
        let Some(url) = policy.heartbeat_url.clone().filter(|_| now >= self.next) else { return };
        self.next = now + EVERY;
        tokio::spawn(async move {
            if let Err(why) = channel::ask_for(&url).await {
                tracing::warn!(why, "the heartbeat was not answered");
            }
        });
    }
}
