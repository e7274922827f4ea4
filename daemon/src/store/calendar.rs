//! Which day of the site's calendar something counts for.

use jiff::tz::TimeZone;
use mcs_core::{site::Site, time::Timestamp};

use super::SiteDay;

const DAY_US: i64 = 86_400_000_000;

/// The site's calendar. Everything counts for the day on which it was heard, so that the plant, which counts as it hears, and
/// the store, which recounts its rows after a crash, agree.
#[derive(Debug, Clone)]
pub struct Calendar {
    tz: TimeZone,
}

/// A time zone nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{tz:?} is not a known IANA time zone; use a name such as Asia/Shanghai")]
pub struct UnknownTimeZone {
    /// The name as given.
    pub tz: String,
}

impl Calendar {
    /// The calendar of a site.
    pub fn new(site: &Site) -> Result<Self, UnknownTimeZone> {
        let tz = TimeZone::get(&site.tz).map_err(|_| UnknownTimeZone { tz: site.tz.clone() })?;
        Ok(Self { tz })
    }

    /// The site day of an instant; of a reading, its time of receipt.
    pub fn day(&self, at: Timestamp) -> SiteDay {
        let instant = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let offset_us = i64::from(self.tz.to_offset(instant).seconds()) * 1_000_000;
        let day = at.as_micros().saturating_add(offset_us).div_euclid(DAY_US);
        // An instant outside the representable days is nobody's real clock; the nearest day stands for it.
        SiteDay(i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX }))
    }

    /// The time zone itself.
    pub const fn tz(&self) -> &TimeZone {
        &self.tz
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight() {
        let site = Site { name: "plant".into(), tz: "Asia/Shanghai".into() };
        let calendar = Calendar::new(&site).expect("a known zone");
        let before = Timestamp::parse("2025-03-01T15:59:59.999999Z").expect("a time");
        let after = Timestamp::parse("2025-03-01T16:00:00Z").expect("a time");
        assert_eq!(calendar.day(before).0 + 1, calendar.day(after).0);
        assert_eq!(calendar.day(Timestamp::EPOCH), SiteDay(0));
    }

    #[test]
    fn an_unknown_zone_is_refused_by_name() {
        let site = Site { name: "plant".into(), tz: "Mars/Olympus".into() };
        assert!(Calendar::new(&site).is_err_and(|e| e.to_string().contains("Mars/Olympus")));
    }
}
