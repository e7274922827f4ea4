//! One run of the reconciler: plan, then day by day, oldest first.

use std::collections::BTreeSet;

use mcs_core::{
    archived::{ArchiveRun, ArchivedDay, DayState},
    time::Timestamp,
};

use super::{
    ArchiveError, Which,
    export::Points,
    handle::Teller,
    owed::{Owed, owed},
    plan::{self, Coverage},
    step::Destination,
    task::{Archive, blocking},
};
use crate::{
    store::{ArchiveRow, Queries, SiteDay},
    target::Transfer,
};

/// Days added in one piece of house work.
const ADDED_AT_ONCE: usize = 100;

/// Most parts of one day that are taken on in one run: the day, and one that came too late.
const PARTS: usize = 3;

impl Archive {
    /// Archives what is owed. A failure that concerns every day ends the run; one of a single day does not.
    pub(super) async fn run(&self, which: &Which, tell: &Teller<ArchivedDay>) -> Result<ArchiveRun, ArchiveError> {
        let (spool, rows) = (self.spool.clone(), self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?);
        blocking(move || spool.tidy(&rows)).await?;
        // Without a target there is no archive, and no day is taken into it: then nothing waits for it either.
        let to = self.destination().await?;
        self.plan().await?;
        let move_to = which.all.then_some(&*to.name);
        let rows = self.rows(which.from, which.to).await?;
        if which.from == which.to && rows.is_empty() {
            return Err(ArchiveError::NoSuchDay { day: which.from.to_string() });
        }
        let due: BTreeSet<SiteDay> = (0..rows.len())
            .filter(|at| owed(&rows[*at], last_of_day(&rows, *at), move_to) != Owed::Nothing)
            .map(|at| rows[at].day)
            .collect();
        let mut run = ArchiveRun::default();
        let mut left = which.most;
        for day in due {
            if left == 0 {
                run.waiting += 1;
                continue;
            }
            left -= 1;
            match self.day(day, &to, move_to, tell).await {
                Ok(verified) => run.archived += verified,
                Err((error, name)) => {
                    let fault = error.fault();
                    tracing::warn!(day = %name, error = %fault.message, "a day cannot be archived");
                    run.failed += 1;
                    run.fault.get_or_insert(fault);
                    if error.concerns_all() {
                        left = 0;
                    }
                }
            }
        }
        self.weigh(&run).await?;
        Ok(run)
    }

    /// Does what is owed to a day; tells how many of its parts were verified now.
    async fn day(
        &self,
        day: SiteDay,
        to: &Destination,
        move_to: Option<&str>,
        tell: &Teller<ArchivedDay>,
    ) -> Result<u64, (ArchiveError, SiteDay)> {
        let mut verified = 0;
        for _ in 0..PARTS {
            let parts = self.rows(day, day).await.map_err(|error| (error, day))?;
            let next =
                (0..parts.len()).find(|at| owed(&parts[*at], last_of_day(&parts, *at), move_to) != Owed::Nothing);
            let Some(row) = next.map(|at| parts[at].clone()) else { break };
            match self.advance(row.clone(), &parts, to, move_to).await {
                Ok(row) => {
                    verified += u64::from(row.state == DayState::Verified);
                    tell.tell((&row).into()).await;
                    if row.exported.is_none() {
                        // Not everything could be read: it is owed an export still, but not at once.
                        break;
                    }
                }
                Err(error) => {
                    let row = self.note_failure(&row, &error).await;
                    tell.tell((&row).into()).await;
                    return Err((error, day));
                }
            }
        }
        Ok(verified)
    }

    /// Writes down that a day failed. What it came to before is on record already.
    async fn note_failure(&self, before: &ArchiveRow, error: &ArchiveError) -> ArchiveRow {
        let fresh = self.rows(before.day, before.day).await.unwrap_or_default();
        let mut row = fresh.into_iter().find(|row| row.part == before.part).unwrap_or_else(|| before.clone());
        row.attempts = row.attempts.saturating_add(1);
        row.error = Some(error.fault().message);
        if let Err(error) = self.save(&row).await {
            tracing::warn!(%error, "a failure of the archive cannot be recorded");
        }
        row
    }

    /// Adds the days that are over and those that readings came for after all.
    async fn plan(&self) -> Result<(), ArchiveError> {
        let rows = self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        let queries = self.store.queries().clone();
        let covers = |row: &ArchiveRow| Coverage { day: row.day, starts: row.starts, ends: row.ends };
        let (oldest, newest) = (rows.first().map(covers), rows.last().map(covers));
        let first = blocking(move || first_reading(&queries, oldest)).await?;
        let tz = self.calendar.tz();
        let mut days = match (oldest, first) {
            (Some(oldest), Some(first)) => plan::before(oldest, first, tz),
            (None, _) | (_, None) => Vec::new(),
        };
        if let Some(start) = oldest.map(|day| day.starts).or(first) {
            days.extend(plan::after(newest, start, tz, self.now()));
        }
        let now = self.now();
        let new = |c: &Coverage| ArchiveRow::new(c.day, c.starts, c.ends, self.site.tz.clone(), now);
        for some in days.chunks(ADDED_AT_ONCE) {
            self.add(some.iter().map(new).collect()).await?;
        }
        Ok(())
    }

    /// The target in force.
    pub(super) async fn destination(&self) -> Result<Destination, ArchiveError> {
        let name = self.settings.target.clone();
        let (targets, of) = (self.targets.clone(), name.clone());
        let store = blocking(move || {
            if targets.exists(&of)? { Ok(targets.open(&of)?) } else { Err(ArchiveError::NoTarget { name: of }) }
        })
        .await?;
        Ok(Destination { name, transfer: Transfer::new(store) })
    }

    /// Tells whoever watches the daemon how the archive stands.
    async fn weigh(&self, run: &ArchiveRun) -> Result<(), ArchiveError> {
        let rows = self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        self.gauge.lost(rows.iter().filter(|row| row.state == DayState::Lost).count() as u64);
        match &run.fault {
            Some(fault) => self.gauge.failed(self.now(), &fault.message),
            None => self.gauge.good(),
        }
        Ok(())
    }
}

/// The time of the first reading there is, if it lies before the oldest day. Blocks.
fn first_reading(queries: &Queries, oldest: Option<Coverage>) -> Result<Option<Timestamp>, ArchiveError> {
    let Some(bound) = queries.earliest()? else { return Ok(None) };
    let until = match oldest {
        Some(oldest) if bound >= oldest.starts => return Ok(None),
        Some(oldest) => oldest.starts,
        None => Timestamp::from_micros(i64::MAX),
    };
    // The bound is the start of a segment's slot; the reading itself may belong to a later day.
    let points = Points::load(queries)?;
    let mut first = None;
    let _ = queries.merged(&points.ids(), bound, until, &mut |readings| {
        first = readings.first().map(|reading| reading.time);
        if first.is_some() { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    })?;
    Ok(first)
}

/// Whether this is the last part of its day.
fn last_of_day(rows: &[ArchiveRow], at: usize) -> bool {
    rows.get(at + 1).is_none_or(|next| next.day != rows[at].day)
}
