//! Sealing: rows of `recent` become slices.
//!
//! The oldest stretch of ripe rows is sealed point by point. A slice that exists is read and written again with what came to it. A
//! piece holds whole points, and moves the sealing position past them in the same transaction.

use std::{collections::BTreeMap, time::Duration};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};

use super::{
    super::{
        RowId,
        failpoint::SEAL,
        sealed::{Level, Slot},
        table::{
            reading::{self, columns},
            sealing::Sealing,
            segment::Draft,
        },
        work::WorkError,
    },
    Keeper,
    gather::{self, Whole},
    merge,
    piece::Piece,
    stretch::{MOST_OF_A_POINT, Ripe, Stretch},
};

/// New readings of a point by the segment they go to, each with what is there already.
type Homes = BTreeMap<Slot, (Vec<Reading>, Vec<Reading>)>;

impl Keeper {
    /// Seals one stretch. True when there may be another.
    pub(super) fn seal(&mut self, now: Timestamp) -> Result<bool, WorkError> {
        let ripe = Ripe::at(now);
        let sealing = Sealing::load(&self.read)?;
        let stretch = if sealing.in_work() {
            Some(Stretch::resume(&self.read, sealing.upto, sealing.next)?)
        } else {
            Stretch::find(&self.read, sealing.upto, ripe)?
        };
        let Some(stretch) = stretch else {
            self.sealed_through = Some(ripe.before);
            return Ok(false);
        };
        self.seal_stretch(&stretch, sealing.point)?;
        Ok(true)
    }

    /// How long the oldest reading that is not sealed has waited.
    pub(super) fn lag(&self, now: Timestamp) -> Result<Duration, WorkError> {
        let upto = Sealing::load(&self.read)?.upto;
        let mut oldest = self.read.prepare_cached("SELECT received FROM recent WHERE id > ?1 ORDER BY id LIMIT 1")?;
        let oldest = oldest.query_map([upto.0], |row| row.get(0))?.next().transpose()?;
        let lag = oldest.map_or(0, |us| (now - Timestamp::from_micros(us)).as_micros());
        Ok(Duration::from_micros(u64::try_from(lag).unwrap_or(0)))
    }

    fn seal_stretch(&mut self, stretch: &Stretch, from: PointId) -> Result<(), WorkError> {
        let mut piece = Piece::new(&SEAL);
        let mut readings = 0;
        let mut points = stretch.points.range(from..).peekable();
        while let Some((first, rows)) = points.next() {
            // As many points together as may be in memory.
            let (mut last, mut rows) = (*first, *rows);
            while let Some((point, more)) = points.next_if(|(_, more)| rows + **more <= MOST_OF_A_POINT) {
                last = *point;
                rows += more;
            }
            for (point, of_point) in self.rows_of(stretch, *first, last)? {
                if piece.weight() >= self.segments.size() {
                    piece.seal(Sealing { upto: stretch.after, next: stretch.last, point });
                    self.write(std::mem::replace(&mut piece, Piece::new(&SEAL)))?;
                    self.gauge.add_sealed(std::mem::take(&mut readings));
                }
                readings += of_point.len() as u64;
                self.slices(point, of_point, &mut piece)?;
            }
        }
        piece.seal(Sealing::through(stretch.last));
        self.write(piece)?;
        self.gauge.add_sealed(readings);
        Ok(())
    }

    /// Rows of the stretch of these points, each point's in order of arrival.
    fn rows_of(
        &self,
        stretch: &Stretch,
        first: PointId,
        last: PointId,
    ) -> rusqlite::Result<BTreeMap<PointId, Vec<Reading>>> {
        let mut statement = self.read.prepare_cached(concat!(
            "SELECT ",
            columns!(),
            " FROM recent WHERE id > ?1 AND id <= ?2 AND point BETWEEN ?3 AND ?4 ORDER BY id"
        ))?;
        let mut rows = statement.query((stretch.after.0, stretch.last.0, first.0, last.0))?;
        let mut all: BTreeMap<PointId, Vec<Reading>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (RowId(_), reading) = reading::read(row)?;
            let expected = stretch.points.get(&reading.point).copied().unwrap_or_default();
            all.entry(reading.point).or_insert_with(|| Vec::with_capacity(expected)).push(reading);
        }
        Ok(all)
    }

    /// Adds the readings of a point to the piece, each in its slice.
    fn slices(&mut self, point: PointId, mut readings: Vec<Reading>, piece: &mut Piece) -> Result<(), WorkError> {
        readings.sort_by_key(|reading| reading.time);
        let mut homes = Homes::new();
        let mut rest = readings.into_iter().peekable();
        while let Some(first) = rest.next() {
            let slice = Level::Slice.slot(first.time);
            let (earliest, mut latest) = (first.time, first.time);
            let (_, coming) = self.home(point, slice, &mut homes)?;
            coming.push(first);
            while let Some(next) = rest.next_if(|next| next.time < slice.end()) {
                latest = next.time;
                coming.push(next);
            }
            piece.change(earliest, latest + mcs_core::time::Span::micros(1));
        }
        for (slot, (mut readings, coming)) in homes {
            merge::add(&mut readings, coming);
            if slot.level == Level::Day {
                // Only where slice and hour are damaged; with the day goes its summary.
                let whole = Whole { slot, readings, parts: Vec::new() };
                gather::put(point, &whole, &self.calibrations()?, piece);
            } else {
                piece.put(Draft::new(point, slot, &readings));
            }
        }
        Ok(())
    }

    /// Where readings of this slice go, and what is there: the slice, or, where it cannot be read, the hour or the day around it.
    fn home<'a>(
        &mut self,
        point: PointId,
        slice: Slot,
        homes: &'a mut Homes,
    ) -> Result<&'a mut (Vec<Reading>, Vec<Reading>), WorkError> {
        for level in [Level::Slice, Level::Hour, Level::Day] {
            let slot = level.slot(slice.start);
            if homes.contains_key(&slot) {
                return Ok(homes.entry(slot).or_default());
            }
            if let Some(there) = self.readings(point, slot)? {
                return Ok(homes.entry(slot).or_insert((there, Vec::new())));
            }
        }
        // Three damaged segments at one place: nothing is dropped, sealing stops here and says so.
        Err(WorkError::Damaged { point, start: slice.start })
    }
}
