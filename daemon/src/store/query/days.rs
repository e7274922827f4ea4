//! Days from their summaries: whole hours that lie in one interval are taken as they are, the rest is decoded.

use mcs_core::time::{Span, Timestamp};
use rusqlite::params;

use super::{
    super::sealed::{DayTallies, HourTallies, Level, Slot},
    damaged::is_damage,
    stretch,
    summary::Sums,
};

/// Hours without a value or any measurement: the point may have been silent, or have had nothing to say.
pub(super) type Doubtful = Vec<(Timestamp, Timestamp)>;

impl Sums<'_, '_> {
    /// Adds everything that stands in segments of days.
    pub(super) fn days(&mut self, (from, to): (Timestamp, Timestamp)) -> rusqlite::Result<Doubtful> {
        let mut doubtful = Doubtful::new();
        if self.intervals.every() < Level::Hour.length() {
            self.segments(Level::Day, (from, to))?;
            return Ok(doubtful);
        }
        // How far days have been added.
        let mut done = from;
        match self.summaries((from, to), &mut done, &mut doubtful) {
            Ok(()) => {}
            // The readings are there twice: as a summary, and themselves.
            Err(error) if is_damage(&error) => self.segments(Level::Day, (done, to))?,
            Err(error) => return Err(error),
        }
        Ok(doubtful)
    }

    fn summaries(
        &mut self,
        (from, to): (Timestamp, Timestamp),
        done: &mut Timestamp,
        doubtful: &mut Doubtful,
    ) -> rusqlite::Result<()> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT day, body FROM summary WHERE point = ?1 AND day >= ?2 AND day < ?3 ORDER BY day")?;
        let first = Level::Day.slot(from).start;
        let mut rows = statement.query(params![self.point.0, first.as_micros(), to.as_micros()])?;
        while let Some(row) = rows.next()? {
            let slot = Slot { level: Level::Day, start: Timestamp::from_micros(row.get(0)?) };
            let span = (from.max(slot.start), to.min(slot.end()));
            let body = row.get_ref(1)?.as_blob()?;
            match DayTallies::decode(body) {
                Ok(tallies) if tallies.day == slot.start => self.day(&tallies, slot, span, doubtful)?,
                // Nothing is lost: it can be computed again.
                Ok(_) | Err(_) => self.decode(slot, span)?,
            }
            *done = span.1;
        }
        Ok(())
    }

    /// Adds the part of a day that lies in the span.
    fn day(
        &mut self,
        tallies: &DayTallies,
        slot: Slot,
        (from, to): (Timestamp, Timestamp),
        doubtful: &mut Doubtful,
    ) -> rusqlite::Result<()> {
        // Hours that are cut by the span or by the end of an interval, those that follow each other as one.
        let mut cut: Option<(Timestamp, Timestamp)> = None;
        for (number, hour) in tallies.hours.iter().enumerate() {
            let start = tallies.start_of(number);
            let end = start + Level::Hour.length();
            if end <= from || start >= to {
                continue;
            }
            let interval = self.intervals.number(start);
            let whole = start >= from && end <= to && self.intervals.number(end - Span::micros(1)) == interval;
            if !whole {
                let (start, end) = (start.max(from), end.min(to));
                match &mut cut {
                    Some(cut) if cut.1 == start => cut.1 = end,
                    Some(_) | None => {
                        if let Some(before) = cut.replace((start, end)) {
                            self.decode(slot, before)?;
                        }
                    }
                }
            } else if has_any(hour) {
                self.intervals.merge(interval, &hour.value);
            } else {
                doubtful.push((start, end));
            }
        }
        cut.map_or(Ok(()), |cut| self.decode(slot, cut))
    }

    /// Decodes the hours of which it is not known whether the point reported, where that matters.
    pub(super) fn settle(&mut self, doubtful: Doubtful) -> rusqlite::Result<()> {
        for (start, end) in doubtful {
            if !self.intervals.has(self.intervals.number(start)) {
                self.decode(Level::Day.slot(start), (start, end))?;
            }
        }
        Ok(())
    }

    fn decode(&mut self, day: Slot, span: (Timestamp, Timestamp)) -> rusqlite::Result<()> {
        let readings = stretch::of_segment(self.connection, self.point, day, span, self.damaged)?;
        self.intervals.add(&readings);
        Ok(())
    }
}

/// Whether the hour's numbers show that there were readings.
fn has_any(hour: &HourTallies) -> bool {
    hour.value.count > 0 || hour.channels.iter().any(|tally| tally.count > 0)
}
