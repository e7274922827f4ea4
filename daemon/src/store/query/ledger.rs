//! The loss ledger, with what has been counted and not yet written.

use std::collections::BTreeMap;

use mcs_core::{id::PointId, ledger::Counts};

use super::{
    super::{
        QueryError, SiteDay,
        table::ledger::{self, columns},
    },
    Queries,
};

/// Lines in order of day and point.
type Lines = BTreeMap<(SiteDay, PointId), Counts>;

impl Queries {
    /// Counts between two site days, both included, in order of day and point; of one point or of all.
    pub fn ledger(
        &self,
        point: Option<PointId>,
        from: SiteDay,
        to: SiteDay,
    ) -> Result<Vec<(SiteDay, PointId, Counts)>, QueryError> {
        loop {
            let (flushes, mut lines) = self.written(point, from, to)?;
            let pending = self.pending().lock();
            if pending.flushes != flushes {
                // The writer wrote its counts between our two looks; what is in memory and what is on disk do not belong together.
                drop(pending);
                std::thread::yield_now();
                continue;
            }
            for ((day, of), counts) in &pending.counts {
                if (from..=to).contains(day) && point.is_none_or(|point| point == *of) {
                    lines.entry((*day, *of)).or_default().add(counts);
                }
            }
            return Ok(lines.into_iter().map(|((day, point), counts)| (day, point, counts)).collect());
        }
    }

    fn written(&self, point: Option<PointId>, from: SiteDay, to: SiteDay) -> Result<(u64, Lines), QueryError> {
        self.ask(|connection| {
            let (_, flushes) = ledger::position(connection)?;
            let mut statement = connection.prepare_cached(concat!(
                "SELECT ",
                columns!(),
                " FROM ledger WHERE day BETWEEN ?1 AND ?2 AND point = coalesce(?3, point)"
            ))?;
            let mut rows = statement.query(rusqlite::params![from.0, to.0, point.map(|p| p.0)])?;
            let mut lines = Lines::new();
            while let Some(row) = rows.next()? {
                let (day, point, counts) = ledger::read(row)?;
                lines.insert((day, point), counts);
            }
            Ok((flushes, lines))
        })
    }
}
