//! Opens the room that tells people, and joins it to plant, store and jobs.

use std::{path::Path, sync::Arc};

use futures_util::FutureExt as _;
use mcs_core::site::Site;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    clock::Clock,
    notify::{self, EarlySteps, NotifyHandle, Poke, Settings, SettingsHandle, Surroundings, channel},
    plant::PlantHandle,
    schedule::{Job, JobsHandle, When},
    secret::Vault,
    store::StoreHandle,
};

/// The job of the daily word that the daemon lives.
const ALIVE: &str = "alive";
/// When it is due while the policy names no time: then it says nothing.
const USUALLY: When = When::Daily { hour: 8, minute: 0 };

/// The room and its end.
pub(super) struct Notices {
    pub(super) handle: NotifyHandle,
    pub(super) settings: SettingsHandle,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

fn alive_at(settings: &Settings) -> When {
    settings.directory.policy.alive_at.map_or(USUALLY, |(hour, minute)| When::Daily { hour, minute })
}

/// Opens the room.
pub(super) fn open(
    data: &Path,
    (store, site, clock): (&StoreHandle, &Site, Clock),
    early: EarlySteps,
    poke: Poke,
    plant: &PlantHandle,
) -> Notices {
    let (stop, stopped) = watch::channel(false);
    let vault = Vault::new(data);
    let system = plant.clone();
    let (handle, task) = notify::start(Surroundings {
        data,
        store: store.clone(),
        vault: vault.clone(),
        site: site.clone(),
        clock,
        early,
        poke,
        open: Arc::new(|channel, secrets| channel::open(channel, secrets).map_err(|error| error.to_string())),
        causes: Box::new(move |cause, present, text| system.set_system(cause, present, text)),
        stop: stopped,
    });
    let settings = SettingsHandle::new(store.clone(), vault, handle.settings_poke().clone());
    Notices { handle, settings, stop, task: tokio::spawn(task) }
}

impl Notices {
    /// The job of the daily word that the daemon lives.
    pub(super) fn alive(&self, plant: &PlantHandle, store: &StoreHandle, clock: Clock) -> Job {
        let (notify, plant, store) = (self.handle.clone(), plant.clone(), store.clone());
        // What was missed while the daemon was down is made up for by the time that is in force.
        let known = Settings::load(store.queries());
        let when = known.map_or(USUALLY, |settings| alive_at(&settings));
        Job {
            name: ALIVE,
            what: "tells people that the daemon lives, with counts",
            when,
            run: Arc::new(move || notify::say_alive(notify.clone(), plant.clone(), store.clone(), clock).boxed()),
        }
    }

    /// Keeps that job at the time the policy names.
    pub(super) fn keep_time(&self, jobs: JobsHandle) {
        let mut settings = self.handle.watch_settings();
        tokio::spawn(async move {
            while settings.changed().await.is_ok() {
                let when = alive_at(&settings.borrow_and_update());
                if jobs.reschedule(ALIVE, when).await.is_err() {
                    return;
                }
            }
        });
    }

    /// Takes up the last transitions, sends what can be sent at once, and ends.
    pub(super) async fn close(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}
