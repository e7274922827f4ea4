//! How the archive is doing, for whoever watches the daemon.

use std::sync::{Mutex, PoisonError};

use mcs_core::time::{Span, Timestamp};

/// How long days may fail before that is what is told first.
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

    /// What is wrong, in words; `None` if nothing is.
    pub fn fault(&self, now: Timestamp) -> Option<String> {
        let standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match standing {
            Standing { lost, .. } if lost > 0 => Some(format!("{lost} object(s) lost; see mcsctl archive list")),
            Standing { since: Some(since), error, .. } if now - since >= FAILING_AFTER => {
                let days = (now - since).as_micros() / Span::hours(24).as_micros();
                Some(format!("nothing is archived for {days} days: {error}"))
            }
            Standing { since: Some(_), error, .. } => Some(error),
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
    fn a_failure_is_told_until_it_is_over_and_how_long_it_lasts() {
        let gauge = ArchiveGauge::default();
        let start = Timestamp::from_micros(0);
        assert_eq!(gauge.fault(start), None);
        gauge.failed(start, "no route");
        gauge.failed(start + Span::hours(24), "no route still");
        assert_eq!(gauge.fault(start + Span::hours(71)).as_deref(), Some("no route still"));
        let long = "nothing is archived for 3 days: no route still";
        assert_eq!(gauge.fault(start + Span::hours(72)).as_deref(), Some(long));
        gauge.good();
        assert_eq!(gauge.fault(start + Span::hours(80)), None);
    }
}
