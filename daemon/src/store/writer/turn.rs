//! One turn of the writer: receive, insert, make durable when it is due, look after the house.

use std::{
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

use mcs_core::ledger::Counts;

use super::{
    super::{ReserveSize, failpoint, handle::Message, rate, table::reading::ROW_BYTES},
    LEDGER_EVERY, MEASURE_EVERY, RESIZE_EVERY, Retry, TICK, Writer,
    apply::{self, Applied, Scope},
    checkpoint::Checkpoint,
    clock,
    failure::{self, Failure},
    ladder::Next,
};

/// The first pause after a failure; each one after it is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The longest pause: what waits is alarms.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// How long the end of the daemon waits for a store that fails.
const LAST_TRIES: Duration = Duration::from_secs(5);

impl Writer {
    pub(super) fn run(mut self) {
        while !self.stopping {
            self.receive();
            self.advance();
            self.keep_house();
        }
        self.finish();
    }

    /// Waits for the next message or the next thing to do, and takes all that waits.
    fn receive(&mut self) {
        let now = Instant::now();
        let until = match self.retry {
            Some(retry) => retry.at,
            None if !self.works.is_empty() && self.applied.is_none() => now,
            None => self.due(now).unwrap_or(now + TICK),
        };
        match self.inbox.messages.recv_timeout(until.saturating_duration_since(now)) {
            Ok(message) => self.take(message),
            Err(RecvTimeoutError::Timeout) => return,
            Err(RecvTimeoutError::Disconnected) => self.stopping = true,
        }
        while !self.batch.is_full()
            && let Ok(message) = self.inbox.messages.try_recv()
        {
            self.take(message);
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Commit(sent) => self.batch.take(*sent),
            Message::Work(work) => self.works.push_back(work),
            Message::Stop => self.stopping = true,
        }
        self.gauge.set_waiting(self.batch.since());
    }

    /// When the batch is to be made durable.
    fn due(&mut self, now: Instant) -> Option<Instant> {
        let allowed = self.budget.allows_at(now, self.batch.readings() * ROW_BYTES);
        let due = self.batch.due(self.options.window, allowed)?;
        Some(if self.batch.is_full() { now } else { due })
    }

    /// Inserts what was taken, and commits when it is due.
    pub(super) fn advance(&mut self) {
        let now = Instant::now();
        if let Some(retry) = self.retry
            && now < retry.at
            && !self.stopping
        {
            if self.ladder.alarms_only() {
                self.answer_unrecorded();
            }
            return;
        }
        while let Err(error) = self.write(now) {
            if !self.failed(&error) {
                return;
            }
        }
        self.retry = None;
    }

    fn write(&mut self, now: Instant) -> rusqlite::Result<()> {
        let scope = if self.ladder.alarms_only() { Scope::WithoutReadings } else { Scope::Whole };
        while !self.batch.all_written() {
            self.begin()?;
            let (Some(applied), Some(commit)) = (&mut self.applied, self.batch.unwritten()) else { break };
            applied.apply(&self.connection, commit, scope, self.options.fingerprint)?;
            self.batch.wrote_one();
            failpoint::pass(failpoint::AFTER_INSERT);
        }
        let due = self.due(now).is_some_and(|due| due <= now || self.stopping);
        let ledger = now >= self.ledger_due && self.batch.is_empty();
        if due || ledger { self.commit(now) } else { Ok(()) }
    }

    /// Begins a transaction unless one is open.
    fn begin(&mut self) -> rusqlite::Result<()> {
        if self.applied.is_none() {
            self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
            failpoint::pass(failpoint::BEGIN);
            self.applied = Some(Applied::new(self.place));
        }
        Ok(())
    }

    /// Makes the open transaction durable, with the ledger when its time has come.
    fn commit(&mut self, now: Instant) -> rusqlite::Result<()> {
        self.begin()?;
        let Some(applied) = &self.applied else { return Ok(()) };
        // What was not recorded is named durably before it is acknowledged.
        // So is what the rows cannot tell again after a crash.
        let ledger = now >= self.ledger_due || applied.unrecorded > 0 || applied.tally.values().any(only_counted);
        let mut run = self.run;
        if ledger {
            let (counts, flushes) = self.pending.next();
            let tallies = [&counts, &applied.tally];
            let upto = applied.place.last;
            run = Some(apply::write_ledger(&self.connection, tallies, upto, flushes, self.run, clock::now())?);
        }
        failpoint::pass(failpoint::HOLD);
        failpoint::pass(failpoint::BEFORE_COMMIT);
        let start = Instant::now();
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        let took = start.elapsed();
        self.run = run;
        if ledger {
            self.ledger_due = now + LEDGER_EVERY;
        }
        self.ladder.succeeded();
        self.settle(ledger, took);
        Ok(())
    }

    /// Rolls back and decides what to do; true to try again at once. Nothing of the batch is lost.
    fn failed(&mut self, error: &rusqlite::Error) -> bool {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "the store cannot roll back");
        }
        self.applied = None;
        self.batch.unwrite();
        let next = match failure::classify(error) {
            Failure::Fatal => failure::end_after_failed_sync(error),
            Failure::Full => self.ladder.full(),
            Failure::Passing => {
                if self.retry.is_none() {
                    tracing::error!(%error, "the store cannot commit; it keeps trying");
                }
                Next::Wait
            }
        };
        self.gauge.set_state(self.ladder.state());
        match next {
            Next::Again => {
                self.retry = None;
                self.copy_log();
                return true;
            }
            Next::Answer => self.answer_unrecorded(),
            Next::Wait => {}
        }
        let pause = self.retry.map_or(FIRST_PAUSE, |retry| (retry.pause * 2).min(LONGEST_PAUSE));
        self.retry = Some(Retry { at: Instant::now() + pause, pause });
        false
    }

    /// What needs doing now and then, outside a transaction.
    fn keep_house(&mut self) {
        let now = Instant::now();
        self.ladder.heal(&mut self.disk, now);
        self.gauge.set_state(self.ladder.state());
        if self.applied.is_some() {
            return;
        }
        self.labour();
        if self.checkpoint.due(self.disk.free()) {
            self.copy_log();
        }
        if now >= self.measure_due {
            self.measure_due = now + MEASURE_EVERY;
            self.disk.look();
            self.measure();
        }
        if now >= self.resize_due {
            self.resize_due = now + RESIZE_EVERY;
            if self.options.reserve == ReserveSize::Measured
                && let Ok(bytes) = rate::reserve_bytes(&self.connection, clock::now())
            {
                self.ladder.resize(bytes, &self.disk);
            }
        }
    }

    /// Copies the log into the database. That the disk is full is met by the next commit; a failed sync is not survived.
    fn copy_log(&mut self) {
        if let Err(error) = self.checkpoint.copy(&self.connection) {
            match failure::classify(&error) {
                Failure::Fatal => failure::end_after_failed_sync(&error),
                Failure::Full => {}
                Failure::Passing => tracing::warn!(%error, "the write-ahead log cannot be copied"),
            }
        }
    }

    /// Writes what is left, says that the daemon stopped in order, and empties the log.
    fn finish(&mut self) {
        let until = Instant::now() + LAST_TRIES;
        self.ledger_due = Instant::now();
        loop {
            self.advance();
            if self.batch.is_empty() && self.retry.is_none() {
                break;
            }
            if Instant::now() >= until {
                tracing::error!("the store could not write what was left; it has not been acknowledged");
                break;
            }
            if let Some(retry) = self.retry {
                std::thread::sleep(retry.at.saturating_duration_since(Instant::now()));
            }
        }
        if let Some(run) = self.run
            && let Err(error) = super::super::table::run::end(&self.connection, run, clock::now())
        {
            tracing::warn!(%error, "the store could not record its end");
        }
        if let Err(error) = Checkpoint::close(&self.connection) {
            tracing::warn!(%error, "the write-ahead log stays; the next start reads it");
        }
        self.measure();
    }
}

/// Whether these counts hold something that is in no stored reading: a crash must not make an incomplete day look complete.
const fn only_counted(counts: &Counts) -> bool {
    counts.missing + counts.recovered + counts.restarts + counts.quarantined + counts.refused + counts.unrecorded > 0
}
