//! Which segments exist, found by leaps: a point that was silent for years costs no more than one that was not.

use mcs_core::{
    id::PointId,
    time::{Span, Timestamp},
};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    super::sealed::{Level, Slot},
    damaged::{Damaged, is_damage},
};

/// Segments of a point at one level, one after the other.
#[derive(Debug)]
pub(in super::super) struct Slots<'c> {
    connection: &'c Connection,
    point: PointId,
    level: Level,
    direction: Direction,
    /// The start of the next slot that may have one.
    at: Timestamp,
    /// The range asked for; the last slot may begin or end outside of it.
    range: (Timestamp, Timestamp),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forwards,
    Backwards,
}

impl<'c> Slots<'c> {
    /// Those that overlap `from..to`, oldest first.
    pub(in super::super) fn forwards(
        connection: &'c Connection,
        point: PointId,
        level: Level,
        range: (Timestamp, Timestamp),
    ) -> Self {
        let (direction, at) = (Direction::Forwards, level.slot(range.0).start);
        Self { connection, point, level, direction, at, range }
    }

    /// Those that overlap `from..to`, newest first.
    pub(in super::super) fn backwards(
        connection: &'c Connection,
        point: PointId,
        level: Level,
        range: (Timestamp, Timestamp),
    ) -> Self {
        let (direction, at) = (Direction::Backwards, level.slot(range.1 - Span::micros(1)).start);
        Self { connection, point, level, direction, at, range }
    }

    /// The next one. Where the database is damaged, that is told and passed over.
    pub(in super::super) fn next(&mut self, damaged: &mut Damaged) -> rusqlite::Result<Option<Slot>> {
        loop {
            match self.seek() {
                Ok(found) => return Ok(found),
                Err(error) if is_damage(&error) => {
                    let (from, to) = self.pass_over()?;
                    damaged.add_error(self.point, (from.max(self.range.0), to.min(self.range.1)), &error);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn seek(&mut self) -> rusqlite::Result<Option<Slot>> {
        while self.is_within(self.at) {
            let Some((start, point)) = self.leap(self.at)? else { break };
            let slot = Slot { level: self.level, start };
            // What was met lies before or after the point in its slot, and so says whether that slot can hold it.
            let not_yet = match self.direction {
                Direction::Forwards => point < self.point,
                Direction::Backwards => point > self.point,
            };
            self.at = match self.direction {
                _ if not_yet => start,
                Direction::Forwards => slot.end(),
                Direction::Backwards => start - self.level.length(),
            };
            if point == self.point {
                return Ok(Some(slot));
            }
        }
        self.at = match self.direction {
            Direction::Forwards => self.range.1,
            Direction::Backwards => self.level.slot(self.range.0).start - self.level.length(),
        };
        Ok(None)
    }

    fn is_within(&self, start: Timestamp) -> bool {
        start < self.range.1 && start >= self.level.slot(self.range.0).start
    }

    /// The segment of whatever point that stands here or next.
    fn leap(&self, at: Timestamp) -> rusqlite::Result<Option<(Timestamp, PointId)>> {
        let (sql, bound) = match self.direction {
            Direction::Forwards => (
                "SELECT start, point FROM segment WHERE level = ?1 AND (start, point) >= (?2, ?3) AND start < ?4 \
                 ORDER BY start, point LIMIT 1",
                self.range.1,
            ),
            Direction::Backwards => (
                "SELECT start, point FROM segment WHERE level = ?1 AND (start, point) <= (?2, ?3) AND start >= ?4 \
                 ORDER BY start DESC, point DESC LIMIT 1",
                self.level.slot(self.range.0).start,
            ),
        };
        self.connection
            .prepare_cached(sql)?
            .query_row(params![self.level as u8, at.as_micros(), self.point.0, bound.as_micros()], |row| {
                Ok((Timestamp::from_micros(row.get(0)?), PointId(row.get(1)?)))
            })
            .optional()
    }

    /// Goes on behind the damage; what was passed over.
    fn pass_over(&mut self) -> rusqlite::Result<(Timestamp, Timestamp)> {
        let (at, length) = (self.at, self.level.length());
        let away = |slots: i64| match self.direction {
            Direction::Forwards => at + length.times(slots),
            Direction::Backwards => at - length.times(slots),
        };
        let slots = first_readable(|slots| !self.is_within(away(slots)), |slots| self.leap(away(slots)).map(drop))?;
        let next = away(slots);
        self.at = next;
        Ok(match self.direction {
            Direction::Forwards => (at, next),
            Direction::Backwards => (next + length, at + length),
        })
    }
}

/// How many slots away from a damaged place the database can be read again, or it is over: where pages are damaged, all places
/// from the first to the last key on them are.
pub(in super::super) fn first_readable(
    is_over: impl Fn(i64) -> bool,
    look: impl Fn(i64) -> rusqlite::Result<()>,
) -> rusqlite::Result<i64> {
    let readable = |slots| match if is_over(slots) { Ok(()) } else { look(slots) } {
        Ok(()) => Ok(true),
        Err(error) if is_damage(&error) => Ok(false),
        Err(error) => Err(error),
    };
    let (mut bad, mut good) = (0, 1);
    while !readable(good)? {
        (bad, good) = (good, good * 2);
    }
    while good - bad > 1 {
        let middle = i64::midpoint(bad, good);
        *(if readable(middle)? { &mut good } else { &mut bad }) = middle;
    }
    Ok(good)
}

/// The start of the first slot at or after this one that has a segment of any point.
pub(in super::super) fn first_of_any(
    connection: &Connection,
    level: Level,
    (from, to): (Timestamp, Timestamp),
) -> rusqlite::Result<Option<Timestamp>> {
    let start: Option<i64> = connection
        .prepare_cached(
            "SELECT start FROM segment WHERE level = ?1 AND start >= ?2 AND start < ?3 ORDER BY start LIMIT 1",
        )?
        .query_row(params![level as u8, level.slot(from).start.as_micros(), to.as_micros()], |row| row.get(0))
        .optional()?;
    Ok(start.map(Timestamp::from_micros))
}

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn the_end_of_the_damage_is_found_wherever_it_is() {
        for end in [1, 2, 3, 7, 8, 9, 1_000, 1_025] {
            let damage = || rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_CORRUPT), None);
            let look = |slots| if slots < end { Err(damage()) } else { Ok(()) };
            assert_eq!(first_readable(|_| false, look).expect("nothing but damage"), end);
            assert_eq!(first_readable(|slots| slots >= 5, look).expect("nothing but damage"), end.min(5));
        }
    }
}
