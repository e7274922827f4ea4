//! What notify has decided and the store has not written yet, in order.
//!
//! ```text
//!  desk, senders ── append ──▶ pending ── a piece at a time ──▶ StoreHandle::write_notices
//!                                 │
//!                                 └─ refused, or late: deliveries are lent to the senders as they are (unrecorded)
//! ```
//!
//! Entries are never split and never overtake each other, so that the record is at each moment one a new start can go on from.
//! While the store takes nothing the journal grows within a bound; beyond it the desk takes up no more transitions, which are
//! on record themselves.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use crate::store::{NewDelivery, NoticeStep};

/// Steps written at once: some milliseconds of the writer's time.
const PIECE: usize = 200;
/// Steps that may wait before no more transitions are taken up.
pub(super) const BOUND: usize = 20_000;
/// A step that has waited so long is late: what is owed is told without waiting for its record.
pub(super) const LATE_AFTER: Duration = Duration::from_secs(2);

/// How far the journal is written, for whoever waits for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Progress {
    /// Entries up to this number are on record.
    written: u64,
    /// The store refused the last piece.
    refused: bool,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    late_at: Instant,
    /// Late from the beginning: the store is known to be late with the transition itself.
    rushed: bool,
    steps: Vec<NoticeStep>,
    /// Its deliveries have been lent to the senders.
    lent: bool,
}

#[derive(Debug, Default)]
struct Pending {
    entries: VecDeque<Entry>,
    steps: usize,
    /// Entries that were late from the beginning.
    rushed: usize,
    next: u64,
}

/// A piece on its way to the store.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) steps: Arc<[NoticeStep]>,
    entries: usize,
    last: u64,
}

/// What notify has decided and the store has not written yet. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Journal {
    pending: Arc<Mutex<Pending>>,
    progress: Arc<watch::Sender<Progress>>,
    appended: Arc<tokio::sync::Notify>,
}

impl Journal {
    pub(super) fn new() -> Self {
        Self {
            pending: Arc::default(),
            progress: Arc::new(watch::Sender::new(Progress::default())),
            appended: Arc::default(),
        }
    }

    /// Appends steps that belong together; gives their number.
    pub(super) fn append(&self, steps: Vec<NoticeStep>) -> u64 {
        self.put(steps, false)
    }

    /// The same of what must not wait for its record: the store is late already.
    pub(super) fn append_late(&self, steps: Vec<NoticeStep>) -> u64 {
        self.put(steps, true)
    }

    fn put(&self, steps: Vec<NoticeStep>, rushed: bool) -> u64 {
        let mut pending = self.lock();
        pending.next += 1;
        let number = pending.next;
        pending.steps += steps.len();
        pending.rushed += usize::from(rushed);
        let late_at = Instant::now() + if rushed { Duration::ZERO } else { LATE_AFTER };
        pending.entries.push_back(Entry { number, late_at, rushed, steps, lent: false });
        self.appended.notify_one();
        number
    }

    /// Completes when something was appended since the last time.
    pub(super) async fn appended(&self) {
        self.appended.notified().await;
    }

    /// Steps that wait.
    pub(super) fn waiting(&self) -> usize {
        self.lock().steps
    }

    /// Entries up to this number are on record.
    pub(super) fn written(&self) -> u64 {
        self.progress.borrow().written
    }

    /// Whether the store takes nothing now, or takes its time.
    pub(super) fn late(&self) -> bool {
        if self.progress.borrow().refused {
            return true;
        }
        let pending = self.lock();
        pending.rushed > 0 || pending.entries.front().is_some_and(|entry| entry.late_at <= Instant::now())
    }

    /// Waits until an entry is on record; false if the store refuses it, or takes too long.
    pub(super) async fn on_record(&self, number: u64) -> bool {
        let mut progress = self.progress.subscribe();
        let settled = progress.wait_for(|progress| progress.written >= number || progress.refused);
        match tokio::time::timeout(LATE_AFTER, settled).await {
            Ok(Ok(progress)) => progress.written >= number,
            Ok(Err(_)) | Err(_) => false,
        }
    }

    /// The next piece to write; `small`: a single entry, to find the one that cannot be written.
    pub(super) fn piece(&self, small: bool) -> Option<Piece> {
        let pending = self.lock();
        let mut steps = Vec::new();
        let mut entries = 0;
        let mut last = 0;
        for entry in &pending.entries {
            if entries > 0 && (small || steps.len() + entry.steps.len() > PIECE) {
                break;
            }
            steps.extend_from_slice(&entry.steps);
            entries += 1;
            last = entry.number;
        }
        (entries > 0).then(|| Piece { steps: steps.into(), entries, last })
    }

    /// A piece is on record, or is given up because it can never be.
    pub(super) fn done(&self, piece: &Piece) {
        {
            let mut pending = self.lock();
            let rushed = pending.entries.drain(..piece.entries).filter(|entry| entry.rushed).count();
            pending.rushed -= rushed;
            pending.steps = pending.steps.saturating_sub(piece.steps.len());
        }
        self.progress.send_replace(Progress { written: piece.last, refused: false });
    }

    /// The first entry is left out: it can never be written.
    pub(super) fn done_small(&self) {
        if let Some(piece) = self.piece(true) {
            self.done(&piece);
        }
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().entries.is_empty()
    }

    /// The store takes nothing now.
    pub(super) fn refused(&self) {
        self.progress.send_modify(|progress| progress.refused = true);
    }

    /// Deliveries that wait for a record that is late, each once; `lend` says whether it found room for one.
    pub(super) fn lend(&self, mut lend: impl FnMut(&NewDelivery) -> bool) {
        let (refused, now) = (self.progress.borrow().refused, Instant::now());
        let mut pending = self.lock();
        for entry in &mut pending.entries {
            if entry.lent || !refused && entry.late_at > now {
                continue;
            }
            let mut room = true;
            for step in &entry.steps {
                if let NoticeStep::Owed(delivery) = step {
                    room &= lend(delivery);
                }
            }
            entry.lent = room;
            if !room {
                break;
            }
        }
    }

    /// When the next entry becomes late.
    pub(super) fn late_at(&self) -> Option<Instant> {
        let now = Instant::now();
        let next = |entry: &&Entry| !entry.lent && entry.late_at > now;
        self.lock().entries.iter().find(next).map(|entry| entry.late_at)
    }

    fn lock(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(n: u64, count: usize) -> Vec<NoticeStep> {
        vec![NoticeStep::Upto(n); count]
    }

    #[test]
    fn entries_are_written_in_order_and_never_split() {
        let journal = Journal::new();
        assert_eq!(journal.append(steps(1, 150)), 1);
        assert_eq!(journal.append(steps(2, 100)), 2);
        let piece = journal.piece(false).expect("a piece");
        assert_eq!((piece.steps.len(), piece.last), (150, 1), "the second would be split");
        journal.append(steps(3, 1));
        journal.done(&piece);
        assert_eq!((journal.written(), journal.waiting()), (1, 101));
        let piece = journal.piece(false).expect("a piece");
        assert_eq!((piece.steps.len(), piece.last), (101, 3));
        let small = journal.piece(true).expect("a piece");
        assert_eq!((small.steps.len(), small.last), (100, 2));
        journal.done(&piece);
        assert!(journal.piece(false).is_none());
    }

    #[tokio::test]
    async fn whoever_waits_hears_of_the_record_and_of_its_refusal() {
        let journal = Journal::new();
        let number = journal.append(steps(1, 1));
        let waiting = tokio::spawn({
            let journal = journal.clone();
            async move { journal.on_record(number).await }
        });
        let piece = journal.piece(false).expect("a piece");
        journal.done(&piece);
        assert!(waiting.await.expect("no panic"));
        let number = journal.append(steps(2, 1));
        journal.refused();
        assert!(!journal.on_record(number).await && journal.late());
        journal.done(&journal.piece(false).expect("still there"));
        assert!(journal.on_record(number).await && !journal.late());
    }
}
