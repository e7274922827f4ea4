//! The plant's task: wait for something, apply all that waits, hand over one commit.

use std::{collections::VecDeque, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::{Instant, MissedTickBehavior, interval, sleep_until},
};

use super::{Ask, handle, state::Plant};
use crate::{
    ingest::Heard,
    store::{Commit, TrySendError},
};

/// Messages applied in one turn. Large enough that a flood becomes few large commits, small enough that a question is
/// answered within a few milliseconds.
const BATCH: usize = 1_024;
/// How often timers are looked at: deadlines are in seconds, and two seconds without a commit must not become three.
const TICK: Duration = Duration::from_millis(250);
/// Live clients are told at most this often while few points change: at once, as a person sees it.
const SHOW_FEW: Duration = Duration::from_millis(5);
/// The same while many do.
const SHOW_MANY: Duration = Duration::from_millis(50);
/// What is many.
const MANY: usize = 16;

/// Runs the plant until every sender of `heard` is gone and what they sent is handed to the store.
pub async fn run(
    mut plant: Plant,
    mut heard: mpsc::Receiver<Heard>,
    mut asks: mpsc::Receiver<Ask>,
    mut stop: watch::Receiver<bool>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut show_due = Instant::now();
    // Commits the store has no room for yet. While they wait nothing more is read, but timers run on, and alarms that
    // are judged go out early.
    let mut waiting: VecDeque<Commit> = VecDeque::new();
    let mut stopping = false;
    loop {
        let open = waiting.is_empty();
        tokio::select! {
            biased;
            count = heard.recv_many(&mut batch, BATCH), if open => {
                if count == 0 {
                    break;
                }
                if let Some(Heard::Frame(oldest)) = batch.first() {
                    plant.note_wait(oldest.mono);
                }
                batch.drain(..).for_each(|message| plant.hear(message));
            }
            Some(ask) = asks.recv(), if open => handle::answer(&mut plant, ask),
            _ = tick.tick() => plant.tick(heard.len()),
            () = sleep_until(show_due), if plant.has_something_to_show() => {}
            _ = stop.changed(), if !stopping => {
                stopping = true;
                heard.close();
            }
        }
        let now = Instant::now();
        if now >= show_due {
            let changed = plant.show_changes();
            show_due = now + if changed < MANY { SHOW_FEW } else { SHOW_MANY };
        }
        waiting.extend(plant.seal_now());
        while let Some(commit) = waiting.pop_front() {
            match plant.store.try_send(commit) {
                Ok(()) => {}
                Err(TrySendError::Full(commit)) => {
                    waiting.push_front(*commit);
                    break;
                }
                Err(TrySendError::Gone(_)) => return,
            }
        }
    }
    plant.save_all();
    waiting.extend(plant.seal_now());
    for commit in waiting {
        let _ = plant.store.send(commit).await;
    }
}
