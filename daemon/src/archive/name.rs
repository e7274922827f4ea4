//! The names of objects. They are part of the format: users find days by them.

use jiff::civil::Date;

use crate::store::SiteDay;

/// The object of a site day, without what stands before it: `sensor_data_20261121.csv.gz`. What arrived after the day's readings
/// had been removed here is beside it: `sensor_data_20261121_late1.csv.gz`.
pub(super) fn file(day: SiteDay, part: u32) -> String {
    format!("{}.csv.gz", stem(day, part))
}

/// The object with its place: `PREFIX/2026/11/sensor_data_20261121.csv.gz`.
pub(super) fn object(prefix: &str, day: SiteDay, part: u32) -> String {
    let date = day.date().unwrap_or(Date::ZERO);
    let place = format!("{:04}/{:02}/{}", date.year(), date.month(), file(day, part));
    let prefix = prefix.trim_matches('/');
    if prefix.is_empty() { place } else { format!("{prefix}/{place}") }
}

/// The manifest of an object, beside it: `….json`.
pub(super) fn manifest(object: &str) -> String {
    format!("{}.json", object.strip_suffix(".csv.gz").unwrap_or(object))
}

fn stem(day: SiteDay, part: u32) -> String {
    let date = day.date().unwrap_or(Date::ZERO);
    let day = format!("sensor_data_{:04}{:02}{:02}", date.year(), date.month(), date.day());
    if part == 0 { day } else { format!("{day}_late{part}") }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn objects_are_named_by_their_site_day() {
        let leap = SiteDay::of(date(2028, 2, 29));
        assert_eq!(object("archive", leap, 0), "archive/2028/02/sensor_data_20280229.csv.gz");
        assert_eq!(object("/a/b/", leap, 2), "a/b/2028/02/sensor_data_20280229_late2.csv.gz");
        assert_eq!(manifest(&object("", leap, 0)), "2028/02/sensor_data_20280229.json");
    }
}
