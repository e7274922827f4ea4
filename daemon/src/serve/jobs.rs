//! Which jobs there are: what each room wants done by the clock.

use std::sync::Arc;

use futures_util::FutureExt as _;
use jiff::civil::Weekday;

use crate::{
    archive::ArchiveHandle,
    backup::Backups,
    clock::Clock,
    config::Config,
    retention::{self, Retention},
    schedule::{Job, When},
    store::StoreHandle,
};

/// Every job, in the order in which missed ones are made up for.
pub(super) fn all(
    store: &StoreHandle,
    config: &Config,
    clock: Clock,
    archive: &ArchiveHandle,
    backups: &Backups,
) -> Vec<Job> {
    let (hour, minute) = config.archive.at;
    let retention = Retention { days: config.retention_days, audit_days: config.audit_days };
    vec![
        self::archive(archive, When::Daily { hour, minute }),
        retention::job(store.clone(), retention, clock),
        backup(backups),
    ]
}

fn archive(archive: &ArchiveHandle, when: When) -> Job {
    let archive = archive.clone();
    Job {
        name: "archive",
        what: "archives the days that are over",
        when,
        run: Arc::new(move || {
            let archive = archive.clone();
            async move { archive.nightly().await }.boxed()
        }),
    }
}

fn backup(backups: &Backups) -> Job {
    let backups = backups.clone();
    Job {
        name: "backup",
        what: "copies the database, checks the copy, removes the oldest",
        when: When::Weekly { weekday: Weekday::Sunday, hour: 4, minute: 0 },
        run: Arc::new(move || backups.clone().run().boxed()),
    }
}
