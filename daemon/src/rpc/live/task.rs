//! The live task: the one owner of the mirror.

use std::{sync::Arc, time::Duration};

use mcs_core::live::{LiveMessage, Snapshot, Update};
use tokio::{
    sync::{broadcast, mpsc},
    time::{Instant, MissedTickBehavior},
};

use super::{
    LiveFeed, LiveHandle, LiveInput,
    feed::{FeedEnd, feed},
    handle::{Joined, LiveAsk, LiveError},
    mirror::Mirror,
    pace::Pace,
    ring::Ring,
};
use crate::{
    clock::Clock,
    plant::{Ask, PlantError, PlantHandle},
};

/// Inputs taken in one turn.
const TURN: usize = 256;
/// Messages a client may be behind before it gets a snapshot instead: three seconds of the busiest stream.
const BEHIND: usize = 32;
/// Questions that may wait.
const ASKS: usize = 64;
/// A client that hears nothing for this long would doubt the connection.
const HEARTBEAT: Duration = Duration::from_secs(1);

/// The live task, to be run once.
#[derive(Debug)]
pub struct LiveTask {
    boot_id: String,
    clock: Clock,
    plant: PlantHandle,
    feed: FeedEnd,
    asks: mpsc::Receiver<LiveAsk>,
}

/// Makes the live task, the feed it hears and the handle it answers. `boot_id` names this run of the daemon.
pub fn start(boot_id: String, clock: Clock, plant: PlantHandle) -> (LiveFeed, LiveHandle, LiveTask) {
    let (near, far) = feed();
    let (sender, asks) = mpsc::channel(ASKS);
    (near, LiveHandle::new(sender), LiveTask { boot_id, clock, plant, feed: far, asks })
}

impl LiveTask {
    /// Runs until the plant is gone or every feed and handle is.
    pub async fn run(self) {
        let Ok(snapshot) = self.plant.ask(|reply| Ask::Snapshot { reply }).await else { return };
        let running = Running {
            mirror: Mirror::new(snapshot),
            ring: Ring::default(),
            pace: Pace::new(Instant::now()),
            following: broadcast::Sender::new(BEHIND),
            task: self,
        };
        running.run().await;
    }
}

struct Running {
    task: LiveTask,
    mirror: Mirror,
    ring: Ring,
    pace: Pace,
    following: broadcast::Sender<Arc<LiveMessage>>,
}

impl Running {
    async fn run(mut self) {
        let mut inputs = Vec::with_capacity(TURN);
        let mut beat = tokio::time::interval(HEARTBEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let due = self.pace.due();
            tokio::select! {
                () = self.task.feed.overflow.happened() => {
                    if self.resync(&mut inputs).await.is_err() {
                        return;
                    }
                }
                () = tokio::time::sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => self.publish(),
                taken = self.task.feed.inputs.recv_many(&mut inputs, TURN) => {
                    if taken == 0 {
                        return;
                    }
                    self.take(&mut inputs);
                }
                asked = self.task.asks.recv() => match asked {
                    Some(ask) => {
                        if self.settle(&mut inputs).await.is_err() {
                            return;
                        }
                        self.answer(ask);
                    }
                    None => return,
                },
                _ = beat.tick() => self.heartbeat(),
            }
        }
    }

    /// Hears everything that was sent before now: whoever has changed something must find it changed.
    async fn settle(&mut self, inputs: &mut Vec<LiveInput>) -> Result<(), PlantError> {
        if self.task.feed.overflow.stands() {
            return self.resync(inputs).await;
        }
        while let Ok(input) = self.task.feed.inputs.try_recv() {
            inputs.push(input);
        }
        self.take(inputs);
        Ok(())
    }

    /// Applies inputs and publishes them, now or when they are due.
    fn take(&mut self, inputs: &mut Vec<LiveInput>) {
        let mut urgent = false;
        let changes = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        for input in inputs.drain(..) {
            match input {
                LiveInput::Reset(snapshot) => self.reset(*snapshot, None),
                LiveInput::Alarms { .. } | LiveInput::Silent(_) => {
                    urgent = true;
                    self.mirror.apply(input);
                }
                LiveInput::Points(_) | LiveInput::Values(_) | LiveInput::Removed(_) | LiveInput::Map(_) => {
                    self.mirror.apply(input);
                }
            }
        }
        if changes == 0 {
            return;
        }
        let now = Instant::now();
        self.pace.note(now, changes, urgent);
        if self.pace.due().is_some_and(|due| due <= now) {
            self.publish();
        }
    }

    fn publish(&mut self) {
        self.pace.published(Instant::now());
        if let Some(delta) = self.mirror.take_delta(self.task.clock.now().utc) {
            let message = self.message(Update::Delta(Box::new(delta)));
            self.ring.push(Arc::clone(&message));
            self.tell(message);
        }
    }

    fn heartbeat(&self) {
        if self.following.receiver_count() > 0 {
            let message = self.message(Update::Heartbeat { now: self.task.clock.now().utc });
            self.tell(message);
        }
    }

    fn message(&self, update: Update) -> Arc<LiveMessage> {
        Arc::new(LiveMessage { boot_id: self.task.boot_id.clone(), rev: self.mirror.rev(), update })
    }

    fn tell(&self, message: Arc<LiveMessage>) {
        // Nobody may be listening.
        let _ = self.following.send(message);
    }

    /// Takes a fresh snapshot after inputs were lost. What was accepted before the plant is asked is void; what is
    /// accepted from then on is applied after the snapshot, though some of it is in there already: a change heard twice
    /// does no harm, one not heard would stay wrong for ever.
    async fn resync(&mut self, inputs: &mut Vec<LiveInput>) -> Result<(), PlantError> {
        while self.task.feed.inputs.try_recv().is_ok() {}
        self.task.feed.overflow.over();
        tracing::warn!("live clients fell behind the plant and get a fresh snapshot");
        let plant = self.task.plant.clone();
        let asked = plant.ask(|reply| Ask::Snapshot { reply });
        tokio::pin!(asked);
        let snapshot = loop {
            tokio::select! {
                biased;
                snapshot = &mut asked => break snapshot?,
                // The plant must not find the feed full again while it makes the snapshot.
                _ = self.task.feed.inputs.recv_many(inputs, TURN) => {}
            }
        };
        while let Ok(input) = self.task.feed.inputs.try_recv() {
            inputs.push(input);
        }
        self.reset(snapshot, Some(inputs));
        Ok(())
    }

    /// Replaces the mirror, applies what came since, and gives every client the result as one snapshot.
    fn reset(&mut self, snapshot: Snapshot, since: Option<&mut Vec<LiveInput>>) {
        self.mirror.reset(snapshot);
        for input in since.into_iter().flat_map(|inputs| inputs.drain(..)) {
            self.mirror.apply(input);
        }
        let now = self.task.clock.now().utc;
        // Folded into the snapshot: no client needs it as a delta.
        let _ = self.mirror.take_delta(now);
        self.ring.clear();
        self.pace.published(Instant::now());
        let message = self.message(Update::Snapshot(Box::new(self.mirror.snapshot(now))));
        self.tell(message);
    }

    fn answer(&mut self, ask: LiveAsk) {
        // The answer shows what clients have been told, neither less nor more.
        self.publish();
        // Whoever asked may have gone; then nobody needs the answer.
        match ask {
            LiveAsk::Join { resume, reply } => {
                let joined = self.join(resume);
                let _ = reply.send(joined);
            }
            LiveAsk::Standing { reply } => {
                let _ = reply.send(self.mirror.standing(&self.task.boot_id));
            }
            LiveAsk::UnackedAt { boot_id, rev, reply } => {
                let known = boot_id == self.task.boot_id && rev <= self.mirror.rev();
                let answer = if known { Ok(self.mirror.unacked_at(rev)) } else { Err(LiveError::OtherBoot { rev }) };
                let _ = reply.send(answer);
            }
        }
    }

    fn join(&self, resume: Option<(String, u64)>) -> Joined {
        let now = self.task.clock.now().utc;
        let missed = resume
            .filter(|(boot_id, _)| *boot_id == self.task.boot_id)
            .and_then(|(_, rev)| self.ring.after(rev, self.mirror.rev()));
        let backlog = match missed {
            // Nothing was missed; the client is told that it was found.
            Some(missed) if missed.is_empty() => [self.message(Update::Heartbeat { now })].into(),
            Some(missed) => missed.into(),
            None => [self.message(Update::Snapshot(Box::new(self.mirror.snapshot(now))))].into(),
        };
        Joined { backlog, following: self.following.subscribe() }
    }
}
