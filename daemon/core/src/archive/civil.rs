//! Days of the proleptic Gregorian calendar as numbers: the usual arithmetic with years that begin in March, so that the
//! leap day is a year's last (Hinnant, *chrono-compatible low-level date algorithms*).

/// Days in 400 years.
const ERA: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// The day's number, counted from 1970-01-01; the date must exist.
pub(super) const fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH
}

/// Year, month and day of a day's number.
pub(super) const fn date_of(day: i64) -> (i64, i64, i64) {
    let day = day + EPOCH;
    let era = day.div_euclid(ERA);
    let of_era = day.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, of_year - (153 * from_march + 2) / 5 + 1)
}

/// How many days a month has.
pub(super) const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::{date_of, day_of, days_in};

    #[test]
    fn every_day_of_ten_thousand_years_has_its_number() {
        let mut number = day_of(0, 1, 1);
        for year in 0..10_000 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    assert_eq!((day_of(year, month, day), date_of(number)), (number, (year, month, day)));
                    number += 1;
                }
            }
        }
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(number, day_of(9999, 12, 31) + 1);
    }
}
