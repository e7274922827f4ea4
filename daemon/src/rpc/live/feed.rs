//! The near end of the live task: takes changes without ever waiting.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::SeqCst},
};

use tokio::sync::{Notify, mpsc};

use super::LiveInput;

/// Inputs that may wait for the live task. At one per turn of the plant this is a second of full load; beyond it a fresh
/// snapshot is cheaper than catching up.
const WAITING: usize = 1024;

/// Takes changes for live clients. Never blocks: when the live task is too far behind, everything is dropped until it has
/// taken a fresh snapshot of the plant.
#[derive(Debug, Clone)]
pub struct LiveFeed {
    inputs: mpsc::Sender<LiveInput>,
    overflow: Arc<Overflow>,
}

/// The far end of a feed.
#[derive(Debug)]
pub(super) struct FeedEnd {
    pub(super) inputs: mpsc::Receiver<LiveInput>,
    pub(super) overflow: Arc<Overflow>,
}

/// While it stands, nothing is accepted: what is in the channel is then without a hole, and whatever is accepted after it
/// was lowered is without a hole too.
#[derive(Debug, Default)]
pub(super) struct Overflow {
    stands: AtomicBool,
    raised: Notify,
}

pub(super) fn feed() -> (LiveFeed, FeedEnd) {
    let (sender, inputs) = mpsc::channel(WAITING);
    let overflow = Arc::new(Overflow::default());
    (LiveFeed { inputs: sender, overflow: Arc::clone(&overflow) }, FeedEnd { inputs, overflow })
}

impl LiveFeed {
    /// Passes a change on, or drops it and makes the live task ask for a snapshot.
    pub fn send(&self, input: LiveInput) {
        if self.overflow.stands() {
            return;
        }
        // A closed channel means that the daemon is going down.
        if let Err(mpsc::error::TrySendError::Full(_)) = self.inputs.try_send(input) {
            self.overflow.stands.store(true, SeqCst);
            self.overflow.raised.notify_one();
        }
    }
}

impl Overflow {
    /// Whether the feed has overflowed and accepts nothing.
    pub(super) fn stands(&self) -> bool {
        self.stands.load(SeqCst)
    }

    /// Completes when the feed has overflowed.
    pub(super) async fn happened(&self) {
        while !self.stands() {
            // A notice that came between the look and the wait is kept for the wait.
            self.raised.notified().await;
        }
    }

    /// Lets the feed accept again. To be called *before* the plant is asked for a snapshot, so that nothing falls between.
    pub(super) fn over(&self) {
        self.stands.store(false, SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_feed_drops_everything_until_the_overflow_is_over() {
        let (feed, mut end) = feed();
        for _ in 0..=WAITING {
            feed.send(LiveInput::Removed(Vec::new()));
        }
        end.overflow.happened().await;
        assert!(end.inputs.try_recv().is_ok());
        feed.send(LiveInput::Points(Vec::new()));
        let mut left = 0;
        while let Ok(input) = end.inputs.try_recv() {
            assert!(matches!(input, LiveInput::Removed(_)), "accepted while the overflow stood");
            left += 1;
        }
        assert_eq!(left, WAITING - 1);
        end.overflow.over();
        feed.send(LiveInput::Points(Vec::new()));
        assert!(matches!(end.inputs.try_recv(), Ok(LiveInput::Points(_))));
    }
}
