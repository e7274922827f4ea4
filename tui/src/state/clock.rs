//! What time it is, and how old things are. Moved by ticks only; nobody else in the state knows a clock.

use jiff::tz::TimeZone;
use mcs_core::time::{Monotonic, Now, Span, Timestamp};

/// Half a period of the 2 Hz in which unacknowledged alarms blink.
const BLINK: i64 = 250_000;
const SECOND: i64 = 1_000_000;

/// The daemon's time, carried on by the terminal's monotonic clock between its messages.
#[derive(Debug, Clone)]
pub struct Clock {
    now: Now,
    daemon: Option<(Monotonic, Timestamp)>,
    zone: TimeZone,
    zone_name: String,
}

impl Default for Clock {
    fn default() -> Self {
        let now = Now { utc: Timestamp::EPOCH, mono: Monotonic::from_micros(0) };
        Self { now, daemon: None, zone: TimeZone::UTC, zone_name: "UTC".into() }
    }
}

impl Clock {
    /// Time has gone on.
    pub fn tick(&mut self, now: Now) {
        self.now = now;
    }

    /// The daemon said what time it is.
    pub fn hear(&mut self, daemon_now: Timestamp) {
        self.daemon = Some((self.now.mono, daemon_now));
    }

    /// The site's zone by its IANA name. An unknown name is shown as UTC, and said to be UTC.
    pub fn set_zone(&mut self, name: &str) {
        if name == self.zone_name {
            return;
        }
        (self.zone, self.zone_name) = match TimeZone::get(name) {
            Ok(zone) => (zone, name.to_owned()),
            Err(_) => (TimeZone::UTC, "UTC".to_owned()),
        };
    }

    /// The zone in which times are shown.
    pub fn zone_name(&self) -> &str {
        &self.zone_name
    }

    /// The terminal's monotonic time.
    pub fn mono(&self) -> Monotonic {
        self.now.mono
    }

    /// The site's time: the daemon's if it ever told, else the terminal's.
    pub fn time(&self) -> Timestamp {
        match self.daemon {
            Some((at, time)) => time + (self.now.mono - at),
            None => self.now.utc,
        }
    }

    /// How long ago something was, by the site's time; never negative.
    pub fn age(&self, of: Timestamp) -> Span {
        (self.time() - of).max(Span::ZERO)
    }

    /// Whether a blinking thing is in its bright half.
    pub fn bright(&self) -> bool {
        (self.now.mono.as_micros() / BLINK) % 2 == 0
    }

    /// Until what is shown changes by time alone: the next second, or the next half of a blink.
    pub fn until_next(&self, blinking: bool) -> Span {
        let second = SECOND - self.time().as_micros().rem_euclid(SECOND);
        let blink = BLINK - self.now.mono.as_micros().rem_euclid(BLINK);
        Span::micros(if blinking { second.min(blink) } else { second })
    }

    /// A moment as people at the site read it: the time of day, with the day if it is not within the last 24 hours.
    pub fn local(&self, moment: Timestamp) -> String {
        let recent = (self.time() - moment).abs() < Span::hours(24);
        self.format(moment, if recent { "%H:%M:%S" } else { "%m-%d %H:%M" })
    }

    /// A moment with its day, and without its year.
    pub fn local_dated(&self, moment: Timestamp) -> String {
        self.format(moment, "%m-%d %H:%M")
    }

    /// A moment as hours and minutes.
    pub fn local_minute(&self, moment: Timestamp) -> String {
        self.format(moment, "%H:%M")
    }

    /// The time of day now.
    pub fn local_time(&self) -> String {
        self.format(self.time(), "%H:%M:%S")
    }

    /// The day at the site, `YYYY-MM-DD`.
    pub fn local_day(&self) -> String {
        self.format(self.time(), "%Y-%m-%d")
    }

    /// A moment as a day and the time of day.
    pub fn local_full(&self, moment: Timestamp) -> String {
        self.format(moment, "%Y-%m-%d %H:%M:%S")
    }

    /// Date and time now, with the offset from UTC.
    pub fn local_now(&self) -> String {
        self.format(self.time(), "%Y-%m-%d %H:%M:%S %:z")
    }

    fn format(&self, moment: Timestamp, pattern: &str) -> String {
        jiff::Timestamp::from_microsecond(moment.as_micros())
            .map_or_else(|_| "--:--".into(), |t| t.to_zoned(self.zone.clone()).strftime(pattern).to_string())
    }
}

/// An age in one unit, at most four characters for the first hundred days: `4s`, `59m`, `23h`, `12d`.
pub fn short_age(age: Span) -> String {
    let seconds = age.as_micros().max(0) / SECOND;
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        86_400.. => format!("{}d", seconds / 86_400),
        ..0 => "0s".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Now {
        Now { utc: Timestamp::from_micros(seconds * SECOND), mono: Monotonic::from_micros(seconds * SECOND) }
    }

    #[test]
    fn ages_follow_the_daemons_time_and_not_the_terminals() {
        let mut clock = Clock::default();
        clock.tick(at(10));
        clock.hear(Timestamp::from_micros(1_000 * SECOND));
        clock.tick(at(14));
        assert_eq!(clock.time(), Timestamp::from_micros(1_004 * SECOND));
        assert_eq!(short_age(clock.age(Timestamp::from_micros(1_001 * SECOND))), "3s");
        assert_eq!(clock.age(Timestamp::from_micros(2_000 * SECOND)), Span::ZERO);
    }

    #[test]
    fn ages_are_short() {
        let of = |s| short_age(Span::secs(s));
        assert_eq!(
            [of(0), of(59), of(60), of(3_599), of(3_600), of(86_400 * 12)],
            ["0s", "59s", "1m", "59m", "1h", "12d"]
        );
    }

    #[test]
    fn an_unknown_zone_is_shown_as_utc() {
        let mut clock = Clock::default();
        clock.set_zone("Asia/Shanghai");
        assert_eq!(clock.local(Timestamp::EPOCH), "08:00:00");
        clock.set_zone("Nowhere/Else");
        assert_eq!((clock.local(Timestamp::EPOCH).as_str(), clock.zone_name()), ("00:00:00", "UTC"));
    }
}
