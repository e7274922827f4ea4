//! The nightly job that lets old days go.
//!
//! What may leave, and that nothing leaves that the archive should have and does not, is the store's to know; here is only when,
//! and how old is old.

use std::{fmt::Write as _, sync::Arc};

use mcs_core::time::{Span, Timestamp};

use crate::{
    clock::Clock,
    schedule::{Job, When},
    store::{Pruned, StoreHandle, WorkError},
};

/// Days for which it is kept who was told what, when and by what; what became of each alarm's notices stays with the alarm.
const NOTICE_DAYS: u32 = 400;

/// How long what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Days readings are kept.
    pub days: u32,
    /// Days lines of the audit are kept; `None` is for ever.
    pub audit_days: Option<u32>,
}

/// The job: after the archive's, so that what it has just archived may leave.
pub fn job(store: StoreHandle, retention: Retention, clock: Clock) -> Job {
    Job {
        name: "prune",
        what: "lets days go that are older than the retention",
        when: When::Daily { hour: 3, minute: 0 },
        run: Arc::new(move || {
            let store = store.clone();
            Box::pin(async move {
                let pruning = tokio::task::spawn_blocking(move || prune(&store, retention, clock.now().utc));
                let (pruned, lines) = pruning.await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
                Ok(told(pruned, lines))
            })
        }),
    }
}

/// Lets go of what is too old now: days of readings, then lines of the audit, then deliveries. Blocks.
pub fn prune(store: &StoreHandle, retention: Retention, now: Timestamp) -> Result<(Pruned, u64), WorkError> {
    let pruned = store.prune(before(now, retention.days))?;
    let lines = retention.audit_days.map_or(Ok(0), |days| store.prune_audit(before(now, days)))?;
    store.prune_notices(before(now, NOTICE_DAYS))?;
    Ok((pruned, lines))
}

fn before(now: Timestamp, days: u32) -> Timestamp {
    now - Span::hours(24).times(i64::from(days))
}

/// What a run did. Writing to a string does not fail.
fn told(Pruned { days, readings, waiting }: Pruned, lines: u64) -> String {
    let mut text = format!("{days} day(s) left with {readings} reading(s)");
    if waiting > 0 {
        let _ = write!(text, "; {waiting} day(s) wait until the archive has them");
    }
    if lines > 0 {
        let _ = write!(text, "; {lines} line(s) of the audit left");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_says_what_left_and_what_waits() {
        let pruned = Pruned { days: 1, readings: 8_640, waiting: 2 };
        assert_eq!(told(pruned, 0), "1 day(s) left with 8640 reading(s); 2 day(s) wait until the archive has them");
    }
}
