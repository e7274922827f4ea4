//! From the journal into the store; and to the couriers when the store is late.

use std::{collections::BTreeSet, sync::Arc, time::Instant};

use super::{AGAIN_AFTER, DeskTask};
use crate::{
    notify::{failpoint, journal::Piece},
    store::{NoticeStep, WorkError},
};

/// A step the store can never write is found by writing alone what fails together, and is left out after so many failures.
const POISON_AFTER: u32 = 8;

impl DeskTask {
    /// Hands the next piece to the store.
    pub(super) fn begin_write(&mut self) {
        if self.writing.is_some() || Instant::now() < self.write_at {
            return;
        }
        let Some(piece) = self.room.journal.piece(self.write_failures > 0) else { return };
        let (store, steps) = (self.room.store.clone(), Arc::clone(&piece.steps));
        self.writing = Some((piece, tokio::task::spawn_blocking(move || store.write_notices(steps))));
    }

    /// A piece is on record, or the store did not take it.
    pub(super) fn written(&mut self, (piece, outcome): (Piece, Result<(), WorkError>)) {
        match outcome {
            Ok(()) => {
                self.write_failures = 0;
                self.settled(&piece);
            }
            Err(WorkError::NotWell | WorkError::Gone) => {
                self.write_at = Instant::now() + AGAIN_AFTER;
                self.room.journal.refused();
            }
            Err(error @ (WorkError::Sqlite(_) | WorkError::Row { .. } | WorkError::Damaged { .. })) => {
                self.write_failures += 1;
                tracing::error!(%error, failures = self.write_failures, "what notify decided cannot be written");
                self.write_at = Instant::now() + AGAIN_AFTER;
                self.room.journal.refused();
                if self.write_failures >= POISON_AFTER {
                    tracing::error!(steps = ?piece.steps, "given up: this is on no record");
                    self.room.journal.done_small();
                    self.write_failures = 1;
                }
            }
        }
    }

    fn settled(&mut self, piece: &Piece) {
        let mut concerned = BTreeSet::new();
        for step in piece.steps.iter() {
            if let NoticeStep::Owed(delivery) = step
                && let Some(courier) = self.couriers.get(&delivery.channel)
            {
                courier.take_back(&delivery.key());
                concerned.insert(&delivery.channel);
            }
        }
        if !concerned.is_empty() {
            failpoint::pass(failpoint::AFTER_SETTLE);
        }
        self.room.journal.done(piece);
        concerned.into_iter().filter_map(|channel| self.couriers.get(channel)).for_each(super::CourierHandle::poke);
        if let Some(ending) = &self.ending
            && !ending.heard_all
            && self.room.journal.written() >= ending.barrier
        {
            self.look = true;
        }
    }

    /// Lends the couriers what waits for a record that is late.
    pub(super) fn lend(&mut self) {
        let late = self.room.journal.late();
        self.room.gauge.set_journal(self.room.journal.waiting(), late);
        if !late {
            return;
        }
        let mut concerned = BTreeSet::new();
        let couriers = &self.couriers;
        self.room.journal.lend(|delivery| {
            // Of a channel that is gone nothing is owed.
            let Some(courier) = couriers.get(&delivery.channel) else { return true };
            let mut lent = delivery.clone();
            lent.facts.unrecorded = true;
            concerned.insert(delivery.channel.clone());
            courier.lend(lent)
        });
        concerned.iter().filter_map(|channel| couriers.get(channel)).for_each(super::CourierHandle::poke);
    }
}
