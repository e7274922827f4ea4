//! The site's time zone.

use jiff::{
    civil::DateTime,
    tz::{TimeZone, TimeZoneDatabase},
};
use mcs_core::time::Timestamp;

/// A time zone that this machine does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the site's time zone {name:?} is not known here")]
pub(crate) struct UnknownZone {
    /// The name the daemon gave.
    pub(crate) name: String,
}

/// The site's time zone, with its name.
#[derive(Debug, Clone)]
pub(crate) struct Zone {
    inner: TimeZone,
}

impl Zone {
    /// UTC, for output that nobody reads as local time.
    pub(crate) const UTC: Self = Self { inner: TimeZone::UTC };

    /// The zone with this IANA name. The built-in table is asked first: it needs no file, which keeps the start fast; the
    /// system's is asked for what is newer than this program.
    pub(crate) fn named(name: &str) -> Result<Self, UnknownZone> {
        TimeZoneDatabase::bundled()
            .get(name)
            .or_else(|_| TimeZone::get(name))
            .map(|inner| Self { inner })
            .map_err(|_| UnknownZone { name: name.to_owned() })
    }

    /// A zone that is always so far from UTC.
    pub(crate) const fn fixed(offset: jiff::tz::Offset) -> Self {
        Self { inner: TimeZone::fixed(offset) }
    }

    /// For what reckons in local times itself.
    pub(crate) fn inner(&self) -> TimeZone {
        self.inner.clone()
    }

    /// An instant as the site's clocks show it, with its offset: `2026-11-01 08:00:00+08:00`.
    pub(crate) fn show(&self, instant: Timestamp) -> String {
        match jiff::Timestamp::from_microsecond(instant.as_micros()) {
            Ok(instant) => instant.to_zoned(self.inner.clone()).strftime("%Y-%m-%d %H:%M:%S%:z").to_string(),
            Err(_) => instant.to_string(),
        }
    }

    /// The wall clock at an instant. Beyond what a calendar can hold it is the calendar's end.
    pub(crate) fn wall_clock(&self, instant: Timestamp) -> DateTime {
        jiff::Timestamp::from_microsecond(instant.as_micros())
            .map_or(DateTime::MAX, |instant| self.inner.to_datetime(instant))
    }

    /// The instant at which the site's clocks show this; a time that summer time skips is the end of the gap, of a time
    /// that comes twice the first counts.
    pub(crate) fn instant(&self, local: DateTime) -> Option<Timestamp> {
        let ambiguous = self.inner.to_ambiguous_timestamp(local);
        ambiguous.compatible().ok().map(|instant| Timestamp::from_micros(instant.as_microsecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_with_the_offset_in_force() {
        let zone = Zone::named("Europe/Berlin").expect("a zone of the table");
        let winter = Timestamp::parse("2026-01-15T12:00:00Z").expect("RFC 3339");
        let summer = Timestamp::parse("2026-07-15T12:00:00Z").expect("RFC 3339");
        assert_eq!(zone.show(winter), "2026-01-15 13:00:00+01:00");
        assert_eq!(zone.show(summer), "2026-07-15 14:00:00+02:00");
    }

    #[test]
    fn a_zone_nobody_knows_is_an_error_not_utc() {
        let error = Zone::named("Asia/Atlantis").expect_err("there is no such zone");
        assert_eq!(error.to_string(), "the site's time zone \"Asia/Atlantis\" is not known here");
    }
}
