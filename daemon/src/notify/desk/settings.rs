//! Who is who, and a courier for each channel.

use std::{sync::Arc, time::Instant};

use futures_util::FutureExt as _;
use mcs_core::{device::Device, id::ShortName, notice::Channel};
use tokio::task::JoinError;

use super::{AGAIN_AFTER, DeskTask, Inputs};
use crate::{
    notify::{Settings, courier::CourierHandle},
    store::{NoticeStep, QueryError},
};

/// What is read when the settings changed.
#[derive(Debug)]
pub(super) struct Loaded {
    settings: Settings,
    /// Channels over which something is owed.
    in_use: Vec<ShortName>,
    devices: Vec<Device>,
}

impl DeskTask {
    /// Reads the settings when they may have changed.
    pub(super) fn begin_load(&mut self) {
        if !self.reload || self.loading.is_some() || Instant::now() < self.load_at {
            return;
        }
        self.reload = false;
        let queries = self.room.store.queries().clone();
        self.loading = Some(tokio::task::spawn_blocking(move || {
            let settings = Settings::load(&queries)?;
            Ok(Loaded { settings, in_use: queries.channels_in_use()?, devices: queries.places()? })
        }));
    }

    /// Takes up the settings as they are now.
    pub(super) fn take_settings(&mut self, loaded: Option<Result<Loaded, QueryError>>, inputs: &Inputs) {
        let Loaded { settings, in_use, devices } = match loaded {
            Some(Ok(loaded)) => loaded,
            Some(Err(error)) => {
                tracing::error!(%error, "the settings of notices cannot be read; those known before hold");
                self.reload = true;
                self.load_at = Instant::now() + AGAIN_AFTER;
                return;
            }
            None => return,
        };
        self.places.learn(devices);
        let directory = &settings.directory;
        self.book = settings.book(self.book.tz.clone());
        self.enabled = self.book.channels.iter().cloned().collect();
        self.room.gauge.set_directory(directory);
        let before = self.room.settings.borrow().directory.clone();
        let now = self.room.clock.now();
        let gone: Vec<NoticeStep> = in_use
            .into_iter()
            .filter(|name| directory.channel(name.as_str()).is_none())
            .map(|channel| NoticeStep::ChannelGone { channel, at: now.utc })
            .collect();
        if !gone.is_empty() {
            self.room.journal.append(gone);
        }
        let channels = directory.channels.clone();
        inputs.settings.send_replace(Arc::new(settings));
        self.couriers.retain(|name, _| channels.iter().any(|channel| channel.name == *name));
        for channel in channels {
            if before.channel(channel.name.as_str()).is_some_and(|old| old.revision != channel.revision) {
                self.health.forget(&channel.name);
            }
            if !self.couriers.contains_key(&channel.name) {
                self.start_courier(&channel);
            }
        }
        // What waited for settings, or for others, is looked at now; what was held goes by the schedule as it is.
        self.look = true;
        self.decide(Vec::new(), None, |desk, book, mint, out| desk.tick(book, now, mint, out));
    }

    fn start_courier(&mut self, channel: &Channel) {
        let known = self.couriers.remove(&channel.name);
        self.health.settings_known();
        let stop = self.couriers_stop.subscribe();
        let (handle, courier) = CourierHandle::new(channel, known, self.room.clone(), self.news_from.clone(), stop);
        let name = channel.name.clone();
        self.couriers.insert(name.clone(), handle);
        self.running.spawn(async move {
            let broke = std::panic::AssertUnwindSafe(courier).catch_unwind().await.is_err();
            (name, broke)
        });
    }

    /// A courier ended: because its channel is gone or the daemon ends, or because it broke.
    pub(super) fn courier_ended(&mut self, ended: Result<(ShortName, bool), JoinError>) {
        if let Ok((name, true)) = ended {
            tracing::error!(channel = %name, "the courier of a channel broke; it begins anew");
            self.broken.push((name, Instant::now() + AGAIN_AFTER));
        }
    }

    /// Couriers that broke begin anew.
    pub(super) fn restart_couriers(&mut self) {
        let now = Instant::now();
        let due: Vec<ShortName> = self.broken.extract_if(.., |(_, at)| *at <= now).map(|(name, _)| name).collect();
        let settings = Arc::clone(&self.room.settings.borrow());
        for name in due {
            if let Some(channel) = settings.directory.channel(name.as_str()) {
                self.start_courier(channel);
            }
        }
    }
}
