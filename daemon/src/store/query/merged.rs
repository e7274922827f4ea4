//! The readings of several points in one stream, in order of time.

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::ControlFlow,
};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::Connection;

use super::{
    super::{QueryError, RowId, sealed::Level},
    Damaged, Queries,
    damaged::is_damage,
    length::Length,
    reading::CHUNK,
    slots::{self, Slots},
    stretch,
    unsealed::Unsealed,
};

/// Most readings in memory at once, unless a second holds more: some 8 MB; an hour of 100 points that report every ten seconds, or
/// ten minutes of 500. An hour of 500 would be read in half the time and take 40 MB more.
const MOST: usize = 45_000;

/// Readings of several points in one stretch of time.
#[derive(Debug)]
struct Window {
    readings: Vec<Reading>,
    order: Vec<Key>,
    /// Where it ends.
    to: Timestamp,
}

/// Where a reading stands in the stream.
#[derive(Debug, Clone, Copy)]
struct Key {
    time: i64,
    place: u32,
    /// The packet number and one; nothing comes first.
    seq: u32,
    /// Which of the window's.
    at: u32,
}

/// What is asked for.
struct Asked {
    /// In order, none twice.
    points: Vec<PointId>,
    places: HashMap<PointId, u32>,
    /// Readings in memory at once.
    most: usize,
}

impl Queries {
    /// Hands over the readings with `from <= time < to` in order of time; those of one time in the order of `points`, then of
    /// packet number, then of arrival; a thousand at most at once, until the caller breaks off. What cannot be read is left out
    /// and told in the end.
    ///
    /// Takes the same memory however long the time and however many the points are. The deadline is for each window of at most
    /// a day.
    pub fn merged(
        &self,
        points: &[PointId],
        from: Timestamp,
        to: Timestamp,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        self.merged_within(points, (from, to), MOST, each)
    }

    /// The same with at most so many in memory at once.
    pub(super) fn merged_within(
        &self,
        points: &[PointId],
        (from, to): (Timestamp, Timestamp),
        most: usize,
        each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>,
    ) -> Result<Damaged, QueryError> {
        let mut damaged = Damaged::default();
        let asked = Asked::new(points, most);
        let (mut from, mut length) = (from, Length::HOUR);
        while from < to {
            let window = self.ask(|connection| {
                match asked.first_time(connection, (from, to), &mut damaged)?.filter(|start| *start < to) {
                    Some(start) => Ok(asked.window(connection, (start, to), &mut length, &mut damaged)?),
                    None => Ok(Window::empty(to)),
                }
            })?;
            from = window.to;
            if window.hand_over(each).is_break() {
                break;
            }
        }
        Ok(damaged)
    }
}

impl Asked {
    fn new(points: &[PointId], most: usize) -> Self {
        let mut asked = Self { points: Vec::with_capacity(points.len()), places: HashMap::new(), most };
        for point in points {
            let place = u32::try_from(asked.points.len()).unwrap_or(u32::MAX);
            if let Entry::Vacant(entry) = asked.places.entry(*point) {
                entry.insert(place);
                asked.points.push(*point);
            }
        }
        asked
    }

    /// A time at or before the first reading in `from..to`.
    fn first_time(
        &self,
        connection: &Connection,
        span: (Timestamp, Timestamp),
        damaged: &mut Damaged,
    ) -> rusqlite::Result<Option<Timestamp>> {
        let (from, to) = span;
        let mut first: Option<Timestamp> = None;
        for level in Level::BY_ARRIVAL {
            let start = match slots::first_of_any(connection, level, span) {
                Err(error) if is_damage(&error) => Some(self.pass_over(connection, level, span, &error, damaged)?),
                other => other?,
            };
            first = [first, start.map(|start| start.max(from))].into_iter().flatten().min();
        }
        let recent = Unsealed::load(connection, span).and_then(|unsealed| {
            for point in &self.points {
                if first == Some(from) {
                    break;
                }
                first = [first, unsealed.first_time(connection, *point, from)?].into_iter().flatten().min();
            }
            Ok(())
        });
        match recent {
            // It is told by the window that meets it.
            Err(error) if is_damage(&error) => Ok(Some(first.unwrap_or(from).min(to))),
            other => other.map(|()| first),
        }
    }

    /// Where a level can be looked through again, or a slot before it: of that one, some points may be readable.
    fn pass_over(
        &self,
        connection: &Connection,
        level: Level,
        (from, to): (Timestamp, Timestamp),
        error: &rusqlite::Error,
        damaged: &mut Damaged,
    ) -> rusqlite::Result<Timestamp> {
        let at = level.slot(from).start;
        let away = |slots| at + level.length().times(slots);
        let slots = slots::first_readable(
            |slots| away(slots) >= to,
            |slots| slots::first_of_any(connection, level, (away(slots), to)).map(drop),
        )?;
        let next = away(slots - 1);
        if next > from {
            for point in &self.points {
                damaged.add_error(*point, (from, next.min(to)), error);
            }
        }
        Ok(next)
    }

    /// The window at the beginning of `from..to`, as long as it may be.
    fn window(
        &self,
        connection: &Connection,
        (from, to): (Timestamp, Timestamp),
        length: &mut Length,
        damaged: &mut Damaged,
    ) -> rusqlite::Result<Window> {
        loop {
            let to = length.end(from).min(to);
            let most = if *length == Length::SHORTEST { usize::MAX } else { self.most };
            let Some(mut window) = self.read(connection, (from, to), most, damaged)? else {
                *length = length.shorter();
                continue;
            };
            // Each page of a segment is decoded once where windows are not shorter than it, and what a window costs is shared.
            let longer = length.longer();
            let times = longer.span().as_micros() / length.span().as_micros();
            let expected = window.readings.len().saturating_mul(usize::try_from(times).unwrap_or(usize::MAX));
            if expected <= self.most / 5 * 4 {
                *length = longer;
            }
            window.sort();
            return Ok(window);
        }
    }

    /// Everything in a window, in order of arrival for each point; `None` when there is more than `most`.
    fn read(
        &self,
        connection: &Connection,
        span: (Timestamp, Timestamp),
        most: usize,
        damaged: &mut Damaged,
    ) -> rusqlite::Result<Option<Window>> {
        let mut window = Window::empty(span.1);
        for level in Level::BY_ARRIVAL {
            // A level that has nothing here is not asked for every point.
            if let Ok(None) = slots::first_of_any(connection, level, span) {
                continue;
            }
            for (place, point) in (0..).zip(&self.points) {
                let mut slots = Slots::forwards(connection, *point, level, span);
                while let Some(slot) = slots.next(damaged)? {
                    for reading in stretch::of_segment(connection, *point, slot, span, damaged)? {
                        window.push(place, reading);
                    }
                    if window.readings.len() > most {
                        return Ok(None);
                    }
                }
            }
        }
        let mut rows: Vec<(RowId, Reading)> = Vec::new();
        let room = most - window.readings.len();
        let cut = Unsealed::load(connection, span).and_then(|unsealed| {
            unsealed.each_of_all(connection, &self.points, span, &mut |id, reading| {
                if self.places.contains_key(&reading.point) {
                    rows.push((id, reading));
                }
                rows.len() <= room
            })
        });
        match cut {
            Ok(true) => return Ok(None),
            Ok(false) => {}
            Err(error) if is_damage(&error) => {
                for point in &self.points {
                    damaged.add_error(*point, span, &error);
                }
            }
            Err(error) => return Err(error),
        }
        rows.sort_unstable_by_key(|(id, _)| *id);
        for (_, reading) in rows {
            if let Some(place) = self.places.get(&reading.point) {
                window.push(*place, reading);
            }
        }
        Ok(Some(window))
    }
}

impl Window {
    const fn empty(to: Timestamp) -> Self {
        Self { readings: Vec::new(), order: Vec::new(), to }
    }

    fn push(&mut self, place: u32, reading: Reading) {
        // More than four billion readings in a second are not read.
        let at = u32::try_from(self.readings.len()).unwrap_or(u32::MAX);
        let seq = reading.seq.map_or(0, |seq| u32::from(seq) + 1);
        self.order.push(Key { time: reading.time.as_micros(), place, seq, at });
        self.readings.push(reading);
    }

    fn sort(&mut self) {
        // Stable: what else is equal stays in order of arrival. Each point's are nearly in order already, which it makes use of.
        self.order.sort_by_key(|key| (key.time, key.place, key.seq));
    }

    fn hand_over(&self, each: &mut dyn FnMut(Vec<Reading>) -> ControlFlow<()>) -> ControlFlow<()> {
        for chunk in self.order.chunks(CHUNK) {
            each(chunk.iter().filter_map(|key| self.readings.get(key.at as usize)).cloned().collect())?;
        }
        ControlFlow::Continue(())
    }
}
