//! When low and medium alarms are told.

use jiff::{
    civil::{Date, Time, date, time},
    tz::{AmbiguousOffset, TimeZone},
};
use mcs_core::{notice::Schedule, time::Timestamp};
use proptest::prelude::*;

use crate::stage::{SHANGHAI, utc};

const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
/// Half an hour of summer time; clocks that skip and repeat midnight; a fixed offset; the other hemisphere.
const ZONES: [&str; 7] = [
    BERLIN,
    SHANGHAI,
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "EET-2EEST,M3.5.0/0,M10.5.0/0",
    "CST5CDT,M3.2.0/0,M11.1.0/1",
    "<-01>1<+00>,M3.5.0/0,M10.5.0/1",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
];

const DAILY: [bool; 7] = [true; 7];
const WORKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

fn zone(posix: &str) -> TimeZone {
    TimeZone::posix(posix).expect("a POSIX time zone")
}

fn schedule(days: [bool; 7], start: Time, end: Time) -> Schedule {
    Schedule { days, start, end }
}

#[test]
fn nights_of_working_days_belong_to_the_day_they_begin() {
    let nights = schedule(WORKDAYS, time(20, 0, 0, 0), time(6, 0, 0, 0));
    let tz = zone(SHANGHAI);
    let local = |text: &str| utc(&format!("{text}+08:00"));
    assert!(nights.open_at(local("2026-11-21T03:00:00"), &tz), "Saturday morning is Friday's night");
    assert!(nights.open_at(local("2026-11-21T05:59:59.999999"), &tz));
    assert!(!nights.open_at(local("2026-11-21T06:00:00"), &tz), "the end is exclusive");
    assert!(!nights.open_at(local("2026-11-21T21:00:00"), &tz), "Saturday is none of the days");
    assert!(!nights.open_at(local("2026-11-23T03:00:00"), &tz), "Monday morning is Sunday's night");
    assert!(nights.open_at(local("2026-11-23T20:00:00"), &tz));
    let monday = Some(local("2026-11-23T20:00:00"));
    assert_eq!(nights.next_start(local("2026-11-21T06:00:00"), &tz), monday);
    assert_eq!(nights.next_start(local("2026-11-21T21:00:00"), &tz), monday);
    assert_eq!(nights.next_start(local("2026-11-23T20:00:00"), &tz), Some(local("2026-11-24T20:00:00")));
}

#[test]
fn summer_time_shortens_and_lengthens_a_window() {
    let early = schedule(DAILY, time(1, 30, 0, 0), time(2, 30, 0, 0));
    let tz = zone(BERLIN);
    let (opens, closes) = span(&early, utc("2027-03-28T00:00:00Z"), &tz);
    assert_eq!((opens, closes), (utc("2027-03-28T00:30:00Z"), utc("2027-03-28T01:00:00Z")), "30 min, to 03:00");
    let (opens, closes) = span(&early, utc("2026-10-24T22:00:00Z"), &tz);
    assert_eq!((opens, closes), (utc("2026-10-24T23:30:00Z"), utc("2026-10-25T01:30:00Z")), "2 h");
}

#[test]
fn a_start_that_is_skipped_is_the_end_of_the_gap_and_one_that_is_repeated_the_first_pass() {
    let tz = zone(BERLIN);
    let late = schedule(DAILY, time(2, 15, 0, 0), time(4, 0, 0, 0));
    assert_eq!(
        span(&late, utc("2027-03-28T00:00:00Z"), &tz),
        (utc("2027-03-28T01:00:00Z"), utc("2027-03-28T02:00:00Z"))
    );
    assert_eq!(
        span(&late, utc("2026-10-24T23:00:00Z"), &tz),
        (utc("2026-10-25T00:15:00Z"), utc("2026-10-25T03:00:00Z"))
    );
}

#[test]
fn a_window_that_lies_in_a_gap_is_none() {
    let tz = zone(BERLIN);
    let gone = schedule([false, false, false, false, false, false, true], time(2, 10, 0, 0), time(2, 50, 0, 0));
    assert_eq!(gone.next_start(utc("2027-03-27T00:00:00Z"), &tz), Some(utc("2027-04-04T00:10:00Z")));
    assert!(!gone.open_at(utc("2027-03-28T01:00:00Z"), &tz));
}

#[test]
fn the_same_start_and_end_is_the_whole_day() {
    let tz = zone(BERLIN);
    let sundays = schedule([false, false, false, false, false, false, true], time(8, 0, 0, 0), time(8, 0, 0, 0));
    assert_eq!(
        span(&sundays, utc("2027-03-27T00:00:00Z"), &tz),
        (utc("2027-03-28T06:00:00Z"), utc("2027-03-29T06:00:00Z"))
    );
    let always = schedule(DAILY, time(0, 0, 0, 0), time(0, 0, 0, 0));
    for hour in 0..72 {
        assert!(always.open_at(utc("2027-03-27T00:00:00Z") + mcs_core::time::Span::hours(hour), &tz));
    }
}

#[test]
fn a_schedule_without_days_never_opens() {
    let never = schedule([false; 7], time(8, 0, 0, 0), time(17, 0, 0, 0));
    assert!(!never.open_at(utc("2027-03-27T10:00:00Z"), &zone(BERLIN)));
    assert_eq!(never.next_start(utc("2027-03-27T10:00:00Z"), &zone(BERLIN)), None);
}

#[test]
fn beyond_the_calendar_nothing_is_held() {
    let days = schedule(DAILY, time(8, 0, 0, 0), time(17, 0, 0, 0));
    let end = Timestamp::from_micros(i64::MAX);
    assert!(days.open_at(end, &zone(BERLIN)));
    assert_eq!(days.next_start(end, &zone(BERLIN)), None);
    let last = Timestamp::from_micros(jiff::Timestamp::MAX.as_microsecond());
    assert_eq!(days.next_start(last, &zone(BERLIN)), None);
}

/// The next time it is open, minute by minute.
fn span(schedule: &Schedule, from: Timestamp, tz: &TimeZone) -> (Timestamp, Timestamp) {
    let minute = mcs_core::time::Span::mins(1);
    let mut at = from;
    while !schedule.open_at(at, tz) {
        at = at + minute;
    }
    let opens = at;
    while schedule.open_at(at, tz) {
        at = at + minute;
    }
    (opens, at)
}

/// The same rule in other words: all windows of the year, each from the clock's passes at its ends.
fn windows(schedule: &Schedule, around: Date, tz: &TimeZone) -> Vec<(i64, i64)> {
    (-3..18)
        .map(|n| around.checked_add(jiff::Span::new().days(n)).expect("within the calendar"))
        .filter(|day| schedule.days[usize::from(day.weekday().to_monday_one_offset().unsigned_abs()) - 1])
        .map(|day| {
            let next = day.tomorrow().expect("within the calendar");
            let last = if schedule.start < schedule.end { day } else { next };
            (pass(day, schedule.start, true, tz), pass(last, schedule.end, false, tz))
        })
        .filter(|(opens, closes)| opens < closes)
        .collect()
}

/// Looks for the moment itself: the first (last) minute at which the clock shows this or, in a gap, more.
fn pass(day: Date, at: Time, first: bool, tz: &TimeZone) -> i64 {
    let shown = day.to_datetime(at);
    let guess = TimeZone::UTC.to_timestamp(shown).expect("within the calendar");
    let guess = guess.as_second() - i64::from(tz.to_offset(guess).seconds());
    let reads = |second: i64| tz.to_datetime(jiff::Timestamp::from_second(second).expect("within the calendar"));
    let minutes = (-75..75).map(|minute| guess + minute * 60);
    match tz.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Gap { .. } => minutes.clone().find(|second| reads(*second) > shown),
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } if first => {
            minutes.clone().find(|second| reads(*second) == shown)
        }
        AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
            minutes.rev().find(|second| reads(*second) == shown)
        }
    }
    .expect("such a minute")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_schedule_is_open_exactly_within_its_windows(
        zone_at in 0..ZONES.len(),
        days in prop::array::uniform7(any::<bool>()),
        start in 0..96_i8,
        end in 0..96_i8,
        month in prop::sample::select(vec![3_i8, 4, 9, 10, 11, 7]),
        day in 1..30_i8,
        minutes in prop::collection::vec(0..4320_i64, 8),
    ) {
        let tz = zone(ZONES[zone_at]);
        let quarter = |n: i8| time(n / 4, n % 4 * 15, 0, 0);
        let schedule = schedule(days, quarter(start), quarter(end));
        let around = date(2027, month, day);
        let windows = windows(&schedule, around, &tz);
        let begin = TimeZone::UTC.to_timestamp(around.to_datetime(Time::midnight())).expect("within the calendar");
        for minute in minutes {
            let second = begin.as_second() + minute * 60;
            let at = Timestamp::from_micros(second * 1_000_000);
            let open = windows.iter().any(|(opens, closes)| (*opens..*closes).contains(&second));
            prop_assert_eq!(schedule.open_at(at, &tz), open, "{} {:?}", at, schedule);
            let next = windows.iter().map(|(opens, _)| *opens).filter(|opens| *opens > second).min();
            let found = schedule.next_start(at, &tz).map(|at| at.as_micros() / 1_000_000);
            prop_assert_eq!(found, next, "after {}", at);
        }
    }
}
