//! Gathering: slices of an hour that is over become an hour, everything of a day that is over becomes a day with its summary.
//!
//! What arrives later for such an hour or day stands beside it as slices, and is gathered in by the same steps: ten minutes later
//! at the earliest, because only then new slices come to be.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use mcs_core::{
    calibration::CalibrationHistory,
    id::PointId,
    reading::Reading,
    time::{Span, Timestamp},
};

use super::{
    super::{
        failpoint::GATHER,
        sealed::{DayTallies, Level, Slot},
        table::{self, segment, segment::Draft},
        work::WorkError,
    },
    Keeper, merge,
    piece::Piece,
};

/// How long after its end a day is gathered: most of what was late has arrived.
const DAY_SETTLES: Span = Span::mins(30);

/// Calibrations of all points, to sum up values with.
pub(super) type Calibrations = Arc<HashMap<PointId, CalibrationHistory>>;

/// What is to be gathered: into which segment, whose, from which.
type Tasks = BTreeMap<(Slot, PointId), Vec<Slot>>;

/// The readings of one segment that was put together.
pub(super) struct Whole {
    pub(super) slot: Slot,
    pub(super) readings: Vec<Reading>,
    /// What it was put together from.
    pub(super) parts: Vec<Slot>,
}

/// Up to when days and hours are over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Over {
    days: Timestamp,
    hours: Timestamp,
}

impl Over {
    /// When all readings received before this instant are sealed.
    pub(super) fn when_sealed_through(through: Timestamp) -> Self {
        Self { days: Level::Day.slot(through - DAY_SETTLES).start, hours: Level::Hour.slot(through).start }
    }

    /// The level at which readings of an instant are kept by now.
    pub(super) fn level_of(self, at: Timestamp) -> Level {
        if at < self.days {
            Level::Day
        } else if at < self.hours {
            Level::Hour
        } else {
            Level::Slice
        }
    }
}

impl Keeper {
    /// Gathers all that is over, if anything was sealed since the last time.
    pub(super) fn gather(&mut self) -> Result<(), WorkError> {
        let Some(through) = self.sealed_through.filter(|_| self.sealed_through != self.gathered_through) else {
            return Ok(());
        };
        let over = Over::when_sealed_through(through);
        let calibrations = self.calibrations()?;
        let mut before = None;
        while let Some(day) = self.next_day(before, &[Level::Hour, Level::Slice])?
            && day.start < over.hours
        {
            before = Some(day);
            let mut piece = Piece::new(&GATHER);
            for ((slot, point), parts) in self.tasks(over, day)? {
                let Some(whole) = self.whole(point, slot, &parts)?.filter(|whole| !whole.parts.is_empty()) else {
                    continue;
                };
                put(point, &whole, &calibrations, &mut piece);
                if piece.weight() >= self.segments.size() {
                    self.write(std::mem::replace(&mut piece, Piece::new(&GATHER)))?;
                }
            }
            if !piece.is_empty() {
                self.write(piece)?;
            }
        }
        self.gathered_through = Some(through);
        Ok(())
    }

    /// What of a day is over and still in parts.
    fn tasks(&self, over: Over, day: Slot) -> Result<Tasks, WorkError> {
        let mut tasks = Tasks::new();
        for (point, part) in segment::within(&self.read, day.start, day.end())? {
            let target = over.level_of(part.start).slot(part.start);
            if target.level > part.level && !self.damaged.holds(point, part) && !self.damaged.holds(point, target) {
                tasks.entry((target, point)).or_default().push(part);
            }
        }
        Ok(tasks)
    }

    /// Puts a segment together from what is there and those of its parts that can be read; `None` when what is there cannot.
    pub(super) fn whole(&mut self, point: PointId, slot: Slot, parts: &[Slot]) -> Result<Option<Whole>, WorkError> {
        let Some(readings) = self.readings(point, slot)? else { return Ok(None) };
        let mut whole = Whole { slot, readings, parts: Vec::new() };
        // Longer ones first: at a lower level stands what arrived later.
        for level in Level::BY_ARRIVAL {
            let mut of_level = Vec::new();
            for part in parts.iter().filter(|part| part.level == level) {
                if let Some(mut readings) = self.readings(point, *part)? {
                    of_level.append(&mut readings);
                    whole.parts.push(*part);
                }
            }
            merge::add(&mut whole.readings, of_level);
        }
        Ok(Some(whole))
    }

    /// Calibrations as they are. A revision never changes, so what was summed up with one stays right.
    pub(super) fn calibrations(&self) -> Result<Calibrations, WorkError> {
        let all = table::calibration::load(&self.read).map_err(|error| match error {
            table::ReadError::Sqlite(error) => WorkError::Sqlite(error),
            table::ReadError::Row { table, what } => WorkError::Row { table, what },
        })?;
        Ok(Arc::new(all))
    }

    /// Every part of a slot that exists.
    pub(super) fn parts_of(&self, point: PointId, slot: Slot) -> Result<Vec<Slot>, WorkError> {
        let mut parts = Vec::new();
        for level in Level::BY_ARRIVAL.into_iter().filter(|level| *level < slot.level) {
            let mut part = level.slot(slot.start);
            while part.start < slot.end() {
                if segment::exists(&self.read, point, part)? {
                    parts.push(part);
                }
                part = level.slot(part.end());
            }
        }
        Ok(parts)
    }
}

/// Adds a segment to the piece, in the place of its parts; of a day its summary too.
pub(super) fn put(point: PointId, whole: &Whole, calibrations: &Calibrations, piece: &mut Piece) {
    if whole.readings.is_empty() {
        return;
    }
    piece.put(Draft::new(point, whole.slot, &whole.readings));
    for part in &whole.parts {
        piece.remove(point, *part);
    }
    if whole.slot.level == Level::Day {
        let none = CalibrationHistory::default();
        let of_point = calibrations.get(&point).unwrap_or(&none);
        let tallies = DayTallies::of(whole.slot.start, &whole.readings, of_point);
        piece.put_summary(point, whole.slot, tallies.encode());
    }
}
