//! What waits for a channel is packed into messages.

use std::collections::VecDeque;

use super::Allowance;
use crate::{
    alarm::Priority,
    time::{Monotonic, Span},
};

/// One thing that waits for a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The delivery.
    pub id: u64,
    /// How urgent it is.
    pub priority: Priority,
    /// Since when it waits.
    pub since: Monotonic,
    /// Recipients and language: only what has the same key shares a message.
    pub key: String,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Everything this message settles, most urgent first. All have the same key.
    pub ids: Vec<u64>,
    /// The last so many of `ids` find no place in the text: it counts them and says where to look. The others are named.
    pub more: u32,
}

impl Pack {
    /// What is named in the text.
    pub fn named(&self) -> &[u64] {
        &self.ids[..self.ids.len() - self.more as usize]
    }
}

/// Keeps a channel within its [`Allowance`].
#[derive(Debug, Clone)]
pub struct Packer {
    allowance: Allowance,
    sends: VecDeque<Monotonic>,
    banned: Option<Monotonic>,
}

impl Packer {
    /// Nothing was sent yet.
    pub const fn new(allowance: Allowance) -> Self {
        Self { allowance, sends: VecDeque::new(), banned: None }
    }

    /// A message is sent now; said at every try, and after a restart for those that were stored.
    pub fn sent(&mut self, at: Monotonic) {
        self.sends.push_back(at);
    }

    /// What is to be sent now. Each of these counts when [`Packer::sent`] is called for it.
    pub fn pack(&mut self, waiting: &[Waiting], now: Monotonic) -> Vec<Pack> {
        while self.sends.front().is_some_and(|sent| *sent + Span::hours(24) <= now) {
            self.sends.pop_front();
        }
        if self.next_at(waiting, now).is_none_or(|at| at > now) {
            return Vec::new();
        }
        waiting.iter().take(1).map(|one| Pack { ids: vec![one.id], more: 0 }).collect()
    }

    /// When [`Packer::pack`] has something to send; `None`: nothing waits.
    pub fn next_at(&self, waiting: &[Waiting], now: Monotonic) -> Option<Monotonic> {
        waiting.first()?;
        let burst = self.allowance.burst as usize;
        let free = self.sends.iter().rev().nth(burst.saturating_sub(1)).map(|sent| *sent + self.allowance.per);
        Some(now.max(free.unwrap_or(now)).max(self.banned.unwrap_or(now)))
    }

    /// The provider said that it takes nothing until then.
    pub fn banned_until(&mut self, until: Monotonic) {
        self.banned = Some(until);
    }
}
