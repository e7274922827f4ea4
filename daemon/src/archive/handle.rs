//! How others ask the archive.

use std::{sync::Arc, time::Duration};

use mcs_core::archived::{ArchiveRun, ArchiveStats, ArchivedDay, Checked, DayState, Restored};
use tokio::sync::{mpsc, oneshot};

use super::{ArchiveError, ArchiveGauge, Opened, fetch, task::Archive};
use crate::store::{ArchiveRow, SiteDay};

/// Questions that may wait for the archive; beyond it a caller is told that it is busy.
pub(super) const ASKS: usize = 8;

/// Days told that may wait for whoever watches.
const TOLD: usize = 64;

/// A watcher who takes nothing for this long is told no more; the work goes on.
const PATIENCE: Duration = Duration::from_secs(10);

/// Most days in a run of the clock: a year that was missed is made up for in a week and a half, each night in bounded time.
const MOST_A_NIGHT: usize = 40;

/// Which days a run takes on, and how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The first.
    pub from: SiteDay,
    /// The last.
    pub to: SiteDay,
    /// Also those that are verified at another target than the one in force.
    pub all: bool,
    /// At most so many.
    pub most: usize,
}

impl Which {
    /// Everything that is owed.
    pub const fn owed() -> Self {
        Self { from: SiteDay(i32::MIN), to: SiteDay(i32::MAX), all: false, most: usize::MAX }
    }
}

/// Which days are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// Every one.
    All,
    /// These.
    These(Vec<SiteDay>),
}

/// What a run did, in a few words.
fn words(run: &ArchiveRun) -> String {
    let mut text = format!("{} archived", run.archived);
    if run.waiting > 0 {
        text = format!("{text}, {} wait", run.waiting);
    }
    if let Some(fault) = &run.fault {
        text = format!("{text}, {} failed: {}; {}", run.failed, fault.message, fault.advice);
    }
    text
}

/// Tells whoever watches, if somebody does.
#[derive(Debug)]
pub(super) struct Teller<T>(Option<mpsc::Sender<T>>);

impl<T> Teller<T> {
    pub(super) async fn tell(&self, what: T) {
        if let Some(watcher) = &self.0 {
            // A watcher who is gone or asleep changes nothing.
            let _ = watcher.send_timeout(what, PATIENCE).await;
        }
    }
}

/// An answer, and what is told on the way to it.
pub type Watched<T, R> = (mpsc::Receiver<T>, oneshot::Receiver<Result<R, ArchiveError>>);

/// What the archive is asked.
#[derive(Debug)]
pub(super) enum Ask {
    Run { which: Which, tell: Teller<ArchivedDay>, reply: oneshot::Sender<Result<ArchiveRun, ArchiveError>> },
    Restore { days: Vec<SiteDay>, tell: Teller<Restored>, reply: oneshot::Sender<Result<u64, ArchiveError>> },
    Verify { days: Days, tell: Teller<Checked>, reply: oneshot::Sender<Result<u64, ArchiveError>> },
}

/// A cheap handle to the archive.
#[derive(Debug, Clone)]
pub struct ArchiveHandle {
    asks: mpsc::Sender<Ask>,
    archive: Arc<Archive>,
}

impl ArchiveHandle {
    pub(super) fn new(asks: mpsc::Sender<Ask>, archive: Archive) -> Self {
        Self { asks, archive: Arc::new(archive) }
    }

    /// The nightly run: what is owed, within bounds.
    pub async fn nightly(&self) -> Result<String, String> {
        if !self.archive.settings.enabled {
            return Ok("switched off by archive.enabled".to_owned());
        }
        let (reply, answer) = oneshot::channel();
        let which = Which { most: MOST_A_NIGHT, ..Which::owed() };
        self.asks.send(Ask::Run { which, tell: Teller(None), reply }).await.map_err(|_| "shutting down".to_owned())?;
        match answer.await {
            Ok(Ok(run)) if run.fault.is_none() => Ok(words(&run)),
            Ok(Ok(run)) => Err(words(&run)),
            // Whoever wants no archive sets no target; that is no failure.
            Ok(Err(ArchiveError::NoTarget { name })) => Ok(format!("no target {name:?} is set; nothing is archived")),
            Ok(Err(error)) => {
                let fault = error.fault();
                Err(format!("{}; {}", fault.message, fault.advice))
            }
            Err(_) => Err("shutting down".to_owned()),
        }
    }

    /// Archives what is owed of these days, and tells of each day as it is done. Goes on when nobody watches any more.
    pub fn run(&self, which: Which) -> Result<Watched<ArchivedDay, ArchiveRun>, ArchiveError> {
        self.ask(|tell, reply| Ask::Run { which, tell, reply })
    }

    /// Looks at objects, and tells what it finds; answers how many are not whole.
    pub fn verify(&self, days: Days) -> Result<Watched<Checked, u64>, ArchiveError> {
        self.ask(|tell, reply| Ask::Verify { days, tell, reply })
    }

    /// Puts the readings of days back into the store, and tells of each object; answers how many there were.
    pub fn restore(&self, days: Vec<SiteDay>) -> Result<Watched<Restored, u64>, ArchiveError> {
        self.ask(|tell, reply| Ask::Restore { days, tell, reply })
    }

    /// Days from one to another, both included.
    pub async fn days(&self, from: SiteDay, to: SiteDay) -> Result<Vec<ArchivedDay>, ArchiveError> {
        Ok(self.archive.rows(from, to).await?.iter().map(Into::into).collect())
    }

    /// Opens the object of a day.
    pub async fn open(&self, day: SiteDay, part: u32) -> Result<Opened, ArchiveError> {
        fetch::open(&self.archive, day, part).await
    }

    /// The archive in numbers.
    pub async fn stats(&self) -> Result<ArchiveStats, ArchiveError> {
        let rows = self.archive.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?;
        let target = match self.archive.destination().await {
            Ok(to) => Some(to.name),
            Err(ArchiveError::NoTarget { .. }) => None,
            Err(ArchiveError::Target(_)) => Some(self.archive.settings.target.clone()),
            Err(error) => return Err(error),
        };
        Ok(ArchiveStats { target, enabled: self.archive.settings.enabled, ..count(&rows) })
    }

    pub(super) fn archive(&self) -> &Archive {
        &self.archive
    }

    /// How it is doing.
    pub fn gauge(&self) -> &Arc<ArchiveGauge> {
        &self.archive.gauge
    }

    fn ask<T, R>(
        &self,
        ask: impl FnOnce(Teller<T>, oneshot::Sender<Result<R, ArchiveError>>) -> Ask,
    ) -> Result<Watched<T, R>, ArchiveError> {
        let (tell, told) = mpsc::channel(TOLD);
        let (reply, answer) = oneshot::channel();
        self.asks.try_send(ask(Teller(Some(tell)), reply)).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => ArchiveError::Busy,
            mpsc::error::TrySendError::Closed(_) => ArchiveError::ShuttingDown,
        })?;
        Ok((told, answer))
    }
}

fn count(rows: &[ArchiveRow]) -> ArchiveStats {
    let mut stats = ArchiveStats::default();
    for row in rows {
        match row.state {
            DayState::Verified => {
                stats.verified += 1;
                stats.empty += u64::from(row.object.is_none());
                stats.readings += row.readings.unwrap_or(0);
                stats.bytes += row.bytes.filter(|_| row.object.is_some()).unwrap_or(0);
            }
            DayState::Open | DayState::Exported | DayState::Uploaded => stats.pending += 1,
            DayState::Lost => stats.lost += 1,
        }
        stats.failing += u64::from(row.attempts > 0);
    }
    stats.first_day = rows.first().map(|row| row.day.to_string());
    stats.last_day = rows.last().map(|row| row.day.to_string());
    stats.error = rows.iter().filter_map(|row| row.error.clone()).next_back();
    stats
}
