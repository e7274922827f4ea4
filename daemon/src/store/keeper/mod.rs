//! The keeper: the thread that keeps the house. It seals readings, gathers them, and lets go of what may leave.
//!
//! ```text
//!            every 10 s, when poked, at once while there is much to do
//!  ┌──▶ seal ──▶ gather ──▶ forget ──▶ make room ──▶ vacuum ──┐        between two rounds: orders
//!  │    rows     slices      sealed    archived days   free    │        (admit, prune, recompute, a round by hand)
//!  │    into     into hours, rows      leave early on  pages   │
//!  │    slices   days        leave     a full disk     go back │
//!  └───────────────────────────────────────────────────────────┘
//! ```
//!
//! Nobody else moves or removes readings. So it may look with a read connection of its own, decide and encode on its own thread,
//! and then hand the writer a finished piece: one short transaction that leaves the house in order, whatever happens after it. A
//! piece that was cut off is simply made again.
//!
//! A segment that cannot be read is never written over and never dropped before its time: it stays where it is, is counted and
//! told once, and everything beside it goes on.

mod admit;
mod damaged;
mod forget;
mod gather;
mod handle;
mod merge;
mod pace;
mod piece;
mod prune;
mod recompute;
mod seal;
mod stretch;
mod thread;
mod vacuum;

pub use admit::Admitted;
pub use prune::Pruned;
pub use recompute::{Change, Recompute, RecomputedDay};

pub(super) use handle::KeeperHandle;
pub(super) use thread::spawn;

use std::sync::Arc;

use mcs_core::{
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};
use rusqlite::Connection;

use self::{
    damaged::Damaged,
    pace::Pace,
    piece::{Piece, Works},
};
use super::{
    Fingerprint,
    gauge::StoreGauge,
    sealed::{self, Slot},
    table::segment,
    work::WorkError,
};

/// Readings received later than this after now were received by a clock that was wrong: nobody waits until it is right.
const AHEAD: Span = Span::mins(1);

/// The keeper. Its state is owned by its thread alone; all of it can be found again in the database.
struct Keeper {
    read: Connection,
    works: Works,
    gauge: Arc<StoreGauge>,
    fingerprint: Fingerprint,
    /// The target of the archive, if days are archived.
    archive_target: Option<String>,
    damaged: Damaged,
    /// All readings received before this are sealed.
    sealed_through: Option<Timestamp>,
    /// What was sealed then has been gathered.
    gathered_through: Option<Timestamp>,
    /// When a full disk was last looked after.
    made_room: Option<Timestamp>,
    /// Segments written at once, weighed.
    segments: Pace,
    /// Rows forgotten at once.
    rows: Pace,
    /// Segments removed at once.
    removals: Pace,
    /// Pages given back at once.
    pages: Pace,
}

impl Keeper {
    /// One round, as of now. True when there is more to do at once.
    fn round(&mut self, now: Timestamp) -> Result<bool, WorkError> {
        let mut more = self.seal(now)?;
        if !more {
            self.gather()?;
        }
        more |= self.forget(now)?;
        more |= self.make_room(now)?;
        more |= self.vacuum()?;
        self.gauge.set_sealing_lag(self.lag(now)?);
        Ok(more)
    }

    /// The readings of a segment, in order; `None` when it cannot be read, which is noted and told. Empty when there is none.
    fn readings(&mut self, point: PointId, slot: Slot) -> Result<Option<Vec<Reading>>, WorkError> {
        self.readings_between(point, slot, slot.start, slot.end())
    }

    /// The same of those with `from <= time < to`.
    fn readings_between(
        &mut self,
        point: PointId,
        slot: Slot,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Option<Vec<Reading>>, WorkError> {
        if self.damaged.holds(point, slot) {
            return Ok(None);
        }
        let Some(body) = segment::body(&self.read, point, slot)? else { return Ok(Some(Vec::new())) };
        match sealed::decode(&body, from, to) {
            Ok(readings) => Ok(Some(readings)),
            Err(damage) => {
                self.damaged.note(point, slot, &damage);
                self.gauge.set_damaged(self.damaged.count());
                Ok(None)
            }
        }
    }

    /// Has the writer write a piece of segments.
    fn write(&mut self, piece: Piece) -> Result<(), WorkError> {
        let (weight, segments) = (piece.weight(), piece.segments());
        let ((), took) = self.works.order(piece.places(), move |connection| piece.write(connection))?;
        self.segments.took(weight, took);
        self.gauge.add_segments(segments);
        Ok(())
    }
}
