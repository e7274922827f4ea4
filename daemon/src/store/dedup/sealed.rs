//! Readings asked for that are in segments.
//!
//! Only those with a time of their own: without one a reading is repeated within minutes, when its row is still in `recent`.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{id::PointId, reading::Reading, time::Timestamp};
use rusqlite::{Connection, params};

use super::super::{
    query::{decode, is_damage},
    sealed::{Level, Slot},
    table::{reading::NEAR, segment},
};

/// Hands over every sealed reading that has the point and time of one that is asked for, and perhaps others.
///
/// What cannot be read counts as not there: a reading that is stored twice is better than one that is lost.
pub(super) fn look(connection: &Connection, asked: &[&Reading], saw: &mut dyn FnMut(&Reading)) -> rusqlite::Result<()> {
    let mut times: BTreeMap<PointId, BTreeSet<Timestamp>> = BTreeMap::new();
    for (point, ts) in asked.iter().filter_map(|r| Some((r.point, r.ts?))) {
        times.entry(point).or_default().insert(ts);
    }
    for (point, times) in times {
        let mut slots = near(&times);
        match far(connection, point, &times, &mut slots) {
            Err(error) if is_damage(&error) => tracing::warn!(%point, %error, "an index of segments is damaged"),
            other => other?,
        }
        for slot in slots {
            let readings = match segment::body(connection, point, slot) {
                Ok(None) => continue,
                Ok(Some(body)) => decode(&body, point, slot, (slot.start, slot.end())).map_err(|e| e.to_string()),
                Err(error) if is_damage(&error) => Err(error.to_string()),
                Err(error) => return Err(error),
            };
            match readings {
                Ok(readings) => {
                    readings.iter().filter(|r| r.ts.is_some_and(|ts| times.contains(&ts))).for_each(&mut *saw);
                }
                Err(why) => tracing::warn!(%point, start = %slot.start, why, "a segment cannot be read"),
            }
        }
    }
    Ok(())
}

/// The slots whose readings can have one of these times as sent without lying far from it.
fn near(times: &BTreeSet<Timestamp>) -> BTreeSet<Slot> {
    let places = times.iter().flat_map(|ts| [*ts - NEAR, *ts, *ts + NEAR]);
    places.flat_map(|at| Level::BY_ARRIVAL.map(|level| level.slot(at))).collect()
}

/// Segments with times as sent that lie far from their slot: by index.
fn far(
    connection: &Connection,
    point: PointId,
    times: &BTreeSet<Timestamp>,
    slots: &mut BTreeSet<Slot>,
) -> rusqlite::Result<()> {
    let (Some(first), Some(last)) = (times.first(), times.last()) else { return Ok(()) };
    let mut statement = connection.prepare_cached(
        "SELECT level, start, ts_low, ts_high FROM segment INDEXED BY segment_by_ts \
         WHERE ts_low IS NOT NULL AND point = ?1 AND ts_low <= ?2 AND ts_high >= ?3",
    )?;
    let mut rows = statement.query(params![point.0, last.as_micros(), first.as_micros()])?;
    while let Some(row) = rows.next()? {
        let number: u8 = row.get(0)?;
        let level = Level::BY_ARRIVAL.into_iter().find(|level| *level as u8 == number);
        let at = |column| row.get(column).map(Timestamp::from_micros);
        if let Some(level) = level
            && times.range(at(2)?..=at(3)?).next().is_some()
        {
            slots.insert(Slot { level, start: at(1)? });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use mcs_core::time::Span;

    use super::*;

    #[test]
    fn a_time_is_looked_for_in_a_few_slots() {
        let midnight = Level::Day.slot(Timestamp::from_micros(1_760_000_400_000_000)).start;
        let slots = |at| {
            let slots = near(&BTreeSet::from([at]));
            let count = |level| slots.iter().filter(|slot| slot.level == level).count();
            Level::BY_ARRIVAL.map(count)
        };
        assert_eq!(slots(midnight), [2, 2, 3]);
        assert_eq!(slots(midnight + Span::mins(90)), [1, 1, 3]);
    }
}
