//! What is sent: made of deliveries, kept as it is sent, under a key that the same deliveries always get.

use std::{collections::BTreeSet, sync::Arc};

use mcs_core::{
    alarm::Priority,
    id::{EventId, ShortName},
    notice::{Contact, Facts, Language, Pack},
    time::{Monotonic, Now, Timestamp},
};
use sha2::{Digest as _, Sha256};

use super::{
    Courier,
    waiting::{Source, Waiter, Waiters},
};
use crate::{
    notify::{Settings, channel::Outgoing},
    store::{DeliveryKey, NewMessage},
};

/// A message on its way.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) id: EventId,
    pub(super) outgoing: Arc<Outgoing>,
    pub(super) deliveries: Vec<DeliveryKey>,
    pub(super) priority: Priority,
    pub(super) created: Timestamp,
    pub(super) tries: u32,
    pub(super) next: Monotonic,
}

impl Letter {
    /// As it is put on record.
    pub(super) fn row(&self, channel: &ShortName) -> Result<NewMessage, serde_json::Error> {
        Ok(NewMessage {
            id: self.id,
            channel: channel.clone(),
            created: self.created,
            body: serde_json::to_string(&*self.outgoing)?,
            deliveries: self.deliveries.clone(),
        })
    }

    /// The same, saying that it is not on record.
    pub(super) fn unrecorded(mut self) -> Self {
        let mut outgoing = (*self.outgoing).clone();
        outgoing.facts.iter_mut().for_each(|facts| facts.unrecorded = true);
        self.outgoing = Arc::new(outgoing);
        self
    }

    /// What is in it, to whom.
    pub(super) fn items(&self) -> Vec<(EventId, ShortName)> {
        self.deliveries.iter().map(|key| (key.event, key.group.clone())).collect()
    }
}

/// The key of a message: the same for the same deliveries, at any time and after any restart; it sorts by their first event.
pub(super) fn key_of(deliveries: &[DeliveryKey]) -> EventId {
    const HASH_BITS: u32 = 80;
    let first = deliveries.iter().map(|key| key.event.0).min().unwrap_or_default();
    let mut marks: Vec<_> = deliveries.iter().map(crate::notify::told::mark).collect();
    marks.sort_unstable();
    let mut hash = Sha256::new();
    for mark in &marks {
        hash.update(mark);
    }
    let hash = hash.finalize();
    let low = hash.iter().take(10).fold(0_u128, |low, byte| low << 8 | u128::from(*byte));
    EventId(first >> HASH_BITS << HASH_BITS | low)
}

/// The language a group reads, if all of it reads one; else the site's.
pub(super) fn language(settings: &Settings, group: &ShortName) -> Language {
    let members = settings.directory.members(group.as_str());
    match members.split_first() {
        Some((first, rest)) if rest.iter().all(|other| other.language == first.language) => first.language,
        Some(_) | None => settings.directory.policy.language,
    }
}

impl Courier {
    /// The message a pack is to become; `None` if nothing of it is there any more.
    pub(super) async fn compose(&self, waiting: &Waiters, pack: &Pack, now: Now) -> Option<Letter> {
        let mut deliveries = Vec::new();
        let mut said = Vec::new();
        let mut urgency = None;
        for id in &pack.ids {
            let Some(Waiter::New(candidate)) = waiting.get(*id) else { continue };
            deliveries.extend(candidate.deliveries.iter().map(|(key, _)| key.clone()));
            let (priority, created) = urgency.unwrap_or((candidate.priority, candidate.created));
            urgency = Some((priority.max(candidate.priority), created.min(candidate.created)));
            if let Some((_, source)) = candidate.deliveries.first()
                && pack.named().contains(id)
            {
                said.push(source.clone());
            }
        }
        let (priority, created) = urgency?;
        let facts = self.facts(said).await?;
        let settings = Arc::clone(&self.room.settings.borrow());
        let groups: BTreeSet<&ShortName> = deliveries.iter().map(|key| &key.group).collect();
        let id = key_of(&deliveries);
        let outgoing = Outgoing {
            key: id.to_string(),
            site: self.room.site.name.clone(),
            tz: self.room.site.tz.clone(),
            language: deliveries.first().map_or_else(Language::default, |key| language(&settings, &key.group)),
            to: addressees(&settings, groups),
            facts,
            more: pack.more,
        };
        Some(Letter { id, outgoing: Arc::new(outgoing), deliveries, priority, created, tries: 0, next: now.mono })
    }

    /// What is said, in order; `None` if it cannot be read now.
    async fn facts(&self, said: Vec<Source>) -> Option<Vec<Facts>> {
        let row_of = |source: &Source| match source {
            Source::Stored(id) => Some(*id),
            Source::Lent(_) => None,
        };
        let ids: Vec<u64> = said.iter().filter_map(row_of).collect();
        let mut stored = Vec::new();
        if !ids.is_empty() {
            let queries = self.room.store.queries().clone();
            let rows = tokio::task::spawn_blocking(move || queries.deliveries(&ids)).await.ok()?;
            match rows {
                Ok(rows) => stored = rows,
                Err(error) => tracing::error!(%error, channel = %self.channel.name, "what is owed cannot be read"),
            }
        }
        let facts: Vec<Facts> = said
            .into_iter()
            .filter_map(|source| match source {
                Source::Lent(lent) => Some(lent.facts.clone()),
                Source::Stored(id) => stored.iter().find(|row| row.id == id).map(|row| row.facts.clone()),
            })
            .collect();
        (!facts.is_empty()).then_some(facts)
    }
}

/// Everybody in these groups who is told, once.
pub(super) fn addressees<'a>(settings: &Settings, groups: impl IntoIterator<Item = &'a ShortName>) -> Vec<Contact> {
    let mut all: Vec<Contact> = Vec::new();
    for group in groups {
        for contact in settings.directory.members(group.as_str()) {
            if all.iter().all(|known| known.name != contact.name) {
                all.push(contact);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use mcs_core::notice::ItemKind;

    use super::*;

    #[test]
    fn the_same_deliveries_have_the_same_key_in_any_order_and_others_another() {
        let key = |event: u128, group: &str| DeliveryKey {
            event: EventId(event << 80 | 7),
            kind: ItemKind::Raise,
            channel: "ops".parse().expect("a name"),
            group: group.parse().expect("a name"),
        };
        let (a, b, c) = (key(5, "day"), key(6, "day"), key(5, "night"));
        let both = key_of(&[a.clone(), b.clone()]);
        assert_eq!(both, key_of(&[b.clone(), a.clone()]));
        assert_eq!(both.0 >> 80, 5, "it sorts by the first event");
        let keys = [both, key_of(std::slice::from_ref(&a)), key_of(&[b]), key_of(&[c])];
        assert!(keys.iter().enumerate().all(|(n, key)| !keys[..n].contains(key)), "{keys:?}");
        assert_eq!(EventId::parse(&both.to_string()), Some(both));
    }
}
