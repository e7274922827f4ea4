//! What the desk hears, and what comes of it.

use mcs_core::{
    alarm::SystemCause,
    id::EventId,
    notice::{AttemptOutcome, Book, Desk, Item, Owed, Told},
    time::Timestamp,
};

use super::{BATCH, DeskTask, Inputs, Rows};
use crate::{
    notify::{courier::News, emergency, failpoint, journal},
    store::{AfterTry, AlarmStep, NewDelivery, NoticeStep},
};

/// Rows heard before others get their turn.
const ROWS_AT_ONCE: usize = 32;

impl DeskTask {
    /// Reads rows when there may be some, and room for what comes of them.
    pub(super) fn begin_read(&mut self) {
        if !self.look || self.reading.is_some() || self.reload || self.loading.is_some() {
            return;
        }
        if self.room.journal.waiting() >= journal::BOUND {
            return;
        }
        self.look = false;
        let (queries, upto) = (self.room.store.queries().clone(), self.upto);
        self.reading = Some(tokio::task::spawn_blocking(move || queries.owed(upto, BATCH)));
    }

    /// Hears transitions in the order of their rows.
    pub(super) async fn hear_rows(&mut self, rows: Option<Rows>) {
        let rows = match rows {
            Some(Ok(rows)) => rows,
            Some(Err(error)) => {
                tracing::error!(%error, "transitions cannot be taken up yet");
                self.look_at = std::time::Instant::now() + super::AGAIN_AFTER;
                return;
            }
            None => return,
        };
        self.look |= rows.len() >= BATCH as usize;
        if !self.look
            && let Some(ending) = &mut self.ending
            && self.room.journal.written() >= ending.barrier
        {
            ending.heard_all = true;
        }
        for (n, (id, owed)) in rows.into_iter().enumerate() {
            self.hear(&owed, Some(id));
            self.upto = id;
            if n % ROWS_AT_ONCE == ROWS_AT_ONCE - 1 {
                tokio::task::yield_now().await;
            }
        }
    }

    /// Hears a step the store is late with.
    pub(super) async fn hear_early(&mut self, step: AlarmStep) {
        emergency::log(&step);
        if let Some(sn) = &step.occurrence.sn
            && !self.places.knows(sn)
        {
            let queries = self.room.store.queries().clone();
            if let Ok(Ok(devices)) = tokio::task::spawn_blocking(move || queries.places()).await {
                self.places.learn(devices);
            }
        }
        let owed = self.places.owed(step);
        self.early = true;
        self.hear(&owed, None);
        self.early = false;
    }

    fn hear(&mut self, owed: &Owed, row: Option<u64>) {
        let now = self.room.clock.now();
        self.decide(Vec::new(), row, |desk, book, mint, out| desk.hear(owed, book, now, mint, out));
    }

    /// Hears of a courier.
    pub(super) fn take(&mut self, news: News) {
        match news {
            News::Tried { channel, message, attempt, then, items, hopeless, reply } => {
                self.health.tried(&channel, attempt.outcome, attempt.detail.as_deref());
                self.count(attempt.outcome, then, items.len());
                let accepted = attempt.outcome == AttemptOutcome::Accepted;
                let lost: Vec<bool> = items
                    .iter()
                    .map(|(event, group)| {
                        if accepted {
                            self.hopes.arrived(*event, group);
                        }
                        hopeless && self.hopes.lost(*event, group, &channel, &self.book)
                    })
                    .collect();
                let now = self.room.clock.now();
                let steps = vec![NoticeStep::Tried { message, attempt, then }];
                let number = self.decide(steps, None, |desk, book, mint, out| {
                    for ((event, group), lost) in items.iter().zip(lost) {
                        if accepted {
                            desk.accepted(*event, group, now, out);
                        } else if lost {
                            desk.failed(*event, group, book, now, mint, out);
                        }
                    }
                });
                // A courier that is gone needs no answer.
                let _ = reply.send(number);
            }
            News::Stuck { channel, items } => {
                let lost = items.into_iter().filter(|(e, group)| self.hopes.lost(*e, group, &channel, &self.book));
                let lost: Vec<_> = lost.collect();
                let now = self.room.clock.now();
                self.decide(Vec::new(), None, |desk, book, mint, out| {
                    for (event, group) in &lost {
                        desk.failed(*event, group, book, now, mint, out);
                    }
                });
            }
            News::Cannot { channel, why } => self.health.cannot(&channel, &why),
            News::Before { channel, failures, refused } => self.health.before(&channel, failures, refused),
        }
    }

    fn count(&self, outcome: AttemptOutcome, then: AfterTry, deliveries: usize) {
        match outcome {
            AttemptOutcome::Accepted => self.room.gauge.count_accepted(),
            AttemptOutcome::Failed | AttemptOutcome::Refused | AttemptOutcome::Throttled => {
                self.room.gauge.count_failed();
            }
        }
        if then == AfterTry::GivenUp {
            self.room.gauge.count_given_up(deliveries);
        }
    }

    /// Lets the desk decide, and appends what comes of it to the journal behind these steps, all or nothing; gives its number.
    pub(super) fn decide(
        &mut self,
        mut steps: Vec<NoticeStep>,
        row: Option<u64>,
        decide: impl FnOnce(&mut Desk, &Book, &mut dyn FnMut() -> EventId, &mut Told),
    ) -> u64 {
        let now = self.room.clock.now().utc;
        let mut out = std::mem::take(&mut self.out);
        out.clear();
        let ids = &mut self.mint;
        let mut mint = || EventId(ids.generate().unwrap_or_else(|_| ulid::Ulid::generate()).0);
        decide(&mut self.desk, &self.book, &mut mint, &mut out);
        self.gather(&mut out, now, &mut steps);
        self.out = out;
        if steps.iter().any(|step| matches!(step, NoticeStep::Owed(_))) {
            failpoint::pass(failpoint::BEFORE_SETTLE);
        }
        steps.extend(row.map(NoticeStep::Upto));
        if steps.is_empty() {
            self.room.journal.written()
        } else if self.early {
            self.room.journal.append_late(steps)
        } else {
            self.room.journal.append(steps)
        }
    }

    /// What was decided, as steps of the record; causes go their own way.
    fn gather(&mut self, out: &mut Told, now: Timestamp, steps: &mut Vec<NoticeStep>) {
        for (event, occurrence, outcome) in out.outcomes.drain(..) {
            steps.push(NoticeStep::Outcome { event, occurrence, at: now, outcome });
        }
        for item in out.items.drain(..) {
            self.owe(item, now, steps);
        }
        for (key, state) in out.tracks.drain(..) {
            steps.push(NoticeStep::Track { key, state });
        }
        for (cause, present, text) in out.causes.drain(..) {
            match cause {
                SystemCause::NobodyReachable => self.health.desk_says(present.then_some(text)),
                other => self.health.say(other, present, text),
            }
        }
    }

    /// A delivery for each channel of the group.
    pub(super) fn owe(&self, item: Item, now: Timestamp, steps: &mut Vec<NoticeStep>) {
        let Some(group) = self.book.reachable(&item.group) else { return };
        let mut facts = item.facts;
        if let Some(decimals) = facts.sn.as_ref().and_then(|sn| self.places.decimals(sn)) {
            facts.decimals = decimals;
        }
        for channel in group.channels.iter().filter(|channel| self.book.channels.contains(channel)) {
            steps.push(NoticeStep::Owed(Box::new(NewDelivery {
                event: item.event,
                channel: channel.clone(),
                group: item.group.clone(),
                created: now,
                facts: facts.clone(),
            })));
        }
    }

    /// Says what is wrong with the system, and what no longer is.
    pub(super) fn say_causes(&mut self, inputs: &Inputs) {
        let set_up = {
            let settings = self.room.settings.borrow();
            !settings.directory.channels.is_empty() || !settings.directory.groups.is_empty()
        };
        let causes = self.health.causes(&self.enabled, set_up);
        self.room.gauge.set_failing(self.health.failing(&self.enabled));
        for (cause, present, text) in causes {
            (inputs.causes)(cause, present, text);
        }
    }
}
