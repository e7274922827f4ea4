//! What waits for a place in a message: owed rows, deliveries lent because their record is late, and messages to be tried again.

use std::{collections::BTreeMap, sync::Arc};

use mcs_core::{
    alarm::Priority,
    id::{EventId, ShortName},
    notice::{ChannelKind, ItemKind, Waiting},
    time::{Monotonic, Now, Timestamp},
};

use super::{Courier, pace};
use crate::{
    notify::Settings,
    store::{DeliveryKey, NewDelivery, NoticeStep, OwedDelivery},
};

/// Owed rows looked at at once, most urgent first; the rest waits its turn.
pub(super) const MOST: u32 = 2_000;

/// Where a delivery stands.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// In this row.
    Stored(u64),
    /// Only here.
    Lent(Arc<NewDelivery>),
}

/// What takes one place in a message.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// One delivery, or several that say the same at the same address.
    pub(super) deliveries: Vec<(DeliveryKey, Source)>,
    pub(super) priority: Priority,
    pub(super) created: Timestamp,
    /// Only those with the same may share a message.
    pub(super) address: String,
}

/// What one waiting thing is.
#[derive(Debug, Clone)]
pub(super) enum Waiter {
    /// Something to be put into a message.
    New(Candidate),
    /// The message at this place, to be tried again.
    Again(usize),
}

/// All that waits, in the order of `list`.
#[derive(Debug, Default)]
pub(super) struct Waiters {
    pub(super) list: Vec<Waiting>,
    pub(super) all: Vec<Waiter>,
}

impl Waiters {
    fn push(&mut self, waiter: Waiter, priority: Priority, since: Monotonic, key: String) {
        self.list.push(Waiting { id: self.all.len() as u64, priority, since, key });
        self.all.push(waiter);
    }

    pub(super) fn get(&self, id: u64) -> Option<&Waiter> {
        self.all.get(usize::try_from(id).ok()?)
    }

    /// High and critical ones that are in no message yet.
    pub(super) fn urgent(&self) -> impl Iterator<Item = (EventId, ShortName)> {
        let new = self.all.iter().filter_map(|waiter| match waiter {
            Waiter::New(candidate) if candidate.priority >= Priority::High => Some(candidate),
            Waiter::New(_) | Waiter::Again(_) => None,
        });
        new.flat_map(|candidate| candidate.deliveries.iter().map(|(key, _)| (key.event, key.group.clone())))
    }
}

impl Courier {
    /// Everything that waits now.
    pub(super) async fn look(&mut self, now: Now) -> Waiters {
        self.busy.written(self.room.journal.written());
        let mut waiters = Waiters::default();
        for (place, letter) in self.letters.iter().enumerate() {
            if letter.next <= now.mono {
                let key = format!("again {}", letter.id);
                waiters.push(Waiter::Again(place), letter.priority, mono(letter.created, now), key);
            }
        }
        let settings = Arc::clone(&self.room.settings.borrow());
        for candidate in self.candidates(&settings, now).await {
            let (priority, since) = (candidate.priority, mono(candidate.created, now));
            let address = candidate.address.clone();
            waiters.push(Waiter::New(candidate), priority, since, address);
        }
        waiters
    }

    async fn candidates(&mut self, settings: &Settings, now: Now) -> Vec<Candidate> {
        let mut found: BTreeMap<DeliveryKey, (Source, Priority, Timestamp)> = BTreeMap::new();
        for lent in self.lent.all() {
            let (priority, created) = (lent.facts.priority, lent.created);
            found.insert(lent.key(), (Source::Lent(lent), priority, created));
        }
        for OwedDelivery { id, key, priority, created } in self.owed().await {
            found.insert(key, (Source::Stored(id), priority, created));
        }
        found.retain(|key, (source, priority, created)| {
            !self.busy.has(key) && !self.settled_already(key, source, *priority, *created, now)
        });
        let mut candidates: Vec<Candidate> = Vec::with_capacity(found.len());
        let mut same: BTreeMap<(EventId, ItemKind), usize> = BTreeMap::new();
        for (key, (source, priority, created)) in found {
            let address = address(settings, self.channel.kind, &key.group);
            // A robot's group hears the same thing once, whoever it is owed to.
            if shared(self.channel.kind)
                && let Some(&place) = same.get(&(key.event, key.kind))
                && let Some(candidate) = candidates.get_mut(place)
            {
                candidate.deliveries.push((key, source));
                continue;
            }
            same.insert((key.event, key.kind), candidates.len());
            candidates.push(Candidate { deliveries: vec![(key, source)], priority, created, address });
        }
        candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.priority), candidate.created));
        candidates
    }

    async fn owed(&self) -> Vec<OwedDelivery> {
        let (queries, channel) = (self.room.store.queries().clone(), self.channel.name.clone());
        let rows = tokio::task::spawn_blocking(move || queries.owed_deliveries(&channel, MOST)).await;
        match rows {
            Ok(Ok(rows)) => rows,
            Ok(Err(error)) => {
                tracing::error!(%error, channel = %self.channel.name, "what is owed cannot be read; what is lent is sent");
                Vec::new()
            }
            Err(_) => Vec::new(),
        }
    }

    /// What was accepted before it was on record, and what has waited too long, is settled without being sent.
    fn settled_already(
        &mut self,
        key: &DeliveryKey,
        source: &Source,
        priority: Priority,
        created: Timestamp,
        now: Now,
    ) -> bool {
        let step = if self.room.told.knows(key) {
            NoticeStep::AcceptedBefore { delivery: key.clone(), at: now.utc }
        } else if now.utc - created > pace::patience(priority) {
            let why = format!("it could not be sent within {} h", pace::patience(priority).as_micros() / 3_600_000_000);
            tracing::error!(channel = %key.channel, group = %key.group, event = %key.event, why, "a notice is given up");
            NoticeStep::GivenUp { delivery: key.clone(), at: now.utc, why }
        } else {
            return false;
        };
        match source {
            Source::Stored(_) => {
                let number = self.room.journal.append(vec![step]);
                self.busy.until([key], number);
            }
            // Its row, when it comes, is met here again.
            Source::Lent(_) => {}
        }
        true
    }
}

/// Whether all groups are at one address: a robot speaks into one group of its provider, a program is one program.
const fn shared(kind: ChannelKind) -> bool {
    match kind {
        ChannelKind::Dingtalk | ChannelKind::Feishu | ChannelKind::Wecom | ChannelKind::Webhook => true,
        ChannelKind::Smtp | ChannelKind::AliyunSms => false,
    }
}

fn address(settings: &Settings, kind: ChannelKind, group: &ShortName) -> String {
    let language = super::message::language(settings, group).as_str();
    if shared(kind) { language.to_owned() } else { format!("{language} {group}") }
}

/// A moment of the record on the clock that never steps.
pub(super) fn mono(at: Timestamp, now: Now) -> Monotonic {
    now.mono + (at - now.utc)
}
