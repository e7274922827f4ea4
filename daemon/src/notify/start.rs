//! Opening the room.

use std::{panic::AssertUnwindSafe, path::Path, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use mcs_core::site::Site;
use tokio::sync::{mpsc, watch};

use super::{
    NotifyHandle, Open, Poke, Settings,
    desk::{CauseSink, DeskTask, Inputs},
    emergency::EarlySteps,
    journal::Journal,
    room::Room,
    told::Told,
};
use crate::{clock::Clock, secret::Vault, store::StoreHandle};

/// Questions that may wait for the desk.
const ASKS: usize = 32;
/// A desk that breaks begins anew after this time.
const ANEW_AFTER: Duration = Duration::from_secs(1);

/// What the room is opened with.
pub struct Surroundings<'a> {
    /// The data directory.
    pub data: &'a Path,
    /// The store.
    pub store: StoreHandle,
    /// Secrets of channels.
    pub vault: Vault,
    /// The site.
    pub site: Site,
    /// The clocks.
    pub clock: Clock,
    /// Steps the store is late with.
    pub early: EarlySteps,
    /// Poked with each commit that holds transitions.
    pub poke: Poke,
    /// Makes senders.
    pub open: Arc<Open>,
    /// Where it says what is wrong with the system.
    pub causes: Box<CauseSink>,
    /// True when the daemon goes down and the plant has ended.
    pub stop: watch::Receiver<bool>,
}

/// Opens the room: a handle, and the task to be spawned.
pub fn start(around: Surroundings<'_>) -> (NotifyHandle, impl Future<Output = ()> + Send + 'static) {
    let Surroundings { data, store, vault, site, clock, early, poke, open, causes, stop } = around;
    let (asks, asked) = mpsc::channel(ASKS);
    let (settings, known) = watch::channel(Arc::new(Settings::default()));
    let gauge = Arc::clone(&early.gauge);
    let settings_poke = Poke::default();
    let handle = NotifyHandle {
        asks,
        poke: poke.clone(),
        settings_poke: settings_poke.clone(),
        settings: known.clone(),
        gauge: Arc::clone(&gauge),
    };
    let told = Told::open(data);
    let room = Room { store, vault, site, clock, open, journal: Journal::new(), told, settings: known, gauge };
    let mut inputs = Inputs { early, asks: asked, poke, settings_poke, settings, causes, stop };
    let task = async move {
        // Nothing that breaks here may end the telling of alarms.
        loop {
            let desk = DeskTask::begin(room.clone()).await;
            if AssertUnwindSafe(desk.run(&mut inputs)).catch_unwind().await.is_ok() {
                return;
            }
            tracing::error!("the desk of notices broke; it begins anew");
            tokio::time::sleep(ANEW_AFTER).await;
        }
    };
    (handle, task)
}
