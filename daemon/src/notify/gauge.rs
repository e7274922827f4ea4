//! How telling people is doing, for whoever watches the daemon. Read at any moment without waiting.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use mcs_core::{
    id::ShortName,
    notice::Directory,
    time::{Span, Timestamp},
};

/// A channel not tested for this long is flagged.
const TEST_EVERY: Span = Span::hours(7 * 24);

#[derive(Debug, Clone, Default)]
struct Standing {
    failing: Vec<(ShortName, String)>,
    /// Enabled channels, with their last accepted test.
    channels: Vec<(ShortName, Option<Timestamp>)>,
    waiting: usize,
    late: bool,
}

/// How telling people is doing.
#[derive(Debug, Default)]
pub struct NotifyGauge {
    standing: Mutex<Standing>,
    accepted: AtomicU64,
    failed: AtomicU64,
    given_up: AtomicU64,
    overflow: AtomicU64,
}

impl NotifyGauge {
    pub(super) fn set_failing(&self, failing: Vec<(ShortName, String)>) {
        self.change(|standing| standing.failing = failing);
    }

    pub(super) fn set_directory(&self, directory: &Directory) {
        let enabled = directory.channels.iter().filter(|channel| channel.enabled);
        let channels = enabled.map(|channel| (channel.name.clone(), channel.tested)).collect();
        self.change(|standing| standing.channels = channels);
    }

    pub(super) fn set_journal(&self, waiting: usize, late: bool) {
        self.change(|standing| (standing.waiting, standing.late) = (waiting, late));
    }

    pub(super) fn count_accepted(&self) {
        self.accepted.fetch_add(1, Relaxed);
    }

    pub(super) fn count_failed(&self) {
        self.failed.fetch_add(1, Relaxed);
    }

    pub(super) fn count_given_up(&self, deliveries: usize) {
        self.given_up.fetch_add(deliveries as u64, Relaxed);
    }

    pub(super) fn count_overflow(&self) {
        self.overflow.fetch_add(1, Relaxed);
    }

    /// Messages that a provider accepted since the start.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Relaxed)
    }

    /// Tries that failed since the start.
    pub fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }

    /// Deliveries given up since the start.
    pub fn given_up(&self) -> u64 {
        self.given_up.load(Relaxed)
    }

    /// Alarm steps that found no room on the emergency path and waited for the store.
    pub fn overflow(&self) -> u64 {
        self.overflow.load(Relaxed)
    }

    /// Steps of notify that wait for the store.
    pub fn waiting(&self) -> usize {
        self.standing().waiting
    }

    /// Enabled channels no test of which was accepted lately.
    pub fn untested(&self, now: Timestamp) -> Vec<ShortName> {
        let channels = self.standing().channels;
        let old = |tested: &Option<Timestamp>| tested.is_none_or(|at| now - at > TEST_EVERY);
        channels.into_iter().filter(|(_, tested)| old(tested)).map(|(name, _)| name).collect()
    }

    /// What is wrong, in words; `None` if nothing is.
    pub fn fault(&self, now: Timestamp) -> Option<String> {
        let standing = self.standing();
        let mut faults: Vec<String> =
            standing.failing.iter().map(|(name, why)| format!("channel {name} fails: {why}")).collect();
        if standing.late {
            faults.push("notices are sent without a record: the store is late".to_owned());
        }
        let untested = self.untested(now);
        if !untested.is_empty() {
            let names: Vec<&str> = untested.iter().map(ShortName::as_str).collect();
            faults.push(format!("not tested for 7 days: {}; run mcsctl notify channel test", names.join(", ")));
        }
        (!faults.is_empty()).then(|| faults.join("; "))
    }

    fn standing(&self) -> Standing {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn change(&self, change: impl FnOnce(&mut Standing)) {
        change(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_that_was_not_tested_for_a_week_is_flagged() {
        let gauge = NotifyGauge::default();
        let now = Timestamp::from_micros(0);
        assert_eq!(gauge.fault(now), None, "without a channel nothing is wrong");
        let name: ShortName = "mail".parse().expect("a name");
        gauge.change(|standing| standing.channels = vec![(name.clone(), Some(now))]);
        assert_eq!(gauge.fault(now + Span::hours(7 * 24)), None);
        let late = now + Span::hours(7 * 24 + 1);
        assert_eq!(gauge.untested(late), std::slice::from_ref(&name));
        gauge.set_failing(vec![(name, "no route".into())]);
        let fault = gauge.fault(late).expect("something is wrong");
        assert!(fault.starts_with("channel mail fails: no route; not tested"), "{fault}");
    }
}
