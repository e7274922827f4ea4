//! A schedule as people write it: `Mon-Fri 20:00-06:00`, `Sat,Sun 00:00-00:00`, `daily 08:00-18:00`.

use std::{fmt, str::FromStr};

use jiff::civil::Time;

use super::Schedule;

/// Weekdays as they are written, Monday first.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Every day.
const DAILY: &str = "daily";

/// Why a text is no schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{given:?} is no schedule; write days and hours, e.g. Mon-Fri 20:00-06:00, Sat,Sun 00:00-00:00 or daily 08:00-18:00"
)]
pub struct ScheduleError {
    /// What was given.
    pub given: String,
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hour = |time: Time| time.strftime("%H:%M").to_string();
        write!(f, "{} {}-{}", days(self.days), hour(self.start), hour(self.end))
    }
}

/// Neighbouring days as a range; Sunday and Monday are neighbours.
fn days(open: [bool; 7]) -> String {
    if open == [true; 7] {
        return DAILY.to_owned();
    }
    let starts = (0..7).filter(|&day| open[day] && !open[(day + 6) % 7]);
    let ranges = starts.map(|start| {
        let length = (0..7).take_while(|&next| open[(start + next) % 7]).count();
        let end = DAYS[(start + length - 1) % 7];
        match length {
            1 => DAYS[start].to_owned(),
            2 => format!("{},{end}", DAYS[start]),
            _ => format!("{}-{end}", DAYS[start]),
        }
    });
    ranges.collect::<Vec<_>>().join(",")
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        parse(text).ok_or_else(|| ScheduleError { given: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<Schedule> {
    let mut words = text.split_whitespace();
    let (listed, hours) = (words.next()?, words.next()?);
    let (start, end) = hours.split_once('-')?;
    if words.next().is_some() {
        return None;
    }
    let mut days = [false; 7];
    if listed.eq_ignore_ascii_case(DAILY) {
        days = [true; 7];
    } else {
        for part in listed.split(',') {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            let (from, to) = (day(from)?, day(to)?);
            let length = (to + 7 - from) % 7;
            (0..=length).for_each(|next| days[(from + next) % 7] = true);
        }
    }
    Some(Schedule { days, start: time(start)?, end: time(end)? })
}

fn day(text: &str) -> Option<usize> {
    DAYS.iter().position(|day| day.eq_ignore_ascii_case(text))
}

/// A time of day to the minute; 24:00 is midnight.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| text.parse::<i8>().ok().filter(|_| text.len() == 2);
    match (number(hour)?, number(minute)?) {
        (24, 0) => Some(Time::midnight()),
        (hour, minute) => Time::new(hour, minute, 0, 0).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_are_written_as_they_are_read() {
        for text in [
            "Mon-Fri 20:00-06:00",
            "daily 08:00-18:00",
            "Sat,Sun 00:00-00:00",
            "Sat-Mon 06:30-22:00",
            "Mon,Wed,Fri 08:00-18:00",
            "Sun 08:00-18:00",
        ] {
            assert_eq!(text.parse::<Schedule>().expect(text).to_string(), text);
        }
    }

    #[test]
    fn case_midnight_and_all_days_by_name_are_understood() {
        let plain = |text: &str| text.parse::<Schedule>().expect(text).to_string();
        assert_eq!(plain("MON-sun 00:00-24:00"), "daily 00:00-00:00");
        assert_eq!(plain("fri-fri 08:00-09:00"), "Fri 08:00-09:00");
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in [
            "",
            "Mon-Fri",
            "20:00-06:00",
            "Mon-Fri 20:00",
            "Moon 20:00-06:00",
            "Mon 24:01-06:00",
            "Mon 8-9",
            "Mon 8:00-9:00",
            "Mon 08:00-09:00 x",
        ] {
            assert!(text.parse::<Schedule>().is_err(), "{text}");
        }
    }
}
