//! A moment as people write it: RFC 3339, a site date, a site time, `now`, `today`, `yesterday`.

use std::str::FromStr;

use jiff::{
    ToSpan,
    civil::{Date, DateTime, Time},
};
use mcs_core::time::Timestamp;

use super::Zone;

/// A moment whose meaning may depend on the site's time zone and on when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// When it is asked.
    Now,
    /// The site's day then.
    Today,
    /// The site's day before.
    Yesterday,
    /// A day of the site's calendar.
    Day(Date),
    /// A time on the site's clocks.
    Local(DateTime),
    /// An instant.
    Instant(Timestamp),
}

/// Which edge of a day is meant when a day is given as a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Its first instant.
    Start,
    /// The first instant of the next one.
    End,
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "now" => return Ok(Self::Now),
            "today" => return Ok(Self::Today),
            "yesterday" => return Ok(Self::Yesterday),
            _ => {}
        }
        if let Some(instant) = Timestamp::parse(text) {
            return Ok(Self::Instant(instant));
        }
        // A date alone is read as one only when nothing else stands beside it, so that a mistyped time is not a day.
        if text.len() == "2026-11-01".len() {
            if let Ok(day) = text.parse::<Date>() {
                return Ok(Self::Day(day));
            }
        } else if let Ok(local) = text.parse::<DateTime>() {
            return Ok(Self::Local(local));
        }
        Err("give RFC 3339, a site date or time (2026-11-01, 2026-11-01T08:00), now, today or yesterday".into())
    }
}

impl Moment {
    /// The instant meant, if the calendar holds it.
    pub(crate) fn instant(self, edge: Edge, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Now => Some(now),
            Self::Instant(instant) => Some(instant),
            Self::Local(local) => zone.instant(local),
            Self::Today | Self::Yesterday | Self::Day(_) => {
                let day = self.day(zone, now)?;
                let day = match edge {
                    Edge::Start => day,
                    Edge::End => day.checked_add(1.day()).ok()?,
                };
                zone.instant(day.to_datetime(Time::midnight()))
            }
        }
    }

    /// The site's day it lies in, if the calendar holds it.
    pub(crate) fn day(self, zone: &Zone, now: Timestamp) -> Option<Date> {
        match self {
            Self::Now | Self::Today => Some(zone.wall_clock(now).date()),
            Self::Yesterday => zone.wall_clock(now).date().checked_sub(1.day()).ok(),
            Self::Day(day) => Some(day),
            Self::Local(local) => Some(local.date()),
            Self::Instant(instant) => Some(zone.wall_clock(instant).date()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("RFC 3339")
    }

    fn resolve(text: &str, edge: Edge, zone: &str) -> Option<String> {
        // 02:30 on the second in Shanghai, still the first in UTC.
        let now = at("2026-11-01T18:30:00Z");
        let zone = Zone::named(zone).expect("a zone of the table");
        text.parse::<Moment>().expect("a moment").instant(edge, &zone, now).map(|t| t.to_string())
    }

    #[test]
    fn days_are_the_sites_days() {
        let shanghai = "Asia/Shanghai";
        assert_eq!(resolve("yesterday", Edge::Start, shanghai).as_deref(), Some("2026-10-31T16:00:00Z"));
        assert_eq!(resolve("yesterday", Edge::End, shanghai).as_deref(), Some("2026-11-01T16:00:00Z"));
        assert_eq!(resolve("today", Edge::Start, shanghai).as_deref(), Some("2026-11-01T16:00:00Z"));
        assert_eq!(resolve("today", Edge::Start, "UTC").as_deref(), Some("2026-11-01T00:00:00Z"));
        assert_eq!(resolve("2026-11-01", Edge::End, shanghai).as_deref(), Some("2026-11-01T16:00:00Z"));
    }

    #[test]
    fn a_day_of_the_time_change_has_its_own_length() {
        let berlin = "Europe/Berlin";
        assert_eq!(resolve("2026-10-25", Edge::Start, berlin).as_deref(), Some("2026-10-24T22:00:00Z"));
        assert_eq!(resolve("2026-10-25", Edge::End, berlin).as_deref(), Some("2026-10-25T23:00:00Z"));
    }

    #[test]
    fn times_without_an_offset_are_the_sites() {
        assert_eq!(resolve("2026-11-01T08:00", Edge::Start, "Asia/Shanghai").as_deref(), Some("2026-11-01T00:00:00Z"));
        assert_eq!(resolve("2026-11-01 08:00:30", Edge::End, "UTC").as_deref(), Some("2026-11-01T08:00:30Z"));
    }

    #[test]
    fn rfc_3339_is_an_instant_wherever_the_site_is() {
        let text = "2026-11-01T08:00:00+08:00";
        assert_eq!(resolve(text, Edge::Start, "Europe/Berlin").as_deref(), Some("2026-11-01T00:00:00Z"));
        assert_eq!(resolve("now", Edge::Start, "UTC").as_deref(), Some("2026-11-01T18:30:00Z"));
    }

    #[test]
    fn what_is_not_a_moment_is_refused() {
        for text in ["", "tomorrow", "2h", "2026-13-01", "2026-11-1", "08:00"] {
            assert!(text.parse::<Moment>().is_err(), "{text:?}");
        }
    }
}
