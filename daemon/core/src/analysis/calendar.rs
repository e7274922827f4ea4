//! The site's calendar: which local day, weekday and hour an instant lies in.

use jiff::{civil::Date, tz::TimeZone};

use crate::time::{Span, Timestamp};

/// A local day as days since 1970-01-01, which is a Thursday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DayNumber(pub(super) i32);

/// A place in the local week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Local {
    /// The day.
    pub(super) day: DayNumber,
    /// 0 is Monday.
    pub(super) weekday: usize,
    /// 0 to 23.
    pub(super) hour: usize,
}

/// Tells local days and hours. Readings come nearly in order, so the last answer is mostly the next one.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    tz: TimeZone,
    quarter: i64,
    answer: Local,
}

/// Clocks are changed at whole quarters of an hour.
const QUARTER_US: i64 = 900_000_000;
const DAY_S: i64 = 86_400;

impl Calendar {
    pub(super) fn new(tz: TimeZone) -> Self {
        let quarter = 0;
        let answer = reckon(&tz, quarter);
        Self { tz, quarter, answer }
    }

    pub(super) fn at(&mut self, time: Timestamp) -> Local {
        let quarter = time.as_micros().div_euclid(QUARTER_US);
        if quarter != self.quarter {
            self.quarter = quarter;
            self.answer = reckon(&self.tz, quarter);
        }
        self.answer
    }

    /// When a day begins; a day of the time change has its own length.
    pub(super) fn start(&self, day: DayNumber) -> Timestamp {
        let midnight = day.date().to_datetime(jiff::civil::Time::midnight());
        let instant = self.tz.to_ambiguous_timestamp(midnight).compatible();
        instant.map_or_else(
            |_| Timestamp::EPOCH + Span::secs(i64::from(day.0) * DAY_S),
            |instant| Timestamp::from_micros(instant.as_microsecond()),
        )
    }
}

fn reckon(tz: &TimeZone, quarter: i64) -> Local {
    let utc_s = quarter * 900;
    let offset = jiff::Timestamp::from_second(utc_s).map_or(0, |instant| tz.to_offset(instant).seconds());
    let local = utc_s + i64::from(offset);
    let day = local.div_euclid(DAY_S);
    let small = |x: i64| usize::try_from(x).unwrap_or_default();
    Local {
        day: DayNumber(i32::try_from(day).unwrap_or_default()),
        weekday: small((day + 3).rem_euclid(7)),
        hour: small(local.rem_euclid(DAY_S) / 3600),
    }
}

impl DayNumber {
    pub(super) fn date(self) -> Date {
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(self.0.clamp(-700_000, 2_900_000))).unwrap_or(epoch)
    }

    pub(super) fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, DayNumber};
    use crate::time::Timestamp;

    fn zone(hours: i8) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::fixed(jiff::tz::offset(hours))
    }

    #[test]
    fn an_instant_lies_in_the_sites_day_and_hour() {
        let mut calendar = Calendar::new(zone(8));
        let local = calendar.at(Timestamp::parse("2026-11-01T18:30:00Z").expect("RFC 3339"));
        assert_eq!((local.day.date().to_string().as_str(), local.weekday, local.hour), ("2026-11-02", 0, 2));
        let earlier = calendar.at(Timestamp::parse("1969-12-31T15:59:59Z").expect("RFC 3339"));
        assert_eq!((earlier.day, earlier.weekday, earlier.hour), (DayNumber(-1), 2, 23));
    }

    #[test]
    fn a_day_begins_at_its_local_midnight() {
        let calendar = Calendar::new(zone(8));
        let mut reader = calendar.clone();
        let start = calendar.start(DayNumber(20_000));
        assert_eq!(reader.at(start).day, DayNumber(20_000));
        assert_eq!((reader.at(start).hour, start.as_micros().rem_euclid(86_400_000_000)), (0, 57_600_000_000));
    }
}
