//! Admitting readings of long ago: an import, a day that comes back from the archive.
//!
//! They go straight into segments, day by day: what of a day is stored already is looked up, the rest is put in its place in one
//! piece. So the same readings may be admitted any number of times, and an import that was cut off is simply made again. They are
//! neither judged nor counted in the ledger.

use std::collections::{BTreeMap, HashMap};

use mcs_core::{
    id::PointId,
    reading::{Flags, Reading},
    time::{Span, Timestamp},
};
use rusqlite::{Connection, params};

use super::{
    super::{
        Fingerprint, RowId, StoreHandle,
        blocks::Blocks,
        failpoint::ADMIT,
        sealed::{Level, Slot},
        table::{
            reading::{self, NEAR, columns},
            sealing::Sealing,
        },
        work::WorkError,
    },
    Keeper,
    gather::{self, Over},
    handle::Order,
    merge,
    piece::Piece,
    stretch::Ripe,
};

/// What became of readings that were to be admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Admitted {
    /// Stored.
    pub new: u64,
    /// Stored already.
    pub duplicate: u64,
    /// Stored beside another reading under the same key, and flagged.
    pub conflict: u64,
}

impl StoreHandle {
    /// Puts readings of long ago, in order of arrival, into sealed segments of a point, whoever's they were before. Those stored
    /// already are passed over: the same point, time as sent (without one: time), packet number and fingerprint. Blocks.
    pub fn admit(&self, point: PointId, readings: Vec<Reading>) -> Result<Admitted, WorkError> {
        self.keeper().ask(|done| Order::Admit { point, readings, done })
    }
}

/// Under which a reading is looked up.
type Key = (Option<Timestamp>, Option<Timestamp>, Option<u16>);

fn key(reading: &Reading) -> Key {
    let time = if reading.ts.is_none() { Some(reading.time) } else { None };
    (reading.ts, time, reading.seq)
}

/// A reading under a key.
struct Known {
    hash: u64,
    /// It was stored, and none of those to be admitted has been taken for it yet.
    free: bool,
}

/// What is stored of a stretch of time.
struct Stored {
    under: HashMap<Key, Vec<Known>>,
    fingerprint: Fingerprint,
}

impl Stored {
    fn new(readings: &[Reading], fingerprint: Fingerprint) -> Self {
        let mut under: HashMap<Key, Vec<Known>> = HashMap::with_capacity(readings.len());
        for reading in readings {
            under.entry(key(reading)).or_default().push(Known { hash: fingerprint(reading), free: true });
        }
        Self { under, fingerprint }
    }

    /// Whether a reading is to be stored, flagged if its key is taken; counts what becomes of it.
    fn judge(&mut self, reading: &mut Reading, counts: &mut Admitted) -> bool {
        let hash = (self.fingerprint)(reading);
        let has_identity = reading.ts.is_some() || reading.seq.is_some();
        let under = self.under.entry(key(reading)).or_default();
        if let Some(known) = under.iter_mut().find(|known| known.hash == hash && known.free) {
            known.free = false;
            counts.duplicate += 1;
            return false;
        }
        if has_identity && under.iter().any(|known| known.hash == hash) {
            counts.duplicate += 1;
            return false;
        }
        if has_identity && !under.is_empty() {
            reading.flags = reading.flags.with(Flags::CONFLICT);
            counts.conflict += 1;
        } else {
            counts.new += 1;
        }
        under.push(Known { hash, free: false });
        true
    }
}

impl Keeper {
    /// Admits readings of a point, each UTC day in one piece.
    pub(super) fn admit(
        &mut self,
        point: PointId,
        readings: Vec<Reading>,
        now: Timestamp,
    ) -> Result<Admitted, WorkError> {
        let mut days: BTreeMap<Slot, Vec<Reading>> = BTreeMap::new();
        for mut reading in readings {
            reading.point = point;
            days.entry(Level::Day.slot(reading.time)).or_default().push(reading);
        }
        let mut all = Admitted::default();
        for (day, readings) in days {
            let of_day = loop {
                if let Some(counts) = self.admit_day(point, day, &readings, now)? {
                    break counts;
                }
            };
            all.new += of_day.new;
            all.duplicate += of_day.duplicate;
            all.conflict += of_day.conflict;
        }
        Ok(all)
    }

    /// One day; `None` when readings of the point came in meanwhile that belong there, and it must be looked at again.
    fn admit_day(
        &mut self,
        point: PointId,
        day: Slot,
        readings: &[Reading],
        now: Timestamp,
    ) -> Result<Option<Admitted>, WorkError> {
        let (from, to) = (day.start - NEAR, day.end() + NEAR);
        let seen = reading::last(&self.read)?;
        let mut stored = Stored::new(&self.stored(point, from, to)?, self.fingerprint);
        let mut counts = Admitted::default();
        let mut fresh = readings.to_vec();
        fresh.retain_mut(|reading| stored.judge(reading, &mut counts));
        if fresh.is_empty() {
            return Ok(Some(counts));
        }
        let piece = self.homecoming(point, fresh, now)?;
        let weight = piece.weight();
        let segments = piece.segments();
        let (written, took) = self.works.order(&ADMIT, move |connection| {
            if arrived(connection, point, seen, from, to)? {
                return Ok(false);
            }
            piece.write(connection).map(|()| true)
        })?;
        self.segments.took(weight, took);
        if written {
            self.gauge.add_segments(segments);
        }
        Ok(written.then_some(counts))
    }

    /// The segments of a point with these readings in their places.
    fn homecoming(&mut self, point: PointId, mut fresh: Vec<Reading>, now: Timestamp) -> Result<Piece, WorkError> {
        fresh.sort_by_key(|reading| reading.time);
        let mut piece = Piece::new(&ADMIT);
        if let (Some(first), Some(last)) = (fresh.first(), fresh.last()) {
            piece.change(first.time, last.time + Span::micros(1));
        }
        let over = Over::when_sealed_through(Ripe::at(now).before);
        let mut homes: BTreeMap<Slot, Vec<Reading>> = BTreeMap::new();
        for reading in fresh {
            let slot = match homes.last_entry() {
                Some(home) if (home.key().start..home.key().end()).contains(&reading.time) => *home.key(),
                Some(_) | None => self.place(point, over.level_of(reading.time), reading.time)?,
            };
            homes.entry(slot).or_default().push(reading);
        }
        let calibrations = self.calibrations()?;
        for (slot, fresh) in homes {
            let parts = self.parts_of(point, slot)?;
            let Some(mut whole) = self.whole(point, slot, &parts)? else {
                return Err(WorkError::Damaged { point, start: slot.start });
            };
            merge::add(&mut whole.readings, fresh);
            gather::put(point, &whole, &calibrations, &mut piece);
        }
        Ok(piece)
    }

    /// The segment readings of an instant go to: of this level, or of a lower one where it cannot be read.
    fn place(&mut self, point: PointId, level: Level, at: Timestamp) -> Result<Slot, WorkError> {
        for level in Level::BY_ARRIVAL.into_iter().filter(|lower| *lower <= level) {
            let slot = level.slot(at);
            if self.readings(point, slot)?.is_some() {
                return Ok(slot);
            }
        }
        Err(WorkError::Damaged { point, start: Level::Slice.slot(at).start })
    }

    /// All readings of a point with `from <= time < to`, in no order: of segments that can be read, and of rows not sealed yet.
    fn stored(&mut self, point: PointId, from: Timestamp, to: Timestamp) -> Result<Vec<Reading>, WorkError> {
        let mut stored = unsealed(&self.read, point, from, to)?;
        for level in Level::BY_ARRIVAL {
            let mut slot = level.slot(from);
            while slot.start < to {
                stored.extend(self.readings_between(point, slot, from, to)?.unwrap_or_default());
                slot = level.slot(slot.end());
            }
        }
        Ok(stored)
    }
}

/// Rows of a point with `from <= time < to` that are in no segment.
fn unsealed(connection: &Connection, point: PointId, from: Timestamp, to: Timestamp) -> rusqlite::Result<Vec<Reading>> {
    let after = Sealing::load(connection)?.of(point);
    let mut found = Vec::new();
    if let Some((low, high)) = Blocks::load(connection, from - NEAR, to + NEAR)?.received(from - NEAR, to + NEAR) {
        let mut statement = connection.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id BETWEEN ?1 AND ?2 AND point = ?3 AND time_lag BETWEEN -600000000 AND 600000000 \
             AND received - time_lag >= ?4 AND received - time_lag < ?5"
        ))?;
        let mut rows =
            statement.query(params![low.max(after.0 + 1), high, point.0, from.as_micros(), to.as_micros()])?;
        while let Some(row) = rows.next()? {
            found.push(reading::read(row)?.1);
        }
    }
    let mut statement = connection.prepare_cached(concat!(
        "SELECT ",
        columns!(),
        " FROM recent INDEXED BY recent_by_time WHERE time_lag NOT BETWEEN -600000000 AND 600000000 \
         AND point = ?1 AND received - time_lag >= ?2 AND received - time_lag < ?3 AND id > ?4"
    ))?;
    let mut rows = statement.query(params![point.0, from.as_micros(), to.as_micros(), after.0])?;
    while let Some(row) = rows.next()? {
        found.push(reading::read(row)?.1);
    }
    Ok(found)
}

/// Whether a reading of this stretch of time came in after this row.
fn arrived(
    connection: &Connection,
    point: PointId,
    after: RowId,
    from: Timestamp,
    to: Timestamp,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM recent WHERE id > ?1 AND point = ?2 \
             AND received - time_lag >= ?3 AND received - time_lag < ?4)",
        )?
        .query_row(params![after.0, point.0, from.as_micros(), to.as_micros()], |row| row.get(0))
}
