//! Summaries whose day is not there.

use mcs_core::{id::PointId, time::Timestamp};
use rusqlite::{Connection, params};

use super::{
    super::{
        QueryError,
        query::is_damage,
        sealed::{Level, Slot},
        table::segment,
    },
    Check, Seen, Stop,
    names::Names,
};

/// Summaries looked at in one snapshot.
const AT_ONCE: u32 = 500;

impl Check<'_> {
    /// Looks at every summary. What it says was compared with its day's readings before.
    pub(super) fn summaries(&mut self) -> Result<(), Stop> {
        let mut after = Some((PointId(0), Timestamp::from_micros(i64::MIN)));
        while let Some(from) = after {
            let names = &self.names;
            let seen = self.queries.ask(|connection| some(connection, names, from, &mut after))?;
            let steps = seen.summaries;
            self.tell(seen)?;
            self.step(steps)?;
        }
        Ok(())
    }
}

/// Looks at the summaries after one; `after` becomes the last of them, or nothing at the end.
fn some(
    connection: &Connection,
    names: &Names,
    from: (PointId, Timestamp),
    after: &mut Option<(PointId, Timestamp)>,
) -> Result<Seen, QueryError> {
    let mut seen = Seen::default();
    match read(connection, names, from, after, &mut seen) {
        Ok(true) => *after = None,
        Ok(false) => {}
        Err(error) if is_damage(&error) => {
            let point = after.map_or(from.0, |(point, _)| point);
            seen.finding(format!("summaries of {} or after it", names.point(point)), &error);
            let next = names.points().find(|next| *next > point);
            *after = next.map(|next| (next, Timestamp::from_micros(i64::MIN)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(seen)
}

/// True when they were the last.
fn read(
    connection: &Connection,
    names: &Names,
    from: (PointId, Timestamp),
    after: &mut Option<(PointId, Timestamp)>,
    seen: &mut Seen,
) -> rusqlite::Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT point, day FROM summary WHERE (point, day) > (?1, ?2) ORDER BY point, day LIMIT ?3")?;
    let mut rows = statement.query(params![from.0.0, from.1.as_micros(), AT_ONCE])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (point, day) = (PointId(row.get(0)?), Timestamp::from_micros(row.get(1)?));
        let slot = Slot { level: Level::Day, start: day };
        match segment::exists(connection, point, slot) {
            Ok(true) => {}
            Ok(false) => seen.finding(names.summary(point, slot), &"its day has no segment"),
            // It has been named.
            Err(error) if is_damage(&error) => {}
            Err(error) => return Err(error),
        }
        *after = Some((point, day));
        seen.summaries += 1;
        count += 1;
    }
    Ok(count < AT_ONCE)
}
