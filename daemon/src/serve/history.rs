//! What callers ask of the store, in the store's own terms.

use std::{collections::HashMap, ops::ControlFlow};

use mcs_core::{
    alarm::{Occurrence, Transition},
    id::{OccurrenceId, PointId, SerialNumber},
    ledger::LedgerDay,
    reading::Reading,
    time::Timestamp,
};

use crate::{
    rpc::{History, HistoryError},
    store::{OccurrenceQuery, Queries, QueryError, ReadingQuery, SiteDay},
};

/// The store as the control socket sees it.
pub(super) struct StoredHistory(pub(super) Queries);

impl History for StoredHistory {
    fn readings(
        &self,
        point: PointId,
        from: Timestamp,
        to: Timestamp,
        limit: u64,
        each: &mut dyn FnMut(Reading) -> ControlFlow<()>,
    ) -> Result<(), HistoryError> {
        let query = ReadingQuery { point, from, to, limit, newest: false };
        self.0.readings(&query, &mut |chunk| chunk.into_iter().try_for_each(&mut *each)).map_err(failed)
    }

    fn alarms(
        &self,
        sn: Option<&SerialNumber>,
        before: Option<OccurrenceId>,
        limit: usize,
    ) -> Result<Vec<Occurrence>, HistoryError> {
        let points = sn.map(|sn| self.points_of(sn)).transpose()?;
        let page_size = u32::try_from(limit).unwrap_or(u32::MAX);
        let query = OccurrenceQuery { include_closed: true, points, page_size, before };
        Ok(self.0.occurrences(&query).map_err(failed)?.occurrences)
    }

    fn alarm(&self, id: OccurrenceId) -> Result<Option<(Occurrence, Vec<Transition>)>, HistoryError> {
        self.0.occurrence(id).map_err(failed)
    }

    fn ledger(&self, sn: Option<&SerialNumber>, from: SiteDay, to: SiteDay) -> Result<Vec<LedgerDay>, HistoryError> {
        let names: HashMap<PointId, SerialNumber> = self.0.points().map_err(failed)?.into_iter().collect();
        let lines = self.0.ledger(None, from, to).map_err(failed)?;
        let named = lines.into_iter().filter_map(|(day, point, counts)| {
            let device = names.get(&point).filter(|name| sn.is_none_or(|sn| sn == *name))?;
            Some(LedgerDay {
                sn: device.clone(),
                day: date(day),
                counts,
                complete: counts.complete(),
                no_identity: false,
            })
        });
        Ok(named.collect())
    }
}

impl StoredHistory {
    fn points_of(&self, sn: &SerialNumber) -> Result<Vec<PointId>, HistoryError> {
        let points = self.0.points().map_err(failed)?;
        Ok(points.into_iter().filter(|(_, name)| name == sn).map(|(point, _)| point).collect())
    }
}

/// The day as people write it.
fn date(day: SiteDay) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(day.0)).unwrap_or(epoch).to_string()
}

fn failed(error: QueryError) -> HistoryError {
    match error {
        QueryError::Deadline { after } => HistoryError::Deadline { after },
        other => HistoryError::Failed { source: Box::new(other) },
    }
}
