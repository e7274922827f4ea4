//! Which jobs there are: what each room wants done by the clock.

use std::sync::Arc;

use futures_util::FutureExt as _;
use jiff::civil::Weekday;

use crate::{
    backup::Backups,
    schedule::{Job, When},
};

/// Every job, in the order in which missed ones are made up for.
pub(super) fn all(backups: &Backups) -> Vec<Job> {
    vec![backup(backups)]
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
