//! The hours of a day as bytes.

use mcs_core::time::{Span, Timestamp};
use proptest::prelude::*;

use super::{
    super::{Damage, DayTallies, Level},
    any, detector,
};

#[test]
fn a_day_of_a_detector_takes_less_than_a_sixth_of_a_byte_a_reading() {
    let readings = detector::day(1);
    let tallies = DayTallies::of(detector::DAY, &readings, &detector::calibrations());
    let bytes = tallies.encode();
    assert_eq!(DayTallies::decode(&bytes), Ok(tallies));
    assert!(bytes.len() * 6 < readings.len(), "{} bytes for {} readings", bytes.len(), readings.len());
}

#[test]
fn the_parts_of_a_day_are_those_of_its_readings() {
    let readings = detector::day(2);
    let tallies = DayTallies::of(detector::DAY, &readings, &detector::calibrations());
    let counted: u64 = tallies.hours.iter().map(|hour| hour.value.count).sum();
    assert_eq!(counted, readings.len() as u64);
    assert_eq!(
        DayTallies::of(detector::DAY + Span::hours(24), &readings, &detector::calibrations()).hours[0].value.count,
        0
    );
    let none = DayTallies::empty(detector::DAY);
    assert_eq!(DayTallies::decode(&none.encode()), Ok(none));
}

#[test]
fn no_changed_byte_goes_unnoticed() {
    let readings = detector::readings(3, detector::DAY, 1000);
    let mut bytes = DayTallies::of(detector::DAY, &readings, &detector::calibrations()).encode();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            assert_eq!(DayTallies::decode(&bytes), Err(Damage::Checksum));
            bytes[at] ^= 1 << bit;
        }
        assert!(DayTallies::decode(&bytes[..at]).is_err());
    }
}

proptest! {
    #[test]
    fn any_day_comes_back((slot, readings) in any::readings()) {
        let day = Level::Day.slot(slot.start).start;
        let tallies = DayTallies::of(day, &readings, &detector::calibrations());
        let back = DayTallies::decode(&tallies.encode()).expect("it reads its own");
        prop_assert_eq!(format!("{back:?}"), format!("{tallies:?}"), "to the sign of zero");
    }

    #[test]
    fn no_bytes_make_it_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), day in any::<i64>()) {
        let mut whole = DayTallies::empty(Timestamp::from_micros(day)).encode();
        whole.truncate(13);
        whole.append(&mut bytes);
        let checksum = xxhash_rust::xxh3::xxh3_64(&whole);
        whole.extend(checksum.to_le_bytes());
        let _ = DayTallies::decode(&whole);
    }
}
