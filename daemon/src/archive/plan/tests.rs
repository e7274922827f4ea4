use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const ZONES: [&str; 9] = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
];

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the table")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("RFC 3339")
}

fn named(day: &Coverage) -> (String, String, String) {
    (day.day.to_string(), day.starts.to_string(), day.ends.to_string())
}

#[test]
fn a_day_is_owed_two_hours_after_its_end_and_not_before() {
    let tz = zone("Asia/Shanghai");
    let first = at("2026-11-20T03:00:00Z");
    assert_eq!(after(None, first, &tz, at("2026-11-20T17:59:59Z")), []);
    let days = after(None, first, &tz, at("2026-11-20T18:00:00Z"));
    let expected = ("2026-11-20".into(), "2026-11-19T16:00:00Z".into(), "2026-11-20T16:00:00Z".into());
    assert_eq!(days.iter().map(named).collect::<Vec<_>>(), [expected]);
}

#[test]
fn skipped_nights_are_made_up_for_oldest_first_over_the_ends_of_months_and_leap_days() {
    let tz = zone("Asia/Shanghai");
    let all = after(None, at("2028-01-30T00:00:00Z"), &tz, at("2028-03-02T00:00:00Z"));
    let days: Vec<String> = all.iter().map(|day| day.day.to_string()).collect();
    assert_eq!(days.first().map(String::as_str), Some("2028-01-30"));
    assert!(days.contains(&"2028-01-31".into()) && days.contains(&"2028-02-29".into()));
    assert_eq!(days.last().map(String::as_str), Some("2028-03-01"));
    assert_eq!(days.len(), 2 + 29 + 1);
    // Each night on its own plans the same days.
    let mut one_by_one: Vec<Coverage> = Vec::new();
    let mut now = at("2028-01-30T18:00:00Z");
    while now < at("2028-03-02T00:00:00Z") {
        one_by_one.extend(after(one_by_one.last().copied(), at("2028-01-30T00:00:00Z"), &tz, now));
        now = now + Span::hours(24);
    }
    assert_eq!(one_by_one, all);
}

#[test]
fn days_of_the_time_change_have_their_own_length() {
    let tz = zone("Europe/Berlin");
    let days = after(None, at("2026-10-24T12:00:00Z"), &tz, at("2026-10-27T12:00:00Z"));
    let hours: Vec<i64> = days.iter().map(|day| (day.ends - day.starts).as_millis() / 3_600_000).collect();
    assert_eq!(hours, [24, 25, 24]);
    let days = after(None, at("2026-03-28T12:00:00Z"), &tz, at("2026-03-30T12:00:00Z"));
    let hours: Vec<i64> = days.iter().map(|day| (day.ends - day.starts).as_millis() / 3_600_000).collect();
    assert_eq!(hours, [24, 23]);
}

#[test]
fn where_the_clocks_go_forward_at_midnight_the_day_begins_at_the_first_moment_there_is() {
    // 2018-11-04 began at 01:00 in São Paulo.
    let days = after(None, at("2018-11-03T12:00:00Z"), &zone("America/Sao_Paulo"), at("2018-11-05T12:00:00Z"));
    assert_eq!(days[1].starts, at("2018-11-04T03:00:00Z"));
    assert_eq!((days[1].ends - days[1].starts), Span::hours(23));
}

#[test]
fn a_day_the_calendar_jumps_over_is_there_and_empty() {
    // Samoa had no 2011-12-30.
    let days = after(None, at("2011-12-29T12:00:00Z"), &zone("Pacific/Apia"), at("2012-01-01T12:00:00Z"));
    let skipped = days.iter().find(|day| day.day == SiteDay::of(date(2011, 12, 30))).expect("it is there");
    assert_eq!(skipped.starts, skipped.ends);
}

#[test]
fn a_change_of_the_time_zone_makes_a_day_longer_or_shorter_and_loses_nothing() {
    let first = at("2026-11-20T00:00:00Z");
    let mut days = after(None, first, &zone("Asia/Shanghai"), at("2026-11-21T20:00:00Z"));
    days.extend(after(days.last().copied(), first, &zone("Europe/Berlin"), at("2026-11-24T04:00:00Z")));
    let expected = [
        ("2026-11-20", "2026-11-19T16:00:00Z", "2026-11-20T16:00:00Z"),
        ("2026-11-21", "2026-11-20T16:00:00Z", "2026-11-21T16:00:00Z"),
        ("2026-11-22", "2026-11-21T16:00:00Z", "2026-11-22T23:00:00Z"),
        ("2026-11-23", "2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z"),
    ];
    let expected: Vec<_> = expected.iter().map(|(a, b, c)| ((*a).into(), (*b).into(), (*c).into())).collect();
    assert_eq!(days.iter().map(named).collect::<Vec<_>>(), expected);
}

#[test]
fn readings_from_before_the_archive_began_get_days_of_their_own() {
    let tz = zone("Asia/Shanghai");
    let first = after(None, at("2026-11-20T00:00:00Z"), &tz, at("2026-11-21T20:00:00Z"))[0];
    assert_eq!(before(first, first.starts, &tz), []);
    let days = before(first, at("2026-11-17T20:00:00Z"), &tz);
    let names: Vec<String> = days.iter().map(|day| day.day.to_string()).collect();
    assert_eq!(names, ["2026-11-18", "2026-11-19"]);
    assert_eq!(days[1].ends, first.starts);
}

#[test]
fn one_absurd_time_does_not_make_days_without_end() {
    let tz = zone("UTC");
    assert_eq!(after(None, Timestamp::EPOCH, &tz, at("2026-11-21T20:00:00Z")).len(), MOST);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever the nights, the zones and when the plan was made: days are named one after the other, and each instant from the
    /// first reading on is in exactly one of them.
    #[test]
    fn days_follow_each_other_without_gap_or_overlap(
        start in 1_300_000_000i64..1_900_000_000,
        nights in prop::collection::vec((0i64..100, 0..ZONES.len()), 1..30),
        back in 0i64..50,
    ) {
        let first = Timestamp::from_micros(start * 1_000_000);
        let mut now = first;
        let mut days: Vec<Coverage> = Vec::new();
        for (hours, tz) in nights {
            now = now + Span::hours(hours);
            days.extend(after(days.last().copied(), first, &zone(ZONES[tz]), now));
            if let Some(last) = days.last() {
                prop_assert!(last.ends + SETTLE <= now, "planned before it was over");
            }
        }
        if let Some(oldest) = days.first().copied() {
            let earliest = first - Span::hours(24 * back);
            let mut all = before(oldest, earliest, &zone("Europe/Berlin"));
            prop_assert!(all.first().is_none_or(|day| day.starts <= earliest || day.starts == day.ends || all.len() < 52));
            all.append(&mut days);
            prop_assert!(all[0].starts <= first);
            for pair in all.windows(2) {
                prop_assert_eq!(pair[0].ends, pair[1].starts);
                prop_assert_eq!(pair[0].day.0 + 1, pair[1].day.0);
            }
            prop_assert!(all.iter().all(|day| day.starts <= day.ends));
        }
    }

    /// In one zone a day covers exactly the instants of its name.
    #[test]
    fn in_one_zone_a_reading_is_in_the_object_of_its_site_day(
        start in 1_300_000_000i64..1_900_000_000,
        tz in 0..ZONES.len(),
        within in 0i64..40 * 86_400,
    ) {
        let tz = zone(ZONES[tz]);
        let first = Timestamp::from_micros(start * 1_000_000);
        let days = after(None, first, &tz, first + Span::hours(41 * 24));
        let reading = first + Span::secs(within);
        if let Some(day) = days.iter().find(|day| day.starts <= reading && reading < day.ends) {
            prop_assert_eq!(day.day, day_of(reading, &tz));
        }
    }
}
