//! Telling everybody what has become durable.

use std::time::Duration;

use super::{
    super::{failpoint, ledger, table::reading::ROW_BYTES},
    Writer,
};

impl Writer {
    /// The transaction is durable: the place is ours, and those who wait are told.
    pub(super) fn settle(&mut self, ledger_written: bool, took: Duration) {
        let Some(applied) = self.applied.take() else { return };
        self.place = applied.place;
        {
            let mut pending = self.pending.lock();
            if ledger_written {
                pending.counts.clear();
                pending.flushes += 1;
            } else {
                ledger::merge(&mut pending.counts, &applied.tally);
            }
        }
        self.budget.earn(applied.inserted * ROW_BYTES);
        self.budget.spend(std::time::Instant::now());
        self.retry = None;
        self.gauge.committed(applied.inserted, took);
        self.gauge.add_unrecorded(applied.unrecorded);
        failpoint::pass(failpoint::AFTER_COMMIT);
        self.tell();
    }

    /// Tells the outlet first, which wall and telephone hang on, then callers, then senders.
    fn tell(&mut self) {
        let mut settled = self.batch.settle();
        self.gauge.set_waiting(None);
        let Some(seq) = settled.iter().map(|sent| sent.commit.seq).max() else { return };
        let steps = settled.iter_mut().flat_map(|sent| std::mem::take(&mut sent.commit.alarms)).collect();
        self.gauge.settled(seq);
        self.outlet.committed(seq, steps);
        let mut acks = Vec::new();
        let mut weight = 0;
        for sent in &mut settled {
            weight += sent.weight;
            acks.append(&mut sent.commit.acks);
            for done in sent.commit.done.drain(..) {
                // A caller who no longer waits has nothing to be told.
                let _ = done.send(());
            }
        }
        let half = acks.len() / 2;
        for (n, ack) in acks.into_iter().enumerate() {
            if n == half {
                failpoint::pass(failpoint::MID_ACK);
            }
            ack.accept();
        }
        self.give_back(weight);
    }

    /// Acknowledges readings that cannot be recorded; alarms and changes stay owed.
    pub(super) fn answer_unrecorded(&mut self) {
        let (readings, weight) = self.batch.answer_unrecorded(&mut self.pending.lock().counts);
        self.gauge.add_unrecorded(readings);
        self.give_back(weight);
        self.ledger_due = std::time::Instant::now();
        if self.batch.owes_nothing() {
            self.tell();
        }
        self.gauge.set_waiting(self.batch.since());
    }

    fn give_back(&self, weight: u32) {
        self.gauge.sub_in_flight(weight.into());
        self.inbox.room.add_permits(weight as usize);
    }

    /// Puts the sizes of files and the free share of the disk where everybody can read them.
    pub(super) fn measure(&self) {
        let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |m| m.len());
        let mut wal = self.database.clone().into_os_string();
        wal.push("-wal");
        self.gauge.set_files(size(&self.database), size(wal.as_ref()), self.ladder.held());
        self.gauge.set_disk_free(self.disk.share());
    }
}
