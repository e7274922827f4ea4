use proptest::{prelude::*, sample::select};

use super::*;

/// Zones with every kind of trouble: half an hour of summer time, changes at midnight, a day left out, none at all.
const ZONES: [&str; 10] = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Beirut",
    "America/Havana",
    "UTC",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a known zone")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

fn when() -> impl Strategy<Value = When> {
    let weekday = (0_i8..7).prop_map(|n| Weekday::from_monday_zero_offset(n).expect("a weekday"));
    let weekday = prop_oneof![Just(None), weekday.prop_map(Some)];
    (weekday, 0_i8..24, select(&[0_i8, 1, 29, 30, 59][..])).prop_map(|(weekday, hour, minute)| match weekday {
        None => When::Daily { hour, minute },
        Some(weekday) => When::Weekly { weekday, hour, minute },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Instants from 1985 to 2035, in which these zones changed their minds often.
    #[test]
    fn due_moments_are_the_wall_time_or_the_first_moment_after_a_gap(
        when in when(), name in select(&ZONES[..]), second in 473_385_600_i64..2_051_222_400,
    ) {
        let tz = zone(name);
        let from = Timestamp::from_micros(second * 1_000_000);
        let due = when.next_after(from, &tz);
        prop_assert!(due > from);
        prop_assert!(due - from <= when.longest_gap());
        let local = tz.to_datetime(instant(due));
        let (hour, minute) = match when {
            When::Daily { hour, minute } | When::Weekly { hour, minute, .. } => (hour, minute),
        };
        if (local.hour(), local.minute(), local.second()) != (hour, minute, 0) {
            let before = tz.to_datetime(instant(due - Span::micros(1)));
            let skipped = local.duration_since(before);
            prop_assert!(skipped.as_secs() >= 1_799, "{local} is no wall time and no end of a gap");
        }
        prop_assert_eq!(when.last_until(due, &tz), due);
        prop_assert!(when.last_until(due - Span::micros(1), &tz) <= from, "none lies between");
        prop_assert_eq!(when.next_after(when.last_until(from, &tz), &tz), due);
    }

    #[test]
    fn a_year_has_one_run_a_day_whatever_the_clocks_do(
        hour in 0_i8..24, minute in select(&[0_i8, 30, 59][..]), name in select(&ZONES[..]), year in 1985_i16..2035,
    ) {
        let (tz, when) = (zone(name), When::Daily { hour, minute });
        let start = tz.to_timestamp(jiff::civil::date(year, 1, 1).at(0, 0, 0, 0)).expect("a time");
        let end = tz.to_timestamp(jiff::civil::date(year + 1, 1, 1).at(0, 0, 0, 0)).expect("a time");
        let (start, end) = (Timestamp::from_micros(start.as_microsecond()), Timestamp::from_micros(end.as_microsecond()));
        let (mut due, mut runs) = (when.next_after(start - Span::micros(1), &tz), 0_i16);
        while due < end {
            runs += 1;
            due = when.next_after(due, &tz);
        }
        let days = jiff::civil::date(year, 1, 1).days_in_year();
        // Samoa left out the 30th of December 2011; a run at midnight is then the next day's.
        let least = if (name, year) == ("Pacific/Apia", 2011) { days - 1 } else { days };
        prop_assert!((least..=days).contains(&runs), "{runs} runs in {days} days");
    }
}

#[test]
fn a_time_that_does_not_exist_is_the_next_that_does() {
    let (tz, when) = (zone("Europe/Berlin"), When::Daily { hour: 2, minute: 30 });
    assert_eq!(when.next_after(at("2026-03-28T12:00:00+01:00"), &tz), at("2026-03-29T03:00:00+02:00"));
    assert_eq!(when.next_after(at("2026-03-29T03:00:00+02:00"), &tz), at("2026-03-30T02:30:00+02:00"));
}

#[test]
fn a_time_that_exists_twice_is_the_first() {
    let (tz, when) = (zone("Europe/Berlin"), When::Daily { hour: 2, minute: 30 });
    assert_eq!(when.next_after(at("2026-10-24T12:00:00+02:00"), &tz), at("2026-10-25T02:30:00+02:00"));
    assert_eq!(when.next_after(at("2026-10-25T02:30:00+02:00"), &tz), at("2026-10-26T02:30:00+01:00"));
}

#[test]
fn the_ends_of_months_and_leap_days_are_days_like_others() {
    let (tz, when) = (zone("Asia/Shanghai"), When::Daily { hour: 2, minute: 0 });
    for (after, due) in [
        ("2028-02-28T02:00:00+08:00", "2028-02-29T02:00:00+08:00"),
        ("2028-02-29T02:00:00+08:00", "2028-03-01T02:00:00+08:00"),
        ("2026-12-31T02:00:00+08:00", "2027-01-01T02:00:00+08:00"),
    ] {
        assert_eq!(when.next_after(at(after), &tz), at(due));
    }
}

#[test]
fn a_week_goes_from_its_day_to_its_day() {
    let (tz, when) = (zone("Asia/Shanghai"), When::Weekly { weekday: Weekday::Sunday, hour: 4, minute: 0 });
    assert_eq!(when.next_after(at("2026-11-21T12:00:00+08:00"), &tz), at("2026-11-22T04:00:00+08:00"));
    assert_eq!(when.next_after(at("2026-11-22T04:00:00+08:00"), &tz), at("2026-11-29T04:00:00+08:00"));
    assert_eq!(when.to_string(), "Sundays at 04:00");
}

#[test]
fn the_ends_of_time_are_no_panic() {
    let (tz, when) = (zone("Europe/Berlin"), When::Daily { hour: 2, minute: 0 });
    for end in [i64::MIN, i64::MAX] {
        let end = Timestamp::from_micros(end);
        let _ = (when.next_after(end, &tz), when.last_until(end, &tz));
    }
}
