//! What waits for a channel is packed into messages.
//!
//! ```text
//!  criticals, oldest first:  one by one while there is plenty ─▶ full digests ─▶ the last message: all that is left
//!  the rest, most urgent first:                                                  one digest for each key
//! ```
//!
//! A channel's window frees a message not later than it is long (a minute at most), and whatever is critical then waits for it goes
//! with it: nothing critical waits longer, unless the provider bans the channel or its hour or day is used up.

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
    /// When messages were sent, oldest first.
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
        let place = self.sends.partition_point(|sent| *sent <= at);
        self.sends.insert(place, at);
    }

    /// The provider said that it takes nothing until then.
    pub fn banned_until(&mut self, until: Monotonic) {
        self.banned = Some(self.banned.map_or(until, |banned| banned.max(until)));
    }

    /// What is to be sent now. It counts when [`Packer::sent`] is called for it, which must be before this is asked again.
    pub fn pack(&mut self, waiting: &[Waiting], now: Monotonic) -> Vec<Pack> {
        self.forget(now);
        if self.banned.is_some_and(|until| now < until) {
            return Vec::new();
        }
        let (critical, rest): (Vec<_>, Vec<_>) = waiting.iter().partition(|one| one.priority == Priority::Critical);
        let mut packs = Vec::new();
        self.pack_critical(critical, now, &mut packs);
        self.pack_rest(rest, now, &mut packs);
        packs
    }

    /// When [`Packer::pack`] has something to send, if nothing else happens until then; `None`: never, for nothing waits.
    pub fn next_at(&self, waiting: &[Waiting], now: Monotonic) -> Option<Monotonic> {
        let of = |critical| {
            let class = waiting.iter().filter(move |one| (one.priority == Priority::Critical) == critical);
            self.class_at(class.collect(), critical, now)
        };
        let earliest = [true, false].into_iter().filter_map(of).min()?;
        Some(earliest.max(self.banned.unwrap_or(now)).max(now))
    }

    /// When something of what is critical, or of the rest, may be sent.
    fn class_at(&self, mut waiting: Vec<&Waiting>, critical: bool, now: Monotonic) -> Option<Monotonic> {
        let oldest = waiting.iter().map(|one| one.since).min()?;
        let plenty = self.free_at(self.allowance.spread(critical) + 1, critical, now);
        let due = self.due(oldest, critical);
        let paced = self.free_at(1, critical, now).map(|free| due.map_or(free, |due| free.max(due)));
        waiting.sort_by_key(|one| (one.since, one.id));
        let keys = by_key(if critical { waiting } else { Vec::new() });
        let full = (1..=keys.len()).rev().zip(&keys).filter(|(_, (_, ids))| ids.len() > self.most_named());
        let full = full.filter_map(|(left, _)| self.free_at(left + 1, critical, now)).min();
        plenty.into_iter().chain(paced).chain(full).min()
    }

    fn pack_critical(&self, mut waiting: Vec<&Waiting>, now: Monotonic, packs: &mut Vec<Pack>) {
        waiting.sort_by_key(|one| (one.since, one.id));
        let mut free = self.free(true, now);
        let singles = free.saturating_sub(self.allowance.spread(true)).min(waiting.len());
        packs.extend(waiting.drain(..singles).map(|one| Pack { ids: vec![one.id], more: 0 }));
        free -= singles;
        let keys = by_key(waiting);
        let mut left = keys.len();
        let most = self.most_named();
        for (oldest, ids) in keys {
            left -= 1;
            let mut ids = ids.as_slice();
            // One message is left for each of the other keys, if there are so many.
            while ids.len() > most && free > left + 1 {
                let (full, others) = ids.split_at(most);
                packs.push(self.digest(full));
                ids = others;
                free -= 1;
            }
            if free > 0 && self.is_due(oldest, true, !packs.is_empty(), now) {
                packs.push(self.digest(ids));
                free -= 1;
            }
        }
    }

    fn pack_rest(&self, mut waiting: Vec<&Waiting>, now: Monotonic, packs: &mut Vec<Pack>) {
        waiting.sort_by_key(|one| (std::cmp::Reverse(one.priority), one.since, one.id));
        let used = packs.len();
        let mut free = self.free(false, now).saturating_sub(used);
        let mut keys = by_key(waiting);
        keys.sort_by_key(|(oldest, _)| *oldest);
        for (oldest, ids) in keys {
            let plenty = free > self.allowance.spread(false);
            if free > 0 && (plenty || self.is_due(oldest, false, used > 0, now)) {
                packs.push(self.digest(&ids));
                free -= 1;
            }
        }
    }

    /// One message of all of these; what it cannot name it counts.
    fn digest(&self, ids: &[u64]) -> Pack {
        let more = ids.len().saturating_sub(self.most_named());
        Pack { ids: ids.to_vec(), more: u32::try_from(more).unwrap_or(u32::MAX) }
    }

    fn most_named(&self) -> usize {
        self.allowance.most_named.max(1) as usize
    }

    /// Whether one of the last messages of the window may be spent on what has waited since then.
    fn is_due(&self, oldest: Monotonic, critical: bool, sent_now: bool, now: Monotonic) -> bool {
        let waited = oldest + self.pace(critical) <= now;
        waited || (!sent_now && self.due(oldest, critical).is_none_or(|due| due <= now))
    }

    /// When one of the last messages of the window may be spent; `None`: any time, nothing was sent lately.
    fn due(&self, oldest: Monotonic, critical: bool) -> Option<Monotonic> {
        let pace = self.pace(critical);
        self.sends.back().map(|last| (*last + pace).min(oldest + pace))
    }

    /// The last messages of a window are so far from each other.
    fn pace(&self, critical: bool) -> Span {
        let parts = i64::try_from(self.allowance.spread(critical)).unwrap_or(i64::MAX).saturating_add(1);
        Span::micros(self.allowance.per.as_micros() / parts)
    }

    /// How many messages of this urgency may be sent now.
    fn free(&self, critical: bool, now: Monotonic) -> usize {
        let free = self.allowance.limits().map(|limit| {
            let within = self.sends.iter().rev().take_while(|sent| **sent + limit.per > now).count();
            limit.most(critical).saturating_sub(within)
        });
        free.min().unwrap_or(0)
    }

    /// When so many are free; `None`: never.
    fn free_at(&self, count: usize, critical: bool, now: Monotonic) -> Option<Monotonic> {
        let mut at = now;
        for limit in self.allowance.limits() {
            let may_stand = limit.most(critical).checked_sub(count)?;
            if let Some(in_the_way) = self.sends.iter().rev().nth(may_stand) {
                at = at.max(*in_the_way + limit.per);
            }
        }
        Some(at)
    }

    /// Forgets sends no limit counts any more.
    fn forget(&mut self, now: Monotonic) {
        let longest = self.allowance.limits().map(|limit| limit.per).max().unwrap_or(Span::ZERO);
        while self.sends.front().is_some_and(|sent| *sent + longest <= now) {
            self.sends.pop_front();
        }
    }
}

/// What shares a message, each with the time since when the oldest of it waits, in the order of the first of each.
fn by_key(waiting: Vec<&Waiting>) -> Vec<(Monotonic, Vec<u64>)> {
    let mut keys: Vec<(&str, Monotonic, Vec<u64>)> = Vec::new();
    for one in waiting {
        match keys.iter_mut().find(|(key, _, _)| *key == one.key) {
            Some((_, oldest, ids)) => {
                *oldest = (*oldest).min(one.since);
                ids.push(one.id);
            }
            None => keys.push((&one.key, one.since, vec![one.id])),
        }
    }
    keys.into_iter().map(|(_, oldest, ids)| (oldest, ids)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::ChannelKind;

    #[test]
    fn what_no_limit_counts_any_more_is_forgotten() {
        let at = |secs: i64| Monotonic::from_micros(secs * 1_000_000);
        for (kind, longest) in [(ChannelKind::Dingtalk, 60), (ChannelKind::AliyunSms, 24 * 3_600)] {
            let mut packer = Packer::new(Allowance::of(kind));
            packer.sent(at(0));
            packer.sent(at(1));
            for (now, left) in [(longest - 1, 2), (longest, 1), (longest + 1, 0)] {
                packer.pack(&[], at(now));
                assert_eq!(packer.sends.len(), left, "{kind:?} {now}");
            }
        }
    }
}
