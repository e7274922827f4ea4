//! The emergency queue: a late or failing store never mutes an alarm. Steps the store is late with come from the plant with the
//! event ids their rows will carry.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::gauge::NotifyGauge;
use crate::{plant::EarlyAlarms, store::AlarmStep};

/// Steps that may wait to be told. Small: it is the way around a fault, not a second river. Beyond it they are counted
/// as overflow and reach people when the store has them.
const BOUND: usize = 1_024;

/// The plant's end of the queue.
#[derive(Debug, Clone)]
pub struct EmergencyQueue {
    steps: mpsc::Sender<AlarmStep>,
    gauge: Arc<NotifyGauge>,
}

/// The end that tells.
#[derive(Debug)]
pub struct EarlySteps {
    pub(super) steps: mpsc::Receiver<AlarmStep>,
    pub(super) gauge: Arc<NotifyGauge>,
}

/// A queue and the end that tells.
pub fn emergency_queue() -> (EmergencyQueue, EarlySteps) {
    let (steps, receiver) = mpsc::channel(BOUND);
    let gauge = Arc::new(NotifyGauge::default());
    (EmergencyQueue { steps, gauge: Arc::clone(&gauge) }, EarlySteps { steps: receiver, gauge })
}

impl EarlyAlarms for EmergencyQueue {
    fn tell(&mut self, steps: &[AlarmStep]) {
        for step in steps {
            if self.steps.try_send(step.clone()).is_err() {
                self.gauge.count_overflow();
            }
        }
    }
}

/// Says in the log, too, what the store is late with: it is there when no channel is.
pub(super) fn log(AlarmStep { transition, occurrence, .. }: &AlarmStep) {
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
