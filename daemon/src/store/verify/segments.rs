//! All segments, one after the other; over damaged pages.

use std::collections::HashMap;

use mcs_core::{calibration::CalibrationHistory, id::PointId, time::Timestamp};
use rusqlite::{Connection, Row, params};

use super::{
    super::{
        QueryError,
        query::{first_of_any, first_readable, is_damage},
        sealed::{Level, Slot},
        table,
    },
    Check, Seen, Stop,
    names::{Names, describe},
    segment::Stored,
};

/// After all that is stored.
const EVER: Timestamp = Timestamp::from_micros(i64::MAX);

/// Segments looked at in one snapshot.
const AT_ONCE: u32 = 32;

const FROM: &str = "SELECT start, point, readings, received, ts_low, ts_high, body FROM segment WHERE level = ?1";

impl Check<'_> {
    /// Looks at every segment.
    pub(super) fn segments(&mut self) -> Result<(), Stop> {
        for level in Level::BY_ARRIVAL {
            let mut walk = Walk { level, after: None, done: false };
            while !walk.done {
                let names = &self.names;
                let seen = self.queries.ask(|connection| walk.some(connection, names))?;
                let steps = seen.segments;
                self.tell(seen)?;
                self.step(steps)?;
            }
        }
        Ok(())
    }
}

/// The way through the segments of one level.
struct Walk {
    level: Level,
    /// The last one seen.
    after: Option<(Timestamp, PointId)>,
    done: bool,
}

impl Walk {
    /// The next segments.
    fn some(&mut self, connection: &Connection, names: &Names) -> Result<Seen, QueryError> {
        let mut seen = Seen::default();
        // They may be what is damaged; then nothing can be said about values.
        let calibrations = table::calibration::load(connection).unwrap_or_default();
        match self.read(connection, names, &calibrations, &mut seen) {
            Ok(last) => self.done = last,
            Err(error) if is_damage(&error) => self.pass_over(connection, names, &calibrations, &error, &mut seen)?,
            Err(error) => return Err(error.into()),
        }
        Ok(seen)
    }

    /// True when they were the last.
    fn read(
        &mut self,
        connection: &Connection,
        names: &Names,
        calibrations: &HashMap<PointId, CalibrationHistory>,
        seen: &mut Seen,
    ) -> rusqlite::Result<bool> {
        let (start, point) = self.after.map_or((i64::MIN, 0), |(start, point)| (start.as_micros(), point.0));
        let mut statement = connection
            .prepare_cached(&format!("{FROM} AND (start, point) > (?2, ?3) ORDER BY start, point LIMIT {AT_ONCE}"))?;
        let mut rows = statement.query(params![self.level as u8, start, point])?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let stored = stored(self.level, row)?;
            check(&stored, connection, names, calibrations, seen)?;
            self.after = Some((stored.slot.start, stored.point));
            count += 1;
        }
        Ok(count < AT_ONCE)
    }

    /// After a damaged page: what else begins at the same time, point by point, then on from the next time.
    fn pass_over(
        &mut self,
        connection: &Connection,
        names: &Names,
        calibrations: &HashMap<PointId, CalibrationHistory>,
        error: &rusqlite::Error,
        seen: &mut Seen,
    ) -> rusqlite::Result<()> {
        let before = seen.findings.len();
        let mut from = Timestamp::EPOCH;
        if let Some((start, point)) = self.after {
            self.point_by_point(connection, names, calibrations, start, point, seen)?;
            from = start + self.level.length();
        }
        let mut next = first_of_any(connection, self.level, (from, EVER));
        let mut lost = false;
        if next.as_ref().is_err_and(is_damage) {
            let away = |slots| from + self.level.length().times(slots);
            let slots = first_readable(
                |slots| away(slots) >= EVER,
                |slots| first_of_any(connection, self.level, (away(slots), EVER)).map(drop),
            )?;
            lost = slots > 1;
            next = Ok(None);
            if away(slots) < EVER {
                // At the last time that is damaged some points may be readable.
                self.point_by_point(connection, names, calibrations, away(slots - 1), PointId(0), seen)?;
                next = first_of_any(connection, self.level, (away(slots), EVER));
            }
        }
        let next = next?;
        if lost || seen.findings.len() == before {
            // Every segment that is known could be read, or nothing could.
            let describe = |start| describe(Slot { level: self.level, start });
            let what = match next {
                Some(next) => format!("segments from {} to {}", describe(from), describe(next)),
                None => format!("all segments from {} on", describe(from)),
            };
            seen.finding(what, error);
        }
        match next {
            Some(start) => {
                self.point_by_point(connection, names, calibrations, start, PointId(0), seen)?;
                self.after = Some((start, PointId(u32::MAX)));
            }
            None => self.done = true,
        }
        Ok(())
    }

    /// Every known point that may have a segment here.
    fn point_by_point(
        &self,
        connection: &Connection,
        names: &Names,
        calibrations: &HashMap<PointId, CalibrationHistory>,
        start: Timestamp,
        after: PointId,
        seen: &mut Seen,
    ) -> rusqlite::Result<()> {
        let slot = Slot { level: self.level, start };
        let mut statement = connection.prepare_cached(&format!("{FROM} AND start = ?2 AND point = ?3"))?;
        for point in names.points().filter(|point| *point > after) {
            let found = (|| {
                let mut rows = statement.query(params![self.level as u8, start.as_micros(), point.0])?;
                rows.next()?.map(|row| stored(self.level, row)).transpose()
            })();
            match found {
                Ok(Some(stored)) => check(&stored, connection, names, calibrations, seen)?,
                Ok(None) => {}
                Err(error) if is_damage(&error) => seen.finding(names.segment(point, slot), &error),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn check(
    stored: &Stored,
    connection: &Connection,
    names: &Names,
    calibrations: &HashMap<PointId, CalibrationHistory>,
    seen: &mut Seen,
) -> rusqlite::Result<()> {
    let none = CalibrationHistory::default();
    let (wrong, readings) = stored.check(connection, calibrations.get(&stored.point).unwrap_or(&none))?;
    for why in wrong {
        seen.finding(names.segment(stored.point, stored.slot), &why);
    }
    seen.segments += 1;
    seen.readings += readings;
    Ok(())
}

fn stored(level: Level, row: &Row<'_>) -> rusqlite::Result<Stored> {
    let at = |column| row.get(column).map(Timestamp::from_micros);
    let far = |column| row.get::<_, Option<i64>>(column).map(|us| us.map(Timestamp::from_micros));
    Ok(Stored {
        slot: Slot { level, start: at(0)? },
        point: PointId(row.get(1)?),
        readings: row.get(2)?,
        received: at(3)?,
        far: far(4)?.zip(far(5)?),
        body: row.get(6)?,
    })
}
