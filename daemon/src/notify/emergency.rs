//! The emergency queue: a late or failing store never mutes an alarm.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::mpsc;

use crate::{plant::EarlyAlarms, store::AlarmStep};

/// Steps that may wait to be told. Small: it is the way around a fault, not a second river. Beyond it they are counted
/// as overflow and reach people when the store has them.
const BOUND: usize = 1_024;

/// The plant's end of the queue.
#[derive(Debug, Clone)]
pub struct EmergencyQueue {
    steps: mpsc::Sender<AlarmStep>,
    overflow: Arc<AtomicU64>,
}

/// A queue and the end that tells.
pub fn emergency_queue() -> (EmergencyQueue, mpsc::Receiver<AlarmStep>) {
    let (steps, receiver) = mpsc::channel(BOUND);
    (EmergencyQueue { steps, overflow: Arc::default() }, receiver)
}

impl EarlyAlarms for EmergencyQueue {
    fn tell(&mut self, steps: &[AlarmStep]) {
        for step in steps {
            if self.steps.try_send(step.clone()).is_err() {
                self.overflow.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// Tells what comes through the queue until the plant is gone.
pub async fn run_emergency(mut steps: mpsc::Receiver<AlarmStep>) {
    while let Some(AlarmStep { transition, occurrence, .. }) = steps.recv().await {
        let sn = occurrence.sn.as_ref().map_or("system", |sn| sn.as_str());
        tracing::error!(
            event = %transition.event,
            alarm = %transition.occurrence,
            sn,
            condition = %transition.condition,
            state = transition.state.as_str(),
            value = transition.value,
            limit = transition.limit,
            "alarm not recorded yet: the store is late",
        );
    }
}
