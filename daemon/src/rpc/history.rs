//! What the control socket asks the store. A trait, so that its handlers can be tested without a database.

use std::{error::Error, ops::ControlFlow, time::Duration};

use mcs_core::{
    alarm::{Occurrence, Transition},
    id::{OccurrenceId, PointId, SerialNumber},
    ledger::LedgerDay,
    reading::Reading,
    time::Timestamp,
};

use crate::store::SiteDay;

/// Why the store cannot answer.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// It took too long.
    #[error("no answer from the store within {} s", after.as_secs())]
    Deadline {
        /// The deadline that passed.
        after: Duration,
    },
    /// It failed.
    #[error("the store cannot answer")]
    Failed {
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Questions about what is stored. Each one blocks and is bounded by a deadline of the store's.
pub trait History: Send + Sync + 'static {
    /// Readings of a point from `from` up to but not including `to`, in order of their corrected time, at most `limit`
    /// (0 is all), each given to `each` until that says stop.
    fn readings(
        &self,
        point: PointId,
        from: Timestamp,
        to: Timestamp,
        limit: u64,
        each: &mut dyn FnMut(Reading) -> ControlFlow<()>,
    ) -> Result<(), HistoryError>;

    /// Recorded occurrences, newest first: those of this device or of all, with numbers below `before`, at most `limit`.
    fn alarms(
        &self,
        sn: Option<&SerialNumber>,
        before: Option<OccurrenceId>,
        limit: usize,
    ) -> Result<Vec<Occurrence>, HistoryError>;

    /// One recorded occurrence with its transitions, oldest first.
    fn alarm(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, HistoryError>;

    /// The ledger of one device or of all, from one site day to another, both included.
    fn ledger(&self, sn: Option<&SerialNumber>, from: SiteDay, to: SiteDay) -> Result<Vec<LedgerDay>, HistoryError>;
}
