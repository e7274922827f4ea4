//! A courier: the one task that sends over one channel.
//!
//! ```text
//!  owed rows, lent deliveries ─▶ waiting ─▶ packer ─▶ message on record ─▶ send ─▶ try on record
//!                                             ▲                              │
//!                                             └──── tried again, paced ◀─────┘
//! ```
//!
//! It does one thing at a time, so nothing it sends can overtake its own record. What it may send, and in which message, the
//! packer decides; what a try means for escalation, the desk does. Whatever the store does, it goes on: what cannot be put on
//! record is sent marked so and remembered, and is not sent again when its row appears.

mod busy;
mod handle;
mod line;
mod message;
mod pace;
mod restore;
mod send;
mod waiting;

pub(super) use handle::{CourierHandle, TestReply};

use std::{sync::Arc, time::Duration};

use mcs_core::{
    alarm::Priority,
    id::{EventId, ShortName},
    notice::{Attempt, Channel, Packer},
    time::{Now, Span},
};
use tokio::sync::{mpsc, oneshot};

use self::{busy::Busy, handle::Lent, line::Line, message::Letter};
use super::{Poke, Settings, room::Room};
use crate::store::AfterTry;

/// A courier that hears of nothing looks after this time all the same.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// What a courier tells the desk.
#[derive(Debug)]
pub(super) enum News {
    /// A message was tried.
    Tried {
        /// Over which channel.
        channel: ShortName,
        /// Which.
        message: EventId,
        /// How.
        attempt: Attempt,
        /// And then.
        then: AfterTry,
        /// What is in it, to whom.
        items: Vec<(EventId, ShortName)>,
        /// The channel cannot be relied on for these now.
        hopeless: bool,
        /// Told where in the journal this stands.
        reply: oneshot::Sender<u64>,
    },
    /// These wait for a channel that cannot send them soon.
    Stuck {
        /// Which channel.
        channel: ShortName,
        /// What, to whom.
        items: Vec<(EventId, ShortName)>,
    },
    /// The channel's sender cannot be made.
    Cannot {
        /// Which channel.
        channel: ShortName,
        /// Why.
        why: String,
    },
    /// How the last tries went, before this start.
    Before {
        /// Which channel.
        channel: ShortName,
        /// Failures in a row.
        failures: u32,
        /// The provider refused one of them.
        refused: bool,
    },
}

/// The task's state.
pub(super) struct Courier {
    channel: Channel,
    room: Room,
    poke: Poke,
    lent: Lent,
    news: mpsc::Sender<News>,
    line: Line,
    packer: Packer,
    /// Messages that are not accepted yet.
    letters: Vec<Letter>,
    busy: Busy,
    /// Stuck deliveries the desk knows of.
    told_stuck: std::collections::HashSet<(EventId, ShortName)>,
    resting_until: Option<mcs_core::time::Monotonic>,
    restored: bool,
}

impl Courier {
    /// Sends until the channel is gone from the settings or the daemon ends.
    pub(super) async fn run(
        mut self,
        mut asks: mpsc::Receiver<TestReply>,
        mut stop: tokio::sync::watch::Receiver<bool>,
    ) {
        let mut settings = self.room.settings.clone();
        loop {
            let changed = settings.has_changed().unwrap_or(false);
            let known = Arc::clone(&settings.borrow_and_update());
            if !self.refresh(&known).await {
                return;
            }
            self.restore().await;
            if changed {
                // A person may have dropped what waits here.
                self.recheck().await;
            }
            while let Ok(test) = asks.try_recv() {
                let _ = test.send(self.test().await);
            }
            let Some(wait) = self.step().await else { continue };
            // What can be sent at once is sent before the end.
            if *stop.borrow() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.poke.poked() => {}
                // Looked at above, as what changes while something is sent.
                _ = settings.changed() => settings.mark_changed(),
                _ = stop.changed() => {}
                test = asks.recv() => match test {
                    Some(test) => {
                        // Over the channel as it is set by now.
                        let known = Arc::clone(&settings.borrow());
                        if !self.refresh(&known).await {
                            return;
                        }
                        let _ = test.send(self.test().await);
                    }
                    None => return,
                },
            }
        }
    }

    /// Takes up what changed of the channel; false when it is gone.
    async fn refresh(&mut self, settings: &Arc<Settings>) -> bool {
        let Some(channel) = settings.directory.channel(self.channel.name.as_str()) else { return false };
        if *channel != self.channel || self.line.is_new() {
            if channel.kind != self.channel.kind {
                self.packer = Packer::new(mcs_core::notice::Allowance::of(channel.kind));
                self.restored = false;
            }
            if channel.revision != self.channel.revision {
                // What the old settings could not send the new ones may.
                let now = self.room.clock.now().mono;
                self.letters.iter_mut().for_each(|letter| letter.next = letter.next.min(now));
            }
            self.channel = channel.clone();
            self.line = Line::open(&self.room, settings, channel);
            if let Some(why) = self.line.fault() {
                let (channel, why) = (self.channel.name.clone(), why.to_owned());
                let _ = self.news.send(News::Cannot { channel, why }).await;
            }
        }
        true
    }

    /// One thing: a message tried, or how long there is nothing to do.
    async fn step(&mut self) -> Option<Duration> {
        let now = self.room.clock.now();
        let waiting = self.look(now).await;
        if !self.channel.enabled || self.line.fault().is_some() {
            self.tell_stuck(&waiting).await;
            return Some(LOOK_EVERY);
        }
        let packs = self.packer.pack(&waiting.list, now.mono);
        if let Some(pack) = packs.into_iter().next() {
            self.serve(&waiting, &pack).await;
            return None;
        }
        if self.resting_until.is_some_and(|until| until - now.mono > pace::LONG_REST) {
            self.tell_stuck(&waiting).await;
        }
        Some(self.until_next(&waiting, now))
    }

    fn until_next(&self, waiting: &waiting::Waiters, now: Now) -> Duration {
        let retry = self.letters.iter().map(|letter| letter.next).min();
        let next = self.packer.next_at(&waiting.list, now.mono).into_iter().chain(retry).min();
        let until = next.map_or(Span::secs(i64::MAX / 2_000_000), |next| next - now.mono);
        let wait = Duration::from_micros(u64::try_from(until.as_micros()).unwrap_or(0));
        wait.clamp(Duration::from_millis(1), LOOK_EVERY)
    }

    /// High and critical ones that cannot be sent soon: the next group must hear of them meanwhile.
    async fn tell_stuck(&mut self, waiting: &waiting::Waiters) {
        let again = self.letters.iter().filter(|letter| letter.priority >= Priority::High).flat_map(Letter::items);
        let stuck: Vec<(EventId, ShortName)> =
            waiting.urgent().chain(again).filter(|item| self.told_stuck.insert(item.clone())).collect();
        if !stuck.is_empty() {
            let _ = self.news.send(News::Stuck { channel: self.channel.name.clone(), items: stuck }).await;
        }
        if self.told_stuck.len() > waiting::MOST as usize {
            self.told_stuck.clear();
        }
    }
}

impl std::fmt::Debug for Courier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Courier").field("channel", &self.channel.name).finish_non_exhaustive()
    }
}
