//! A piece of work for the writer: encoded here, written there, in one transaction.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc::Sender,
    },
    time::Duration,
};

use mcs_core::{id::PointId, time::Timestamp};
use rusqlite::Connection;

use super::super::{
    failpoint::{self, Places},
    handle::Message,
    sealed::Slot,
    table::{
        sealing::Sealing,
        segment::{self, Draft},
        summary,
    },
    work::{WorkError, hand_over},
};

/// Bytes of a segment that cost the writer as much as a row of its own.
const ROW_BYTES: usize = 2048;

/// The way to the writer.
#[derive(Debug)]
pub(super) struct Works {
    writer: Sender<Message>,
    stop: Arc<AtomicBool>,
    /// What a commit takes at least on this disk: no piece is quicker for being smaller.
    floor: Option<Duration>,
}

impl Works {
    pub(super) const fn new(writer: Sender<Message>, stop: Arc<AtomicBool>) -> Self {
        Self { writer, stop, floor: None }
    }

    /// Has the writer do a piece; its answer and how long it held the writer beyond what any commit does. Refused once the keeper
    /// has been told to stop.
    pub(super) fn order<T: Send + 'static>(
        &mut self,
        places: &'static Places,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<(T, Duration), WorkError> {
        if self.stop.load(Relaxed) {
            return Err(WorkError::Gone);
        }
        failpoint::pass(places.before);
        let (value, took) = hand_over(&self.writer, places.name, move |connection| {
            let value = work(connection)?;
            failpoint::pass(places.within);
            Ok(value)
        })?;
        failpoint::pass(places.after);
        // The floor rises slowly, so that one lucky commit does not count for ever.
        let floor = self.floor.map_or(took.commit, |floor| took.commit.min(floor + floor / 32));
        self.floor = Some(floor);
        Ok((value, took.run + took.commit.saturating_sub(floor)))
    }
}

/// Segments to be written and removed together, and what is true with them.
#[derive(Debug)]
pub(super) struct Piece {
    places: &'static Places,
    drafts: Vec<Draft>,
    removed: Vec<(PointId, Slot)>,
    summaries: Vec<(PointId, Slot, Vec<u8>)>,
    changed: Vec<(Timestamp, Timestamp)>,
    sealing: Option<Sealing>,
    weight: usize,
}

impl Piece {
    /// An empty one.
    pub(super) const fn new(places: &'static Places) -> Self {
        Self {
            places,
            drafts: Vec::new(),
            removed: Vec::new(),
            summaries: Vec::new(),
            changed: Vec::new(),
            sealing: None,
            weight: 0,
        }
    }

    /// Writes a segment in the place of what was there.
    pub(super) fn put(&mut self, draft: Draft) {
        self.weight += 1 + draft.bytes() / ROW_BYTES;
        self.drafts.push(draft);
    }

    /// Writes the summary of a day.
    pub(super) fn put_summary(&mut self, point: PointId, day: Slot, body: Vec<u8>) {
        self.weight += 1 + body.len() / ROW_BYTES;
        self.summaries.push((point, day, body));
    }

    /// Removes a segment, whose readings are in another one of this piece.
    pub(super) fn remove(&mut self, point: PointId, slot: Slot) {
        self.weight += 1;
        self.removed.push((point, slot));
    }

    /// Readings between these times have come in, the second exclusive.
    pub(super) fn change(&mut self, from: Timestamp, to: Timestamp) {
        // Neighbours of one stretch are told once.
        match self.changed.iter_mut().find(|(low, high)| from <= *high && to >= *low) {
            Some((low, high)) => (*low, *high) = ((*low).min(from), (*high).max(to)),
            None => self.changed.push((from, to)),
        }
    }

    /// With it, sealing has come this far.
    pub(super) const fn seal(&mut self, sealing: Sealing) {
        self.sealing = Some(sealing);
    }

    /// About how much work it is for the writer, in rows.
    pub(super) const fn weight(&self) -> usize {
        self.weight
    }

    /// Segments it writes.
    pub(super) fn segments(&self) -> u64 {
        self.drafts.len() as u64
    }

    /// Whether it does nothing.
    pub(super) const fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.removed.is_empty() && self.sealing.is_none()
    }

    /// The places it passes.
    pub(super) const fn places(&self) -> &'static Places {
        self.places
    }

    /// Writes all of it, inside a transaction.
    pub(super) fn write(&self, connection: &Connection) -> rusqlite::Result<()> {
        for draft in &self.drafts {
            draft.write(connection)?;
        }
        for (point, slot) in &self.removed {
            segment::remove(connection, *point, *slot)?;
        }
        for (point, day, body) in &self.summaries {
            summary::write(connection, *point, *day, body)?;
        }
        for (from, to) in &self.changed {
            segment::changed(connection, *from, *to)?;
        }
        if let Some(sealing) = self.sealing {
            sealing.write(connection)?;
        }
        Ok(())
    }
}
