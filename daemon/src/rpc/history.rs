//! What the control socket asks the store. A trait, so that its handlers can be tested without a database.

use std::ops::ControlFlow;

use mcs_core::{
    alarm::{Occurrence, Transition},
    calibration::CalibrationHistory,
    id::{OccurrenceId, PointId, UserName},
    ledger::Counts,
    reading::Reading,
    time::{Span, Timestamp},
};

use crate::store::{
    Damaged, OccurrencePage, OccurrenceQuery, Person, Queries, QueryError, ReadingQuery, SiteDay, Summary,
};

/// Questions about what is stored. Each one blocks and is bounded by the store's deadline. The methods are those of
/// [`Queries`], which answers them in the daemon.
#[expect(missing_docs, reason = "documented where they are answered")]
pub trait History: Send + Sync + 'static {
    fn readings(
        &self,
        query: &ReadingQuery,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError>;

    fn merged(
        &self,
        points: &[PointId],
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError>;

    fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        calibrations: &CalibrationHistory,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError>;

    fn occurrences(&self, query: &OccurrenceQuery) -> Result<OccurrencePage, QueryError>;

    fn occurrence(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, QueryError>;

    fn ledger(
        &self,
        point: Option<PointId>,
        from: SiteDay,
        to: SiteDay,
    ) -> Result<Vec<(SiteDay, PointId, Counts)>, QueryError>;

    fn person(&self, name: &UserName) -> Result<Option<Person>, QueryError>;
}

impl History for Queries {
    fn readings(
        &self,
        query: &ReadingQuery,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        Self::readings(self, query, each)
    }

    fn merged(
        &self,
        points: &[PointId],
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        Self::merged(self, points, from, to, each)
    }

    fn summaries(
        &self,
        query: &ReadingQuery,
        every: Span,
        calibrations: &CalibrationHistory,
        each: &mut dyn FnMut(Summary) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        Self::summaries(self, query, every, calibrations, each)
    }

    fn occurrences(&self, query: &OccurrenceQuery) -> Result<OccurrencePage, QueryError> {
        Self::occurrences(self, query)
    }

    fn occurrence(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, QueryError> {
        Self::occurrence(self, id)
    }

    fn ledger(
        &self,
        point: Option<PointId>,
        from: SiteDay,
        to: SiteDay,
    ) -> Result<Vec<(SiteDay, PointId, Counts)>, QueryError> {
        Self::ledger(self, point, from, to)
    }

    fn person(&self, name: &UserName) -> Result<Option<Person>, QueryError> {
        Self::person(self, name)
    }
}
