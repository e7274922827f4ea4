//! The task that owns the archive: one thing at a time.

use std::{path::Path, sync::Arc};

use mcs_core::{site::Site, time::Timestamp};
use tokio::sync::mpsc;

use super::{
    ArchiveError, ArchiveGauge, ArchiveHandle, ArchiveSettings,
    handle::{ASKS, Ask},
    spool::Spool,
};
use crate::{
    clock::Clock,
    store::{ArchiveRow, Calendar, SiteDay, StoreHandle},
    target::Targets,
};

/// What the archive works with.
#[derive(Debug, Clone)]
pub(super) struct Archive {
    pub(super) store: StoreHandle,
    pub(super) targets: Targets,
    pub(super) spool: Spool,
    pub(super) site: Site,
    pub(super) calendar: Calendar,
    pub(super) settings: ArchiveSettings,
    pub(super) clock: Clock,
    pub(super) gauge: Arc<ArchiveGauge>,
}

/// The archive of a data directory: a handle, and the task to be spawned, which ends when `shutdown` completes. What it does then is
/// dropped, and the next run goes on from there.
pub fn start(
    data: &Path,
    (site, calendar): (Site, Calendar),
    store: StoreHandle,
    targets: Targets,
    settings: ArchiveSettings,
    clock: Clock,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> (ArchiveHandle, impl Future<Output = ()> + Send + 'static) {
    let (asks, asked) = mpsc::channel(ASKS);
    let gauge = Arc::new(ArchiveGauge::default());
    let spool = Spool::new(data);
    let archive = Archive { store, targets, spool, site, calendar, settings, clock, gauge };
    let handle = ArchiveHandle::new(asks, archive.clone());
    let task = async move {
        tokio::select! {
            () = shutdown => {}
            () = serve(archive, asked) => {}
        }
    };
    (handle, task)
}

async fn serve(archive: Archive, mut asked: mpsc::Receiver<Ask>) {
    while let Some(ask) = asked.recv().await {
        match ask {
            Ask::Run { which, tell, reply } => {
                let answer = archive.run(&which, &tell).await;
                if let Err(error) = &answer {
                    archive.gauge.failed(archive.now(), &error.fault().message);
                }
                let _ = reply.send(answer);
            }
            Ask::Restore { days, tell, reply } => {
                let _ = reply.send(archive.restore(&days, &tell).await);
            }
            Ask::Verify { days, tell, reply } => {
                let _ = reply.send(archive.verify(&days, &tell).await);
            }
        }
    }
}

impl Archive {
    pub(super) fn now(&self) -> Timestamp {
        self.clock.now().utc
    }

    /// Rows from one day to another, both included.
    pub(super) async fn rows(&self, from: SiteDay, to: SiteDay) -> Result<Vec<ArchiveRow>, ArchiveError> {
        let queries = self.store.queries().clone();
        blocking(move || Ok(queries.archive_days(from, to)?)).await
    }

    /// Writes how far a day has come.
    pub(super) async fn save(&self, row: &ArchiveRow) -> Result<(), ArchiveError> {
        let (store, row) = (self.store.clone(), row.clone());
        blocking(move || Ok(store.save_archive_day(row)?)).await
    }

    /// Adds days.
    pub(super) async fn add(&self, rows: Vec<ArchiveRow>) -> Result<(), ArchiveError> {
        let store = self.store.clone();
        blocking(move || Ok(store.add_archive_days(rows)?)).await
    }
}

/// Runs what blocks where blocking is allowed.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ArchiveError> + Send + 'static,
) -> Result<T, ArchiveError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ArchiveError::ShuttingDown)?
}
