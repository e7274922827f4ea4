//! What the daemon does for its own database: where backups go, and the whole check of a large one after the start.

use std::{path::Path, sync::Arc};

use tokio::sync::watch;

use crate::{
    backup::{self, Backups, Place},
    clock::Clock,
    config::Config,
    store::{Interrupt, StoreHandle},
    target::Targets,
};

/// Unless it was `checked` before the start, the database is looked at whole only now: a plant must not be blind for as long as that takes.
pub(super) fn check_whole(
    checked: bool,
    store: StoreHandle,
    stopped: watch::Receiver<bool>,
) -> tokio::task::JoinHandle<()> {
    tokio::task::spawn_blocking(move || {
        if checked {
            return;
        }
        let ending = stopped.clone();
        match store.check_whole(&(Arc::new(move || *ending.borrow()) as Interrupt)) {
            Ok(()) => tracing::info!("all of the database has been looked at; it is sound"),
            // Damage has been told already.
            Err(error) => {
                if !*stopped.borrow() {
                    tracing::warn!(%error, "the check of the whole database did not end well");
                }
            }
        }
    })
}

/// Where backups of this store go, as the configuration says.
pub(super) fn backups(data: &Path, config: &Config, store: &StoreHandle, targets: &Targets, clock: Clock) -> Backups {
    let place = match &config.backup_target {
        Some(name) => Place::target(targets.clone(), name.to_string()),
        None => match &config.backup_folder {
            Some(path) => Place::Folder { path: path.clone(), make: false },
            None => Place::Folder { path: data.join(backup::FOLDER), make: true },
        },
    };
    Backups::new(store.clone(), data, place, config.backup_keep, clock)
}
