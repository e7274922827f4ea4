//! How the archive is doing, for whoever watches the daemon.

use std::sync::{Mutex, PoisonError};

use mcs_core::time::{Span, Timestamp};

/// How long days may fail before the archive counts as failing and not only as late.
const FAILING_AFTER: Span = Span::hours(3 * 24);

/// How the archive is doing. Read at any moment without waiting.
#[derive(Debug, Default)]
pub struct ArchiveGauge {
    standing: Mutex<Standing>,
}

#[derive(Debug, Clone, Default)]
struct Standing {
    since: Option<Timestamp>,
    error: String,
    lost: u64,
}

impl ArchiveGauge {
    /// The last run did all it had to.
    pub(super) fn good(&self) {
        self.change(|standing| standing.since = None);
    }

    /// Something failed.
    pub(super) fn failed(&self, now: Timestamp, error: &str) {
        self.change(|standing| {
            standing.since.get_or_insert(now);
            error.clone_into(&mut standing.error);
        });
    }

    /// So many objects are lost.
    pub(super) fn lost(&self, lost: u64) {
        self.change(|standing| standing.lost = lost);
    }

    /// What is wrong, and whether it has been for so long that somebody must act; `None` if nothing is.
    pub fn fault(&self, now: Timestamp) -> Option<(bool, String)> {
        let standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match standing {
            Standing { lost, .. } if lost > 0 => Some((true, format!("{lost} objects are lost; see archive list"))),
            Standing { since: Some(since), error, .. } => Some((now - since >= FAILING_AFTER, error)),
            Standing { since: None, .. } => None,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Standing)) {
        change(&mut self.standing.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_late_first_and_failing_after_three_days() {
        let gauge = ArchiveGauge::default();
        let start = Timestamp::from_micros(0);
        assert_eq!(gauge.fault(start), None);
        gauge.failed(start, "no route");
        gauge.failed(start + Span::hours(24), "no route still");
        assert_eq!(gauge.fault(start + Span::hours(71)), Some((false, "no route still".into())));
        assert_eq!(gauge.fault(start + Span::hours(72)), Some((true, "no route still".into())));
        gauge.good();
        assert_eq!(gauge.fault(start + Span::hours(80)), None);
    }
}
