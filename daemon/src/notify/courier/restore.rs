//! What a courier finds when it begins, and what people ask of it.

use std::sync::Arc;

use mcs_core::{
    id::EventId,
    notice::{Attempt, AttemptOutcome, ItemKind},
    time::{Now, Span},
};
use tokio::sync::oneshot;

use super::{
    Courier, News,
    message::{Letter, addressees, language},
    waiting::mono,
};
use crate::{
    notify::{channel::Outgoing, facts},
    store::{AfterTry, MessageToSend},
};

/// Providers count what they were sent over at most this long.
const COUNTED: Span = Span::hours(24);
/// How a channel fared longer ago says nothing of it.
const REMEMBERED: Span = Span::hours(24 * 30);
/// A message that was to be tried again later than this was put off by a clock that stepped.
const LATEST: Span = Span::mins(15);

impl Courier {
    /// Takes up messages that were not accepted, and what the provider has counted. Tried again until it succeeds: what is lent
    /// is sent meanwhile.
    pub(super) async fn restore(&mut self) {
        if self.restored {
            return;
        }
        let now = self.room.clock.now();
        let (queries, channel) = (self.room.store.queries().clone(), self.channel.name.clone());
        let found = tokio::task::spawn_blocking(move || {
            let messages = queries.messages_to_send(&channel)?;
            let tries = queries.recent_tries(&channel, now.utc - COUNTED)?;
            if tries.is_empty() {
                // Only how the last ones went is of use then.
                let last = queries.recent_tries(&channel, now.utc - REMEMBERED)?;
                return Ok::<_, crate::store::QueryError>((messages, last));
            }
            Ok((messages, tries))
        });
        let (messages, tries) = match found.await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                tracing::error!(%error, channel = %self.channel.name, "what is to be sent cannot be read yet");
                return;
            }
            Err(_) => return,
        };
        self.restored = true;
        for (at, _) in &tries {
            self.packer.sent(mono(*at, now));
        }
        let in_vain = tries.iter().rev().map(|(_, outcome)| *outcome);
        let in_vain = in_vain.take_while(|outcome| *outcome != AttemptOutcome::Accepted);
        let refused = in_vain.clone().any(|outcome| outcome == AttemptOutcome::Refused);
        let failures = u32::try_from(in_vain.count()).unwrap_or(u32::MAX);
        let _ = self.news.send(News::Before { channel: self.channel.name.clone(), failures, refused }).await;
        for message in messages {
            if self.letters.iter().all(|letter| letter.id != message.id) {
                self.take_up(message, now).await;
            }
        }
    }

    async fn take_up(&mut self, message: MessageToSend, now: Now) {
        let told = !message.deliveries.is_empty() && message.deliveries.iter().all(|key| self.room.told.knows(key));
        let outcome = match serde_json::from_str::<Outgoing>(&message.body) {
            Ok(_) if told => (AttemptOutcome::Accepted, "accepted before it could be recorded".to_owned()),
            // Nobody waits for the answer of a test that was cut off.
            Ok(_) if message.deliveries.is_empty() => (AttemptOutcome::Failed, "nothing is in it any more".to_owned()),
            Ok(outgoing) => {
                let priority = outgoing.facts.iter().map(|facts| facts.priority).max();
                let next = mono(message.next, now).min(now.mono + LATEST);
                self.letters.push(Letter {
                    id: message.id,
                    outgoing: Arc::new(outgoing),
                    deliveries: message.deliveries,
                    priority: priority.unwrap_or(mcs_core::alarm::Priority::Low),
                    created: message.created,
                    tries: message.tries.max(1),
                    next,
                });
                return;
            }
            Err(error) => (AttemptOutcome::Failed, format!("the stored message cannot be read: {error}")),
        };
        let then = if told { AfterTry::Accepted } else { AfterTry::GivenUp };
        let (outcome, detail) = outcome;
        let (reply, _place) = oneshot::channel();
        let news = News::Tried {
            channel: self.channel.name.clone(),
            message: message.id,
            attempt: Attempt { at: now.utc, took_us: 0, outcome, detail: Some(detail) },
            then,
            items: message.deliveries.iter().map(|key| (key.event, key.group.clone())).collect(),
            hopeless: false,
            reply,
        };
        let _ = self.news.send(news).await;
    }

    /// A person may have dropped what is to be tried again: what the record no longer has is forgotten.
    pub(super) async fn recheck(&mut self) {
        let (queries, channel) = (self.room.store.queries().clone(), self.channel.name.clone());
        let found = tokio::task::spawn_blocking(move || queries.messages_to_send(&channel)).await;
        let Ok(Ok(messages)) = found else { return };
        self.busy.written(self.room.journal.written());
        let busy = &self.busy;
        self.letters.retain(|letter| {
            messages.iter().any(|message| message.id == letter.id) || letter.deliveries.iter().any(|key| busy.has(key))
        });
    }

    /// What a test says, to everybody the channel reaches.
    pub(super) fn test_letter(&self, now: Now) -> Letter {
        let settings = Arc::clone(&self.room.settings.borrow());
        let groups = settings.directory.groups.iter().filter(|group| group.channels.contains(&self.channel.name));
        let names: Vec<_> = groups.map(|group| &group.name).collect();
        let id = EventId(ulid::Ulid::generate().0);
        let outgoing = Outgoing {
            key: id.to_string(),
            site: self.room.site.name.clone(),
            tz: self.room.site.tz.clone(),
            language: names.first().map_or(settings.directory.policy.language, |name| language(&settings, name)),
            to: addressees(&settings, names),
            facts: vec![facts::plain(ItemKind::Test, now.utc)],
            more: 0,
        };
        let priority = mcs_core::alarm::Priority::Low;
        let outgoing = Arc::new(outgoing);
        Letter { id, outgoing, deliveries: Vec::new(), priority, created: now.utc, tries: 0, next: now.mono }
    }
}
