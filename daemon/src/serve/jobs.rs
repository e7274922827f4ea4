//! Which jobs there are: what each room wants done by the clock.

use std::sync::Arc;

use futures_util::FutureExt as _;
use jiff::civil::Weekday;

use crate::{
    backup::Backups,
    clock::Clock,
    config::Config,
    retention::{self, Retention},
    schedule::{Job, When},
    store::StoreHandle,
};

/// Every job, in the order in which missed ones are made up for.
pub(super) fn all(store: &StoreHandle, config: &Config, clock: Clock, backups: &Backups) -> Vec<Job> {
    let retention = Retention { days: config.retention_days, audit_days: config.audit_days };
    vec![retention::job(store.clone(), retention, clock), backup(backups)]
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
