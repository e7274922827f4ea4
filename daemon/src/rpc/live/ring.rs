//! The newest deltas, kept so that a client that was away for a moment can go on where it was.

use std::{collections::VecDeque, sync::Arc};

use mcs_core::live::{LiveMessage, Update};

/// Points, alarms and transitions kept in all: a few megabytes at most, several minutes of an ordinary plant.
const ITEMS: usize = 8192;

#[derive(Debug, Default)]
pub(super) struct Ring {
    deltas: VecDeque<(Arc<LiveMessage>, usize)>,
    items: usize,
}

impl Ring {
    /// Adds the delta of the next revision.
    pub(super) fn push(&mut self, message: Arc<LiveMessage>) {
        let items = match &message.update {
            Update::Delta(delta) => {
                1 + delta.points.len() + delta.removed.len() + delta.alarms.len() + delta.transitions.len()
            }
            Update::Snapshot(_) | Update::Heartbeat { .. } => 1,
        };
        self.items += items;
        self.deltas.push_back((message, items));
        while self.items > ITEMS
            && let Some((_, items)) = self.deltas.pop_front()
        {
            self.items -= items;
        }
    }

    /// Forgets everything: no delta leads from before to now.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Every delta after `rev`, if all of them are kept. `now` is the present revision.
    pub(super) fn after(&self, rev: u64, now: u64) -> Option<Vec<Arc<LiveMessage>>> {
        let missing = usize::try_from(now.checked_sub(rev)?).ok()?;
        let first = self.deltas.len().checked_sub(missing)?;
        Some(self.deltas.iter().skip(first).map(|(message, _)| Arc::clone(message)).collect())
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::{live::Delta, time::Timestamp};

    use super::*;

    fn delta(rev: u64, sns: usize) -> Arc<LiveMessage> {
        let sn = mcs_core::id::SerialNumber::new("A1").expect("a serial number");
        let removed = vec![sn; sns];
        let (points, alarms, transitions) = (vec![], vec![], vec![]);
        let delta =
            Delta { now: Timestamp::EPOCH, points, removed, alarms, transitions, silent_until: None, map: None };
        Arc::new(LiveMessage { boot_id: "b".into(), rev, update: Update::Delta(Box::new(delta)) })
    }

    #[test]
    fn a_client_goes_on_where_it_was_or_not_at_all() {
        let mut ring = Ring::default();
        (5..=8).for_each(|rev| ring.push(delta(rev, 0)));
        let revs = |after| ring.after(after, 8).map(|list| list.iter().map(|m| m.rev).collect::<Vec<_>>());
        assert_eq!(revs(6), Some(vec![7, 8]));
        assert_eq!(revs(8), Some(vec![]));
        assert_eq!(revs(4), Some(vec![5, 6, 7, 8]));
        assert_eq!(revs(3), None, "5 is the oldest kept");
        assert_eq!(revs(9), None, "from the future");
    }

    #[test]
    fn what_is_kept_is_bounded_by_its_items() {
        let mut ring = Ring::default();
        (1..=100).for_each(|rev| ring.push(delta(rev, 1000)));
        assert!(ring.items <= ITEMS);
        assert_eq!(ring.deltas.len(), 8);
        assert!(ring.after(92, 100).is_some());
        assert!(ring.after(91, 100).is_none());
    }
}
