//! The commits that have been taken and are not settled yet.

use std::time::{Duration, Instant};

use mcs_core::ledger::Counts;

use super::super::{Commit, Urgency, handle::Sent, ledger::Tally};

/// Most readings taken into one transaction: a tenth of a second of inserting, which an alarm behind them may have to wait.
const MOST_READINGS: usize = 20_000;

/// The commits of one transaction, in order.
#[derive(Debug, Default)]
pub(super) struct Batch {
    taken: Vec<Sent>,
    /// How many of them are in the open transaction.
    written: usize,
    readings: usize,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// Whether it should be written before more is taken.
    pub(super) const fn is_full(&self) -> bool {
        self.readings >= MOST_READINGS
    }

    /// Readings that wait.
    pub(super) const fn readings(&self) -> u64 {
        self.readings as u64
    }

    pub(super) fn take(&mut self, sent: Sent) {
        self.readings += sent.commit.readings.len();
        self.taken.push(sent);
    }

    /// Whether every commit is in the transaction.
    pub(super) const fn all_written(&self) -> bool {
        self.written >= self.taken.len()
    }

    /// The next commit that is not in the transaction yet.
    pub(super) fn unwritten(&self) -> Option<&Commit> {
        self.taken.get(self.written).map(|sent| &sent.commit)
    }

    /// The commit above is in it now.
    pub(super) const fn wrote_one(&mut self) {
        self.written += 1;
    }

    /// The transaction has been rolled back.
    pub(super) const fn unwrite(&mut self) {
        self.written = 0;
    }

    /// When the oldest commit was sent.
    pub(super) fn since(&self) -> Option<Instant> {
        self.taken.first().map(|sent| sent.at)
    }

    /// When it is to be made durable, if the byte budget lets senders who wait go at this time.
    pub(super) fn due(&self, window: Duration, allowed: Instant) -> Option<Instant> {
        let since = self.since()?;
        let urgency = self.taken.iter().filter_map(|sent| sent.commit.urgency).max().unwrap_or(Urgency::Window);
        Some(match urgency {
            Urgency::AtOnce => since,
            Urgency::Pressed => allowed.min(since + window),
            Urgency::Window => since + window,
        })
    }

    /// Everything, to be settled; nothing is left.
    pub(super) fn settle(&mut self) -> Vec<Sent> {
        self.written = 0;
        self.readings = 0;
        std::mem::take(&mut self.taken)
    }

    /// Whether there are commits, but nothing in them to be written.
    pub(super) fn owes_nothing(&self) -> bool {
        !self.is_empty() && self.taken.iter().all(|sent| sent.commit.writes_nothing())
    }

    /// Gives up recording the readings: they are counted as unrecorded and their senders answered. What is left (alarms, states,
    /// changes) becomes one commit that is still owed. Returns the readings given up and the weight freed.
    pub(super) fn answer_unrecorded(&mut self, tally: &mut Tally) -> (u64, u32) {
        let mut owed: Option<Sent> = None;
        let mut unrecorded = 0;
        let mut freed = 0;
        for mut sent in self.settle() {
            freed += std::mem::take(&mut sent.weight);
            unrecorded += count_unrecorded(&sent.commit, tally);
            let commit = &mut sent.commit;
            commit.readings.clear();
            commit.quarantine.clear();
            for (point, day, counts) in commit.ledger.drain(..) {
                tally.entry((day, point)).or_default().add(&counts);
            }
            commit.acks.drain(..).for_each(crate::ingest::AckToken::accept);
            match &mut owed {
                Some(owed) => owed.commit.append(sent.commit),
                None => owed = Some(sent),
            }
        }
        self.taken.extend(owed);
        (unrecorded, freed)
    }
}

/// Counts the readings of a commit as unrecorded.
pub(super) fn count_unrecorded(commit: &Commit, tally: &mut Tally) -> u64 {
    for new in &commit.readings {
        tally.entry((new.day, new.reading.point)).or_default().add(&Counts { unrecorded: 1, ..Counts::default() });
    }
    commit.readings.len() as u64
}
