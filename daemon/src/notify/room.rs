//! What the desk and the couriers share.

use std::{collections::BTreeMap, fmt, sync::Arc};

use mcs_core::{notice::Channel, site::Site};
use tokio::sync::watch;

use super::{Settings, channel::Sender, gauge::NotifyGauge, journal::Journal, told::Told};
use crate::{
    clock::Clock,
    secret::{Secret, Vault},
    store::StoreHandle,
};

/// Makes a sender of a channel and its secrets in clear, or says why not.
pub type Open = dyn Fn(&Channel, &BTreeMap<String, Secret>) -> Result<Arc<dyn Sender>, String> + Send + Sync;

/// What the desk and the couriers share. Cheap to clone.
#[derive(Clone)]
pub(super) struct Room {
    pub(super) store: StoreHandle,
    pub(super) vault: Vault,
    pub(super) site: Site,
    pub(super) clock: Clock,
    pub(super) open: Arc<Open>,
    pub(super) journal: Journal,
    pub(super) told: Told,
    pub(super) settings: watch::Receiver<Arc<Settings>>,
    pub(super) gauge: Arc<NotifyGauge>,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("site", &self.site).finish_non_exhaustive()
    }
}
