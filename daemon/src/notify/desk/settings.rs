//! Who is who, and a courier for each channel.

use std::{sync::Arc, time::Instant};

use futures_util::FutureExt as _;
use mcs_core::{
    device::Device,
    id::{EventId, ShortName},
    notice::{Book, Channel, Directory},
    time::Now,
};
use tokio::task::JoinError;

use super::{AGAIN_AFTER, DeskTask, Inputs};
use crate::{
    notify::{Settings, courier::CourierHandle},
    store::{NoticeStep, Queries, QueryError},
};

/// Deliveries of a channel that is gone of which the next group is told; most urgent first.
const MOST_LOST: u32 = 2_000;

/// What is read when the settings changed.
#[derive(Debug)]
pub(super) struct Loaded {
    settings: Settings,
    /// Channels that are gone though something is owed over them.
    gone: Vec<Gone>,
    devices: Vec<Device>,
}

/// A channel that is gone, and what was owed over it.
#[derive(Debug)]
struct Gone {
    channel: ShortName,
    items: Vec<(EventId, ShortName)>,
}

impl Gone {
    /// All of them. Blocks.
    fn of(queries: &Queries, directory: &Directory) -> Result<Vec<Self>, QueryError> {
        let in_use = queries.channels_in_use()?.into_iter();
        let gone = in_use.filter(|name| directory.channel(name.as_str()).is_none());
        gone.map(|channel| Self::read(queries, channel)).collect()
    }

    fn read(queries: &Queries, channel: ShortName) -> Result<Self, QueryError> {
        let owed = queries.owed_deliveries(&channel, MOST_LOST)?.into_iter().map(|owed| owed.key);
        let sent = queries.messages_to_send(&channel)?.into_iter().flat_map(|message| message.deliveries);
        let items = owed.chain(sent).map(|key| (key.event, key.group)).collect();
        Ok(Self { channel, items })
    }
}

impl DeskTask {
    /// Reads the settings when they may have changed.
    pub(super) fn begin_load(&mut self) {
        if !self.reload || self.loading.is_some() || Instant::now() < self.load_at {
            return;
        }
        self.reload = false;
        self.tests.looking();
        let queries = self.room.store.queries().clone();
        self.loading = Some(tokio::task::spawn_blocking(move || {
            let settings = Settings::load(&queries)?;
            let gone = Gone::of(&queries, &settings.directory)?;
            Ok(Loaded { settings, gone, devices: queries.places()? })
        }));
    }

    /// Takes up the settings as they are now.
    pub(super) fn take_settings(&mut self, loaded: Option<Result<Loaded, QueryError>>, inputs: &Inputs) {
        let Loaded { settings, gone, devices } = match loaded {
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
        self.health.settings_known();
        let directory = &settings.directory;
        let book = settings.book(self.book.tz.clone());
        let book_before = std::mem::replace(&mut self.book, book);
        self.enabled = self.book.channels.iter().cloned().collect();
        self.room.gauge.set_directory(directory);
        let before = self.room.settings.borrow().directory.clone();
        let now = self.room.clock.now();
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
        self.give_up(gone, &book_before, now);
        // What waited for settings, or for others, is looked at now; what was held goes by the schedule as it is.
        self.look = true;
        self.decide(Vec::new(), None, |desk, book, mint, out| desk.tick(book, now, mint, out));
    }

    /// Over these channels nothing is sent any more: what no other channel brings to a group, the next group is told at once.
    fn give_up(&mut self, gone: Vec<Gone>, before: &Book, now: Now) {
        for Gone { channel, mut items } in gone {
            items.retain(|(event, group)| self.hopes.lost_with(*event, group, &channel, (before, &self.book)));
            let step = NoticeStep::ChannelGone { channel, at: now.utc };
            self.decide(vec![step], None, |desk, book, mint, out| {
                for (event, group) in &items {
                    desk.failed(*event, group, book, now, mint, out);
                }
            });
        }
    }

    fn start_courier(&mut self, channel: &Channel) {
        let known = self.couriers.remove(&channel.name);
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
